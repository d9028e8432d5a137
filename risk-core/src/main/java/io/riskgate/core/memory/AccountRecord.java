package io.riskgate.core.memory;

import io.riskgate.core.spi.History;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account's record: what it pays and receives, when it was first and last seen, and its dealings
 * with its payees and on its devices.
 *
 * <p>Dealings stand in the record, the least recently used first, as long as there are few of them:
 * a payee's number and the times of first and last payment, in two longs; a device's hash and the
 * time of the first, in two as well: nobody asks for its last. Where there are more, they are
 * {@link Attached}.
 */
final class AccountRecord extends KeyRecord {
  static final int HEADER_LONGS = 4;

  /** The dealings with payees, by number. */
  static final int PAYEES = 0;

  /** The dealings on devices, by hash. */
  static final int DEVICES = 1;

  private static final int FIRST_SEEN = 2;
  private static final int LAST_SEEN = 3;

  private static final int PAYEE_LONGS = 2;
  private static final int DEVICE_LONGS = 2;
  private static final int PAYEES_INLINE_MAX = 32;
  private static final int DEVICES_INLINE_MAX = 8;
  private static final int PAYEES_MASK = 0x3f;
  private static final int DEVICES_SHIFT = 6;
  private static final int DEVICES_MASK = 0xf;
  private static final int DROPPED_FLAG = 1 << 10;

  private static final long TIME_MASK = (1L << 48) - 1;
  private static final int LOW_TIME_BITS = 16;

  AccountRecord(KeyStripe stripe, int address) {
    super(stripe, address, HEADER_LONGS);
  }

  // ---- seen

  /** Takes note of a settled or observed movement. */
  void seen(long timeMs) {
    long packed = EventBits.packTime(timeMs);
    long first = a[base + FIRST_SEEN];
    a[base + FIRST_SEEN] = first == 0 ? packed : Math.min(first, packed);
    a[base + LAST_SEEN] = Math.max(a[base + LAST_SEEN], packed);
  }

  /** When it was first in a settled or observed movement, as known at a time. */
  long firstSeenMs(long atMs) {
    return known(EventBits.time(a[base + FIRST_SEEN]), atMs);
  }

  private static long known(long firstMs, long atMs) {
    return firstMs <= atMs ? firstMs : History.NEVER;
  }

  /** When it was last in a settled or observed movement, as known at a time. */
  long lastSeenMs(long atMs, Journal journal) {
    long lastMs = EventBits.time(a[base + LAST_SEEN]);
    if (lastMs <= atMs) {
      return lastMs;
    }
    for (int i = lastUpTo(atMs); i >= 0; i--) {
      if (isSettled(i, journal)) {
        return Math.max(firstSeenMs(atMs), timeMs(i));
      }
    }
    return firstSeenMs(atMs);
  }

  /** Whether what {@link #lastSeenMs} found is right, and nothing later was dropped. */
  boolean isLastSeenKnown(long atMs, long foundMs) {
    return EventBits.time(a[base + LAST_SEEN]) <= atMs || isKnown(foundMs, firstSeenMs(atMs));
  }

  private boolean isKnown(long lastMs, long firstMs) {
    return firstMs == History.NEVER || lastMs > firstMs || !isCappedSince(firstMs);
  }

  /** Forgets all that happened; controls, their history and notices stay attached. */
  void forgetHistory() {
    Attached known = attached();
    if (known != null) {
      known.forgetHistory();
    }
    clear();
  }

  // ---- dealings

  private static int width(int sort) {
    return sort == PAYEES ? PAYEE_LONGS : DEVICE_LONGS;
  }

  private int count(int sort) {
    int flags = flags();
    return sort == PAYEES ? flags & PAYEES_MASK : flags >>> DEVICES_SHIFT & DEVICES_MASK;
  }

  private void setCount(int sort, int count) {
    int shift = sort == PAYEES ? 0 : DEVICES_SHIFT;
    int mask = sort == PAYEES ? PAYEES_MASK : DEVICES_MASK;
    setFlags((flags() & ~(mask << shift)) | count << shift);
  }

  @Override
  int dealingsLongs() {
    return PAYEE_LONGS * count(PAYEES) + DEVICE_LONGS * count(DEVICES);
  }

  private int offset(int sort, int index) {
    int before = sort == PAYEES ? 0 : PAYEE_LONGS * count(PAYEES);
    return HEADER_LONGS + before + width(sort) * index;
  }

  private int indexOf(int sort, long key) {
    for (int i = count(sort) - 1; i >= 0; i--) {
      long first = a[base + offset(sort, i)];
      if ((sort == PAYEES ? first >>> Integer.SIZE : first) == key) {
        return i;
      }
    }
    return -1;
  }

  private static long key(int sort, long key) {
    return sort == PAYEES ? key & 0xffff_ffffL : key;
  }

  private @Nullable Map<Long, long[]> many(int sort) {
    Attached attached = attached();
    return attached == null ? null : attached.dealings(sort);
  }

  /** Makes dealings the most recently used ones, where need be for the first time. */
  void use(int sort, long id, int cap) {
    long key = key(sort, id);
    Map<Long, long[]> many = many(sort);
    if (many != null) {
      use(many, key, cap);
      return;
    }
    int count = count(sort);
    int found = indexOf(sort, key);
    if (found == count - 1 && found >= 0) {
      return;
    }
    if (found >= 0) {
      moveToEnd(sort, found, count);
      return;
    }
    if (count >= cap) {
      removeInline(sort, 0);
      dropped();
    } else if (count >= (sort == PAYEES ? PAYEES_INLINE_MAX : DEVICES_INLINE_MAX)) {
      use(attachAll(sort), key, cap);
      return;
    }
    int at = widen(offset(sort, count(sort)), width(sort));
    setCount(sort, count(sort) + 1);
    write(sort, at, key, 0, 0);
  }

  private void use(Map<Long, long[]> many, long key, int cap) {
    long[] times = many.remove(key);
    if (times == null && many.size() >= cap) {
      Iterator<Long> oldest = many.keySet().iterator();
      oldest.next();
      oldest.remove();
      dropped();
    }
    many.put(key, times == null ? new long[2] : times);
  }

  private void dropped() {
    count(InMemoryStore.Cap.DEALINGS);
    setFlags(flags() | DROPPED_FLAG);
  }

  private void moveToEnd(int sort, int index, int count) {
    int width = width(sort);
    int at = base + offset(sort, index);
    long key = keyAt(sort, at);
    long first = firstAt(sort, at);
    long last = lastAt(sort, at);
    System.arraycopy(a, at + width, a, at, width * (count - 1 - index));
    write(sort, base + offset(sort, count - 1), key, first, last);
  }

  private void removeInline(int sort, int index) {
    narrow(offset(sort, index), width(sort));
    setCount(sort, count(sort) - 1);
  }

  /** Moves the dealings of one sort out of the record. */
  private Map<Long, long[]> attachAll(int sort) {
    Map<Long, long[]> many = new LinkedHashMap<>();
    for (int i = 0; i < count(sort); i++) {
      int at = base + offset(sort, i);
      many.put(keyAt(sort, at), new long[] {firstAt(sort, at), lastAt(sort, at)});
    }
    while (count(sort) > 0) {
      removeInline(sort, count(sort) - 1);
    }
    attach().setDealings(sort, many);
    return many;
  }

  private long keyAt(int sort, int at) {
    return sort == PAYEES ? a[at] >>> Integer.SIZE : a[at];
  }

  private long firstAt(int sort, int at) {
    return sort == PAYEES
        ? (a[at] & 0xffff_ffffL) << LOW_TIME_BITS | a[at + 1] >>> (Long.SIZE - LOW_TIME_BITS)
        : a[at + 1];
  }

  private long lastAt(int sort, int at) {
    return sort == PAYEES ? a[at + 1] & TIME_MASK : a[at + 1];
  }

  private void write(int sort, int at, long key, long first, long last) {
    if (sort == PAYEES) {
      a[at] = key << Integer.SIZE | first >>> LOW_TIME_BITS;
      a[at + 1] = first << (Long.SIZE - LOW_TIME_BITS) | last;
    } else {
      a[at] = key;
      a[at + 1] = first;
    }
  }

  /**
   * Forgets when a payee was paid where that was up to a time at which another had its number.
   * Dealings are kept for as long as the payer is, and so for longer than a payee who is idle.
   */
  void dropDealings(int payee, long othersUpToMs) {
    long lastMs = dealtMs(PAYEES, payee, false);
    if (lastMs == History.NEVER || lastMs >= othersUpToMs) {
      return;
    }
    long key = key(PAYEES, payee);
    Map<Long, long[]> many = many(PAYEES);
    if (many != null) {
      many.put(key, new long[2]);
    } else {
      write(PAYEES, base + offset(PAYEES, indexOf(PAYEES, key)), key, 0, 0);
    }
  }

  /** Takes note of a settled or observed movement in dealings that are used. */
  void seen(int sort, long id, long timeMs, int cap) {
    use(sort, id, cap);
    long key = key(sort, id);
    long packed = EventBits.packTime(timeMs);
    Map<Long, long[]> many = many(sort);
    long[] times = many == null ? null : many.get(key);
    if (times != null) {
      times[0] = times[0] == 0 ? packed : Math.min(times[0], packed);
      times[1] = Math.max(times[1], packed);
      return;
    }
    int at = base + offset(sort, indexOf(sort, key));
    long first = firstAt(sort, at);
    long earliest = first == 0 ? packed : Math.min(first, packed);
    write(sort, at, key, earliest, Math.max(lastAt(sort, at), packed));
  }

  /** When dealings began, as known at a time. */
  long firstDealtMs(int sort, long id, long atMs) {
    return known(dealtMs(sort, id, true), atMs);
  }

  private long dealtMs(int sort, long id, boolean first) {
    long key = key(sort, id);
    Map<Long, long[]> many = many(sort);
    if (many != null) {
      long[] times = many.get(key);
      return times == null ? History.NEVER : EventBits.time(times[first ? 0 : 1]);
    }
    int found = indexOf(sort, key);
    if (found < 0) {
      return History.NEVER;
    }
    int at = base + offset(sort, found);
    return EventBits.time(first ? firstAt(sort, at) : lastAt(sort, at));
  }

  /** When a payee was last paid, as known at a time. */
  long lastPaidMs(int payee, long atMs, Journal journal) {
    long lastMs = dealtMs(PAYEES, payee, false);
    if (lastMs <= atMs) {
      return lastMs;
    }
    long firstMs = firstDealtMs(PAYEES, payee, atMs);
    for (int i = lastUpTo(atMs); i >= 0; i--) {
      if (party(i) == payee && EventBits.isOut(event(i)) && isSettled(i, journal)) {
        return Math.max(firstMs, timeMs(i));
      }
    }
    return firstMs;
  }

  /** Whether what {@link #lastPaidMs} found is right, and nothing later was dropped. */
  boolean isLastPaidKnown(int payee, long atMs, long foundMs) {
    return dealtMs(PAYEES, payee, false) <= atMs
        || isKnown(foundMs, firstDealtMs(PAYEES, payee, atMs));
  }

  /** Whether dealings were dropped for lack of room, so that old ones may look new. */
  boolean isDealingsDropped() {
    return (flags() & DROPPED_FLAG) != 0;
  }
}
