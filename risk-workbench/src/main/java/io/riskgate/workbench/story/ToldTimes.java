package io.riskgate.workbench.story;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as people tell them. */
final class ToldTimes {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern(":ss", Locale.ROOT);

  private ToldTimes() {}

  /** The time of day, with the date where that is not the day of {@code now}. */
  static String told(Instant time, Instant now, ZoneId zone) {
    ZonedDateTime at = time.atZone(zone);
    boolean today = at.toLocalDate().equals(now.atZone(zone).toLocalDate());
    String told = (today ? CLOCK : DAY).format(at);
    return at.getSecond() == 0 ? told : told + SECONDS.format(at);
  }

  /** A duration in hours, minutes and seconds, such as {@code 3 min 20 s}. */
  static String told(Duration duration) {
    StringBuilder told = new StringBuilder();
    append(told, duration.toHours(), "h");
    append(told, duration.toMinutesPart(), "min");
    append(told, duration.toSecondsPart(), "s");
    return told.isEmpty() ? "0 s" : told.toString();
  }

  private static void append(StringBuilder to, long number, String unit) {
    if (number > 0) {
      to.append(to.isEmpty() ? "" : " ").append(number).append(' ').append(unit);
    }
  }
}
