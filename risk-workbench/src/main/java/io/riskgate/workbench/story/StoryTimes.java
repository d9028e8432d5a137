package io.riskgate.workbench.story;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times of a story: of the clock on the same day, local, or with an offset; and durations.
 */
final class StoryTimes {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");

  private final ZoneId zone;

  StoryTimes(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Reads a time.
   *
   * @param now the day of a time without a date
   */
  Optional<Instant> instant(String text, Instant now) {
    try {
      if (text.matches("\\d\\d:\\d\\d(:\\d\\d)?")) {
        return Optional.of(
            now.atZone(zone).toLocalDate().atTime(LocalTime.parse(text)).atZone(zone).toInstant());
      }
      if (text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")) {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      }
      return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Reads a duration such as {@code 90s}, {@code 15m}, {@code 2h} or {@code 3d}. */
  static Optional<Duration> duration(String text) {
    Matcher found = DURATION.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(found.group(1));
    return Optional.of(
        switch (found.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }
}
