package io.riskgate.core.memory;

import java.util.Arrays;

/** The entries of one owner that may expire. Guarded by the monitor of the owner's stripe. */
final class OpenEntries {
  private Entry[] entries = new Entry[2];
  private int size;
  private long nextExpiryMs = Long.MAX_VALUE;

  /** How many there are. */
  int size() {
    return size;
  }

  /** One of them. */
  Entry get(int at) {
    return entries[at];
  }

  /** The time before which none expires. */
  long nextExpiryMs() {
    return nextExpiryMs;
  }

  /** Takes note of when all that are looked at now expire. */
  void expiresNext(long ms) {
    nextExpiryMs = ms;
  }

  /** Adds an entry, unless it is here, which expires then. */
  void add(Entry entry, long expiresAtMs) {
    nextExpiryMs = Math.min(nextExpiryMs, expiresAtMs);
    if (entry.openAt < 0) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, 2 * size);
      }
      entry.openAt = size;
      entries[size++] = entry;
    }
  }

  /** Removes an entry that is here; the last one takes its place. */
  @SuppressWarnings("NullAway") // what lies behind the last entry is read by nobody
  void remove(Entry entry) {
    Entry last = entries[--size];
    entries[entry.openAt] = last;
    last.openAt = entry.openAt;
    entries[size] = null;
    entry.openAt = -1;
    if (size == 0) {
      nextExpiryMs = Long.MAX_VALUE;
      if (entries.length > 16) {
        entries = new Entry[2];
      }
    }
  }

  // ---- images

  void write(ImageOut out) {
    out.put(nextExpiryMs);
    out.put(size);
    for (int i = 0; i < size; i++) {
      out.put(out.numberOf(entries[i]));
    }
  }

  static OpenEntries read(ImageIn in) {
    OpenEntries read = new OpenEntries();
    long nextExpiryMs = in.next();
    for (int i = in.nextCount(); i > 0; i--) {
      read.add(in.numbered(in.nextInt(), Entry.class), Long.MAX_VALUE);
    }
    read.nextExpiryMs = nextExpiryMs;
    return read;
  }
}
