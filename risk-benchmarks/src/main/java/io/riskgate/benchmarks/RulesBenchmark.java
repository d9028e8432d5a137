package io.riskgate.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
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

  /**
   * What all transfers take undisturbed: of each few of them, one after the other, the least time
   * that they ever took, and of these the sum. Others' work on the machine and what it does to
   * caches only ever adds, and leaves some microseconds alone even where it leaves no millisecond;
   * what the rules take is in all of them.
   */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class LeastTime {
    private static final int FEW = 32;

    private final long[] least = new long[FactStream.FACTS / FEW];

    /** Nanoseconds of all transfers until now; of iterations, the least counts. */
    public long leastNs;

    /** Nothing has been measured yet. */
    @Setup
    public void setUp() {
      Arrays.fill(least, Long.MAX_VALUE);
    }

    void evaluateAll(Contender contender) {
      long beganNs = System.nanoTime();
      long sumNs = 0;
      for (int few = 0; few < least.length; few++) {
        for (int fact = few * FEW; fact < (few + 1) * FEW; fact++) {
          contender.evaluate(fact);
        }
        long nowNs = System.nanoTime();
        least[few] = Math.min(least[few], nowNs - beganNs);
        sumNs += least[few];
        beganNs = nowNs;
      }
      leastNs = sumNs;
    }
  }

  /** All transfers, one after the other, for who compares on a machine that others use. */
  @Benchmark
  @OperationsPerInvocation(FactStream.FACTS)
  public void evaluateAll(LeastTime time) {
    time.evaluateAll(contender);
  }
}
