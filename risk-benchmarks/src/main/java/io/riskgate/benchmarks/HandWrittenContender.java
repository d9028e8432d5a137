package io.riskgate.benchmarks;

/** The rules of the pack {@code cn} by hand. */
final class HandWrittenContender implements Contender {
  private final FactStream stream;
  private final HitBits hits = new HitBits();

  HandWrittenContender(Workload workload) {
    stream = workload.stream();
  }

  @Override
  public void evaluate(int fact) {
    HandWrittenRules.evaluate(stream.facts[fact], stream.histories[fact], hits);
  }

  @Override
  public HitBits hits() {
    return hits;
  }
}
