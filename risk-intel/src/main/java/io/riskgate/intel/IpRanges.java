package io.riskgate.intel;

import java.util.Arrays;

/**
 * A set of address ranges in sorted tables, merged so that no two touch; looked up by binary search
 * without making an object. Immutable.
 *
 * <p>A range of IPv4 is one long, its first address above its last, so that the order of the
 * numbers as unsigned is the order of the ranges. A range of IPv6 is a pair of longs in each of two
 * tables.
 */
final class IpRanges {
  static final IpRanges NONE = new Builder().build();

  private static final long V4_MASK = 0xFFFF_FFFFL;

  private final long[] v4;
  private final long[] v6From;
  private final long[] v6To;

  private IpRanges(long[] v4, long[] v6From, long[] v6To) {
    this.v4 = v4;
    this.v6From = v6From;
    this.v6To = v6To;
  }

  /** The number of ranges. */
  int size() {
    return v4.length + v6From.length / 2;
  }

  boolean contains(IpAddress address) {
    return address.v4() ? containsV4(address.low()) : containsV6(address.high(), address.low());
  }

  private boolean containsV4(long address) {
    int low = 0;
    int high = v4.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long range = v4[middle];
      if (address < range >>> 32) {
        high = middle - 1;
      } else if (address > (range & V4_MASK)) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private boolean containsV6(long addressHigh, long addressLow) {
    int low = 0;
    int high = v6From.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = 2 * middle;
      if (compare(addressHigh, addressLow, v6From[at], v6From[at + 1]) < 0) {
        high = middle - 1;
      } else if (compare(addressHigh, addressLow, v6To[at], v6To[at + 1]) > 0) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private static int compare(long aHigh, long aLow, long bHigh, long bLow) {
    int upper = Long.compareUnsigned(aHigh, bHigh);
    return upper != 0 ? upper : Long.compareUnsigned(aLow, bLow);
  }

  /** Collects ranges in any order. */
  static final class Builder {
    private long[] v4 = new long[64];
    private int v4Count;
    private V6Range[] v6 = new V6Range[16];
    private int v6Count;

    private record V6Range(long fromHigh, long fromLow, long toHigh, long toLow) {}

    /**
     * Adds the addresses that begin with the same bits.
     *
     * @param prefix how many bits; 0 to 32, or to 128 for IPv6
     */
    Builder add(IpAddress address, int prefix) {
      if (address.v4()) {
        long host = prefix == 0 ? V4_MASK : V4_MASK >>> prefix;
        long from = address.low() & ~host;
        if (v4Count == v4.length) {
          v4 = Arrays.copyOf(v4, 2 * v4Count);
        }
        v4[v4Count++] = from << 32 | from | host;
        return this;
      }
      long hostHigh = prefix >= 64 ? 0 : -1L >>> prefix;
      long hostLow = prefix <= 64 ? -1L : prefix == 128 ? 0 : -1L >>> (prefix - 64);
      if (v6Count == v6.length) {
        v6 = Arrays.copyOf(v6, 2 * v6Count);
      }
      v6[v6Count++] =
          new V6Range(
              address.high() & ~hostHigh,
              address.low() & ~hostLow,
              address.high() | hostHigh,
              address.low() | hostLow);
      return this;
    }

    IpRanges build() {
      long[] v4Merged = mergedV4();
      Arrays.sort(v6, 0, v6Count, (a, b) -> compare(a.fromHigh, a.fromLow, b.fromHigh, b.fromLow));
      long[] from = new long[2 * v6Count];
      long[] to = new long[2 * v6Count];
      int merged = 0;
      for (int i = 0; i < v6Count; i++) {
        V6Range range = v6[i];
        int last = merged - 2;
        if (last >= 0 && touches(to[last], to[last + 1], range)) {
          if (compare(range.toHigh, range.toLow, to[last], to[last + 1]) > 0) {
            to[last] = range.toHigh;
            to[last + 1] = range.toLow;
          }
        } else {
          from[merged] = range.fromHigh;
          from[merged + 1] = range.fromLow;
          to[merged] = range.toHigh;
          to[merged + 1] = range.toLow;
          merged += 2;
        }
      }
      return new IpRanges(v4Merged, Arrays.copyOf(from, merged), Arrays.copyOf(to, merged));
    }

    private long[] mergedV4() {
      long[] sorted = Arrays.copyOf(v4, v4Count);
      for (int i = 0; i < v4Count; i++) {
        sorted[i] ^= Long.MIN_VALUE; // so that the order of signed numbers is that of unsigned ones
      }
      Arrays.sort(sorted);
      int merged = 0;
      for (int i = 0; i < v4Count; i++) {
        long range = sorted[i] ^ Long.MIN_VALUE;
        long last = merged == 0 ? 0 : sorted[merged - 1];
        if (merged > 0 && range >>> 32 <= (last & V4_MASK) + 1) {
          sorted[merged - 1] = (last & ~V4_MASK) | Math.max(last & V4_MASK, range & V4_MASK);
        } else {
          sorted[merged++] = range;
        }
      }
      return Arrays.copyOf(sorted, merged);
    }

    private static boolean touches(long toHigh, long toLow, V6Range next) {
      if (compare(next.fromHigh, next.fromLow, toHigh, toLow) <= 0) {
        return true;
      }
      long afterLow = toLow + 1;
      long afterHigh = afterLow == 0 ? toHigh + 1 : toHigh;
      boolean isEnd = afterLow == 0 && afterHigh == 0;
      return !isEnd && next.fromHigh == afterHigh && next.fromLow == afterLow;
    }
  }
}
