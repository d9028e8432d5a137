package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferQueueTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  @DisplayName("takes as many as it may, in order, and again as many once they are removed")
  void order(int max) {
    OfferQueue<Integer> queue = new OfferQueue<>(max);
    for (int round = 0; round < 3; round++) {
      assertThat(queue.peek()).isNull();
      for (int i = 0; i < max; i++) {
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.offer(i)).isTrue();
      }
      assertThat(queue.isFull()).isTrue();
      assertThat(queue.offer(99)).isFalse();
      assertThat(queue.size()).isEqualTo(max);
      for (int i = 0; i < max; i++) {
        assertThat(queue.peek()).isEqualTo(i);
        assertThat(queue.peek()).as("looking removes nothing").isEqualTo(i);
        queue.remove();
      }
    }
    assertThat(queue.offered()).isEqualTo(3L * max);
    assertThat(queue.removed()).isEqualTo(3L * max);
  }

  @Test
  @Timeout(60)
  @DisplayName("what several threads offer comes out once, each thread's in its order")
  void concurrent() throws InterruptedException {
    int threads = 4;
    int each = 50_000;
    OfferQueue<int[]> queue = new OfferQueue<>(7);
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> producers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int id = t;
      Thread producer =
          new Thread(
              () -> {
                await(start);
                for (int i = 0; i < each; i++) {
                  while (!queue.offer(new int[] {id, i})) {
                    refused.incrementAndGet();
                    Thread.onSpinWait();
                  }
                }
              });
      producer.start();
      producers.add(producer);
    }
    start.countDown();
    int[] next = new int[threads];
    for (int i = 0; i < threads * each; i++) {
      int[] taken;
      while ((taken = queue.peek()) == null) {
        Thread.onSpinWait();
      }
      assertThat(queue.size()).isLessThanOrEqualTo(7);
      if (next[taken[0]]++ != taken[1]) {
        throw new AssertionError("out of order: " + taken[1] + " of thread " + taken[0]);
      }
      queue.remove();
    }
    for (Thread producer : producers) {
      producer.join();
    }
    assertThat(queue.peek()).isNull();
    assertThat(next).containsOnly(each);
    assertThat(refused.get()).as("it was full at times").isPositive();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
