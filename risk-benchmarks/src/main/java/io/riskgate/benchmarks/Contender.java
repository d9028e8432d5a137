package io.riskgate.benchmarks;

/** One way to evaluate rules, for facts that it holds. For one thread. */
interface Contender extends AutoCloseable {
  /** Evaluates all rules for the fact of this number; this is what is measured. */
  void evaluate(int fact);

  /** The hits of the last evaluation. */
  HitBits hits();

  @Override
  default void close() {
    // Most hold nothing.
  }
}
