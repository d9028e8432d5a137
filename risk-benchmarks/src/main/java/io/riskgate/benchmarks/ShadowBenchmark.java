package io.riskgate.benchmarks;

import io.riskgate.core.Channel;
import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Shadow;
import io.riskgate.core.Transfer;
import io.riskgate.rules.RulePacks;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * What a shadow costs the caller: {@code score()} whole with the pack {@code cn}, without a shadow
 * and with one that tries the same pack. Accounts take turns, so that histories are short and the
 * difference can be seen. The allocation that JMH's gc profiler tells is that of both threads;
 * {@code callerBytes} and {@code callerCpuNs} over {@code calls} are the caller's, on a busy
 * machine too.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms3g", "-Xmx3g"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ShadowBenchmark {
  private static final int ACCOUNTS = 50_000;
  private static final long STEP_MS = 1_000;
  private static final long START_MS = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

  /** Whether there is a shadow. */
  @Param({"false", "true"})
  public boolean shadowed;

  private long count;
  private RiskEngine engine;
  private @Nullable Shadow shadow;

  /** What the calling thread has used. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Caller {
    /** Bytes allocated by the calling thread. */
    public long callerBytes;

    /** Processor time of the calling thread, in nanoseconds. */
    public long callerCpuNs;

    /** How many calls there were when the others were taken. */
    public long calls;

    private final com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    private long made;
    private long bytesBefore;
    private long cpuNsBefore;

    /** Notes where the counters of the thread stand. */
    @Setup(Level.Iteration)
    public void setUp() {
      made = 0;
      bytesBefore = threads.getCurrentThreadAllocatedBytes();
      cpuNsBefore = threads.getCurrentThreadCpuTime();
    }

    void called() {
      made++;
      if ((made & 255) == 0) {
        calls = made;
        callerBytes = threads.getCurrentThreadAllocatedBytes() - bytesBefore;
        callerCpuNs = threads.getCurrentThreadCpuTime() - cpuNsBefore;
      }
    }
  }

  /** Starts an engine whose history has already seen some life. */
  @Setup
  public void setUp() {
    engine =
        RiskEngine.builder()
            .rules(RulePacks.bundled("cn"))
            .clock(this::now)
            .historyCompleteSince(Instant.EPOCH)
            .build();
    for (int i = 0; i < 2 * ACCOUNTS; i++) {
      one();
    }
    if (shadowed) {
      shadow = engine.shadow(RulePacks.bundled("cn"));
    }
  }

  /** Stops the engine, and shows what the shadow has seen. */
  @TearDown
  public void tearDown() {
    Shadow ended = shadow;
    if (ended != null) {
      System.out.println(ended.report());
    }
    engine.close();
  }

  /** Making a transfer, scoring it, and settling it where it may go. */
  @Benchmark
  public Decision scoreAndSettle(Caller caller) {
    caller.called();
    return one();
  }

  private Instant now() {
    return Instant.ofEpochMilli(START_MS + count * STEP_MS);
  }

  private Decision one() {
    count++;
    long payer = count % ACCOUNTS;
    Transfer transfer =
        Transfer.builder()
            .id(Long.toString(count))
            .time(now())
            .payer("62220000" + payer)
            .payee("62220000" + (payer + 1 + count / ACCOUNTS % 5) % ACCOUNTS)
            .amount(100_00 + count % 1_000, "CNY")
            .channel(Channel.MOBILE)
            .device("device-" + payer)
            .ip("10." + (payer >> 16 & 255) + "." + (payer >> 8 & 255) + "." + (payer & 255))
            .location(22 + payer % 100 * 0.1, 113 + payer % 100 * 0.1)
            .payerAge(40)
            .payerBalance(10_000_00L)
            .build();
    Decision decision = engine.score(transfer);
    return decision.outcome() == Outcome.ALLOW ? engine.settle(decision.reference()) : decision;
  }
}
