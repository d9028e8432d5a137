package io.riskgate.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.riskgate.core.AlertTier;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.AlertRecord;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts decisions, each once. */
final class DecisionMeters {
  private static final double[] SCORES = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100};
  private static final double[] SHARES = {0.1, 0.25, 0.5, 0.75, 0.9, 1.0, 1.5, 2.0};

  /** More than this above its limit, only mode MONITOR and observed movements can be. */
  private static final double SHARE_MAX = 10;

  private final Map<Outcome, Counter> decided = new EnumMap<>(Outcome.class);
  private final Map<ReleasePath, Counter> held = new EnumMap<>(ReleasePath.class);
  private final Map<Degraded.Cause, Counter> degraded = new EnumMap<>(Degraded.Cause.class);
  private final Map<AlertTier, Counter> alerts = new EnumMap<>(AlertTier.class);
  private final Counter repeats;
  private final Counter warming;
  private final DistributionSummary scores;
  private final Family<Counter> hits;
  private final Family<Counter> passed;
  private final Family<DistributionSummary> uses;

  DecisionMeters(RiskMetrics metrics) {
    for (Outcome outcome : Outcome.values()) {
      if (outcome != Outcome.HOLD) {
        decided.put(outcome, decisions(metrics, outcome, "none_needed"));
      }
    }
    for (ReleasePath path : ReleasePath.values()) {
      held.put(path, decisions(metrics, Outcome.HOLD, path.name()));
    }
    for (Degraded.Cause cause : Degraded.Cause.values()) {
      degraded.put(
          cause,
          Counter.builder("riskgate.degraded")
              .description("Decisions that rest on less than they should, by cause")
              .tags(metrics.tags)
              .tag("cause", cause.name())
              .register(metrics.registry));
    }
    for (AlertTier tier : AlertTier.values()) {
      alerts.put(
          tier,
          Counter.builder("riskgate.alerts.raised")
              .description("Alerts raised, by tier")
              .tags(metrics.tags)
              .tag("tier", tier.name())
              .register(metrics.registry));
    }
    repeats =
        Counter.builder("riskgate.repeats")
            .description("Transfers asked about again, whose decision was found")
            .tags(metrics.tags)
            .register(metrics.registry);
    warming =
        Counter.builder("riskgate.warming")
            .description("Decisions of which some rule waits for its window to be covered")
            .tags(metrics.tags)
            .register(metrics.registry);
    scores =
        DistributionSummary.builder("riskgate.score")
            .description("Scores of decisions, 0 to 100")
            .tags(metrics.tags)
            // A boundary is greater than zero; 0 itself counts in the first bucket.
            .serviceLevelObjectives(slos(SCORES))
            .register(metrics.registry);
    hits =
        new Family<>(
            RiskMetrics.RULES_MAX,
            rule ->
                Counter.builder("riskgate.rule.hits")
                    .description("Decisions that a rule has hit")
                    .tags(metrics.tags)
                    .tag("rule", rule)
                    .register(metrics.registry));
    passed =
        new Family<>(
            RiskMetrics.LIMITS_MAX,
            limit ->
                Counter.builder("riskgate.limit.passed")
                    .description("Decisions on a transfer that passes a limit")
                    .tags(metrics.tags)
                    .tag("limit", limit)
                    .register(metrics.registry));
    uses =
        new Family<>(
            RiskMetrics.LIMITS_MAX,
            limit ->
                DistributionSummary.builder("riskgate.limit.use")
                    .description("Share of a limit used by what was let go, itself included")
                    .tags(metrics.tags)
                    .tag("limit", limit)
                    .serviceLevelObjectives(SHARES)
                    .register(metrics.registry));
  }

  private static double[] slos(double[] bounds) {
    double[] slos = bounds.clone();
    slos[0] = Double.MIN_NORMAL;
    return slos;
  }

  private static Counter decisions(RiskMetrics metrics, Outcome outcome, String path) {
    return Counter.builder("riskgate.decisions")
        .description("Decisions by outcome, and who may end a hold")
        .tags(metrics.tags)
        .tag("outcome", outcome.name())
        .tag("path", path)
        .register(metrics.registry);
  }

  /** Counts what came of scoring; what was decided before, as a repeat alone. */
  void scored(Decision decision) {
    if (decision.isRepeat()) {
      repeats.increment();
      return;
    }
    increment(decided(decision.verdict().demand()));
    causes(decision.degraded());
    if (decision.isRetry()) {
      return; // nothing was found: it is scored again
    }
    scores.record(decision.score());
    // By index: an iterator would be thrown away after.
    List<Hit> all = decision.hits();
    for (int i = 0; i < all.size(); i++) {
      hits.of(all.get(i).code()).increment();
    }
    List<LimitUsage> usages = decision.limitUsages();
    for (int i = 0; i < usages.size(); i++) {
      LimitUsage usage = usages.get(i);
      if (usage.isPassed()) {
        passed.of(usage.limit().id()).increment();
      }
    }
    if (decision.isWarming()) {
      warming.increment();
    }
    AlertRecord alert = decision.verdict().alert();
    if (alert != null) {
      increment(alerts.get(alert.tier()));
    }
  }

  private @Nullable Counter decided(Demand demand) {
    return demand.outcome() == Outcome.HOLD
        ? held.get(demand.path())
        : decided.get(demand.outcome());
  }

  /** A decision counts once for a cause, however many subjects it names. */
  private void causes(List<Degraded> all) {
    if (all.isEmpty()) {
      return;
    }
    Set<Degraded.Cause> causes = EnumSet.noneOf(Degraded.Cause.class);
    for (Degraded one : all) {
      if (causes.add(one.cause())) {
        increment(degraded.get(one.cause()));
      }
    }
  }

  private static void increment(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  /** Records how far the limits are used by a transfer that was let go just now. */
  void letGo(Decision decision) {
    List<LimitUsage> usages = decision.limitUsages();
    for (int i = 0; i < usages.size(); i++) {
      LimitUsage usage = usages.get(i);
      // Of a limit of nothing there is no share.
      if (usage.limit().counts() == Limit.Counts.LET_GO && usage.max() > 0) {
        double share = (double) usage.used() / usage.max();
        uses.of(usage.limit().id()).record(Math.min(share, SHARE_MAX));
      }
    }
  }
}
