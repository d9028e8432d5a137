package io.riskgate.rules.internal;

import io.riskgate.core.DataItem;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.internal.RuleTest.Expectation;
import java.util.Map;
import java.util.Optional;

/** Runs a pack's rule tests. */
public final class RuleTestRunner {
  private final LoadedPack pack;
  private final Map<String, Object> neutral;
  private final FactWriter writer = new FactWriter();

  /** A runner for a pack. */
  public RuleTestRunner(LoadedPack pack) {
    this.pack = pack;
    this.neutral = NeutralFacts.of(pack.definition());
  }

  /** Runs a test; what it returns is why it failed. */
  public Optional<PackProblem> run(RuleTest test) {
    RuleResults results = new RuleResults(pack.rules().size());
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      evaluator.evaluate(facts(test), results);
    }
    String found = outcome(results, pack.indexOf(test.rule()));
    return found.equals(test.expectation().word())
        ? Optional.empty()
        : Optional.of(
            new PackProblem(
                test.file(),
                test.line(),
                "rule "
                    + test.rule()
                    + " should be '"
                    + test.expectation().word()
                    + "' and is '"
                    + found
                    + "'"));
  }

  /** What came of a rule, in the words of rule tests. */
  static String outcome(RuleResults results, int rule) {
    if (results.isFailed(rule)) {
      return "failed";
    }
    if (results.isNotEvaluated(rule)) {
      return Expectation.NOT_EVALUATED.word();
    }
    return (results.isHit(rule) ? Expectation.FIRES : Expectation.QUIET).word();
  }

  /** The facts of a test. */
  TransferFacts facts(RuleTest test) {
    TransferFacts facts = pack.newFacts();
    long missing = 0;
    for (DataItem item : test.missing()) {
      facts.availability().missing(item);
      missing |= item.bit();
    }
    for (FactInfo fact : pack.vocabulary().facts().all()) {
      Object value = neutral.get(fact.path());
      // What is made from missing data stays as empty as the engine leaves it.
      if (value != null && (fact.items() & missing) == 0) {
        writer.write(facts, fact, value);
      }
      if (test.uncovered().contains(fact.path())) {
        facts.availability().aggregateUncovered(fact.aggregate());
      }
    }
    if (test.uncovered().contains(RuleTest.SEEN)) {
      facts.availability().seenUncovered();
    }
    if (test.uncovered().contains(RuleTest.SIGNALS)) {
      facts.availability().signalsUncovered();
    }
    facts.signals().addAll(test.signals());
    test.values().forEach((fact, value) -> writer.write(facts, fact, value));
    return facts;
  }
}
