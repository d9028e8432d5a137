package io.riskgate.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The rules alone: ours, the same in Java, and the same in other engines. That a variant finds the
 * right hits is proven in every process before anything is measured. A process has one variant, so
 * that the JIT sees one implementation of each call and none pays for another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RulesBenchmark {
  /** Which rules. */
  @Param("CN")
  public RuleBook rules = RuleBook.CN;

  /** Which variant. */
  @Param public Variant variant = Variant.DIRECT_LANE;

  private Contender contender;
  private int next;

  /** Makes the variant ready and proves it. */
  @Setup
  public void setUp() {
    contender = variant.open(new Workload(rules));
  }

  /** Frees what is held. */
  @TearDown
  public void tearDown() {
    contender.close();
  }

  /** One transfer. What is found is left in the contender, where it can be seen. */
  @Benchmark
  public void evaluate() {
    next = (next + 1) & (FactStream.FACTS - 1);
    contender.evaluate(next);
  }
}
