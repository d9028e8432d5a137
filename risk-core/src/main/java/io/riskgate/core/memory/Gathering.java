package io.riskgate.core.memory;

import io.riskgate.core.pack.Aggregate;
import java.util.Arrays;

/**
 * What is gathered of the events in one window, until the aggregate's value is worked out of it.
 * Used by one thread, for one aggregate after the other.
 *
 * <p>Values are added up as two numbers of 32 bits each, so that no sum of values, none of which is
 * negative, overflows.
 */
final class Gathering {
  private static final int SEARCHED_MAX = 16;
  private static final int SEEN_MIN = 8;
  private static final int SEEN_KEPT_MAX = 1 << 12;
  private static final long LOW_MASK = 0xffff_ffffL;

  /** The number of the key whose events are looked at. */
  int self;

  /** Whether events in the window are missing, so that the value is a lower bound. */
  boolean isCapped;

  long count;
  long high;
  long low;
  long max;

  /** Of SHARE, how many are of the part. */
  long part;

  /** Of LAST, whether which of the last time's events came last is not known. */
  boolean isTied;

  private long lastTime;
  private long lastValue;

  /** Has counted some of the different values already; null where there is none. */
  @org.jspecify.annotations.Nullable Tally counted;

  private long[] seen = new long[SEEN_MIN];
  private int seenCount;

  void clear(int ofSelf) {
    self = ofSelf;
    isCapped = false;
    count = 0;
    high = 0;
    low = 0;
    max = 0;
    part = 0;
    clearLast();
    counted = null;
    seenCount = 0;
  }

  /** Lets go of what is of no use to whoever gathers next. */
  void end() {
    counted = null;
    if (seen.length > SEEN_KEPT_MAX) {
      seen = new long[SEEN_MIN];
    }
  }

  void add(long value) {
    count++;
    high += value >>> Integer.SIZE;
    low += value & LOW_MASK;
  }

  void clearLast() {
    isTied = false;
    lastTime = 0;
    lastValue = 0;
  }

  /** When the last event was whose value is known, as packed; 0 where there is none. */
  long lastTime() {
    return lastTime;
  }

  /** Takes note of a value that is the last one unless a later one is known. */
  void offerLast(long packedTime, long value) {
    if (packedTime > lastTime) {
      lastTime = packedTime;
      lastValue = value;
    }
  }

  /** Whether nothing at a time can be later than the last value that is known. */
  boolean hasLastAt(long packedTime) {
    return lastTime >= packedTime;
  }

  /** Adds one of the numbers whose different ones are counted. */
  void addDifferent(long value) {
    if (counted == null || !counted.counts(value)) {
      addToSet(value);
    }
  }

  /** The value of an aggregate with this measure. */
  long value(Aggregate.Measure measure) {
    return switch (measure) {
      case COUNT -> count;
      case SUM -> sum();
      case MAX -> max;
      case DISTINCT -> count + countOfSet();
      case MEAN -> mean();
      case LAST -> lastValue;
      case SHARE -> count == 0 ? 0 : 100 * part / count;
    };
  }

  private long sum() {
    long upper = high + (low >>> Integer.SIZE);
    return upper > Integer.MAX_VALUE ? Long.MAX_VALUE : (upper << Integer.SIZE) | (low & LOW_MASK);
  }

  /** Divides as one divides on paper. */
  private long mean() {
    if (count == 0) {
      return 0;
    }
    long upper = high + (low >>> Integer.SIZE);
    long rest = ((upper % count) << Integer.SIZE) + (low & LOW_MASK); // unsigned: below 2^64
    return ((upper / count) << Integer.SIZE) + Long.divideUnsigned(rest, count);
  }

  // ---- a set of numbers; few are searched through, many are sorted now and then

  private void addToSet(long value) {
    for (int i = Math.max(0, seenCount - SEARCHED_MAX); i < seenCount; i++) {
      if (seen[i] == value) {
        return;
      }
    }
    if (seenCount == seen.length) {
      seenCount = distinct();
      if (2 * seenCount > seen.length) {
        seen = Arrays.copyOf(seen, 2 * seen.length);
      }
    }
    seen[seenCount++] = value;
  }

  private int countOfSet() {
    return seenCount <= SEARCHED_MAX ? seenCount : distinct();
  }

  private int distinct() {
    Arrays.sort(seen, 0, seenCount);
    int distinct = 0;
    for (int i = 0; i < seenCount; i++) {
      if (i == 0 || seen[i] != seen[i - 1]) {
        seen[distinct++] = seen[i];
      }
    }
    seenCount = distinct;
    return distinct;
  }
}
