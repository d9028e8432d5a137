package io.riskgate.workbench.backtest;

import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a transfer that is stopped would be stopped without one of the rules that fired, history
 * being the same. Score, bands and what other rules require are worked out anew; what missing data,
 * controls and limits ask for stays, but for limits on suspicious value, which do not count what is
 * not suspicious.
 */
final class Without {
  private static final int SCORE_MAX = 100;

  private final Policy policy;

  Without(Policy policy) {
    this.policy = policy;
  }

  /** Whether nothing else stops it than this rule. */
  boolean goes(Decision decision, Rule rule) {
    List<Hit> hits = decision.hits();
    if (decision.isRetry() || !decision.controls().isEmpty()) {
      return false;
    }
    // More is asked for than rules and bands ask for: data is missing, and stays so.
    Outcome byRules = outcome(hits, null);
    if (decision.verdict().riskDemand().outcome().compareTo(byRules) > 0) {
      return false;
    }
    if (outcome(hits, rule) != Outcome.ALLOW) {
      return false;
    }
    boolean suspicious = score(hits, rule) >= policy.suspiciousFrom();
    for (LimitUsage usage : decision.limitUsages()) {
      if (usage.isPassed() && (suspicious || usage.limit().counts() != Limit.Counts.SUSPICIOUS)) {
        return false;
      }
    }
    return true;
  }

  private Outcome outcome(List<Hit> hits, @Nullable Rule without) {
    Outcome outcome = Outcome.ALLOW;
    for (Hit hit : hits) {
      if (!hit.rule().equals(without)) {
        outcome = outcome.strongest(hit.rule().demand().outcome());
      }
    }
    int score = score(hits, without);
    for (Band band : policy.bands()) {
      if (score >= band.from()) {
        outcome = outcome.strongest(band.demand().outcome());
      }
    }
    return outcome;
  }

  private static int score(List<Hit> hits, @Nullable Rule without) {
    Map<String, Integer> groups = new HashMap<>();
    int sum = 0;
    for (Hit hit : hits) {
      int points = hit.rule().points();
      if (hit.rule().equals(without)) {
        continue;
      }
      if (points < 0) {
        sum += points;
      } else {
        groups.merge(hit.rule().group(), points, Math::max);
      }
    }
    for (int points : groups.values()) {
      sum += points;
    }
    return Math.max(0, Math.min(SCORE_MAX, sum));
  }
}
