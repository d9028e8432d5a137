package io.riskgate.stores.redis;

import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordKey;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes entries out of the index whose records Redis has dropped, on a thread of its own. Each time
 * that so many entries were written it looks at twice as many anywhere, so that no more than about
 * half of the index is of the dead.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int EVERY = 128;
  private static final int LOOKED_AT = 2 * EVERY;

  private final RecordIndex index;
  private final Duration budget;
  private final AtomicInteger written = new AtomicInteger();

  /** One task may wait; while it does, the next is not needed. */
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(1),
          task -> {
            Thread thread = new Thread(task, "riskgate-redis-upkeep");
            thread.setDaemon(true);
            return thread;
          });

  Upkeep(RecordIndex index, Duration budget) {
    this.index = index;
    this.budget = budget;
  }

  /** An entry of the index was written. */
  void sometimes(RecordKey.Kind kind) {
    if (written.incrementAndGet() % EVERY == 0) {
      try {
        thread.execute(() -> sweep(kind));
      } catch (RejectedExecutionException e) {
        // there is one on its way, or the store is being closed
      }
    }
  }

  private void sweep(RecordKey.Kind kind) {
    try {
      long gone = index.sweepSome(kind, LOOKED_AT, budget);
      LOG.debug("{} entries of the index whose records are gone were taken out", gone);
    } catch (StoreException e) {
      LOG.debug("The index was not swept: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
