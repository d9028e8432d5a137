package io.riskgate.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The table of speed, ours and others': {@code SpeedTable} runs for some ten minutes and prints it,
 * {@code SpeedTable long} runs for hours and writes {@code speed.json} and {@code speed.svg} as
 * well. Arguments that may follow: {@code rounds=3 accounts=10000 rate=2000 seconds=10 out=FOLDER}.
 */
public final class SpeedTable {
  private SpeedTable() {}

  /** Measures, and prints the table; how far it is goes to the error output. */
  public static void main(String[] args) throws RunnerException, IOException {
    SpeedPlan plan = SpeedPlan.of(args);
    run(plan, System.out, System.err);
  }

  static void run(SpeedPlan plan, PrintStream out, PrintStream progress)
      throws RunnerException, IOException {
    long startNs = System.nanoTime();
    Machine machine = Machine.here();
    List<SpeedRow> rows = new SpeedRuns(plan, progress).all();
    List<String> said =
        List.of(
            machine.toString(),
            String.format(
                Locale.ROOT,
                "%d rounds in %d minutes; load when it began %.1f and when it ended %.1f: what is"
                    + " above 1 is others' work, and noise",
                plan.rounds(),
                Duration.ofNanos(System.nanoTime() - startNs).toMinutes(),
                machine.load(),
                Machine.here().load()));
    print(rows, said, out);
    Path folder = plan.out();
    if (folder != null) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("speed.json"), SpeedJson.of(machine, rows));
      Files.writeString(
          folder.resolve("speed.svg"), SpeedChart.of(rows, said.get(0)), StandardCharsets.UTF_8);
    }
  }

  /** Prints lines of Markdown, so that they can go into a document as they are. */
  static void print(List<SpeedRow> rows, List<String> said, PrintStream out) {
    String part = "";
    for (SpeedRow row : rows) {
      if (!row.part().equals(part)) {
        part = row.part();
        boolean ratios = !Double.isNaN(row.ratio().median());
        out.println();
        out.println(
            ratios
                ? "| " + part + " | ratio | from – to | ns | p99.9, ns | B/op |"
                : "| " + part + " | time | from – to |");
        out.println(ratios ? "|---|---|---|---|---|---|" : "|---|---|---|");
      }
      out.println(line(row));
    }
    out.println();
    said.forEach(out::println);
  }

  private static String line(SpeedRow row) {
    Spread ratio = row.ratio();
    if (Double.isNaN(ratio.median())) {
      return String.format(
          "| %s | %s | %s – %s |",
          row.name(), time(row.ns().median()), time(row.ns().least()), time(row.ns().most()));
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s – %s | %s | %s | %s |",
        row.name(),
        ratio(ratio.median()),
        ratio(ratio.least()),
        ratio(ratio.most()),
        number(row.ns().median()),
        number(row.p999Ns()),
        number(row.bytes()));
  }

  static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 20 ? "%.2f" : "%,.0f", ratio);
  }

  private static String number(double number) {
    return Double.isNaN(number) ? "–" : String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String time(double ns) {
    if (ns < 1e3) {
      return String.format(Locale.ROOT, "%.0f ns", ns);
    }
    if (ns < 1e6) {
      return String.format(Locale.ROOT, "%.1f µs", ns / 1e3);
    }
    return String.format(Locale.ROOT, ns < 1e9 ? "%.1f ms" : "%,.0f ms", ns / 1e6);
  }
}
