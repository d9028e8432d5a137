package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Idle keys leave, and nothing that is recorded meanwhile is lost with them. */
class KeyMapConcurrencyTest {
  private static final String TENANT = "t";

  @Test
  @DisplayName("an event recorded in a state that was not removed is in the map afterwards")
  void sweepLosesNothing() {
    int threadCount = 8;
    int keys = 64;
    // Every key is idle at once: whatever can be swept is swept, as often as can be.
    KeyMap<RingState> map = new KeyMap<>(RingState::new, 1_000_000, 0);
    AtomicLong clock = new AtomicLong(1);
    AtomicLong removedSeen = new AtomicLong();
    AtomicReferenceArray<RingState> holders = new AtomicReferenceArray<>(keys);
    try (Threads threads = new Threads(threadCount)) {
      threads.run(
          thread -> {
            for (int i = 0; i < 30_000; i++) {
              int key = (i * 7 + thread) % keys;
              map.getOrCreate(TENANT, "filler-" + thread + "-" + i, clock.incrementAndGet());
              while (true) {
                RingState state = map.getOrCreate(TENANT, "k" + key, clock.get());
                synchronized (state) {
                  if (state.removed) {
                    removedSeen.incrementAndGet();
                    continue;
                  }
                  // Alive under its lock means: it is the one that others will find.
                  assertThat(map.get(TENANT, "k" + key)).isSameAs(state);
                  state.touchedMs = clock.get();
                  holders.set(key, state);
                }
                break;
              }
            }
          });
    }
    for (int key = 0; key < keys; key++) {
      RingState found = map.get(TENANT, "k" + key);
      assertThat(found == holders.get(key) || holders.get(key).removed).isTrue();
    }
    assertThat(map.size()).as("most fillers have been swept").isLessThan(200_000);
  }

  @Test
  @DisplayName("a state that a thread was given is found from then on, the very first one too")
  void theFirstIsFound() {
    List<KeyMap<RingState>> maps =
        Stream.generate(() -> new KeyMap<>(RingState::new, 10, 1_000)).limit(30_000).toList();
    try (Threads threads = new Threads(3)) {
      threads.run(
          thread -> {
            for (KeyMap<RingState> map : maps) {
              RingState state = map.getOrCreate(TENANT, "k", 1);
              assertThat(map.get(TENANT, "k") == state).isTrue();
            }
          });
    }
  }

  /** Counts that are only kept while the key lives; swept only when they are handed over. */
  private static final class Counter extends KeyState {
    long count;
    final AtomicLong total;

    Counter(AtomicLong total) {
      this.total = total;
    }

    @Override
    boolean isSweepable(long nowMs) {
      total.addAndGet(count); // under its lock, and for the last time
      count = 0;
      return true;
    }
  }

  @Test
  @DisplayName("what is added under the lock of a living state is there when it is swept")
  void countsAreExact() {
    AtomicLong total = new AtomicLong();
    KeyMap<Counter> map = new KeyMap<>(() -> new Counter(total), 1_000_000, 2);
    AtomicLong clock = new AtomicLong(1);
    int threadCount = 8;
    int each = 20_000;
    try (Threads threads = new Threads(threadCount)) {
      threads.run(
          thread -> {
            for (int i = 0; i < each; i++) {
              while (true) {
                long now = clock.incrementAndGet();
                Counter state = map.getOrCreate(TENANT, "k" + i % 512, now);
                synchronized (state) {
                  if (!state.removed) {
                    state.count++;
                    break;
                  }
                }
              }
            }
          });
    }
    for (int i = 0; i < 512; i++) {
      Counter state = map.get(TENANT, "k" + i);
      if (state != null) {
        total.addAndGet(state.count);
      }
    }
    assertThat(total).hasValue((long) threadCount * each);
  }

  @Test
  @DisplayName("no key is added above the cap, and room is made by sweeping idle ones")
  void cap() {
    KeyMap<RingState> map = new KeyMap<>(RingState::new, 3, 100);
    for (int i = 0; i < 3; i++) {
      assertThat(map.getOrCreate(TENANT, "k" + i, 0)).isNotNull();
    }
    assertThat(map.getOrCreate(TENANT, "k3", 100)).isNull();
    assertThat(map.getOrCreate(TENANT, "k0", 100)).as("known already").isNotNull();
    assertThat(map.getOrCreate("other", "k0", 101)).as("three idle ones have left").isNotNull();
    assertThat(map.get(TENANT, "k0")).isNull();
    assertThat(map.size()).isEqualTo(1);
  }

  @Test
  @DisplayName("a key that finds room after an event was missed says so; older keys do not")
  void missed() {
    KeyMap<RingState> map = new KeyMap<>(RingState::new, 2, 1_000);
    RingState old = map.getOrCreate(TENANT, "old", 0);
    assertThat(map.missed(TENANT, "new", 7)).isNull();
    assertThat(map.missed(TENANT, "old", 5)).isSameAs(old);
    RingState created = map.getOrCreate(TENANT, "new", 8);
    assertThat(created).isNotNull();
    assertThat(created.ring.isCappedSince(7)).isTrue();
    assertThat(created.ring.isCappedSince(8)).isFalse();
    assertThat(old).isNotNull();
    assertThat(old.ring.isUntouched()).isTrue();
  }
}
