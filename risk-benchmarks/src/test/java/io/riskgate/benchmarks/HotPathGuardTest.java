package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * No change makes the hot path slower or lets it allocate unseen. Bytes are counted, and say the
 * same on any machine; of times only ratios are looked at. The bounds are here and nowhere else:
 * lower them when the path gets better.
 */
class HotPathGuardTest {
  /** What other threads of the JVM allocate meanwhile is a small part of a byte a call. */
  private static final double EVALUATION_BYTES_MAX = 1;

  /**
   * Of making a transfer, scoring it and ending it. Measured: 4,031 to 4,639 B in three runs, as
   * the JIT does not find the same objects to be needless in each, and 5,874 before what a call
   * works with was lent to it.
   */
  private static final double SCORE_BYTES_MAX = 5_000;

  /**
   * The direct lane to Java written by hand. Measured in 16 rounds, some beside busy processes:
   * 1.62 to 2.12 in twelve, and 2.42 to 2.92 in four, for which no reason has been found yet. With
   * the rules run twice it was 3.97, the best of five. The rest is room for other processors.
   */
  private static final double RATIO_MAX = 2.6;

  /** Some processes are slower than others; a slower path is slower in all. */
  private static final int ROUNDS_MAX = 5;

  @Test
  @DisplayName(
      "evaluating a rule allocates nothing, and the direct lane takes no more than 2.6 times as"
          + " long as Java by hand")
  void rules() throws RunnerException {
    double byHandNs = Double.MAX_VALUE;
    double laneNs = Double.MAX_VALUE;
    double bytes = Double.MAX_VALUE;
    int rounds = 0;
    do {
      byHandNs = Math.min(byHandNs, leastNs(run(rules(Variant.HAND_WRITTEN))));
      RunResult lane = run(rules(Variant.DIRECT_LANE));
      laneNs = Math.min(laneNs, leastNs(lane));
      bytes = Math.min(bytes, bytes(lane));
      rounds++;
      System.out.printf(
          "Direct lane to Java by hand, %d rounds: %.0f to %.0f ns, %.3f B/op%n",
          rounds, laneNs, byHandNs, bytes);
    } while ((laneNs > byHandNs * RATIO_MAX || bytes >= EVALUATION_BYTES_MAX)
        && rounds < ROUNDS_MAX);
    assertThat(bytes).as("B/op of the direct lane").isLessThan(EVALUATION_BYTES_MAX);
    assertThat(laneNs / byHandNs)
        .as("the direct lane's %.0f ns to %.0f ns by hand", laneNs, byHandNs)
        .isLessThanOrEqualTo(RATIO_MAX);
  }

  @Test
  @DisplayName("score() and the end of a transfer allocate no more than they did")
  void score() throws RunnerException {
    double bytes =
        bytes(run(options(ScoreBenchmark.class, "scoreAndEnd", 500).param("accounts", "1000")));

    System.out.println("score() and the end: " + bytes + " B/op");
    assertThat(bytes).isLessThanOrEqualTo(SCORE_BYTES_MAX);
  }

  private static ChainedOptionsBuilder rules(Variant variant) {
    return options(RulesBenchmark.class, "evaluateAll", 100)
        .param("rules", RuleBook.CN.name())
        .param("variant", variant.name());
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark, String method, int millis) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
        .forks(1)
        .warmupIterations(5)
        .warmupTime(TimeValue.milliseconds(2L * millis))
        .measurementIterations(8)
        .measurementTime(TimeValue.milliseconds(millis))
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        // Waiting for compiled code makes warming up the same on a busy machine.
        .jvmArgsAppend("-Xmx1g", "-Xbatch", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
        .shouldFailOnError(true);
  }

  private static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).runSingle();
  }

  /** Of the iteration with the least: what others in the JVM allocate only ever adds. */
  private static double bytes(RunResult result) {
    return least(result, "gc.alloc.rate.norm");
  }

  private static double leastNs(RunResult result) {
    return least(result, "leastNs");
  }

  private static double least(RunResult result, String what) {
    return Objects.requireNonNull(result.getSecondaryResults().get(what)).getStatistics().getMin();
  }
}
