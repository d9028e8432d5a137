package io.riskgate.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A customer's risk at one instant, and where it comes from.
 *
 * @param score 0 to 100: the sum of the contributions, at most 100
 * @param level the score's level in the active pack
 * @param contributions what each signal that counts adds, the latest signal first; at most 32
 * @param incomplete whether signals may be missing, because history is short or some were dropped
 *     for lack of room: the score is then a lower bound
 * @param at the instant
 */
public record CustomerRisk(
    int score, RiskLevel level, List<Contribution> contributions, boolean incomplete, Instant at) {
  /**
   * What one signal adds.
   *
   * @param signal the signal
   * @param points 1 to 100, faded by its age
   */
  public record Contribution(Signal signal, int points) {
    /** Checks that the signal is named. */
    public Contribution {
      Objects.requireNonNull(signal, "signal");
    }
  }

  /** Copies the list. */
  public CustomerRisk {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(at, "at");
    contributions = List.copyOf(contributions);
  }
}
