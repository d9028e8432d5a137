package io.riskgate.workbench.backtest;

import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.score.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Options that say how to replay, as people write them.
 *
 * @param settlement what becomes of a transfer after its decision
 * @param labelDelay how long after a transfer its fraud is reported, or null where it never is
 * @param warmUp for how long nothing is counted
 */
public record PlanOptions(Settlement settlement, @Nullable Duration labelDelay, Duration warmUp) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");
  private static final String NEVER = "none";

  /**
   * Reads durations.
   *
   * @throws InputException if one is none
   */
  public static PlanOptions parse(Settlement settlement, String labelDelay, String warmUp) {
    return new PlanOptions(
        settlement,
        labelDelay.equals(NEVER) ? null : duration("--label-delay", labelDelay),
        duration("--warm-up", warmUp));
  }

  /**
   * The plan between two times.
   *
   * @param zone where days begin
   * @throws InputException if one is no time, or the first is not before the second
   */
  public BacktestPlan between(@Nullable String from, @Nullable String to, ZoneId zone) {
    Instant begin = from == null ? null : time("--from", from, zone);
    Instant end = to == null ? null : time("--to", to, zone);
    if (begin != null && end != null && !begin.isBefore(end)) {
      throw new InputException("--from " + from + " must be before --to " + to);
    }
    return new BacktestPlan(settlement, labelDelay, warmUp, begin, end);
  }

  private static Duration duration(String option, String text) {
    Matcher found = DURATION.matcher(text);
    if (!found.matches()) {
      throw new InputException(
          option + " '" + text + "': write a duration such as 45s, 15m, 36h or 7d");
    }
    long number = Long.parseLong(found.group(1));
    return switch (found.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Instant time(String option, String text, ZoneId zone) {
    try {
      if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      if (text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")) {
        return OffsetDateTime.parse(text).toInstant();
      }
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new InputException(
          option + " '" + text + "': write a time such as 2026-03-01 or 2026-03-01T12:00:00+08:00",
          e);
    }
  }
}
