package io.riskgate.stores.remote.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Threads that begin at once. */
public final class Workers {
  private Workers() {}

  /** Runs the same on so many threads; fails with the first failure of any. */
  public static void run(int threads, IntConsumer work) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch begin = new CountDownLatch(threads);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        all.add(
            pool.submit(
                () -> {
                  begin.countDown();
                  begin.await();
                  work.accept(thread);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
