package io.riskgate.core.log;

import io.riskgate.core.spi.DecisionLogException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A record that waits to be written, and who waits for it. */
final class Pending {
  final String members;
  final long clockMs;
  long number = -1;
  private final @Nullable CompletableFuture<Long> written;

  /**
   * A record.
   *
   * @param awaited whether somebody waits for it
   */
  Pending(String members, long clockMs, boolean awaited) {
    this.members = members;
    this.clockMs = clockMs;
    this.written = awaited ? new CompletableFuture<>() : null;
  }

  void done() {
    if (written != null) {
      written.complete(number);
    }
  }

  void failed() {
    if (written != null) {
      written.completeExceptionally(new IllegalStateException());
    }
  }

  /** Waits until it is written; its number. */
  long await(long nanos) {
    CompletableFuture<Long> of = written;
    if (of == null) {
      throw new IllegalStateException("Nobody waits for this record");
    }
    try {
      return of.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new DecisionLogException(
          "The decision log cannot be written; its own message says why");
    } catch (TimeoutException e) {
      throw new DecisionLogException("The decision log was not written in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DecisionLogException("Interrupted while the decision log was written");
    }
  }
}
