package io.riskgate.benchmarks;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.Transfer;
import java.util.Locale;
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
 * {@code score()} whole, and the end of the transfer, over a store in which few or many accounts
 * have lived for as long as the longest window. The clock goes on at the pace at which they lived,
 * so that as much leaves a window as comes in. What a call takes of the processor is {@code
 * callerCpuNs} over {@code calls}, on a busy machine too. {@link StoreRatios} runs it for all that
 * is compared and prints the ratios.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx6g", "-Xmn512m"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class StoreBenchmark {
  private static final int CORPORATE_PER_DAY = 100_000;
  private static final int CORPORATE_DAYS = 2;
  private static final int FILLING_THREADS = 2;

  /** How many accounts there are, a multiple of 4. */
  @Param({"10000", "1000000"})
  public int accounts;

  /** What the store is asked for. */
  @Param({"CN", "HISTORY", "EMPTY"})
  public StorePack pack = StorePack.CN;

  /** Whose transfers they are. */
  @Param({"ZIPF"})
  public Keys keys = Keys.ZIPF;

  private LivingStore living;

  /** Lets the accounts live. */
  @Setup
  public void setUp(BenchmarkParams params) {
    setUp(params.getThreads());
  }

  final void setUp(int threads) {
    long heapBefore = AccountMemory.heapAfterGc();
    living = new LivingStore(Population.of(accounts), pack);
    long startNs = System.nanoTime();
    String pauses;
    try (GcPauses told = new GcPauses()) {
      living.fill(FILLING_THREADS);
      pauses = told.take();
    }
    long filledNs = System.nanoTime() - startNs;
    long heapBytes = AccountMemory.heapAfterGc() - heapBefore;
    if (keys == Keys.CORPORATE) {
      living.fillCorporate(CORPORATE_PER_DAY, CORPORATE_DAYS);
    }
    living.paceFor(threads);
    System.out.printf(
        Locale.ROOT,
        "%,d movements in %d s; %s; bytes an account: heap %d, RSS %d%n",
        living.movements(),
        TimeUnit.NANOSECONDS.toSeconds(filledNs),
        pauses,
        heapBytes / accounts,
        AccountMemory.rssBytes() / accounts);
  }

  /** Stops the engine. */
  @TearDown
  public void tearDown() {
    living.close();
  }

  /** Where a thread's transfers come from. */
  @State(Scope.Thread)
  public static class Source {
    private LivingStore living;
    private boolean corporate;
    private int[] drawn;
    private long firstId;
    private long count;
    private long allowed;
    private long ended;
    private ReplayClock.Hand hand;

    /** Draws whose transfers it brings. */
    @Setup
    public void setUp(StoreBenchmark benchmark, ThreadParams threads) {
      living = benchmark.living;
      corporate = benchmark.keys == Keys.CORPORATE;
      drawn = benchmark.keys.draw(living.population, threads.getThreadIndex());
      firstId = (threads.getThreadIndex() + 1) * 1_000_000_000_000L;
      count = 0;
      allowed = 0;
      ended = 0;
      hand = living.clock.hand();
    }

    /** Tells how many transfers could go: the others do less, or more. */
    @TearDown
    public void tearDown() {
      if (ended > 0) {
        System.out.println(allowed + " of " + ended + " allowed");
      }
    }

    Transfer next() {
      long n = count++;
      long timeMs = living.clock.advance(hand);
      return corporate
          ? living.corporateTransfer(firstId + n, timeMs)
          : living.population.transfer(
              firstId + n, drawn[(int) (n & (drawn.length - 1))], n, timeMs);
    }

    Decision one() {
      Decision decision = living.scoreAndEnd(next());
      ended++;
      if (decision.outcome() == Outcome.ALLOW) {
        allowed++;
      }
      return decision;
    }
  }

  /** The transfer alone, which is part of the other. */
  @Benchmark
  public Transfer makeTransfer(Source source) {
    return source.next();
  }

  /** Making a transfer, scoring it, and settling it where it may go or else calling it off. */
  @Benchmark
  public Decision scoreAndEnd(Source source, ShadowBenchmark.Caller caller) {
    caller.called();
    return source.one();
  }
}
