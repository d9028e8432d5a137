package io.riskgate.rules.internal;

import io.riskgate.core.spi.RuleEvaluator;

/**
 * Another way to evaluate a pack's rules, which must come to the same results. For one thread at a
 * time.
 *
 * @param name what it is, for messages
 * @param evaluator the evaluator
 * @param throwsAlike whether a rule throws here wherever it throws in the lanes
 * @param release frees what was made for it
 */
public record Witness(String name, RuleEvaluator evaluator, boolean throwsAlike, Runnable release)
    implements AutoCloseable {
  @Override
  public void close() {
    evaluator.close();
    release.run();
  }
}
