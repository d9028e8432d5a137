package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.TransferKind;
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
  private static final int ROUNDS = 2_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final RulePack pack = RulePacks.bundled("cn");
  private final RuleResults results = new RuleResults(pack.rules().size());
  private final TransferFacts quiet = pack.newFacts();
  private final TransferFacts odd = pack.newFacts();

  @Test
  @DisplayName("once compiled, the direct lane allocates nothing, with hits and without")
  void nothing() {
    quiet.setValue(100_00);
    quiet.setPurpose("房租 rent");
    quiet.getCounterparty().setPaidBefore(true);
    quiet.getCounterparty().setAgeHours(10_000);
    quiet.getDevice().setAgeHours(10_000);
    odd.setKind(TransferKind.TRANSFER);
    odd.setValue(20_000_00);
    odd.setPurpose("Task Rebate 刷单");
    odd.getCounterparty().setOverseas(true);
    for (int i = 0; i < pack.aggregates().size(); i++) {
      odd.aggregates().array()[i] = 1_000;
    }
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      assertThat(hits(evaluator, quiet)).isZero();
      assertThat(hits(evaluator, odd)).isGreaterThan(8);

      // Drools' predicates put numbers into boxes, which the JIT takes away once it has compiled
      // them. Less than a byte each: now and then the JVM itself allocates in this thread.
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      long bytes = bytes(evaluator);
      while (bytes >= ROUNDS && System.nanoTime() < deadline) {
        bytes = bytes(evaluator);
      }
      assertThat(bytes).isLessThan(ROUNDS);
    }
  }

  private long bytes(RuleEvaluator evaluator) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      hits(evaluator, (i & 1) == 0 ? quiet : odd);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private int hits(RuleEvaluator evaluator, TransferFacts facts) {
    results.clear();
    evaluator.evaluate(facts, results);
    return results.hits();
  }
}
