package io.riskgate.benchmarks;

import java.util.List;
import java.util.function.Predicate;

/** A loop over a list of predicates: the simplest rule engine there is. */
final class ListOfLambdas implements Contender {
  private final FlatTransfer[] facts;
  private final List<Predicate<FlatTransfer>> predicates;
  private final int[] numbers;
  private final HitBits hits;

  ListOfLambdas(Workload workload) {
    facts = workload.flat();
    predicates = workload.java().predicates();
    numbers = workload.book.texts().rules().stream().mapToInt(RuleTexts.Rule::number).toArray();
    hits = new HitBits(workload.book.size());
  }

  @Override
  public void evaluate(int fact) {
    hits.clear();
    FlatTransfer transfer = facts[fact];
    transfer.lookForWords();
    for (int i = 0; i < numbers.length; i++) {
      if (predicates.get(i).test(transfer)) {
        hits.hit(numbers[i]);
      }
    }
  }

  @Override
  public HitBits hits() {
    return hits;
  }
}
