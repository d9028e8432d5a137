package io.riskgate.core.spi;

import io.riskgate.core.facts.TransferFacts;

/**
 * Evaluates a pack's rules over the facts of one transfer. Used by one thread at a time.
 *
 * <p>A rule that fires is reported as a hit only where it stands: where some branch of its
 * constraints that is true had all its data (see {@link io.riskgate.core.facts.Availability}). A
 * rule that does not stand and lacked data is reported as not evaluated. A rule that throws is
 * reported as failed, and the others are evaluated all the same.
 */
public interface RuleEvaluator extends AutoCloseable {
  /**
   * Evaluates every rule once.
   *
   * @throws RuntimeException if the rules as a whole could not be evaluated; the engine then holds
   *     the transfer
   */
  void evaluate(TransferFacts facts, RuleResults results);

  /** Frees what the evaluator holds. */
  @Override
  void close();
}
