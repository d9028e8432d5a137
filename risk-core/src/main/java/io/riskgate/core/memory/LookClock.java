package io.riskgate.core.memory;

import io.riskgate.core.spi.RiskStore;
import java.time.Duration;

/**
 * The clock by which what is old is let go of. It follows the clocks of the calls, but no single
 * call with a clock that is far ahead moves it, and many move it only step by step: what is let go
 * of does not come back when the clock is set right. A call with a clock that is behind is believed
 * at once, but does not take it so far back that it could not keep up again. Safe for use by any
 * number of threads.
 */
final class LookClock {
  /**
   * How far it moves at most from one look to the next. So it keeps up where there is a look every
   * five minutes, and it takes thousands of looks by a clock that is days ahead until it is too.
   */
  static final long STEP_MS = Duration.ofMinutes(5).toMillis();

  /** How far it moves back at most: as far as some hundreds of steps, not as years of them. */
  static final long BACK_MS = Duration.ofDays(1).toMillis();

  private volatile long clockMs = Long.MIN_VALUE;
  private long lastMs = Long.MAX_VALUE;
  private long lastWhereFullMs = RiskStore.SINCE_EVER_MS;

  /**
   * Begins at the clock of the first call of all, if it has not begun. The first one that looks may
   * come later, by a clock that is ahead.
   */
  void begin(long nowMs) {
    if (clockMs == Long.MIN_VALUE) {
      synchronized (this) {
        if (clockMs == Long.MIN_VALUE) {
          lastMs = nowMs;
          clockMs = nowMs;
        }
      }
    }
  }

  /** Where it stands after a call that looks. */
  synchronized long at(long nowMs) {
    long believedMs = Math.min(nowMs, lastMs);
    lastMs = nowMs;
    if (clockMs == Long.MIN_VALUE) {
      clockMs = believedMs;
    } else {
      clockMs = Math.max(clockMs - BACK_MS, Math.min(believedMs, clockMs + STEP_MS));
    }
    return Math.min(believedMs, clockMs);
  }

  /** What two calls say that found no room: there what is old must leave without further delay. */
  synchronized long whereFull(long nowMs) {
    long believedMs = Math.min(nowMs, lastWhereFullMs);
    lastWhereFullMs = nowMs;
    return believedMs;
  }

  // ---- images

  synchronized void write(ImageOut out) {
    out.put(clockMs);
    out.put(lastMs);
    out.put(lastWhereFullMs);
  }

  synchronized void read(ImageIn in) {
    clockMs = in.next();
    lastMs = in.next();
    lastWhereFullMs = in.next();
  }
}
