package io.riskgate.stores.jdbc;

import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordTail;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A caller that waits for the answers to one call, in whichever lanes they are worked out. */
final class Waiting {
  private final long deadlineNanos;
  private final @Nullable RecordTail[] tails;
  private final CountDownLatch open;
  private volatile @Nullable StoreException failure;

  /**
   * Begins to wait.
   *
   * @param calls how many answers there will be
   * @param parts in how many parts they come
   */
  Waiting(int calls, int parts, long budgetNanos) {
    tails = new RecordTail[calls];
    open = new CountDownLatch(parts);
    deadlineNanos = System.nanoTime() + budgetNanos;
  }

  /** How long the caller goes on waiting; not above nothing once it has gone. */
  long leftNanos() {
    return failure == null ? deadlineNanos - System.nanoTime() : 0;
  }

  /** One answer; those of a part are told by {@link #partDone} together. */
  void answer(int place, RecordTail tail) {
    tails[place] = tail;
  }

  void partDone() {
    open.countDown();
  }

  /** Ends the waiting: one part has failed. */
  void fail(StoreException with) {
    failure = with;
    while (open.getCount() > 0) {
      open.countDown();
    }
  }

  /** The answers once all are there. */
  List<RecordTail> await() {
    boolean came;
    try {
      came = open.await(Math.max(deadlineNanos - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = new StoreException("Interrupted while waiting for the database", e);
      throw new StoreException("Interrupted while waiting for the database", e);
    }
    StoreException failed = failure;
    if (failed != null) {
      // Made here, so that its trace is the caller's own.
      throw new StoreException(String.valueOf(failed.getMessage()), failed);
    }
    if (!came) {
      failure = new StoreException("The caller has gone");
      throw new StoreException(
          "The database did not answer in time; whether it was recorded shows when it is sent"
              + " again");
    }
    return Arrays.asList(tails.clone());
  }
}
