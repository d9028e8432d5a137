package io.riskgate.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs what the {@link SpeedTable} tells, process by process. */
final class SpeedRuns {
  private static final int WARMUPS = 6;
  private static final int MEASUREMENTS = 5;
  private static final double NS_A_US = 1e3;

  /** How much longer {@code score()} is warmed up and measured than rules alone. */
  private static final int SCORE_TIMES = 6;

  private static final int FEW_ACCOUNTS_MAX = 100_000;

  private final SpeedPlan plan;
  private final PrintStream progress;
  private final List<SpeedRow> rows = new ArrayList<>();

  SpeedRuns(SpeedPlan plan, PrintStream progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** What one process found of one thing. */
  private record Found(double ns, double p999Ns, double bytes) {}

  /** Measures all of it. */
  List<SpeedRow> all() throws RunnerException {
    rules(RuleBook.CN, plan.variants(), Variant.HAND_WRITTEN);
    for (RuleBook book : plan.books()) {
      rules(book, plan.sized(), Variant.STRAIGHT_JAVA);
    }
    for (int accounts : plan.accounts()) {
      score(accounts);
    }
    latency(plan.accounts().get(0));
    firstCalls();
    return rows;
  }

  private void rules(RuleBook book, List<Variant> variants, Variant measure)
      throws RunnerException {
    List<Map<Variant, Found>> rounds = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      Map<Variant, Found> found = new LinkedHashMap<>();
      for (Variant variant : variants) {
        say("round %d of %d: %s, %s", round + 1, plan.rounds(), book, variant.title());
        found.put(variant, run(rules(book, variant, Mode.AverageTime)));
      }
      rounds.add(found);
    }
    String part = book == RuleBook.CN ? "123 rules of cn" : book.size() + " generated rules";
    for (Variant variant : variants) {
      double p999Ns = Double.NaN;
      if (book == RuleBook.CN && plan.percentiles().contains(variant)) {
        say("percentiles: %s, %s", book, variant.title());
        p999Ns = run(rules(book, variant, Mode.SampleTime)).p999Ns();
      }
      rows.add(
          row(
              part,
              variant.title(),
              rounds.stream().map(r -> of(r, variant)).toList(),
              rounds.stream().map(r -> of(r, measure)).toList(),
              p999Ns));
    }
  }

  private static Found of(Map<Variant, Found> round, Variant variant) {
    return Objects.requireNonNull(round.get(variant));
  }

  private static SpeedRow row(
      String part, String name, List<Found> found, List<Found> measure, double p999Ns) {
    double[] ratios = new double[found.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = found.get(i).ns() / measure.get(i).ns();
    }
    return new SpeedRow(
        part,
        name,
        Spread.of(found.stream().mapToDouble(Found::ns).toArray()),
        Spread.of(ratios),
        p999Ns,
        StoreRatios.middle(found.stream().mapToDouble(Found::bytes).toArray()));
  }

  private ChainedOptionsBuilder rules(RuleBook book, Variant variant, Mode mode) {
    return options(RulesBenchmark.class, "evaluate", mode, "1g")
        .param("rules", book.name())
        .param("variant", variant.name());
  }

  private ChainedOptionsBuilder options(Class<?> benchmark, String method, Mode mode, String heap) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
        .mode(mode)
        .forks(plan.forks())
        .warmupIterations(WARMUPS)
        .warmupTime(TimeValue.milliseconds(plan.warmupMillis()))
        .measurementIterations(MEASUREMENTS)
        .measurementTime(TimeValue.milliseconds(plan.measureMillis()))
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .jvmArgsAppend("-Xmx" + heap, "-Xmn512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
        .shouldFailOnError(true);
  }

  private static Found run(ChainedOptionsBuilder options) throws RunnerException {
    RunResult result = new Runner(options.build()).runSingle();
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return new Found(
        result.getPrimaryResult().getScore(),
        result.getPrimaryResult().getStatistics().getPercentile(99.9),
        bytes == null ? Double.NaN : bytes.getScore());
  }

  private void score(int accounts) throws RunnerException {
    List<Found> one = new ArrayList<>();
    List<Found> alone = new ArrayList<>();
    List<Found> two = new ArrayList<>();
    List<Found> made = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      say("round %d of %d: score(), %,d accounts", round + 1, plan.rounds(), accounts);
      if (made.isEmpty()) {
        made.add(run(score(accounts, "makeTransfer", 1, 1)));
      }
      one.add(run(score(accounts, "scoreAndEnd", 1, 1)));
      alone.add(run(score(accounts, "scoreAndEnd", 1, 2)));
      two.add(run(score(accounts, "scoreAndEnd", 2, 2)));
    }
    String part = String.format(Locale.ROOT, "score() and the end, %,d accounts", accounts);
    rows.add(row(part, "one thread", one, one, Double.NaN));
    rows.add(row(part, "of it making the transfer", made, one.subList(0, 1), Double.NaN));
    part = part + ", by a clock that two threads can share";
    rows.add(row(part, "one thread", alone, alone, Double.NaN));
    rows.add(row(part, "each of two threads", two, alone, Double.NaN));
  }

  private ChainedOptionsBuilder score(int accounts, String method, int threads, int clockFor) {
    String heap = accounts > FEW_ACCOUNTS_MAX ? "12g" : "2g";
    return options(ScoreBenchmark.class, method, Mode.AverageTime, heap)
        // All of the engine is to be compiled here, which takes longer than the rules alone.
        .warmupTime(TimeValue.milliseconds((long) SCORE_TIMES * plan.warmupMillis()))
        .measurementTime(TimeValue.milliseconds((long) SCORE_TIMES * plan.measureMillis()))
        .param("accounts", Integer.toString(accounts))
        .param("clockFor", Integer.toString(clockFor))
        .threads(threads);
  }

  private void latency(int accounts) {
    List<Map<String, Double>> found = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      say("round %d of %d: %d transfers a second", round + 1, plan.rounds(), plan.perSecond());
      found.add(
          FreshJvm.run(
              ScoreLatency.class,
              List.of("-Xmx2g", "-Xmn512m"),
              List.of(
                  Integer.toString(accounts),
                  Integer.toString(plan.perSecond()),
                  Integer.toString(plan.seconds()))));
    }
    String part = String.format(Locale.ROOT, "since due, %,d transfers a second", plan.perSecond());
    for (String what : List.of("idle", "score")) {
      String name = what.equals("idle") ? "nothing is called" : "score() and the end";
      for (String quantile : List.of("p50", "p99", "p999", "longest")) {
        rows.add(plain(part, name + ", " + quantile, found, what + "." + quantile, 1));
      }
    }
  }

  private void firstCalls() {
    String part = "a fresh JVM";
    List<Map<String, Double>> scored = first("SCORE");
    rows.add(plain(part, "from launch to an engine that is ready", scored, "readyMs", 1e6));
    rows.add(plain(part, "score(), first call", scored, "firstUs", NS_A_US));
    rows.add(plain(part, "score(), first 1,000 calls", scored, "thousandUs", NS_A_US));
    for (Variant variant : plan.first()) {
      List<Map<String, Double>> found = first(variant.name());
      rows.add(plain(part, variant.title() + ", first call", found, "firstUs", NS_A_US));
      rows.add(plain(part, variant.title() + ", first 1,000 calls", found, "thousandUs", NS_A_US));
    }
  }

  private List<Map<String, Double>> first(String what) {
    List<Map<String, Double>> found = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      say("round %d of %d: first calls, %s", round + 1, plan.rounds(), what);
      found.add(FreshJvm.run(FirstCalls.class, List.of("-Xmx1g"), List.of(what)));
    }
    return found;
  }

  /** A line that is compared with no other. */
  private static SpeedRow plain(
      String part, String name, List<Map<String, Double>> found, String what, double ns) {
    double[] values =
        found.stream().mapToDouble(f -> Objects.requireNonNull(f.get(what), what) * ns).toArray();
    return new SpeedRow(part, name, Spread.of(values), Spread.NONE, Double.NaN, Double.NaN);
  }

  private void say(String format, Object... args) {
    progress.printf(Locale.ROOT, format + "%n", args);
  }
}
