package io.riskgate.core.memory;

import java.util.Arrays;

/**
 * Records of longs, each in one piece, in pages: what the garbage collector has to look at does not
 * grow with the number of records. Guarded by the lock of its stripe.
 *
 * <p>Records are laid one after the other, of any size, and never where one was freed. What is
 * freed comes back when its page is emptied: {@link #pageToEmpty} names one as soon as more than a
 * certain part of all is free, and whoever owns the records moves those that are left. So most of
 * the memory is in use, however records grow, and no pause is longer than moving a page.
 *
 * <p>Of a record's first long the lowest 16 bits and the 32nd belong to the slab: its length, and
 * whether it is free. The others are for whoever owns the records.
 */
final class Slab {
  /** The largest record, in longs; also how long a page is. */
  static final int LONGS_MAX = 1 << 11;

  /** The longs of a cache line. */
  private static final int LINE_LONGS = 8;

  /** No record lies here. */
  static final int NONE = 0;

  private static final int OFFSET_BITS = 11;
  private static final int PAGES_MAX = 1 << (Integer.SIZE - OFFSET_BITS);
  private static final int FIRST_PAGE_LONGS = 1 << 6;
  private static final int LENGTH_MASK = 0xffff;
  private static final long FREE_BIT = 1L << 31;
  private static final long MINE = 0xffff_ffffL;
  private static final int MORE_SHIFT = 16;
  private static final int MORE_MASK = 0x7fff;

  /** How many pages there should be, before they are as large as they may be. */
  private static final int PAGES_WANTED = 12;

  /** How many records like the one that needs a page there should at least be room for in it. */
  private static final int RECORDS_WANTED = 16;

  /** Fewer pages than this are not worth emptying. */
  private static final int PAGES_MIN = 4;

  /** How much of all may be free, as a divisor, where nothing else is asked for. */
  private static final int FREE_DIVISOR = 16;

  /** How many of the pages may be kept empty, as a divisor; one always may. */
  private static final int EMPTY_DIVISOR = 128;

  /** Stands for a page that was given back. */
  private final long[] noPage = {};

  private long[][] pages = {};

  /** How many longs of each page were given out, and how many of them are in use. */
  private int[] given = {};

  private int[] used = {};

  /**
   * Pages that hold nothing, to be used again: first those that were given back, then those that
   * are kept, which are taken first.
   */
  private int[] empty = {};

  private int emptyCount;
  private int keptCount;
  private long emptyLongs;
  private int pageCount;

  /** The page in which records are laid at present, or -1. */
  private int present = -1;

  private final int freeDivisor;

  private long longs;
  private long longsUsed;

  private final int pagesMax;

  Slab() {
    this(PAGES_MAX);
  }

  /** One with room for so many pages. */
  Slab(int pagesMax) {
    this(pagesMax, FREE_DIVISOR);
  }

  private Slab(int pagesMax, int freeDivisor) {
    this.pagesMax = pagesMax;
    this.freeDivisor = freeDivisor;
  }

  /**
   * Makes an empty one.
   *
   * @param divisor how much of all may be free, as a divisor: the larger, the more is moved
   */
  static Slab leavingFree(int divisor) {
    return new Slab(PAGES_MAX, divisor);
  }

  /** A record, all zero but for what belongs to the slab. */
  int allocate(int length) {
    if (length < 1 || length > LONGS_MAX - 1) {
      throw new IllegalArgumentException("A record has 1 to " + (LONGS_MAX - 1) + " longs");
    }
    if (present < 0 || given[present] + length > pages[present].length) {
      turnPage(length);
    }
    int at = given[present];
    given[present] += length;
    used[present] += length;
    longsUsed += length;
    pages[present][at] = length;
    return present << OFFSET_BITS | at;
  }

  /** Frees a record. */
  void free(int address) {
    int page = address >>> OFFSET_BITS;
    int at = offset(address);
    int length = length(pages[page], at);
    pages[page][at] |= FREE_BIT;
    used[page] -= length;
    longsUsed -= length;
    if (used[page] == begin(page) && page != present) {
      recycle(page);
    }
  }

  /** The array that a record lies in. */
  long[] page(int address) {
    return pages[address >>> OFFSET_BITS];
  }

  /**
   * Reads some cache lines of a record for nothing but that memory brings them, without a monitor:
   * what it finds may be stale.
   */
  long ahead(int address, int lines) {
    long[][] all = pages;
    int number = address >>> OFFSET_BITS;
    long[] page = number < all.length ? all[number] : null;
    long sum = 0;
    if (page != null) { // another thread may be adding pages
      int end = Math.min(page.length, offset(address) + lines * LINE_LONGS);
      for (int at = offset(address); at < end; at += LINE_LONGS) {
        sum += page[at];
      }
    }
    return sum;
  }

  /** Where in its array a record begins. */
  static int offset(int address) {
    return address & (LONGS_MAX - 1);
  }

  /** How many longs the record has that begins at an offset of a page. */
  static int length(long[] page, int at) {
    return (int) page[at] & LENGTH_MASK;
  }

  /** What others keep in the upper half of a record's first long. */
  static int upper(long[] page, int at) {
    return (int) (page[at] >>> Integer.SIZE);
  }

  /** Keeps something in the upper half of a record's first long. */
  static void setUpper(long[] page, int at, int value) {
    page[at] = (long) value << Integer.SIZE | (page[at] & MINE);
  }

  /** What others keep in 15 bits of the lower half of a record's first long. */
  static int more(long[] page, int at) {
    return (int) page[at] >>> MORE_SHIFT & MORE_MASK;
  }

  /** Keeps something in 15 bits of the lower half of a record's first long. */
  static void setMore(long[] page, int at, int value) {
    page[at] = (page[at] & ~((long) MORE_MASK << MORE_SHIFT)) | (long) value << MORE_SHIFT;
  }

  /** The page whose records should be moved away, or -1 where nothing is to be won. */
  int pageToEmpty() {
    if (pageCount - emptyCount < PAGES_MIN) {
      return -1; // what is free is what the present page has not given out yet
    }
    long longsHeld = longs - emptyLongs;
    if ((longsHeld - longsUsed - waste(present)) * freeDivisor < longsHeld) {
      return -1;
    }
    int sparsest = -1;
    for (int page = 0; page < pageCount; page++) {
      if (page != present
          && used[page] > begin(page)
          && (sparsest < 0 || waste(page) > waste(sparsest))) {
        sparsest = page;
      }
    }
    return sparsest;
  }

  private int waste(int page) {
    return pages[page].length - used[page];
  }

  /** The first record in use at or after an offset of a page, or {@link #NONE}. */
  int next(int page, int from) {
    long[] longsOfPage = pages[page];
    for (int at = Math.max(from, begin(page)); at < given[page]; ) {
      if ((longsOfPage[at] & FREE_BIT) == 0) {
        return page << OFFSET_BITS | at;
      }
      at += length(longsOfPage, at);
    }
    return NONE;
  }

  /** How many longs lie in records that are in use. */
  long longsUsed() {
    return longsUsed;
  }

  /** How many longs there are in all. */
  long longs() {
    return longs;
  }

  /** The first long of all is never given out, so that no record has the address {@link #NONE}. */
  private static int begin(int page) {
    return page == 0 ? 1 : 0;
  }

  private void turnPage(int length) {
    int left = present;
    present = emptyCount > 0 ? takeEmpty() : addPage(length);
    if (left >= 0 && used[left] == begin(left)) {
      recycle(left);
    }
    if (pages[present].length < length + begin(present)) {
      // It is too small, or was given back.
      long[] page = new long[pageLongs(length + begin(present))];
      longs += page.length - pages[present].length;
      pages[present] = page;
    }
    given[present] = begin(present);
    used[present] = begin(present);
  }

  private int addPage(int length) {
    if (pageCount == pagesMax) {
      throw new IllegalStateException("A stripe of the store is full: " + longs + " longs");
    }
    if (pageCount == pages.length) {
      int capacity = Math.max(4, pageCount + pageCount / 4);
      pages = Arrays.copyOf(pages, capacity);
      Arrays.fill(pages, pageCount, capacity, noPage);
      given = Arrays.copyOf(given, capacity);
      used = Arrays.copyOf(used, capacity);
      empty = Arrays.copyOf(empty, capacity);
    }
    pages[pageCount] = new long[pageLongs(length + begin(pageCount))];
    longs += pages[pageCount].length;
    return pageCount++;
  }

  /**
   * How long a new page for a record is. While there are few records pages are small, since one of
   * them is always half full and another is kept empty; but there is room for so many records like
   * this one that what is left over behind the last is little.
   */
  private int pageLongs(int length) {
    long wanted = Math.max((long) length * RECORDS_WANTED, longsUsed / PAGES_WANTED);
    return (int) Math.min(LONGS_MAX, Math.max(FIRST_PAGE_LONGS, wanted));
  }

  private int takeEmpty() {
    int page = empty[--emptyCount];
    keptCount = Math.max(0, keptCount - 1);
    emptyLongs -= pages[page].length;
    return page;
  }

  /** Keeps a page for later, or gives it back to the garbage collector where many are kept. */
  private void recycle(int page) {
    given[page] = begin(page);
    used[page] = begin(page);
    if (keptCount * EMPTY_DIVISOR > pageCount) {
      longs -= pages[page].length;
      pages[page] = noPage;
      int firstKept = emptyCount - keptCount;
      empty[emptyCount++] = empty[firstKept];
      empty[firstKept] = page;
    } else {
      Arrays.fill(pages[page], 0);
      emptyLongs += pages[page].length;
      empty[emptyCount++] = page;
      keptCount++;
    }
  }
}
