package io.riskgate.benchmarks;

/**
 * A Java method for each rule, called one after the other: what one gets who writes rules in Java
 * one by one, and does not think of what they share.
 */
final class StraightJava implements Contender {
  private final FlatTransfer[] facts;
  private final JavaRules rules;
  private final HitBits hits;

  StraightJava(Workload workload) {
    facts = workload.flat();
    rules = workload.java();
    hits = new HitBits(workload.book.size());
  }

  @Override
  public void evaluate(int fact) {
    hits.clear();
    facts[fact].lookForWords();
    rules.evaluate(facts[fact], hits);
  }

  @Override
  public HitBits hits() {
    return hits;
  }
}
