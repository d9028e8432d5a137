package io.riskgate.core.pack;

import java.time.Duration;

/**
 * The times of emergency stop-payment notices.
 *
 * @param confirmWithin by when after its receipt the bank is to confirm a notice
 * @param lapsesAfter how long after its receipt a notice ends by itself
 * @param extension how much longer it lasts where it is extended, which happens once at most
 * @param movements how far back from its receipt the movements go that are reported when it is
 *     confirmed
 */
public record NoticePolicy(
    Duration confirmWithin, Duration lapsesAfter, Duration extension, Duration movements) {
  /** To be confirmed within 2 hours, 48 hours long and once 48 more, with 30 days of movements. */
  public static final NoticePolicy DEFAULT =
      new NoticePolicy(
          Duration.ofHours(2), Duration.ofHours(48), Duration.ofHours(48), Duration.ofDays(30));

  /** Checks that each time is longer than nothing and a notice can be confirmed while it lasts. */
  public NoticePolicy {
    Policy.Builder.positive("confirmWithin", confirmWithin);
    Policy.Builder.positive("lapsesAfter", lapsesAfter);
    Policy.Builder.positive("extension", extension);
    Policy.Builder.positive("movements", movements);
    if (confirmWithin.compareTo(lapsesAfter) > 0) {
      throw new IllegalArgumentException(
          "confirmWithin is longer than lapsesAfter: a notice would lapse before it is due");
    }
  }
}
