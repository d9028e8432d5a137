package io.riskgate.core.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * Finds the calendar day and month of an instant in one zone. Transfers come in runs of the same
 * day, so the last day found is kept and most look-ups are two comparisons.
 */
public final class ZoneCalendar {
  /**
   * A calendar day.
   *
   * @param startMs its first instant, milliseconds since the epoch
   * @param endMs the first instant of the next day
   * @param epochDay days since the epoch
   * @param epochMonth months since the epoch
   * @param monthStartMs the first instant of its month
   * @param dayOfWeek 1 (Monday) to 7 (Sunday)
   * @param offsetMs the zone's offset, or {@link #CHANGING} on a day on which clocks change
   */
  public record Day(
      long startMs,
      long endMs,
      long epochDay,
      long epochMonth,
      long monthStartMs,
      int dayOfWeek,
      int offsetMs) {
    boolean contains(long ms) {
      return ms >= startMs && ms < endMs;
    }
  }

  private static final int CHANGING = Integer.MIN_VALUE;
  private static final long HOUR_MS = 3_600_000;

  private final ZoneId zone;
  private volatile Day last;

  /** Creates a calendar for a zone. */
  public ZoneCalendar(ZoneId zone) {
    this.zone = zone;
    this.last = find(0);
  }

  /** The day an instant falls into. */
  public Day day(long ms) {
    Day day = last;
    if (!day.contains(ms)) {
      day = find(ms);
      last = day;
    }
    return day;
  }

  /** The hour of an instant, 0 to 23, as a clock on the wall shows it. */
  public int hour(Day day, long ms) {
    long local = ms + (day.offsetMs() == CHANGING ? offsetMs(ms) : day.offsetMs());
    return (int) Math.floorMod(Math.floorDiv(local, HOUR_MS), 24L);
  }

  private int offsetMs(long ms) {
    return zone.getRules().getOffset(Instant.ofEpochMilli(ms)).getTotalSeconds() * 1000;
  }

  private Day find(long ms) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(ms), zone);
    long start = date.atStartOfDay(zone).toInstant().toEpochMilli();
    long end = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    long monthStart = date.withDayOfMonth(1).atStartOfDay(zone).toInstant().toEpochMilli();
    int offset = offsetMs(start);
    return new Day(
        start,
        end,
        date.toEpochDay(),
        date.getLong(ChronoField.PROLEPTIC_MONTH)
            - LocalDate.ofInstant(Instant.EPOCH, ZoneOffset.UTC)
                .getLong(ChronoField.PROLEPTIC_MONTH),
        monthStart,
        date.getDayOfWeek().getValue(),
        offset == offsetMs(end) ? offset : CHANGING);
  }
}
