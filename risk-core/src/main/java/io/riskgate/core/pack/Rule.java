package io.riskgate.core.pack;

import java.util.Objects;

/**
 * What a pack says about one of its rules.
 *
 * @param code the rule's code, unique in its pack; upper case
 * @param points from -100 to 100; negative points are a deduction, 0 informs only
 * @param group only the largest points in a group count; deductions are summed
 * @param demand what the rule asks for whatever the score; {@link Demand#NOTHING} if nothing
 * @param scam the kind of scam it points at, or empty
 * @param dates the days on which it counts
 * @param effects what else follows from a hit
 */
public record Rule(
    String code,
    int points,
    String group,
    Demand demand,
    String scam,
    RuleDates dates,
    RuleEffects effects) {
  /** Checks the ranges. */
  public Rule {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(group, "group");
    Demand.ofPack(demand);
    Objects.requireNonNull(scam, "scam");
    Objects.requireNonNull(dates, "dates");
    Objects.requireNonNull(effects, "effects");
    if (points < -100 || points > 100) {
      throw new IllegalArgumentException(
          "Rule " + code + " has " + points + " points; they must lie between -100 and 100");
    }
  }

  /** A rule from which nothing else follows. */
  public Rule(String code, int points, String group, Demand demand, String scam, RuleDates dates) {
    this(code, points, group, demand, scam, dates, RuleEffects.NONE);
  }

  /** A rule that counts on every day. */
  public Rule(String code, int points, String group, Demand demand, String scam) {
    this(code, points, group, demand, scam, RuleDates.ALWAYS);
  }
}
