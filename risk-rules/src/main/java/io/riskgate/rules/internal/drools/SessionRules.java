package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.TransferFacts;

/**
 * The rules of a pack that run in Drools sessions, which are used again for every transfer. For one
 * thread at a time.
 */
final class SessionRules implements AutoCloseable {
  private final RuleRunner runner;
  private final RuleRunner branchRunner;
  private final int[] rules;
  private final int[] firstBranch;
  private boolean branchesRun;

  /**
   * Takes some of a pack's rules.
   *
   * @param whole the rules
   * @param branches the branches of those rules that have several
   * @param rules the index in the pack of each rule in {@code whole}
   * @param firstBranch by index in the pack, where a rule's branches begin in {@code branches}
   */
  SessionRules(RuleSet whole, RuleSet branches, int[] rules, int[] firstBranch) {
    runner = new RuleRunner(whole);
    branchRunner = new RuleRunner(branches);
    this.rules = rules;
    this.firstBranch = firstBranch;
  }

  /** Evaluates every rule, as {@link DirectRules#run} does. */
  boolean run(TransferFacts facts, long[] fired, long[] failed) {
    branchesRun = false;
    runner.run(facts);
    long[] hits = runner.fired();
    for (int word = 0; word < hits.length; word++) {
      for (long bits = hits[word]; bits != 0; bits &= bits - 1) {
        int rule = rules[(word << 6) + Long.numberOfTrailingZeros(bits)];
        fired[rule >> 6] |= 1L << rule;
      }
    }
    if (runner.anyFailed()) {
      for (int i = 0; i < rules.length; i++) {
        set(rules[i], false, fired, runner.failed(i), failed);
      }
    }
    return runner.anyFailed();
  }

  /** Evaluates one branch of a rule; sets the rule's bits as {@link #run} does. */
  void runBranch(int rule, int branch, TransferFacts facts, long[] fired, long[] failed) {
    if (!branchesRun) {
      branchRunner.run(facts); // all at once: one session knows them all
      branchesRun = true;
    }
    int index = firstBranch[rule] + branch;
    set(rule, branchRunner.fired(index), fired, branchRunner.failed(index), failed);
  }

  private static void set(
      int rule, boolean hasFired, long[] fired, boolean hasFailed, long[] failed) {
    long bit = 1L << rule;
    fired[rule >> 6] |= hasFired ? bit : 0;
    failed[rule >> 6] |= hasFailed ? bit : 0;
  }

  @Override
  public void close() {
    runner.close();
    branchRunner.close();
  }
}
