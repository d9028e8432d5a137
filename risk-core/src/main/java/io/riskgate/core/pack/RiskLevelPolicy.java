package io.riskgate.core.pack;

import io.riskgate.core.RiskLevel;
import io.riskgate.core.SignalKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How signals move a customer's risk level.
 *
 * @param medium the least score of the level MEDIUM, 1 to 100
 * @param high the least score of the level HIGH, above medium and at most 100
 * @param weights what each kind of signal adds; a kind that is not named adds nothing
 */
public record RiskLevelPolicy(int medium, int high, Map<SignalKind, SignalWeight> weights) {
  /** No signal adds anything: every customer's level is LOW. */
  public static final RiskLevelPolicy NONE = new RiskLevelPolicy(30, 60, Map.of());

  /** The largest score. */
  public static final int SCORE_MAX = 100;

  /** Checks the ranges. */
  public RiskLevelPolicy {
    if (medium < 1 || high <= medium || high > SCORE_MAX) {
      throw new IllegalArgumentException(
          "medium and high lie from 1 to 100, high above medium, not at " + medium + ", " + high);
    }
    Map<SignalKind, SignalWeight> copy = new EnumMap<>(SignalKind.class);
    copy.putAll(weights);
    weights = Collections.unmodifiableMap(copy);
  }

  /** What a kind of signal adds, or null where it adds nothing. */
  public @Nullable SignalWeight weight(SignalKind kind) {
    return weights.get(kind);
  }

  /** The level of a score. */
  public RiskLevel level(int score) {
    if (score >= high) {
      return RiskLevel.HIGH;
    }
    return score >= medium ? RiskLevel.MEDIUM : RiskLevel.LOW;
  }
}
