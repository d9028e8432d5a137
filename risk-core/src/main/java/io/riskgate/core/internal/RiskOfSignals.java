package io.riskgate.core.internal;

import io.riskgate.core.CustomerRisk;
import io.riskgate.core.CustomerRisk.Contribution;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.pack.RiskLevelPolicy;
import io.riskgate.core.pack.SignalWeight;
import io.riskgate.core.spi.KnownSignals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A customer's risk out of the signals that are known, by the weights of a pack. */
final class RiskOfSignals {
  private RiskOfSignals() {}

  /**
   * The score at an instant.
   *
   * @param latestFirst the signals up to then
   */
  static int score(RiskLevelPolicy policy, List<Signal> latestFirst, long atMs) {
    int score = 0;
    for (int i = 0; i < latestFirst.size(); i++) {
      score += points(policy, latestFirst, i, atMs);
    }
    return Math.min(RiskLevelPolicy.SCORE_MAX, score);
  }

  /** The score with what each signal adds to it. */
  static CustomerRisk of(RiskLevelPolicy policy, KnownSignals known, boolean covered, long atMs) {
    List<Signal> signals = known.latestFirst();
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      int points = points(policy, signals, i, atMs);
      if (points > 0) {
        contributions.add(new Contribution(signals.get(i), points));
      }
    }
    int score = score(policy, signals, atMs);
    return new CustomerRisk(
        score,
        policy.level(score),
        contributions,
        known.capped() || !covered,
        Instant.ofEpochMilli(atMs));
  }

  /** What one of the signals adds; nothing once enough later ones of its kind do. */
  private static int points(RiskLevelPolicy policy, List<Signal> latestFirst, int i, long atMs) {
    Signal signal = latestFirst.get(i);
    SignalWeight weight = policy.weight(signal.kind());
    return weight == null || later(latestFirst, i, signal.kind()) >= weight.most()
        ? 0
        : weight.points(atMs - signal.at().toEpochMilli());
  }

  /** How many of a kind are later; there are few signals, so that counting needs no memory. */
  private static int later(List<Signal> latestFirst, int before, SignalKind kind) {
    int count = 0;
    for (int i = 0; i < before; i++) {
      if (latestFirst.get(i).kind() == kind) {
        count++;
      }
    }
    return count;
  }
}
