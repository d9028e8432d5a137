package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riskgate.rules.RulePacks;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The beginning of a real file that nobody here wrote, end to end. */
class PaysimTest {
  private static final Path FILE =
      Path.of("..", "..", "shared", "data", "paysim", "transactions.csv.gz");
  private static final int ROWS = 20_000;

  @TempDir Path dir;

  private Path firstRows() throws IOException {
    assumeTrue(Files.exists(FILE), "../shared/data is not here");
    Path input = dir.resolve("paysim.csv");
    try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8));
        BufferedWriter writer = Files.newBufferedWriter(input)) {
      for (int i = 0; i <= ROWS; i++) {
        writer.write(reader.readLine());
        writer.newLine();
      }
    }
    return input;
  }

  @Test
  void decidesEveryRow() throws IOException {
    Path input = firstRows();
    Path out = dir.resolve("out.csv");

    Cli.Result result =
        Cli.runWith(RulePacks.bundled("cn"), "score", input, "--mapping", "paysim", "--out", out);

    assertThat(result.err()).contains("20,000 rows in");
    assertThat(result.exitCode()).isZero();
    List<String> decisions = Files.readAllLines(out);
    assertThat(decisions).hasSize(ROWS + 1).last().asString().startsWith(ROWS + ",");
    assertThat(decisions)
        .filteredOn(decision -> decision.contains(",ALLOW,"))
        .hasSizeGreaterThan(ROWS / 2);
  }

  @Test
  void countsEveryRow() throws IOException {
    Path input = firstRows();
    Path json = dir.resolve("out.json");
    Path report = dir.resolve("report.html");

    Cli.Result result =
        Cli.runWith(
            RulePacks.bundled("cn"),
            "backtest",
            input,
            "--mapping",
            "paysim",
            "--json",
            json,
            "--report",
            report);

    assertThat(result.exitCode()).as(result.err()).isZero();
    Map<?, ?> figures = Cli.json(json);
    Map<?, ?> outcomes = (Map<?, ?>) figures.get("outcomes");
    int tp = (int) figures.get("tp");
    int fp = (int) figures.get("fp");
    assertThat(figures.get("rows")).isEqualTo(ROWS);
    assertThat((int) figures.get("positives")).isPositive();
    assertThat(tp + fp).isEqualTo((int) outcomes.get("verify") + (int) outcomes.get("hold"));
    assertThat(tp + fp + (int) figures.get("fn") + (int) figures.get("tn")).isEqualTo(ROWS);
    assertThat(report).content().contains("FIRST_PAYMENT_TO_PAYEE").doesNotContain("http:");
  }
}
