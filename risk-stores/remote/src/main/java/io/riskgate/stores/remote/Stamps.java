package io.riskgate.stores.remote;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers attempts in the order in which this process made them, by the clock of the calls. */
final class Stamps {
  private static final long MOST = (1L << Event.STAMP_SHIFT) - 1;

  private final AtomicLong last = new AtomicLong(1);

  /** Two processes hardly ever draw the same. */
  private final long salt = ThreadLocalRandom.current().nextLong(MOST / 2);

  /** A number that names the clock, and lies behind all others of the same clock. */
  long next(long nowMs) {
    long first = Math.max(1, nowMs) << Event.STAMP_SHIFT;
    return last.accumulateAndGet(
        first,
        (before, begin) -> before >= begin && before < begin + MOST ? before + 1 : begin + salt);
  }
}
