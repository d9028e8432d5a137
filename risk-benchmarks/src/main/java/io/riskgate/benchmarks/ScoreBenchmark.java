package io.riskgate.benchmarks;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.rules.RulePacks;
import java.time.Instant;
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
 * {@code score()} whole, with the pack {@code cn}, the in-memory store and a stream of transfers;
 * every ALLOW is settled, as it is in life. Making the transfer is measured by itself, so that it
 * can be subtracted.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms6g", "-Xmx6g"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ScoreBenchmark {
  /** Half a million transfers come in three days, as long as references are remembered. */
  private static final long STEP_MS = 500;

  /** How many accounts there are. */
  @Param({"100000"})
  public int accounts;

  private TransferStream stream;
  private RiskEngine engine;

  /** Starts an engine whose history has already seen some life. */
  @Setup
  public void setUp() {
    stream = new TransferStream(accounts, STEP_MS);
    engine =
        RiskEngine.builder()
            .rules(RulePacks.bundled("cn"))
            .clock(() -> Instant.ofEpochMilli(stream.timeMs()))
            .historyCompleteSince(Instant.EPOCH)
            .build();
    for (int i = 0; i < 2 * accounts; i++) {
      scoreAndSettle();
    }
  }

  /** Stops the engine. */
  @TearDown
  public void tearDown() {
    engine.close();
  }

  /** The transfer alone. */
  @Benchmark
  public Transfer makeTransfer() {
    return stream.next();
  }

  /** Making a transfer and scoring it. */
  @Benchmark
  public Decision score() {
    return engine.score(stream.next());
  }

  /** Making a transfer, scoring it, and settling it where it may go. */
  @Benchmark
  public Decision scoreAndSettle() {
    Decision decision = engine.score(stream.next());
    return decision.outcome() == Outcome.ALLOW ? engine.settle(decision.reference()) : decision;
  }
}
