package io.riskgate.core.pack;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The calendar days on which a rule counts, those of the event time in the pack's zone.
 *
 * @param effective the first day on which it counts; null where it has always counted
 * @param expires the first day on which it no longer counts; null where there is none
 */
public record RuleDates(@Nullable LocalDate effective, @Nullable LocalDate expires) {
  /** Every day. */
  public static final RuleDates ALWAYS = new RuleDates(null, null);

  /** Checks that there is a day on which the rule counts. */
  public RuleDates {
    if (effective != null && expires != null && !effective.isBefore(expires)) {
      throw new IllegalArgumentException(
          "A rule that is effective from " + effective + " cannot expire on " + expires);
    }
  }
}
