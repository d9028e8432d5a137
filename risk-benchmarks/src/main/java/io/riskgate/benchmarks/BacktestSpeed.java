package io.riskgate.benchmarks;

import io.riskgate.core.Decision;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.rules.RulePacks;
import io.riskgate.workbench.backtest.BacktestJob;
import io.riskgate.workbench.backtest.BacktestPlan;
import io.riskgate.workbench.backtest.FraudKinds;
import io.riskgate.workbench.backtest.Interruption;
import io.riskgate.workbench.mapping.Mapping;
import io.riskgate.workbench.mapping.Mappings;
import io.riskgate.workbench.rows.FileRows;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowSource;
import io.riskgate.workbench.score.Rejects;
import io.riskgate.workbench.score.Replay;
import io.riskgate.workbench.score.Settlement;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast a whole backtest is beside its engine: the same file is replayed once with nothing timed
 * but scoring and settling, the rows having been read before, and once by the backtest, reading and
 * counting included. Both in one process and by turns; the ratio of each turn is what can be
 * compared.
 *
 * <p>{@code java -cp risk-benchmarks/target/benchmarks.jar io.riskgate.benchmarks.BacktestSpeed
 * FILE [MAPPING [ROUNDS]]}
 */
public final class BacktestSpeed {
  private static final int CHUNK_ROWS = 4096;
  private static final int ROUNDS = 3;

  private final List<Path> files;
  private final Mapping mapping;
  private final RulePack pack = RulePacks.bundled("cn");
  private final PrintWriter messages =
      new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);

  private BacktestSpeed(Path file, Mapping mapping) {
    files = List.of(file);
    this.mapping = mapping;
  }

  /** Measures and prints a line of Markdown a round. */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      throw new IllegalArgumentException("give a file, a mapping and a number of rounds");
    }
    Mapping mapping = args.length > 1 ? Mappings.find(args[1]) : Mapping.CANONICAL;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : ROUNDS;
    new BacktestSpeed(Path.of(args[0]), mapping).run(rounds);
  }

  private void run(int rounds) throws IOException {
    System.out.println("| round | score + settle alone, rows/s | whole backtest, rows/s | ratio |");
    System.out.println("|---|---:|---:|---:|");
    double[] ratios = new double[rounds];
    for (int round = 0; round <= rounds; round++) {
      double alone = engineAlone();
      double whole = wholeBacktest();
      boolean warmUp = round == 0;
      if (!warmUp) {
        ratios[round - 1] = whole / alone;
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f | %,.0f | %.2f |%n",
          warmUp ? "warm-up" : Integer.toString(round),
          alone,
          whole,
          whole / alone);
    }
    Arrays.sort(ratios);
    System.out.printf(Locale.ROOT, "%nmiddle ratio %.2f%n", ratios[rounds / 2]);
  }

  private RowSource rows() {
    return new FileRows(
        files, mapping, pack.policy().baseCurrency(), pack.policy().zone(), note -> {});
  }

  private double engineAlone() {
    long rows = 0;
    long nanos = 0;
    try (RowSource source = rows();
        Replay replay =
            new Replay(
                pack,
                RateSource.NONE,
                IntelligenceSource.NONE,
                Settlement.COMPLETED,
                DecisionLog.none(),
                (row, problems) -> {})) {
      List<InputRow> chunk = next(source);
      while (!chunk.isEmpty()) {
        long start = System.nanoTime();
        for (InputRow row : chunk) {
          Optional<Decision> decision = replay.score(row);
          if (decision.isPresent()) {
            replay.conclude(row, decision.get());
          }
        }
        nanos += System.nanoTime() - start;
        rows += chunk.size();
        chunk = next(source);
      }
    }
    return rows * 1e9 / nanos;
  }

  private static List<InputRow> next(RowSource source) {
    List<InputRow> chunk = new ArrayList<>(CHUNK_ROWS);
    while (chunk.size() < CHUNK_ROWS) {
      InputRow row = source.next();
      if (row == null) {
        break;
      }
      chunk.add(row);
    }
    return chunk;
  }

  private double wholeBacktest() throws IOException {
    try (Interruption interruption = new Interruption()) {
      return new BacktestJob(
              pack,
              null,
              RateSource.NONE,
              IntelligenceSource.NONE,
              new BacktestPlan(Settlement.COMPLETED, Duration.ofDays(7), Duration.ZERO, null, null),
              FraudKinds.of(mapping.fraudKind(), null),
              new Rejects(messages, null),
              null,
              null,
              interruption)
          .run(rows())
          .rowsPerSecond();
    }
  }
}
