package io.riskgate.core.memory;

import io.riskgate.core.spi.History;
import org.jspecify.annotations.Nullable;

/**
 * The retained reports of one subject, by event time and, where times are equal, in order of
 * arrival. Guarded by the lock of its key.
 */
final class EventRing {
  private static final int INITIAL_CAPACITY = 4;

  private @Nullable ReportEvent[] events = new @Nullable ReportEvent[INITIAL_CAPACITY];
  private int head;
  private int size;
  private long droppedUpToMs = History.NEVER;

  int size() {
    return size;
  }

  /** Whether it holds nothing and nothing was ever dropped. */
  boolean isUntouched() {
    return size == 0 && droppedUpToMs == History.NEVER;
  }

  /** The event with an index, 0 being the oldest. */
  ReportEvent get(int index) {
    ReportEvent event = events[(head + index) & (events.length - 1)];
    if (event == null) {
      throw new IllegalStateException("No event at " + index + " of " + size);
    }
    return event;
  }

  /** The index of the last event at or before a time, or -1. */
  int lastUpTo(long timeMs) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (get(middle).timeMs <= timeMs) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  /** Whether events at or after a time were dropped, so that counts from there on are bounds. */
  boolean isCappedSince(long fromMs) {
    return droppedUpToMs >= fromMs && droppedUpToMs != History.NEVER;
  }

  /**
   * Adds an event unless it is already here; drops the oldest where there are more than the cap.
   *
   * @return whether there was room for all
   */
  boolean add(ReportEvent event, int cap) {
    int at = size;
    while (at > 0 && get(at - 1).timeMs > event.timeMs) {
      at--;
    }
    for (int i = at - 1; i >= 0 && get(i).timeMs == event.timeMs; i--) {
      if (get(i) == event) {
        return true;
      }
    }
    if (size == events.length) {
      grow();
    }
    int mask = events.length - 1;
    for (int i = size; i > at; i--) {
      events[(head + i) & mask] = events[(head + i - 1) & mask];
    }
    events[(head + at) & mask] = event;
    size++;
    if (size > cap) {
      removeOldest();
      return false;
    }
    return true;
  }

  /** Takes note of events up to a time that could not be kept. */
  void missed(long upToMs) {
    droppedUpToMs = Math.max(droppedUpToMs, upToMs);
  }

  /** Removes the events before a time, which no window reaches any more. */
  void prune(long beforeMs) {
    while (size > 0 && get(0).timeMs < beforeMs) {
      removeOldest();
    }
  }

  void clear() {
    events = new @Nullable ReportEvent[INITIAL_CAPACITY];
    head = 0;
    size = 0;
    droppedUpToMs = History.NEVER;
  }

  // ---- images

  void write(ImageOut out) {
    out.put(droppedUpToMs);
    out.put(size);
    for (int i = 0; i < size; i++) {
      ReportEvent event = get(i);
      int number = out.numberOf(event);
      out.put(number);
      if (number < 0) {
        out.number(event);
        event.write(out);
      }
    }
  }

  void read(ImageIn in) {
    droppedUpToMs = in.next();
    for (int i = in.nextCount(); i > 0; i--) {
      int number = in.nextInt();
      ReportEvent event =
          number < 0 ? in.number(ReportEvent.read(in)) : in.numbered(number, ReportEvent.class);
      add(event, Integer.MAX_VALUE);
    }
  }

  private void removeOldest() {
    missed(get(0).timeMs);
    events[head] = null;
    head = (head + 1) & (events.length - 1);
    size--;
  }

  private void grow() {
    @Nullable ReportEvent[] larger = new @Nullable ReportEvent[events.length * 2];
    for (int i = 0; i < size; i++) {
      larger[i] = get(i);
    }
    events = larger;
    head = 0;
  }
}
