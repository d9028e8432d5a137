package io.riskgate.rules.internal.drools;

import io.riskgate.rules.internal.CheckedRule;
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
  private final List<String> names = new ArrayList<>();
  private final List<String> branchNames = new ArrayList<>();
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
      names.add(rule.code());
      firstBranch[index] = branchNames.size();
      int count = rule.branches().size();
      for (int branch = 0; count > 1 && branch < count; branch++) {
        branchNames.add(ModelCompiler.branch(rule, branch));
      }
    }
  }

  /** Rules in sessions for one thread at a time. */
  synchronized SessionRules newRules() {
    RuleSet forRules = whole;
    RuleSet forBranches = branches;
    if (forRules == null || forBranches == null) {
      RuleSet.Networks builder = networks.get();
      forRules = new RuleSet(names, builder);
      forBranches = new RuleSet(branchNames, builder);
      whole = forRules;
      branches = forBranches;
    }
    return new SessionRules(forRules, forBranches, inSession, firstBranch);
  }
}
