package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a pack stops of labelled transfers. The test pack verifies above 10,000 and above 50,000 a
 * day, holds withdrawals above 40,000 and marks the third attempt in a day.
 */
class BacktestTablesTest {
  private static final String HEADER =
      "time,payer,payee,amount,currency,kind,status,label,fraud_kind\n";

  /** Two of three frauds stopped, 60,000 of 60,500 saved, one of four honest ones stopped. */
  private static final String ROWS =
      HEADER
          + "2026-01-05T09:00:00+08:00,alice,bob,100,CNY,TRANSFER,,HONEST,\n"
          + "2026-01-05T09:01:00+08:00,ann,mule,15000,CNY,TRANSFER,,FRAUD,takeover\n"
          + "2026-01-05T09:02:00+08:00,ben,mule,500,CNY,TRANSFER,,FRAUD,rebate\n"
          + "2026-01-05T09:03:00+08:00,mule,cash,45000,CNY,WITHDRAWAL,,FRAUD,takeover\n"
          + "2026-01-05T09:04:00+08:00,carl,car-dealer,30000,CNY,PAYMENT,,HONEST,\n"
          + "2026-01-05T09:05:00+08:00,dora,shop,20,CNY,PAYMENT,,,\n"
          + "2026-01-05T09:06:00+08:00,emil,shop,20,CNY,PAYMENT,,HONEST,\n";

  @TempDir Path dir;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  @Test
  @DisplayName("Tells what rules alone, limits alone and all together stop, and at what price")
  void tellsWhatIsStopped() throws IOException {
    Cli.Result result = Cli.run("backtest", file("a.csv", ROWS));

    assertThat(result.exitCode()).isZero();
    assertThat(result.rows())
        .contains(
            "Rule pack test/1@000000000000, columns canonical, history: what was completed in"
                + " reality",
            "7 transfers: 3 fraudulent, worth 60,500.00 CNY; 4 honest; 0 rows rejected",
            "| all together | VERIFY or HOLD | 2 | 1 | 66.67 % | 66.67 % | 25.00 % | 99.17 % |",
            "| all together | HOLD | 1 | 0 | 100.00 % | 33.33 % | 0.00 % | 74.38 % |",
            "| rules alone | VERIFY or HOLD | 1 | 0 | 100.00 % | 33.33 % | 0.00 % | 74.38 % |",
            "| rules alone | HOLD | 1 | 0 | 100.00 % | 33.33 % | 0.00 % | 74.38 % |",
            "| limits alone | VERIFY or HOLD | 2 | 1 | 66.67 % | 66.67 % | 25.00 % | 99.17 % |",
            "| limits alone | HOLD | 0 | 0 | – | 0.00 % | 0.00 % | 0.00 % |");
  }

  @Test
  @DisplayName("Tells it for each kind of fraud, each rule and each limit")
  void tellsItByKindRuleAndLimit() throws IOException {
    Cli.Result result = Cli.run("backtest", file("a.csv", ROWS));

    assertThat(result.rows())
        .contains(
            "| rebate | 1 | 0.00 % | 0.00 % | 0.00 % | 0.00 % | 0.00 % |",
            "| takeover | 2 | 100.00 % | 50.00 % | 50.00 % | 100.00 % | 100.00 % |",
            "| `LARGE_WITHDRAWAL` | 1 | 0 | 100.00 % | 33.33 % |",
            "| `SINGLE_FIAT` | 2 | 1 | 66.67 % | 66.67 % |");
  }

  @Test
  @DisplayName("History is what was completed in reality; --settle allowed takes what was allowed")
  void takesTheHistoryThatIsAskedFor() throws IOException {
    // Each passes the single limit, so that with what was allowed nothing counts for the day.
    Path rows =
        file(
            "a.csv",
            HEADER
                + "2026-01-05T09:00:00+08:00,alice,bob,30000,CNY,TRANSFER,,HONEST,\n"
                + "2026-01-05T09:01:00+08:00,alice,bob,30000,CNY,TRANSFER,,FRAUD,\n");

    assertThat(Cli.run("backtest", rows).out()).contains("| `DAILY_FIAT` | 1 | 0 |");
    assertThat(Cli.run("backtest", rows, "--settle", "allowed").out())
        .contains("history: what was allowed")
        .doesNotContain("DAILY_FIAT");
  }

  @Test
  @DisplayName("What failed in reality never counts as money that moved")
  void whatFailedNeverMoved() throws IOException {
    Path rows =
        file(
            "a.csv",
            HEADER
                + "2026-01-05T09:00:00+08:00,alice,bob,30000,CNY,TRANSFER,FAILED,HONEST,\n"
                + "2026-01-05T09:01:00+08:00,alice,bob,30000,CNY,TRANSFER,,HONEST,\n");

    assertThat(Cli.run("backtest", rows).out()).doesNotContain("DAILY_FIAT");
  }

  @Test
  @DisplayName("A transfer that nobody can value is measured, and the run goes on")
  void goesOnWithoutARate() throws IOException {
    Path rows =
        file(
            "a.csv",
            HEADER
                + "2026-01-05T09:00:00+08:00,alice,bob,30000,USD,TRANSFER,,HONEST,\n"
                + "2026-01-05T09:01:00+08:00,alice,bob,300,CNY,TRANSFER,,HONEST,\n");

    Cli.Result result = Cli.run("backtest", rows);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("| all together | HOLD | 0 | 1 |");
  }

  @Test
  @DisplayName("A label changes no decision")
  void theLabelChangesNoDecision() throws IOException {
    Path rows = file("a.csv", ROWS);
    Path relabelled =
        file("b.csv", ROWS.replace("FRAUD", "?").replace("HONEST", "FRAUD").replace("?", "HONEST"));

    assertThat(Cli.run("score", relabelled).out()).isEqualTo(Cli.run("score", rows).out());
    assertThat(Cli.run("backtest", relabelled).out())
        .contains("| all together | VERIFY or HOLD | 1 | 2 |");
  }

  @Test
  @DisplayName("What a bad cell holds is told in one short line that steers no terminal")
  void tellsBadCellsInALine() throws IOException {
    String cell = "\u001b[2Jgone" + "\u202e" + "x".repeat(1_000);
    Path rejects = dir.resolve("rejects.csv");

    Cli.Result result =
        Cli.run(
            "backtest",
            file("a.csv", HEADER + "2026-01-05T09:00:00+08:00,a,b,20,CNY,,," + cell + ",\n"),
            "--rejects",
            rejects);

    assertThat(result.err())
        .startsWith(dir.resolve("a.csv") + ":2: label '\ufffd[2Jgone\ufffdxxx")
        .contains("x…': unknown: give FRAUD")
        .doesNotContain("\u001b", "\u202e", "x".repeat(100));
    assertThat(Files.readString(rejects)).as("as it is, to be mended").contains(cell);
  }

  @Test
  @DisplayName("Looks the kind of fraud up in another file where the mapping says so")
  void looksKindsUp() throws IOException {
    Path mapping =
        file(
            "m.yaml",
            """
            fields:
              time: t
              payer: a
              payee: b
              amount: x
              currency: {constant: CNY}
            label: {column: bad, values: ["1"]}
            fraud_kind: {column: alert, lookup: {key: id, kind: reason}}
            """);
    Path rows =
        file(
            "a.csv",
            """
            t,a,b,x,bad,alert
            2026-01-05T09:00:00+08:00,ann,bob,20000,1,7
            2026-01-05T09:00:00+08:00,ben,bob,20,1,8
            2026-01-05T09:00:00+08:00,cid,bob,20,0,-1
            """);
    Path kinds = file("k.csv", "id,reason,member\n7,fan_in,x\n7,fan_in,y\n");

    assertThat(Cli.run("backtest", rows, "--mapping", mapping, "--fraud-kinds", kinds).rows())
        .contains(
            "| fan_in | 1 | 100.00 % | 0.00 % | 0.00 % | 100.00 % | 100.00 % |",
            "| (not told) | 1 | 0.00 % | 0.00 % | 0.00 % | 0.00 % | 0.00 % |");
    assertThat(Cli.run("backtest", rows, "--mapping", mapping).rows())
        .contains("| (not told) | 2 | 50.00 % | 0.00 % | 0.00 % | 50.00 % | 99.90 % |");
  }

  @Test
  @DisplayName("Refuses a file of kinds that contradicts itself, lacks a column or fits nothing")
  void refusesKindsThatDoNotFit() throws IOException {
    Path rows = file("a.csv", ROWS);
    Path twice = file("k.csv", "alertID,reason\n7,fan_in\n7,cycle\n");
    Path other = file("o.csv", "alertId,reason\n7,fan_in\n");

    Cli.Result noLookup = Cli.run("backtest", rows, "--fraud-kinds", twice);
    Cli.Result second = Cli.run("backtest", rows, "--mapping", "amlsim", "--fraud-kinds", twice);
    Cli.Result missing = Cli.run("backtest", rows, "--mapping", "amlsim", "--fraud-kinds", other);

    assertThat(noLookup.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(noLookup.err()).contains("the mapping has no 'fraud_kind' with a 'lookup'");
    assertThat(second.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(second.err()).contains("k.csv:3: gives a second kind: 'fan_in' and 'cycle'");
    assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).contains("'alertID'", "did you mean 'alertId'?");
  }

  @Test
  @DisplayName("A file without the column of kinds is measured all the same")
  void measuresWithoutKinds() throws IOException {
    Path rows =
        file(
            "a.csv",
            "step,type,amount,nameOrig,oldbalanceOrig,nameDest,isSAR\n0,TRANSFER,5,a,9,b,1\n");

    assertThat(Cli.run("backtest", rows, "--mapping", "amlsim").rows())
        .contains("| (not told) | 1 | 0.00 % | 0.00 % | 0.00 % | 0.00 % | 0.00 % |");
  }

  @Test
  @DisplayName("More than a hundred kinds are counted together from there on")
  void keepsAHundredKindsApart() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < 105; i++) {
      rows.append("2026-01-05T09:00:00+08:00,p%d,bob,20,CNY,,,FRAUD,case %03d\n".formatted(i, i));
    }

    assertThat(Cli.run("backtest", file("a.csv", rows.toString())).rows())
        .contains("| (other kinds) | 5 | 0.00 % | 0.00 % | 0.00 % | 0.00 % | 0.00 % |")
        .filteredOn(row -> row.startsWith("| case "))
        .hasSize(100);
  }

  @Test
  @DisplayName("More than a hundred assets without a rate are counted together from there on")
  void keepsAHundredCausesApart() throws IOException {
    StringBuilder rows =
        new StringBuilder("time,payer,payee,amount,asset,asset_scale,asset_class\n");
    for (int i = 0; i < 150; i++) {
      rows.append("2026-01-05T09:00:00+08:00,a,b,10,COIN" + i + ",2,VIRTUAL_CURRENCY\n");
    }
    Path json = dir.resolve("out.json");

    Cli.Result result =
        Cli.run("backtest", Files.writeString(dir.resolve("coins.csv"), rows), "--json", json);

    assertThat(result.exitCode()).as(result.err()).isZero();
    Map<?, ?> degraded = (Map<?, ?>) Cli.json(json).get("degraded");
    assertThat(degraded).hasSize(101);
    assertThat(degraded.get("(other causes)")).isEqualTo(50);
  }

  @Test
  @DisplayName("A row whose label nobody understands is rejected, and is in no figure")
  void rejectsAnUnknownLabel() throws IOException {
    Path rows =
        file(
            "a.csv",
            HEADER
                + "2026-01-05T09:00:00+08:00,alice,bob,30,CNY,TRANSFER,,FRAD,\n"
                + "2026-01-05T09:01:00+08:00,alice,bob,30,CNY,TRANSFER,,HONEST,\n");

    Cli.Result result = Cli.run("backtest", rows);

    assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_REJECTED);
    assertThat(result.err()).contains("a.csv:2: label 'FRAD'", "did you mean 'FRAUD'?");
    assertThat(result.out())
        .contains("1 transfers: 0 fraudulent, worth 0.00 CNY; 1 honest; 1 rows rejected");
  }

  @Test
  @DisplayName("Of a file without labels it tells what was stopped, and nothing about fraud")
  void tellsOutcomesWithoutLabels() throws IOException {
    Path rows =
        file(
            "a.csv",
            """
            time,payer,payee,amount,currency
            2026-01-05T09:00:00+08:00,a,b,1,CNY
            2026-01-05T09:00:00+08:00,a,b,20000,CNY
            """);

    Cli.Result result = Cli.run("backtest", rows);

    assertThat(result.exitCode()).isZero();
    assertThat(result.rows())
        .contains(
            "2 transfers, of which it is not told which were fraudulent; 0 rows rejected",
            "| all together | 1 | 1 | 0 | 50.00 % |",
            "| `SINGLE_FIAT` | 1 |");
    assertThat(result.out()).doesNotContain("recall");
  }

  @Test
  @DisplayName("What decisions rested on is in the report of a file without labels too")
  void reportsGapsWithoutLabels() throws IOException {
    Path rows =
        Files.writeString(
            dir.resolve("unlabelled.csv"),
            "time,payer,payee,amount,currency\n2026-01-05T09:00:00+08:00,a,b,10,USD\n");
    Path report = dir.resolve("report.html");

    assertThat(Cli.run("backtest", rows, "--report", report).exitCode()).isZero();

    assertThat(Files.readString(report))
        .contains("Decisions that rested on less than they should", "NO_RATE:USD");
  }

  @Test
  @DisplayName("Writes the tables to a file, and never over one of its own inputs")
  void writesAFile() throws IOException {
    Path rows = file("a.csv", ROWS);
    Path out = dir.resolve("out.md");

    assertThat(Cli.run("backtest", rows, "--out", out).exitCode()).isZero();
    assertThat(out).content().contains("| takeover | 2 |");
    assertThat(Cli.run("backtest", rows, "--out", rows).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(rows).hasContent(ROWS);
  }
}
