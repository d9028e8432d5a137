package io.riskgate.workbench.backtest;

import io.riskgate.core.Outcome;
import io.riskgate.core.pack.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rules that fire in the same transfers. It is counted for each pair of rules in how many transfers
 * both fired, which is exact and takes as much memory as there are pairs, however long the file.
 */
final class Overlaps {
  /** Less in common is no overlap worth a look. */
  static final double JACCARD_MIN = 0.5;

  /** So much of what a rule finds another finds too: by itself it adds next to nothing. */
  static final double CONTAINED_MIN = 0.95;

  /** Of fewer transfers in which both fired nothing follows. */
  static final long BOTH_MIN = 3;

  /** More are not read. */
  static final int MAX = 50;

  private Overlaps() {}

  /**
   * Two rules.
   *
   * @param one the rule that fired less often
   * @param other the rule that fired more often
   * @param both in how many transfers both fired
   * @param jaccard the share of those in the transfers in which either fired
   * @param contained the share of those in the transfers in which the first fired
   */
  record Overlap(String one, String other, long both, double jaccard, double contained) {}

  /** Whether a rule can stop anything; one that only informs makes no other redundant. */
  private static boolean counts(Rule rule) {
    return rule.points() > 0 || rule.demand().outcome() != Outcome.ALLOW;
  }

  /** The pairs with much in common, those with most first. */
  static List<Overlap> of(Figures figures) {
    List<Rule> rules = figures.pack().rules();
    List<Overlap> overlaps = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      for (int j = i + 1; j < rules.size(); j++) {
        long both = figures.together(i, j);
        if (both >= BOTH_MIN && counts(rules.get(i)) && counts(rules.get(j))) {
          boolean lessOften = figures.rule(i).hits() <= figures.rule(j).hits();
          int one = lessOften ? i : j;
          int other = lessOften ? j : i;
          long less = figures.rule(one).hits();
          double jaccard = (double) both / (less + figures.rule(other).hits() - both);
          double contained = (double) both / less;
          if (jaccard >= JACCARD_MIN || contained >= CONTAINED_MIN) {
            overlaps.add(
                new Overlap(
                    rules.get(one).code(), rules.get(other).code(), both, jaccard, contained));
          }
        }
      }
    }
    overlaps.sort(
        Comparator.comparingDouble(Overlap::jaccard)
            .thenComparingLong(Overlap::both)
            .reversed()
            .thenComparing(Overlap::one)
            .thenComparing(Overlap::other));
    return overlaps.size() <= MAX ? overlaps : List.copyOf(overlaps.subList(0, MAX));
  }
}
