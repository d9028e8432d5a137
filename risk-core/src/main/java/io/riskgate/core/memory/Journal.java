package io.riskgate.core.memory;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each transfer and movement once, whatever keys it concerns: where it stands, and
 * then its {@link Details}. The events in the records of keys point here.
 *
 * <p>It is written one after the other, in pages of longs, by several pens, so that threads seldom
 * wait for each other; each pen has its lock, and no other is taken under it. Where a transfer
 * stands is a long that is replaced as a whole, so that all its keys see a change at once. A page
 * whose latest event no window reaches any more is let go of as a whole; each new page pays for
 * looking at some old ones.
 */
final class Journal {
  /** No event is here. */
  static final int NONE = 0;

  /** The largest entry, in longs; also how long a page is. */
  static final int LONGS_MAX = 1 << 12;

  private static final int OFFSET_BITS = 12;
  private static final int PAGES_MAX = 1 << (Integer.SIZE - OFFSET_BITS);
  private static final int FIRST_PAGE_LONGS = 1 << 8;
  private static final int PENS = 16;
  private static final int LOOKED_AT_PER_PAGE = 4;

  /**
   * So many other pages go before the number of one that is gone is used again: whoever looks for
   * its entries still, because a clock was ahead, finds none and not another's.
   */
  private static final int RESTING_PAGES = 1_024;

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  /** Where the next entry goes. Guarded by its own lock. */
  private static final class Pen {
    final Bytes bytes = new Bytes();
    long[] page = {};
    int number;
    int given;
    int pages;
    long latestMs = History.NEVER;
  }

  /** Stands for a page that is gone: nothing is known of its events, and nothing will be. */
  private final long[] gone = new long[LONGS_MAX + (1 << 8)];

  private final Pen[] pens = new Pen[PENS];

  // Guarded by the journal's lock, but read by anyone:
  private volatile long[] @Nullable [] pages = new long[4][];
  private volatile long goneBeforeMs = History.NEVER;

  // Guarded by the journal's lock:
  private long[] latestMs = new long[4];
  private final ArrayDeque<Integer> free = new ArrayDeque<>();
  private int pageCount;
  private int lookedAt;
  private long longs;

  private volatile long keptMs;

  /**
   * Details are written once, and changed in place where their payer is forgotten. Whoever holds
   * the monitor of the payer's stripe sees one or the other; whoever reads them from another key
   * looks whether they were changed meanwhile, and waits then.
   */
  private final StampedLock forgetting = new StampedLock();

  Journal() {
    Arrays.fill(gone, 0, LONGS_MAX, EventBits.standing(null, Set.of(), History.NEVER, true));
    Arrays.setAll(pens, i -> new Pen());
  }

  /** Sets how long events are kept after their time, and after they were written. */
  void keep(long ms) {
    keptMs = ms;
  }

  /** Events before this time may be gone. */
  long goneBeforeMs() {
    return goneBeforeMs;
  }

  /** How many longs there are in all. */
  synchronized long longs() {
    return longs;
  }

  /** Where an entry was written. */
  static final class Place {
    final int address;
    final long[] page;
    final int offset;

    Place(int address, long[] page, int offset) {
      this.address = address;
      this.page = page;
      this.offset = offset;
    }
  }

  /** Writes an entry. */
  Place write(long standing, Details details, long timeMs, long nowMs) {
    Pen pen = pens[(int) (Thread.currentThread().getId() % PENS)];
    synchronized (pen) {
      Bytes bytes = pen.bytes;
      bytes.clear();
      details.writeTo(bytes);
      int length = 1 + bytes.longs();
      if (pen.given + length > pen.page.length) {
        turn(pen, length, nowMs);
      }
      int offset = pen.given;
      pen.given += length;
      pen.latestMs = Math.max(pen.latestMs, Math.max(timeMs, nowMs));
      bytes.copyTo(pen.page, offset + 1);
      set(pen.page, offset, standing);
      return new Place(pen.number << OFFSET_BITS | offset, pen.page, offset);
    }
  }

  /** Writes an entry again, for all who know its first place to find. */
  Place rewrite(int first, Details details, long timeMs, long nowMs) {
    Place place = write(standing(first), details, timeMs, nowMs);
    synchronized (this) {
      // Where clocks jump, the first page may be gone, and its number another's. No key knows of
      // the event then.
      if (timeMs >= goneBeforeMs) {
        set(page(first), offset(first), EventBits.moved(place.address));
      }
    }
    return place;
  }

  /**
   * Says where a transfer stands of which only the first place is known any more. Where clocks jump
   * its page may be gone, and its number another's; no key knows of the event then.
   */
  void change(int first, long timeMs, long standing) {
    synchronized (this) {
      if (timeMs >= goneBeforeMs) {
        int now = present(first);
        set(page(now), offset(now), standing);
      }
    }
  }

  private void turn(Pen pen, int length, long nowMs) {
    if (length > LONGS_MAX - 1) {
      throw new StoreException("A transfer's identifiers are too long");
    }
    int size = Math.min(LONGS_MAX, FIRST_PAGE_LONGS << Math.min(pen.pages, 8));
    long[] page = new long[Math.max(size, length + 1)];
    pen.number = replace(pen, page, nowMs);
    pen.page = page;
    pen.given = pen.number == 0 ? 1 : 0; // no entry has the address NONE
    pen.pages++;
    pen.latestMs = History.NEVER;
  }

  /** Files a pen's full page, lets go of old ones, and gives a new one its number. */
  private synchronized int replace(Pen pen, long[] page, long nowMs) {
    dropOld(nowMs - keptMs);
    Integer freed = free.size() > RESTING_PAGES ? free.poll() : null;
    int number = freed == null ? pageCount++ : freed;
    if (number >= PAGES_MAX) {
      pageCount--;
      throw new StoreException("No room for more events: " + longs + " longs");
    }
    if (pen.pages > 0) {
      latestMs[pen.number] = pen.latestMs; // not before: its page is written on if there is no room
    }
    long[] @Nullable [] all = pages;
    if (number == all.length) {
      all = Arrays.copyOf(all, number + Math.max(4, number / 4));
      latestMs = Arrays.copyOf(latestMs, all.length);
    }
    all[number] = page;
    latestMs[number] = Long.MAX_VALUE; // it is written
    longs += page.length;
    pages = all;
    return number;
  }

  private void dropOld(long beforeMs) {
    long[] @Nullable [] all = pages;
    for (int i = 0; i < LOOKED_AT_PER_PAGE && pageCount > 0; i++) {
      lookedAt = lookedAt + 1 < pageCount ? lookedAt + 1 : 0;
      long[] page = all[lookedAt];
      if (page != null && latestMs[lookedAt] < beforeMs) {
        goneBeforeMs = Math.max(goneBeforeMs, latestMs[lookedAt] + 1);
        longs -= page.length;
        all[lookedAt] = null;
        free.add(lookedAt);
      }
    }
  }

  /** The array that an entry lies in. */
  long[] page(int address) {
    long[] page = pages[address >>> OFFSET_BITS];
    return page == null ? gone : page;
  }

  /** Whether an array stands for a page that is gone. */
  boolean isGone(long[] page) {
    return page == gone;
  }

  /** Where in its array an entry begins. */
  static int offset(int address) {
    return address & (LONGS_MAX - 1);
  }

  /** Where in its array an entry's details begin. */
  static int details(int address) {
    return offset(address) + 1;
  }

  /** Where the transfer of an entry stands. */
  long standing(int address) {
    // The first place is read once: it may become one that only says where the entry is now.
    long standing = get(page(address), offset(address));
    if (!EventBits.isMoved(standing)) {
      return standing;
    }
    int now = EventBits.movedTo(standing);
    return get(page(now), offset(now));
  }

  /**
   * Where an entry is, which may have been written again since: its first place always says where.
   * To be asked for details; of where the transfer stands, only {@link #standing} tells.
   */
  int present(int address) {
    long standing = get(page(address), offset(address));
    return EventBits.isMoved(standing) ? EventBits.movedTo(standing) : address;
  }

  /** Says where a transfer stands. */
  static void set(long[] page, int offset, long standing) {
    WORD.setRelease(page, offset, standing);
  }

  static long get(long[] page, int offset) {
    return (long) WORD.getAcquire(page, offset);
  }

  // ---- details, as other keys than the payer's read them

  /** The hash or number of a field of an entry; {@link PlannedAggregate#NO_FIELD} without one. */
  long field(int first, Aggregate.Field field) {
    long stamp = forgetting.tryOptimisticRead();
    long read = readField(first, field);
    if (forgetting.validate(stamp)) {
      return read;
    }
    stamp = forgetting.readLock();
    try {
      return readField(first, field);
    } finally {
      forgetting.unlockRead(stamp);
    }
  }

  private long readField(int first, Aggregate.Field field) {
    int address = present(first);
    long[] page = page(address);
    int at = details(address);
    if (field == Aggregate.Field.PLACE) {
      return Details.grid(page, at);
    }
    return Details.has(page, at, field) ? Details.hash(page, at, field) : PlannedAggregate.NO_FIELD;
  }

  /** Reads more of an entry's details than a field, while nobody is forgotten. */
  <T> T read(Supplier<T> what) {
    long stamp = forgetting.readLock();
    try {
      return what.get();
    } finally {
      forgetting.unlockRead(stamp);
    }
  }

  /** Takes the person out of an entry. Under the monitor of the payer's stripe. */
  void forget(int address, LongUnaryOperator other) {
    long stamp = forgetting.writeLock();
    try {
      Details.forget(page(address), details(address), other);
    } finally {
      forgetting.unlockWrite(stamp);
    }
  }

  // ---- images

  synchronized void write(ImageOut out) {
    out.put(goneBeforeMs);
    out.put(keptMs);
    out.put(pageCount);
    out.put(lookedAt);
    long[] @Nullable [] all = pages;
    for (int i = 0; i < pageCount; i++) {
      long[] page = all[i];
      out.putFlag(page != null);
      if (page != null) {
        out.put(latestMs[i]);
        out.putLongs(page);
      }
    }
    out.putAll(free, number -> out.put(number));
    for (Pen pen : pens) {
      out.put(pen.number);
      out.put(pen.given);
      out.put(pen.pages);
      out.put(pen.latestMs);
    }
  }

  synchronized void read(ImageIn in) {
    goneBeforeMs = in.next();
    keptMs = in.next();
    pageCount = in.nextCount();
    lookedAt = in.nextCount();
    long[] @Nullable [] all = new long[pageCount + 4][];
    latestMs = new long[pageCount + 4];
    for (int i = 0; i < pageCount; i++) {
      if (in.nextFlag()) {
        latestMs[i] = in.next();
        long[] page = in.nextLongs();
        all[i] = page;
        longs += page.length;
      }
    }
    pages = all;
    free.addAll(in.nextAll(in::nextInt));
    for (Pen pen : pens) {
      pen.number = in.nextCount();
      pen.given = in.nextCount();
      pen.pages = in.nextCount();
      pen.latestMs = in.next();
      long[] page = pen.pages == 0 ? null : all[pen.number];
      if (page != null) {
        pen.page = page;
      }
    }
  }
}
