package io.riskgate.rules.internal;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;

/** Rules that are ready to run. Safe for use by several threads. */
public interface CompiledRules {
  /** Creates facts that the rules read. */
  TransferFacts newFacts();

  /** Creates an evaluator for one thread at a time. */
  RuleEvaluator newEvaluator();
}
