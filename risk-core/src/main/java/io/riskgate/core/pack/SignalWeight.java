package io.riskgate.core.pack;

import io.riskgate.core.facts.TransferFacts;
import java.time.Duration;

/**
 * How much one kind of signal adds to a customer's risk.
 *
 * @param weight the points of a signal of this instant, 1 to 100
 * @param fades after how long they have faded to nothing, evenly; at most the 30 days for which
 *     signals are known
 * @param most how many signals of the kind count at most, the latest first; 1 to 32
 */
public record SignalWeight(int weight, Duration fades, int most) {
  /** Checks the ranges. */
  public SignalWeight {
    if (weight < 1 || weight > 100) {
      throw new IllegalArgumentException("weight lies from 1 to 100, not at " + weight);
    }
    if (fades.isNegative()
        || fades.isZero()
        || fades.compareTo(TransferFacts.SIGNALS_KEPT) > 0
        || fades.toMillis() == 0) {
      throw new IllegalArgumentException(
          "fades is a time of at most "
              + TransferFacts.SIGNALS_KEPT.toDays()
              + " days, as long as signals are known");
    }
    if (most < 1 || most > TransferFacts.SIGNALS_MAX) {
      throw new IllegalArgumentException(
          "most lies from 1 to " + TransferFacts.SIGNALS_MAX + ", not at " + most);
    }
  }

  /**
   * What a signal of some age adds: the weight, less the share of {@code fades} that has passed,
   * rounded down.
   *
   * @param ageMs its age in milliseconds, 0 or more
   */
  public int points(long ageMs) {
    long fadesMs = fades.toMillis();
    return ageMs < 0 || ageMs >= fadesMs ? 0 : (int) (weight * (fadesMs - ageMs) / fadesMs);
  }
}
