package io.riskgate.core.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lends what a call works with, so that the next need not make it anew. Holds at most as many as
 * there are slots, four a processor. A thread looks at the same few slots first, so that it mostly
 * gets what it gave back, and meets no other there. Safe for use by any number of threads.
 */
public final class Lending<T> {
  private static final int SLOTS_PER_PROCESSOR = 4;
  private static final int PROBES = 4;

  private final AtomicReferenceArray<@Nullable T> slots;

  /** Lends nothing yet. */
  public Lending() {
    int wanted = Math.max(PROBES, SLOTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    this.slots = new AtomicReferenceArray<>(Integer.highestOneBit(wanted - 1) << 1);
  }

  /** One that was given back, or null where there is none near at hand. */
  public @Nullable T take() {
    int home = home();
    for (int i = 0; i < PROBES; i++) {
      int slot = (home + i) & (slots.length() - 1);
      if (slots.getPlain(slot) != null) {
        T taken = slots.getAndSet(slot, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }

  /** Keeps one for the next call; whether there was room for it. */
  public boolean giveBack(T thing) {
    int home = home();
    for (int i = 0; i < PROBES; i++) {
      if (slots.compareAndSet((home + i) & (slots.length() - 1), null, thing)) {
        return true;
      }
    }
    return false;
  }

  /** How many slots there are. */
  int slots() {
    return slots.length();
  }

  /** Takes what is in one slot, or null. */
  @Nullable T take(int slot) {
    return slots.getAndSet(slot, null);
  }

  private static int home() {
    long id = Thread.currentThread().getId();
    return (int) ((id * 0x9E3779B97F4A7C15L) >>> 40);
  }
}
