package io.riskgate.core.internal;

import io.riskgate.core.Hit;
import io.riskgate.core.pack.Policy;
import java.util.List;

/**
 * What was found about a transfer when it was scored, as far as limits and the table of
 * verification methods ask for it.
 *
 * @param score 0 to 100
 * @param abnormal whether a hit makes the pattern abnormal
 * @param suspicious whether the score reaches the first band that asks for HOLD
 */
record Findings(int score, boolean abnormal, boolean suspicious) {
  static Findings of(Policy policy, int score, List<Hit> hits) {
    return new Findings(score, isAbnormal(hits), score >= policy.suspiciousFrom());
  }

  private static boolean isAbnormal(List<Hit> hits) {
    for (int i = 0; i < hits.size(); i++) {
      if (hits.get(i).rule().effects().abnormal()) {
        return true;
      }
    }
    return false;
  }
}
