package io.riskgate.workbench.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a column writes the time. */
public sealed interface TimeFormat {
  /** ISO 8601 with an offset, such as {@code 2026-01-05T09:30:00+08:00}: the canonical form. */
  TimeFormat ISO = new Text(DateTimeFormatter.ISO_DATE_TIME, null, "2026-01-05T09:30:00+08:00");

  /**
   * Reads a time.
   *
   * @throws IllegalArgumentException saying what is wrong and how to mend it
   */
  Instant parse(String text);

  /** ISO 8601; where no offset is written, the time is a local time in a zone. */
  static TimeFormat iso(ZoneId zone) {
    return new Text(DateTimeFormatter.ISO_DATE_TIME, zone, "2026-01-05T09:30:00");
  }

  /**
   * A pattern as {@link DateTimeFormatter} knows it. Days that do not exist are refused.
   *
   * @param zone the zone of local times, or null where the pattern holds an offset or zone
   * @throws IllegalArgumentException if the pattern is wrong
   */
  static TimeFormat pattern(String pattern, @Nullable ZoneId zone) {
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern(yearWithoutEra(pattern), Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    String example = formatter.format(ZonedDateTime.of(2026, 1, 5, 9, 30, 0, 0, ZoneOffset.UTC));
    return new Text(formatter, zone, example);
  }

  /**
   * Turns {@code yyyy} into {@code uuuu}: people write the former, which strictly asks for an era
   * too.
   */
  private static String yearWithoutEra(String pattern) {
    StringBuilder changed = new StringBuilder(pattern.length());
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      changed.append(c == 'y' && !quoted ? 'u' : c);
    }
    return changed.toString();
  }

  /**
   * Time as text.
   *
   * @param formatter its form
   * @param zone the zone of local times, or null where an offset must be written
   * @param example what it looks like
   */
  record Text(DateTimeFormatter formatter, @Nullable ZoneId zone, String example)
      implements TimeFormat {
    @Override
    public Instant parse(String text) {
      TemporalAccessor parsed;
      try {
        parsed =
            formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("not a time like " + example, e);
      }
      if (parsed instanceof ZonedDateTime zoned) {
        return zoned.toInstant();
      }
      if (zone == null) {
        throw new IllegalArgumentException(
            "the offset is missing: write a time like 2026-01-05T09:30:00+08:00, or name the zone"
                + " in a mapping file");
      }
      LocalDateTime local =
          parsed instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) parsed;
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
      if (offsets.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no such time in " + zone + ": clocks went forward");
      }
      return local.toInstant(offsets.get(0));
    }
  }

  /**
   * Seconds or milliseconds since 1970 in UTC; decimals are allowed.
   *
   * @param unit what one is
   */
  record Epoch(Duration unit) implements TimeFormat {
    @Override
    public Instant parse(String text) {
      BigDecimal count = number(text, "not a number of seconds or milliseconds since 1970");
      try {
        long nanos =
            count
                .multiply(BigDecimal.valueOf(unit.toNanos()))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
        return Instant.ofEpochSecond(0, nanos);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "too far from 1970: are these seconds or milliseconds?", e);
      }
    }
  }

  /**
   * A simulation's step.
   *
   * @param unit how long one step is
   * @param origin when step 0 is
   */
  record Step(Duration unit, Instant origin) implements TimeFormat {
    @Override
    public Instant parse(String text) {
      BigDecimal count = number(text, "not a step number");
      try {
        return origin.plus(unit.multipliedBy(count.longValueExact()));
      } catch (ArithmeticException | DateTimeException e) {
        throw new IllegalArgumentException("not a whole step number, or too large", e);
      }
    }
  }

  private static BigDecimal number(String text, String otherwise) {
    // Without this bound the digits of 1e999999999 would be written out.
    if (text.length() > 24 || !text.matches("-?[0-9]+(\\.[0-9]+)?")) {
      throw new IllegalArgumentException(otherwise);
    }
    return new BigDecimal(text);
  }
}
