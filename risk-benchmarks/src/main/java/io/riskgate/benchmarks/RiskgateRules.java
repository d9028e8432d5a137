package io.riskgate.benchmarks;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.util.List;

/** Ours: the evaluators of one pack or more, each with results of its own. */
final class RiskgateRules implements Contender {
  private final int rules;
  private final RuleEvaluator[] evaluators;
  private final TransferFacts[][] facts;
  private final RuleResults[] results;
  private final int[][] numbers;

  RiskgateRules(Workload workload, List<RulePack> packs) {
    rules = workload.book.size();
    evaluators = new RuleEvaluator[packs.size()];
    facts = new TransferFacts[packs.size()][];
    results = new RuleResults[packs.size()];
    numbers = new int[packs.size()][];
    for (int i = 0; i < evaluators.length; i++) {
      RulePack pack = packs.get(i);
      evaluators[i] = pack.newEvaluator();
      facts[i] = workload.facts(pack).facts;
      results[i] = new RuleResults(pack.rules().size());
      numbers[i] = pack.rules().stream().mapToInt(rule -> RuleTexts.number(rule.code())).toArray();
    }
  }

  @Override
  public void evaluate(int fact) {
    for (int i = 0; i < evaluators.length; i++) {
      results[i].clear();
      evaluators[i].evaluate(facts[i][fact], results[i]);
    }
  }

  @Override
  public HitBits hits() {
    HitBits hits = new HitBits(rules);
    for (int i = 0; i < evaluators.length; i++) {
      for (int rule = 0; rule < numbers[i].length; rule++) {
        if (results[i].isHit(rule)) {
          hits.hit(numbers[i][rule]);
        }
      }
    }
    return hits;
  }

  @Override
  public void close() {
    for (RuleEvaluator evaluator : evaluators) {
      evaluator.close();
    }
  }
}
