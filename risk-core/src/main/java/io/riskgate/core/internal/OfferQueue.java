package io.riskgate.core.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from many threads to one. An offer takes no lock and wakes nobody: it is a
 * compare-and-set and a write. What is looked at keeps its place until it is removed.
 *
 * <p>A producer owns the slot whose number it has taken from {@link #offered}; the slot is empty,
 * because the consumer empties a slot before it counts it as removed.
 */
final class OfferQueue<T> {
  private final int max;
  private final AtomicReferenceArray<@Nullable T> slots;
  private final AtomicLong offered = new AtomicLong();
  private final AtomicLong removed = new AtomicLong();

  OfferQueue(int max) {
    this.max = max;
    this.slots = new AtomicReferenceArray<>(max == 1 ? 1 : Integer.highestOneBit(max - 1) << 1);
  }

  boolean isFull() {
    return offered.get() - removed.get() >= max;
  }

  /** Adds an element unless the queue is full; whether it was added. */
  boolean offer(T element) {
    long number;
    do {
      number = offered.get();
      if (number - removed.get() >= max) {
        return false;
      }
    } while (!offered.compareAndSet(number, number + 1));
    slots.setRelease(slot(number), element);
    return true;
  }

  /** The oldest element, or null where there is none yet; for the one consumer. */
  @Nullable T peek() {
    return slots.getAcquire(slot(removed.get()));
  }

  /** Removes what {@link #peek} has shown; for the one consumer. */
  void remove() {
    long number = removed.get();
    slots.setPlain(slot(number), null);
    removed.set(number + 1);
  }

  private int slot(long number) {
    return (int) number & (slots.length() - 1);
  }

  long size() {
    return Math.max(0, offered.get() - removed.get());
  }

  /** How many elements have been offered in all. */
  long offered() {
    return offered.get();
  }

  /** How many elements have been removed in all. */
  long removed() {
    return removed.get();
  }
}
