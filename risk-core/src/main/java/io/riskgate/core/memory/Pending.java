package io.riskgate.core.memory;

import java.util.Arrays;

/**
 * Events of a busy key that are older than its latest ones, but whose transfers are open still, so
 * that they cannot be folded into tallies: copies of what its record says of them.
 */
final class Pending {
  /** More than these are not kept. */
  static final int MAX = 256;

  private static final int LONGS = 3;

  private long[] a = new long[4 * LONGS];
  private int size;

  int size() {
    return size;
  }

  long event(int i) {
    return a[LONGS * i];
  }

  long value(int i) {
    return a[LONGS * i + 1];
  }

  int party(int i) {
    return (int) (a[LONGS * i + 2] >>> Integer.SIZE);
  }

  int inJournal(int i) {
    return (int) a[LONGS * i + 2];
  }

  int stateCode(int i, Journal journal, long nowMs) {
    int code = EventBits.stateCode(event(i));
    return code == EventBits.IN_JOURNAL
        ? EventBits.stateCode(journal.standing(inJournal(i)), nowMs)
        : code;
  }

  void add(long event, long value, int party, int inJournal) {
    if (LONGS * size == a.length) {
      a = Arrays.copyOf(a, 2 * a.length);
    }
    size++;
    set(size - 1, event, value, party, inJournal);
  }

  private void set(int i, long event, long value, int party, int inJournal) {
    a[LONGS * i] = event;
    a[LONGS * i + 1] = value;
    a[LONGS * i + 2] = (long) party << Integer.SIZE | (inJournal & 0xffff_ffffL);
  }

  /** Takes over what a repeated attempt says, if it is here. */
  void replace(long event, long value, int party, int inJournal) {
    for (int i = 0; i < size; i++) {
      if (inJournal(i) == inJournal && EventBits.isOut(event(i)) == EventBits.isOut(event)) {
        set(i, event, value, party, inJournal);
        return;
      }
    }
  }

  /**
   * Says for good in which state the transfer of an event of what is paid stands, if it is here.
   */
  void endForGood(int inJournal, int code) {
    for (int i = 0; i < size; i++) {
      if (inJournal(i) == inJournal && EventBits.isOut(event(i))) {
        a[LONGS * i] = EventBits.withState(event(i), code);
      }
    }
  }

  /** Removes one, and keeps the order of the others. */
  void remove(int i) {
    System.arraycopy(a, LONGS * (i + 1), a, LONGS * i, LONGS * (size - 1 - i));
    size--;
  }

  /** Removes an event of what is paid, if it is here. */
  void leave(int inJournal) {
    for (int i = size - 1; i >= 0; i--) {
      if (inJournal(i) == inJournal && EventBits.isOut(event(i))) {
        remove(i);
      }
    }
  }

  /** The one with the earliest time. */
  int oldest() {
    int oldest = 0;
    for (int i = 1; i < size; i++) {
      if (event(i) >>> EventBits.TIME_SHIFT < event(oldest) >>> EventBits.TIME_SHIFT) {
        oldest = i;
      }
    }
    return oldest;
  }

  // ---- images

  void write(ImageOut out) {
    out.putLongs(a, 0, LONGS * size);
  }

  void read(ImageIn in) {
    long[] longs = in.nextLongs();
    size = longs.length / LONGS;
    a = Arrays.copyOf(longs, Math.max(longs.length, 4 * LONGS));
  }
}
