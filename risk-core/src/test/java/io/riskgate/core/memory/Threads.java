package io.riskgate.core.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** Runs the same work on several threads that start together; what one of them throws is thrown. */
final class Threads implements AutoCloseable {
  private static final long SECONDS_MAX = 60;

  private final int count;
  private final ExecutorService pool;

  Threads(int count) {
    this.count = count;
    this.pool = Executors.newFixedThreadPool(count);
  }

  void run(IntConsumer work) {
    CyclicBarrier start = new CyclicBarrier(count);
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int thread = i;
      futures.add(
          pool.submit(
              () -> {
                await(start);
                work.accept(thread);
              }));
    }
    for (Future<?> future : futures) {
      try {
        future.get(SECONDS_MAX, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      } catch (TimeoutException e) {
        throw new AssertionError("hangs: " + Thread.getAllStackTraces(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
