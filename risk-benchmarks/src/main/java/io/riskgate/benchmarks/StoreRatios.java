package io.riskgate.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs {@link StoreBenchmark} for few and many accounts, one thread and two, an ordinary account
 * and a corporate one, and prints what the one takes of the other. What is compared runs one after
 * the other, round by round, and the median of the rounds' ratios is told: single times say little
 * on a machine that others use. Where they use much of it, believe the processor time of the
 * calling threads, which has no waiting in it: neither for a processor nor for one another.
 *
 * <p>Arguments, all optional: {@code few=10000 many=1000000,10000000 packs=CN,HISTORY rounds=3
 * iterations=5 seconds=3 heap=6g parts=size,threads,corporate keys=ZIPF,UNIFORM pages=small}. A
 * fork per line and round fills a store of its own. {@code keys} are those by which sizes are
 * compared; {@code pages=large} asks the system for large pages, where it has them.
 */
public final class StoreRatios {
  /** What to run. */
  record Plan(
      int few,
      List<Integer> many,
      List<StorePack> packs,
      int rounds,
      int iterations,
      int millis,
      List<String> parts,
      List<Keys> keys,
      List<String> jvmArgs,
      int forks) {
    static Plan of(String... args) {
      Map<String, String> given = new LinkedHashMap<>();
      given.put("few", "10000");
      given.put("many", "1000000");
      given.put("packs", "CN,HISTORY");
      given.put("rounds", "3");
      given.put("iterations", "5");
      given.put("seconds", "3");
      given.put("heap", "6g");
      given.put("parts", "size,threads,corporate");
      given.put("keys", "ZIPF,UNIFORM");
      given.put("pages", "small");
      for (String arg : args) {
        String[] parts = arg.split("=", 2);
        if (parts.length < 2 || given.replace(parts[0], parts[1]) == null) {
          throw new IllegalArgumentException(
              "Not an argument: " + arg + "; there are " + given.keySet());
        }
      }
      return new Plan(
          Integer.parseInt(given.get("few")),
          Arrays.stream(given.get("many").split(",")).map(Integer::valueOf).toList(),
          Arrays.stream(given.get("packs").split(",")).map(StorePack::valueOf).toList(),
          Integer.parseInt(given.get("rounds")),
          Integer.parseInt(given.get("iterations")),
          (int) (1_000 * Double.parseDouble(given.get("seconds"))),
          List.of(given.get("parts").split(",")),
          Arrays.stream(given.get("keys").split(",")).map(Keys::valueOf).toList(),
          // The same young generation for all, so that a larger heap is no advantage.
          List.of(
              "-Xmx" + given.get("heap"),
              "-Xmn512m",
              given.get("pages").equals("large")
                  ? "-XX:+UseTransparentHugePages"
                  : "-XX:-UseTransparentHugePages"),
          1);
    }
  }

  /** One line: what is run. */
  record Line(StorePack pack, Keys keys, int accounts, int threads) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-7s %-9s %,11d accounts, %d thread%s",
          pack,
          keys,
          accounts,
          threads,
          threads == 1 ? "" : "s");
    }
  }

  /**
   * What a line took, in microseconds and bytes; {@code cpu} and {@code bytes} are the calling
   * threads'.
   */
  record Took(double mean, double p50, double p99, double p999, double cpu, double bytes) {}

  /**
   * What one line takes of another.
   *
   * @param throughput whether transfers a second are compared, and not the time of one
   */
  record Comparison(String says, Line of, Line to, boolean throughput) {
    double ratio(Map<Line, Took> took, ToDoubleFunction<Took> what) {
      double mine = what.applyAsDouble(took(took, of));
      double theirs = what.applyAsDouble(took(took, to));
      return throughput ? of.threads() / mine / (to.threads() / theirs) : mine / theirs;
    }

    private static Took took(Map<Line, Took> all, Line line) {
      Took found = all.get(line);
      if (found == null) {
        throw new IllegalArgumentException("Not run: " + line);
      }
      return found;
    }
  }

  private StoreRatios() {}

  /** Runs it all and prints the tables. */
  public static void main(String[] args) throws RunnerException {
    run(Plan.of(args), System.out);
  }

  /** What a plan compares. */
  static List<Comparison> comparisons(Plan plan) {
    List<Comparison> all = new ArrayList<>();
    int most = plan.many().get(plan.many().size() - 1);
    for (StorePack pack : plan.packs()) {
      if (plan.parts().contains("size")) {
        for (Keys keys : plan.keys()) {
          Line few = new Line(pack, keys, plan.few(), 1);
          for (int many : plan.many()) {
            Line line = new Line(pack, keys, many, 1);
            all.add(new Comparison("time, many to few accounts", line, few, false));
          }
        }
      }
      if (plan.parts().contains("threads")) {
        for (Keys keys : List.of(Keys.DISJOINT, Keys.ZIPF)) {
          Line one = new Line(pack, keys, most, 1);
          Line two = new Line(pack, keys, most, 2);
          all.add(new Comparison("transfers a second, two threads to one", two, one, true));
        }
      }
      if (plan.parts().contains("corporate")) {
        Line ordinary = new Line(pack, Keys.UNIFORM, plan.few(), 1);
        Line corporate = new Line(pack, Keys.CORPORATE, plan.few(), 1);
        all.add(new Comparison("time, corporate to ordinary account", corporate, ordinary, false));
      }
    }
    return all;
  }

  static void run(Plan plan, PrintStream out) throws RunnerException {
    List<Comparison> comparisons = comparisons(plan);
    List<Map<Line, Took>> rounds = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      Map<Line, Took> took = new LinkedHashMap<>();
      for (Comparison comparison : comparisons) {
        for (Line line : List.of(comparison.to(), comparison.of())) {
          if (!took.containsKey(line)) {
            took.put(line, run(plan, line));
          }
        }
      }
      rounds.add(took);
      out.printf(Locale.ROOT, "%nRound %d of %d%n", round + 1, plan.rounds());
      took.forEach(
          (line, t) ->
              out.printf(
                  Locale.ROOT,
                  "%s: mean %.1f, median %.1f, p99 %.1f, p99.9 %.1f us; processor %.1f us, %,.0f"
                      + " B%n",
                  line,
                  t.mean(),
                  t.p50(),
                  t.p99(),
                  t.p999(),
                  t.cpu(),
                  t.bytes()));
    }
    out.printf(
        "%nRatios of medians (of means; of processor time), the middle one of %d rounds%n",
        rounds.size());
    for (Comparison c : comparisons) {
      out.printf(
          Locale.ROOT,
          "%.2f (%.2f; %.2f)  %s: %s / %s%n",
          middle(rounds.stream().mapToDouble(r -> c.ratio(r, Took::p50)).toArray()),
          middle(rounds.stream().mapToDouble(r -> c.ratio(r, Took::mean)).toArray()),
          middle(rounds.stream().mapToDouble(r -> c.ratio(r, Took::cpu)).toArray()),
          c.says(),
          c.of(),
          c.to());
    }
  }

  static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static Took run(Plan plan, Line line) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(StoreBenchmark.class.getName() + ".scoreAndEnd$")
            .param("accounts", Integer.toString(line.accounts()))
            .param("pack", line.pack().name())
            .param("keys", line.keys().name())
            .threads(line.threads())
            .forks(plan.forks())
            .warmupIterations(plan.iterations())
            .warmupTime(TimeValue.milliseconds(plan.millis()))
            .measurementIterations(plan.iterations())
            .measurementTime(TimeValue.milliseconds(plan.millis()))
            .shouldFailOnError(true)
            .jvmArgsAppend(plan.jvmArgs().toArray(String[]::new));
    RunResult result = new Runner(options.build()).run().iterator().next();
    Statistics times = result.getPrimaryResult().getStatistics();
    return new Took(
        times.getMean(),
        times.getPercentile(50),
        times.getPercentile(99),
        times.getPercentile(99.9),
        perCall(result, "callerCpuNs") / 1_000,
        perCall(result, "callerBytes"));
  }

  private static double perCall(RunResult result, String what) {
    return counted(result, what) / counted(result, "calls");
  }

  private static double counted(RunResult result, String what) {
    return Objects.requireNonNull(result.getSecondaryResults().get(what), what).getScore();
  }
}
