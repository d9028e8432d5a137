package io.riskgate.rules.internal;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.rules.RuleLane;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Rules that are ready to run. Safe for use by several threads. */
public interface CompiledRules {
  /** Creates facts that the rules read. */
  TransferFacts newFacts();

  /** The lane of each rule, in the order of the rules. */
  List<RuleLane> lanes();

  /** Stores the compiled classes. */
  void write(DataOutput out) throws IOException;

  /** The same rules, which read other values of the same parameters. */
  CompiledRules with(Vocabulary vocabulary);

  /** Creates an evaluator for one thread at a time. */
  RuleEvaluator newEvaluator();
}
