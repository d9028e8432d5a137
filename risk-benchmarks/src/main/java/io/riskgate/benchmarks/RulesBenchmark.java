package io.riskgate.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
   * The least processor time that all transfers took: neither others' work on the machine nor what
   * it does to caches is in it, but what the rules take is in all of them.
   */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class LeastTime {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long least = Long.MAX_VALUE;

    /** Nanoseconds of all transfers; JMH adds up iterations, which divide it. */
    public long leastNs;

    /** One an iteration. */
    public long iterations;

    void took(long ns) {
      least = Math.min(least, ns);
      leastNs = least;
      iterations = 1;
    }
  }

  /** All transfers, one after the other, for who compares on a machine that others use. */
  @Benchmark
  @OperationsPerInvocation(FactStream.FACTS)
  public void evaluateAll(LeastTime time) {
    long beforeNs = time.threads.getCurrentThreadCpuTime();
    for (int fact = 0; fact < FactStream.FACTS; fact++) {
      contender.evaluate(fact);
    }
    time.took(time.threads.getCurrentThreadCpuTime() - beforeNs);
  }
}
