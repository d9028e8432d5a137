package io.riskgate.rules.internal;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.util.List;

/**
 * Checks that a pack's rules come to the same results in every way there is to evaluate them: in
 * their lanes, in a session of the executable model, and in a session of Drools' classic compile
 * mode. The first difference of a rule is reported, and refuses the pack.
 */
final class EquivalenceCheck {
  private final LoadedPack pack;
  private final List<Witness> witnesses;
  private final boolean[] reported;
  private final RuleResults ours;
  private final RuleResults theirs;

  /**
   * How much is compared.
   *
   * @param probes on how many made-up facts
   * @param millisMax after how long to stop early
   */
  record Extent(int probes, long millisMax) {
    /** When a pack is loaded. */
    static final Extent AT_LOAD = new Extent(1_000, 5_000);

    /** When a pack that comes with the library is compiled: once, and for all its users. */
    static final Extent AT_BUILD = new Extent(20_000, 600_000);
  }

  /** A check of a pack against witnesses, which stay open. */
  EquivalenceCheck(LoadedPack pack, List<Witness> witnesses) {
    this.pack = pack;
    this.witnesses = witnesses;
    int rules = pack.rules().size();
    reported = new boolean[rules];
    ours = new RuleResults(rules);
    theirs = new RuleResults(rules);
  }

  /** Compares the results for the facts of the pack's own tests. */
  void onItsTests(Problems problems) {
    RuleTestRunner tests = new RuleTestRunner(pack);
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      for (RuleTest test : pack.tests()) {
        compare(evaluator, tests.facts(test), test, problems);
      }
    }
  }

  /**
   * Compares the results for made-up facts.
   *
   * @param probes what makes them up
   * @param extent how many
   * @param problems where to report to
   * @return how many there was time for
   */
  int onProbes(FactProbes probes, Extent extent, Problems problems) {
    long start = System.nanoTime();
    int done = 0;
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      while (done < extent.probes() && System.nanoTime() - start < extent.millisMax() * 1_000_000) {
        TransferFacts facts = pack.newFacts();
        probes.fill(facts);
        compare(evaluator, facts, probes, problems);
        done++;
      }
    }
    return done;
  }

  private void compare(
      RuleEvaluator evaluator, TransferFacts facts, Object name, Problems problems) {
    ours.clear();
    evaluator.evaluate(facts, ours);
    for (Witness witness : witnesses) {
      theirs.clear();
      witness.evaluator().evaluate(facts, theirs);
      for (int rule = 0; rule < reported.length; rule++) {
        String mine = RuleTestRunner.outcome(ours, rule);
        String other = RuleTestRunner.outcome(theirs, rule);
        if (!reported[rule]
            && !mine.equals(other)
            && (witness.throwsAlike() || !ours.isFailed(rule))) {
          reported[rule] = true;
          RuleSource source = pack.sources().get(rule);
          problems.add(
              source.file(),
              source.line(),
              "rule "
                  + source.name()
                  + " is '"
                  + mine
                  + "' in its lane and '"
                  + other
                  + "' in "
                  + witness.name()
                  + " for "
                  + name
                  + "; write its constraints in a simpler way");
        }
      }
    }
  }
}
