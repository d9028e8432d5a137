package io.riskgate.core.internal;

/**
 * Counts durations in buckets that grow with the duration: sixteen to each doubling, so that a
 * bucket's upper end is at most 6.25 % above what fell into it. Some 8 KiB; not safe for use by
 * several threads at once.
 */
final class LogHistogram {
  private static final int SUB_BITS = 4;
  private static final int SUBS = 1 << SUB_BITS;

  private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUBS];
  private long count;
  private long max;

  /** Counts a duration of at least 0. */
  void add(long ns) {
    counts[bucket(ns)]++;
    count++;
    max = Math.max(max, ns);
  }

  long count() {
    return count;
  }

  /** The largest duration, exactly; 0 where there is none. */
  long max() {
    return max;
  }

  /**
   * A duration that so many thousandths of all do not exceed: never below the true one, and at most
   * 6.25 % above it; 0 where there is none.
   */
  long quantile(int thousandths) {
    long rank = Math.max(1, (count * thousandths + 999) / 1_000);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.min(max, upperEnd(i));
      }
    }
    return max;
  }

  private static int bucket(long ns) {
    if (ns < SUBS) {
      return (int) Math.max(0, ns);
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(ns) - SUB_BITS;
    return (shift << SUB_BITS) + (int) (ns >>> shift);
  }

  private static long upperEnd(int bucket) {
    if (bucket < 2 * SUBS) {
      return bucket;
    }
    int shift = (bucket >> SUB_BITS) - 1;
    return ((long) (bucket - (shift << SUB_BITS)) << shift) + (1L << shift) - 1;
  }
}
