package io.riskgate.rules.internal;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.PackProblem.Severity;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Compares how long two packs take for the same facts, side by side.
 *
 * <p>Both are warmed up, then take turns round by round, so that whatever else the machine does
 * meets both; what counts is the median of the rounds' ratios. It ends early where the ratio is
 * plainly small, and looks again, for longer each time, before it refuses: a pack that was compiled
 * a moment ago is not optimised yet, and the present one has been for long. A look takes half a
 * second, those before a refusal some five seconds together; a single evaluation is not
 * interrupted.
 */
final class LatencyCheck {
  /** From this ratio on a pack is refused. */
  static final double REFUSED_FROM = 10;

  /** From this ratio on no optimisation can help, and no second look. */
  private static final double HOPELESS_FROM = 100;

  /** From this ratio on its author is told. */
  static final double WARNED_FROM = 2;

  /**
   * What takes less counts as this much: ten times next to nothing is still next to nothing. The
   * whole way of a transfer takes several times as long.
   */
  private static final double NANOS_MIN = 1_000;

  /** Below this, in nearly every round, there is nothing to look at more closely. */
  private static final double PLAINLY_SMALL = 1.5;

  private static final int ROUNDS_MIN = 9;
  private static final int ROUNDS_MAX = 200;

  /** How long both are warmed up: at the first look, and at those that a refusal takes. */
  private static final long[] WARM_UP_NANOS = {150_000_000, 1_000_000_000, 3_000_000_000L};

  private static final long WARM_UP_ROUND_NANOS = 40_000_000;
  private static final long MEASURE_NANOS = 400_000_000;

  /** A round runs over the facts again until it has taken so long, so that clocks matter little. */
  private static final long ROUND_NANOS = 500_000;

  private final Side candidate;
  private final Side current;
  private final LongSupplier clock;

  /**
   * A check over some facts.
   *
   * @param candidateFacts the facts for the candidate
   * @param currentFacts the same facts for the present pack
   * @param clock nanoseconds that have passed
   */
  LatencyCheck(
      RulePack candidate,
      List<TransferFacts> candidateFacts,
      RulePack current,
      List<TransferFacts> currentFacts,
      LongSupplier clock) {
    this.candidate = new Side(candidate, candidateFacts, clock);
    this.current = new Side(current, currentFacts, clock);
    this.clock = clock;
  }

  /** One pack. */
  private record Side(RulePack pack, List<TransferFacts> facts, LongSupplier clock) {
    /** Nanoseconds an evaluation, over the facts as often as fits, or what of them fits. */
    double run(RuleEvaluator evaluator, RuleResults results, long nanosMax) {
      long start = clock.getAsLong();
      long done = 0;
      long took;
      do {
        for (TransferFacts one : facts) {
          results.clear();
          evaluator.evaluate(one, results);
          done++;
          if (clock.getAsLong() - start >= nanosMax) {
            break;
          }
        }
        took = clock.getAsLong() - start;
      } while (took < Math.min(ROUND_NANOS, nanosMax));
      return (double) took / done;
    }
  }

  /** What there is to say of the candidate. */
  Optional<PackProblem> run() {
    double ratio = measure(WARM_UP_NANOS[0]);
    for (int look = 1; look < WARM_UP_NANOS.length; look++) {
      if (ratio >= REFUSED_FROM && ratio < HOPELESS_FROM) {
        ratio = Math.min(ratio, measure(WARM_UP_NANOS[look]));
      }
    }
    if (ratio < WARNED_FROM) {
      return Optional.empty();
    }
    boolean refused = ratio >= REFUSED_FROM;
    return Optional.of(
        new PackProblem(
            refused ? Severity.ERROR : Severity.WARNING,
            "rules",
            0,
            "",
            String.format(
                Locale.ROOT,
                "evaluating the rules takes %.1f times as long as those of %s",
                ratio,
                current.pack.identity()),
            refused
                ? "look for patterns and for rules that could be one; "
                    + (int) REFUSED_FROM
                    + " times and more are refused"
                : "see that the callers' budgets allow for it"));
  }

  private double measure(long warmUpNanos) {
    try (RuleEvaluator ours = candidate.pack.newEvaluator();
        RuleEvaluator theirs = current.pack.newEvaluator()) {
      RuleResults ourResults = new RuleResults(candidate.pack.rules().size());
      RuleResults theirResults = new RuleResults(current.pack.rules().size());
      long start = clock.getAsLong();
      while (clock.getAsLong() - start < warmUpNanos) {
        current.run(theirs, theirResults, WARM_UP_ROUND_NANOS);
        candidate.run(ours, ourResults, WARM_UP_ROUND_NANOS);
      }
      List<Double> ratios = new ArrayList<>();
      start = clock.getAsLong();
      do {
        boolean first = (ratios.size() & 1) == 0;
        double their = first ? current.run(theirs, theirResults, MEASURE_NANOS / 4) : 0;
        double our = candidate.run(ours, ourResults, MEASURE_NANOS / 4);
        if (!first) {
          their = current.run(theirs, theirResults, MEASURE_NANOS / 4);
        }
        ratios.add(our / Math.max(their, NANOS_MIN));
        if (ratios.size() >= ROUNDS_MIN && quantile(ratios, 0.9) < PLAINLY_SMALL) {
          break;
        }
      } while (ratios.size() < ROUNDS_MAX && clock.getAsLong() - start < MEASURE_NANOS);
      return quantile(ratios, 0.5);
    }
  }

  private static double quantile(List<Double> values, double part) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) (part * (sorted.length - 1))];
  }
}
