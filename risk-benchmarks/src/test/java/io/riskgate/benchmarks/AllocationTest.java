package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.RulePacks;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What evaluating the bundled pack leaves to the garbage collector. */
class AllocationTest {
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private final RulePack pack = RulePacks.bundled("cn");
  private final TransferFacts[] facts = new FactStream(pack).facts;
  private final RuleResults results = new RuleResults(pack.rules().size());

  @Test
  @DisplayName("the direct lane allocates nothing, hits included")
  void nothing() {
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      // Whatever the interpreter and the first compilers allocate, in the end it is nothing.
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      long bytes = bytes(evaluator);
      while (bytes > 0 && System.nanoTime() < deadline) {
        bytes = bytes(evaluator);
      }
      assertThat(bytes).isZero();
    }
  }

  private long bytes(RuleEvaluator evaluator) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (TransferFacts each : facts) {
      results.clear();
      evaluator.evaluate(each, results);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
