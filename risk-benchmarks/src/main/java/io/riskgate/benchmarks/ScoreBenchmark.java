package io.riskgate.benchmarks;

import io.riskgate.core.Decision;
import io.riskgate.core.Transfer;
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
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * {@code score()} whole and the end of the transfer, with the pack {@code cn} and {@link
 * MixedTransfers}: what may go is settled, anything else called off. Making the transfer is
 * measured by itself, so that it can be subtracted. {@link StoreBenchmark} asks what the store
 * takes of it, with everyday transfers alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "-Xmn512m"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ScoreBenchmark {
  private static final int FILLING_THREADS = 2;

  /** How many accounts there are, a multiple of 4. */
  @Param("10000")
  public int accounts;

  /**
   * For how many threads the clock goes: with few accounts it goes slower where two share it, so
   * that accounts are busier. What is compared must live by the same clock.
   */
  @Param("1")
  public int clockFor;

  private LivingStore living;

  /** Lets the accounts live. */
  @Setup
  public void setUp(BenchmarkParams params) {
    living = new LivingStore(Population.of(accounts), StorePack.CN);
    living.fill(FILLING_THREADS);
    living.paceFor(Math.max(clockFor, params.getThreads()));
  }

  /** Stops the engine. */
  @TearDown
  public void tearDown() {
    living.close();
  }

  /** Where a thread's transfers come from. */
  @State(Scope.Thread)
  public static class Source {
    private MixedTransfers transfers;

    /** Draws whose transfers it brings. */
    @Setup
    public void setUp(ScoreBenchmark benchmark, ThreadParams threads) {
      transfers = new MixedTransfers(benchmark.living, threads.getThreadIndex());
    }
  }

  /** The transfer alone. */
  @Benchmark
  public Transfer makeTransfer(Source source) {
    return source.transfers.next();
  }

  /** Making a transfer, scoring it and ending it. */
  @Benchmark
  public Decision scoreAndEnd(Source source) {
    return living.scoreAndEnd(source.transfers.next());
  }
}
