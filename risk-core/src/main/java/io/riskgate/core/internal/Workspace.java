package io.riskgate.core.internal;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.util.List;

/** What one thread needs to score one transfer; reused for the next. */
final class Workspace {
  final TransferFacts facts;
  final History history;
  final RuleEvaluator evaluator;
  final RuleResults results;
  final int[] groupMax;

  /** What is known of the transfer beside its history. */
  Intelligence intelligence = Intelligence.NONE;

  /** The codes of the rules that lacked data for the transfer before. */
  List<String> notEvaluated = List.of();

  /** Set when the evaluator failed: what it still holds is not known, so it is not used again. */
  boolean broken;

  Workspace(RulePack pack, int groups) {
    facts = pack.newFacts();
    history = new History(facts.aggregates().array(), pack.policy().limits().size());
    evaluator = pack.newEvaluator();
    results = new RuleResults(pack.rules().size());
    groupMax = new int[groups];
  }
}
