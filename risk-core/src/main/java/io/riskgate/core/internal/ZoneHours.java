package io.riskgate.core.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hour of the day of events of many days in one zone, where {@link ZoneCalendar} is fast
 * for events of the same day. Between two changes of clocks a zone has one offset; the last such
 * period is kept, so that most look-ups are two comparisons and a division.
 */
public final class ZoneHours {
  private static final long HOUR_MS = 3_600_000;
  private static final long HOURS_A_DAY = 24;

  /** A time without a change of clocks, [fromMs, untilMs). */
  private record Period(long fromMs, long untilMs, long offsetMs) {
    boolean contains(long ms) {
      return ms >= fromMs && ms < untilMs;
    }
  }

  private final ZoneRules rules;
  private volatile Period last;

  /** Creates it for a zone. */
  public ZoneHours(ZoneId zone) {
    rules = zone.getRules();
    last = find(0);
  }

  /**
   * The hour of an instant, 0 to 23, as a clock on the wall shows it.
   *
   * @param ms milliseconds since the epoch
   */
  public int hour(long ms) {
    Period period = last;
    if (!period.contains(ms)) {
      period = find(ms);
      last = period;
    }
    return (int) Math.floorMod(Math.floorDiv(ms + period.offsetMs(), HOUR_MS), HOURS_A_DAY);
  }

  private Period find(long ms) {
    Instant instant = Instant.ofEpochMilli(ms);
    // The transition before is looked for from a moment later, so that one at this instant counts.
    return new Period(
        at(rules.previousTransition(instant.plusMillis(1)), Long.MIN_VALUE),
        at(rules.nextTransition(instant), Long.MAX_VALUE),
        rules.getOffset(instant).getTotalSeconds() * 1000L);
  }

  private static long at(@Nullable ZoneOffsetTransition transition, long otherwise) {
    return transition == null ? otherwise : transition.getInstant().toEpochMilli();
  }
}
