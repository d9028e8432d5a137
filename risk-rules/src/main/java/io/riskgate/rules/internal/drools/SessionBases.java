package io.riskgate.rules.internal.drools;

import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.CheckedRule.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of some of a pack's rules share. Drools' networks are wanted only when the
 * first session is. Safe for use by several threads.
 */
final class SessionBases {
  private final Supplier<? extends RuleSet.Networks> networks;
  private final List<RuleSet.Member> members = new ArrayList<>();
  private final List<RuleSet.Member> branchMembers = new ArrayList<>();
  private final int[] inSession;
  private final int[] firstBranch;
  private @Nullable RuleSet whole;
  private @Nullable RuleSet branches;

  /**
   * Takes some of a pack's rules.
   *
   * @param networks what makes networks of them
   * @param rules all rules of the pack
   * @param inSession the indexes of those that run in sessions
   */
  SessionBases(
      Supplier<? extends RuleSet.Networks> networks, List<CheckedRule> rules, int[] inSession) {
    this.networks = networks;
    this.inSession = inSession;
    firstBranch = new int[rules.size()];
    for (int index : inSession) {
      CheckedRule rule = rules.get(index);
      Place place = rule.place();
      members.add(new RuleSet.Member(rule.code(), place.sets(), place.reads()));
      firstBranch[index] = branchMembers.size();
      for (int i = 0; rule.hasBranchRules() && i < rule.branches().size(); i++) {
        String name = rule.branchName(i);
        String sets = place.sets().isEmpty() ? "" : name;
        branchMembers.add(new RuleSet.Member(name, sets, rule.branches().get(i).reads()));
      }
    }
  }

  /** Rules in sessions for one thread at a time. */
  synchronized SessionRules newRules() {
    RuleSet forRules = whole;
    RuleSet forBranches = branches;
    if (forRules == null || forBranches == null) {
      RuleSet.Networks builder = networks.get();
      forRules = new RuleSet(members, builder);
      forBranches = new RuleSet(branchMembers, builder);
      whole = forRules;
      branches = forBranches;
    }
    return new SessionRules(forRules, forBranches, inSession, firstBranch);
  }
}
