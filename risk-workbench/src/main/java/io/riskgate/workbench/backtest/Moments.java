package io.riskgate.workbench.backtest;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Day, weekday and hour of times in a zone. Times of one minute in a row, which is how they come in
 * a busy stream, cost nothing but a comparison.
 */
final class Moments {
  private static final int SECONDS = 60;

  private final ZoneId zone;
  private long minute = Long.MIN_VALUE;
  private long day;
  private int weekday;
  private int hour;

  Moments(ZoneId zone) {
    this.zone = zone;
  }

  /** Goes to a time. */
  void at(Instant time) {
    long at = Math.floorDiv(time.getEpochSecond(), SECONDS);
    if (at != minute) {
      minute = at;
      ZonedDateTime told = time.atZone(zone);
      day = told.toLocalDate().toEpochDay();
      weekday = told.getDayOfWeek().getValue() - 1;
      hour = told.getHour();
    }
  }

  /** The calendar day, counted from the first of January 1970. */
  long day() {
    return day;
  }

  /** The day of the week, Monday being 0. */
  int weekday() {
    return weekday;
  }

  /** The hour of the day. */
  int hour() {
    return hour;
  }
}
