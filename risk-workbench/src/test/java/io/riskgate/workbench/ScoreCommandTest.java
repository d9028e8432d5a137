package io.riskgate.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.RulePackException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
  private static final String HEADER = "transfer_id,time,payer,payee,amount,currency,kind,status\n";
  private static final String OUTPUT_HEADER =
      "transfer_id,outcome,score,reasons,limits,verification,release,scam,degraded";
  private static final String THREE_ROWS =
      HEADER
          + "T1,2026-01-05T09:00:00+08:00,alice,bob,100.00,CNY,TRANSFER,\n"
          + "T2,2026-01-05T09:01:00+08:00,alice,bob,10000.01,CNY,PAYMENT,COMPLETED\n"
          + "T3,2026-01-05T09:02:00+08:00,alice,alice-cash,45000,CNY,WITHDRAWAL,\n";

  @TempDir Path dir;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  @Test
  void decidesEachRow() throws IOException {
    Cli.Result result = Cli.run("score", file("a.csv", THREE_ROWS));

    assertThat(result.exitCode()).isZero();
    assertThat(result.rows())
        .containsExactly(
            OUTPUT_HEADER,
            "T1,ALLOW,0,,,,,,",
            "T2,VERIFY,0,,SINGLE_FIAT,SMS_CODE,,,",
            "T3,HOLD,70,LARGE_WITHDRAWAL;OFTEN,SINGLE_FIAT,SMS_CODE,BANK,FAKE_JOB,");
  }

  @Test
  void writesJsonLines() throws IOException {
    Cli.Result result = Cli.run("score", file("a.csv", THREE_ROWS), "--format", "jsonl");

    assertThat(result.exitCode()).isZero();
    assertThat(result.rows()).hasSize(3).allMatch(row -> row.startsWith("{") && row.endsWith("}"));
    assertThat(result.rows().get(1)).contains("\"VERIFY\"").contains("SINGLE_FIAT");
  }

  @Test
  void tellsOnStandardErrorWhatCameOfTheRun() throws IOException {
    Cli.Result result = Cli.run("score", file("a.csv", THREE_ROWS));

    assertThat(result.err())
        .contains("3 rows in", "rows/s", "test/1@000000000000")
        .containsPattern("1 +33\\.3 %  ALLOW")
        .containsPattern("1 +33\\.3 %  VERIFY")
        .containsPattern("1 +33\\.3 %  HOLD")
        .containsPattern("0 +0\\.0 %  rejected")
        .containsPattern("reasons\n +1  LARGE_WITHDRAWAL\n +1  OFTEN\n")
        .containsPattern("limits passed\n +2  SINGLE_FIAT\n");
  }

  @Test
  void isQuietWhenAsked() throws IOException {
    Cli.Result result = Cli.run("score", "--quiet", file("a.csv", THREE_ROWS));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void writesTheOutputFileInsteadOfStandardOutput() throws IOException {
    Path out = file("out.csv", "an older run");
    Cli.Result result = Cli.run("score", file("a.csv", THREE_ROWS), "--out", out);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(Files.readAllLines(out)).hasSize(4).first().isEqualTo(OUTPUT_HEADER);
    assertThat(namesInDir()).containsExactlyInAnyOrder("a.csv", "out.csv");
  }

  private List<String> namesInDir() throws IOException {
    try (var files = Files.list(dir)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void leavesNoOutputFileWhenTheInputCannotBeReadToItsEnd() throws IOException {
    Path broken = file("a.csv", THREE_ROWS + "T4,\"2026-01-05T09:03:00+08:00,alice,bob,1,CNY,,\n");
    Cli.Result result =
        Cli.run(
            "score", broken, "--out", dir.resolve("out.csv"), "--rejects", dir.resolve("bad.csv"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(namesInDir()).containsExactly("a.csv");
  }

  @Test
  void keepsAnOlderOutputFileWhenTheInputCannotBeRead() throws IOException {
    Path out = file("out.csv", "an older run");
    Cli.Result result = Cli.run("score", file("a.csv", ""), "--out", out);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(out).hasContent("an older run");
  }

  @Test
  void refusesAnOutputFileThatCannotBeWritten() throws IOException {
    Path input = file("a.csv", THREE_ROWS);
    Path nowhere = dir.resolve("no-such-folder").resolve("out.csv");

    assertThat(Cli.run("score", input, "--out", nowhere))
        .satisfies(
            result -> {
              assertThat(result.exitCode()).isEqualTo(2);
              assertThat(result.err()).contains(nowhere.toString(), "there is no such folder");
            });
    assertThat(Cli.run("score", input, "--out", dir).err()).contains("is a folder");
  }

  @Test
  void refusesToOverwriteItsInput() throws IOException {
    Path input = file("a.csv", THREE_ROWS);

    for (String option : List.of("--out", "--rejects")) {
      Cli.Result result = Cli.run("score", input, option, dir.resolve("./a.csv"));
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains(option, "would overwrite");
    }
    Path both = dir.resolve("both.csv");
    assertThat(Cli.run("score", input, "--out", both, "--rejects", both).exitCode()).isEqualTo(2);
    assertThat(input).hasContent(THREE_ROWS);
  }

  @Test
  void readsGzipWhateverTheFileIsCalled() throws IOException {
    Path file = dir.resolve("looks-plain.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(THREE_ROWS.getBytes(UTF_8));
    }
    Path plain = file("looks-packed.csv.gz", THREE_ROWS);

    assertThat(Cli.run("score", file).rows()).hasSize(4);
    assertThat(Cli.run("score", plain).rows()).hasSize(4);
  }

  @Test
  void saysWhenAGzippedFileIsCutOff() throws IOException {
    Path whole = dir.resolve("whole.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(THREE_ROWS.getBytes(UTF_8));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(dir.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length / 2));

    Cli.Result result = Cli.run("score", cut);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("cut.gz", "cannot be read").doesNotContain("inside");
  }

  @Test
  void readsAByteOrderMarkAndBlanksAroundCellsAndWindowsLineEnds() throws IOException {
    String rows =
        """
        transfer_id, time ,payer,payee,amount,currency
        T1, 2026-01-05T09:00:00+08:00 ,张三, bob ,1.00,CNY

        """;
    Path file = file("a.csv", '\uFEFF' + rows.replace("\n", "\r\n"));

    Cli.Result result = Cli.run("score", file);
    assertThat(result.err()).doesNotContain("risk:");
    assertThat(result.rows()).containsExactly(OUTPUT_HEADER, "T1,ALLOW,0,,,,,,");
  }

  @Test
  void readsSeveralFilesAsOneStream() throws IOException {
    Path first = file("1.csv", THREE_ROWS);
    Path second =
        file(
            "2.csv",
            """
            payee,payer,time,amount,currency,transfer_id
            bob,alice,2026-01-05T09:03:00+08:00,1.00,CNY,T4
            """);

    Cli.Result result = Cli.run("score", first, second);
    assertThat(result.exitCode()).isZero();
    assertThat(result.rows()).hasSize(5).last().isEqualTo("T4,ALLOW,10,OFTEN,,,,,");

    Cli.Result wrongWay = Cli.run("score", second, first);
    assertThat(wrongWay.exitCode()).isEqualTo(2);
    assertThat(wrongWay.err())
        .contains(
            first + ":2: its time 2026-01-05T01:00:00Z is earlier than 2026-01-05T01:03:00Z",
            second + ":2",
            "--sort");
  }

  @Test
  void looksAtEveryHeaderBeforeItScoresAnything() throws IOException {
    Path first = file("1.csv", THREE_ROWS);
    Path second = file("2.csv", "payer,payee\n");

    Cli.Result result = Cli.run("score", first, second);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void sortsByTimeAndKeepsTheOrderOfEqualTimes() throws IOException {
    Path file =
        file(
            "a.csv",
            HEADER
                + "late,2026-01-05T09:05:00+08:00,alice,bob,1,CNY,,\n"
                + "a,2026-01-05T09:01:00+08:00,alice,bob,1,CNY,,\n"
                + "bad,,alice,bob,1,CNY,,\n"
                + "b,2026-01-05T01:01:00Z,alice,bob,1,CNY,,\n"
                + "early,2026-01-05T09:00:00+08:00,alice,bob,1,CNY,,\n");

    Cli.Result result = Cli.run("score", file, "--sort");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.rows().stream().skip(1).map(row -> row.replaceAll(",.*", "")))
        .containsExactly("early", "a", "b", "late");
    assertThat(result.err()).contains(file + ":4: time: missing");
  }

  @Test
  void takesTheRowNumberWhereThereIsNoId() throws IOException {
    String rows =
        """
        time,payer,payee,amount,currency
        2026-01-05T09:00:00+08:00,alice,bob,1,CNY
        2026-01-05T09:00:00+08:00,alice,bob,nothing,CNY
        2026-01-05T09:00:00+08:00,alice,bob,1,CNY
        """;

    // Rejected rows count, and so do the rows of the files before.
    assertThat(Cli.run("score", file("1.csv", rows), file("2.csv", rows)).rows())
        .extracting(row -> row.replaceAll(",.*", ""))
        .containsExactly("transfer_id", "1", "3", "4", "6");
  }

  @Test
  void settlesWhatIsAllowedAndCancelsWhatFailed() throws IOException {
    // 6 × 9,000 passes 50,000 a day, unless some of them failed.
    StringBuilder settled = new StringBuilder(HEADER);
    StringBuilder failed = new StringBuilder(HEADER);
    for (int i = 1; i <= 6; i++) {
      String row = "T%d,2026-01-05T09:0%d:00+08:00,alice,bob,9000,CNY,,".formatted(i, i);
      settled.append(row).append('\n');
      failed.append(row).append(i == 3 ? "FAILED\n" : "\n");
    }

    assertThat(Cli.run("score", file("1.csv", settled.toString())).rows())
        .last()
        .isEqualTo("T6,VERIFY,10,OFTEN,DAILY_FIAT,SMS_CODE,,,");
    assertThat(Cli.run("score", file("2.csv", failed.toString())).rows())
        .last()
        .isEqualTo("T6,ALLOW,10,OFTEN,,,,,");
  }

  @Test
  void valuesOtherCurrenciesByTheRatesFile() throws IOException {
    Path file =
        file(
            "a.csv",
            HEADER
                + "T1,2026-01-05T09:00:00+08:00,alice,bob,1400.00,USD,,\n"
                + "T2,2026-01-05T09:00:00+08:00,carol,bob,1400.00,EUR,,\n");
    Path rates = file("rates.csv", "unit,rate\nUSD,7.15\n");

    assertThat(Cli.run("score", file, "--rates", rates).rows())
        .containsExactly(
            OUTPUT_HEADER,
            "T1,VERIFY,0,,SINGLE_FIAT,SMS_CODE,,,",
            "T2,HOLD,0,,,,RETRY,,NO_RATE:EUR");
  }

  @Test
  void collectsRejectedRowsAndScoresTheOthers() throws IOException {
    Path file =
        file(
            "a.csv",
            HEADER
                + "T1,2026-01-05T09:00:00+08:00,alice,bob,1.00,CNY,,\n"
                + "T2,yesterday,\"a,lice\",bob,NaN,CNY,,\n"
                + "T3,2026-01-05T09:01:00+08:00,alice,bob\n"
                + "T4,2026-01-05T09:02:00+08:00,alice,bob,1.00,CNY,,\n");
    Path rejects = dir.resolve("rejects.csv");

    Cli.Result result = Cli.run("score", file, "--rejects", rejects);

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.rows())
        .containsExactly(OUTPUT_HEADER, "T1,ALLOW,0,,,,,,", "T4,ALLOW,0,,,,,,");
    assertThat(result.err()).contains(file + ":3: ").contains(file + ":4: ");
    assertThat(Files.readAllLines(rejects))
        .hasSize(4)
        .first()
        .isEqualTo("file,line,column,value,reason,row");
    assertThat(rejects)
        .content()
        .contains(file + ",3,time,yesterday,")
        .contains(file + ",3,amount,NaN,")
        .contains(file + ",4,,,\"4 cells where the header has 8")
        // the row as it was, so that it can be mended
        .contains("\"T2,yesterday,\"\"a,lice\"\",bob,NaN,CNY,,\"");
  }

  @Test
  void showsTheFirstTwentyRejectedRowsAndCountsTheOthers() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 1; i <= 25; i++) {
      rows.append("T").append(i).append(",,alice,bob,1,CNY,,\n");
    }

    Cli.Result result = Cli.run("score", file("a.csv", rows.toString()));
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err().lines().filter(line -> line.contains("time: missing"))).hasSize(20);
    assertThat(result.err()).contains("and 5 more rejected rows; --rejects FILE");
  }

  @Test
  void aRejectedRowLeavesNothingBehind() throws IOException {
    // Neither its attempt, nor its id, nor its time, though that was in order.
    Path file =
        file(
            "a.csv",
            HEADER
                + "T1,2026-01-05T09:00:00+08:00,alice,bob,1.00,CNY,,\n"
                + "T2,2026-03-01T09:00:00+08:00,alice,,1.00,CNY,,\n"
                + "T2,2026-01-05T09:01:00+08:00,alice,bob,2.00,CNY,,\n"
                + "T3,2026-01-05T09:02:00+08:00,alice,bob,3.00,CNY,,\n");

    assertThat(Cli.run("score", file).rows())
        .containsExactly(
            OUTPUT_HEADER, "T1,ALLOW,0,,,,,,", "T2,ALLOW,0,,,,,,", "T3,ALLOW,10,OFTEN,,,,,");
  }

  @Test
  void rejectsAnIdThatIsUsedTwice() throws IOException {
    Path file =
        file(
            "a.csv",
            HEADER
                + "T1,2026-01-05T09:00:00+08:00,alice,bob,1.00,CNY,,\n"
                + "T1,2026-01-05T09:00:00+08:00,alice,bob,1.00,CNY,,\n"
                + "T1,2026-01-05T09:01:00+08:00,alice,bob,2.00,CNY,,\n"
                + "T1,2026-01-05T09:01:00+08:00,carol,bob,2.00,CNY,,\n");

    Cli.Result result = Cli.run("score", file);
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.rows()).hasSize(3);
    assertThat(result.err())
        .contains(file + ":3: transfer_id 'T1': repeats an earlier row")
        .contains(file + ":4: transfer_id 'T1': is the id of an earlier transfer");
  }

  @Test
  void scoresAFileWithoutRows() throws IOException {
    Cli.Result result = Cli.run("score", file("a.csv", HEADER));

    assertThat(result.exitCode()).isZero();
    assertThat(result.rows()).containsExactly(OUTPUT_HEADER);
    assertThat(result.err()).contains("0 rows");
  }

  @Test
  void refusesWrongUsage() throws IOException {
    Path file = file("a.csv", THREE_ROWS);

    assertThat(Cli.run().exitCode()).isEqualTo(2);
    assertThat(Cli.run("score").exitCode()).isEqualTo(2);
    assertThat(Cli.run("score", file, "--format", "xml"))
        .satisfies(
            result -> {
              assertThat(result.exitCode()).isEqualTo(2);
              assertThat(result.err()).contains("--format").contains("xml");
            });
    assertThat(Cli.run("scoer", file).err()).contains("score");
    assertThat(Cli.run("score", file, "--mappin", "paysim").err()).contains("--mapping");
    assertThat(Cli.run("score", dir.resolve("none.csv")).err()).contains("no such file");
    assertThat(Cli.run("score", dir).err()).contains("is a folder");
    assertThat(Cli.run("score", file, "--rules", dir.resolve("none")).err())
        .contains("no such folder with a rule pack");
    assertThat(Cli.run("score", file, "--mapping", "paysin").err())
        .contains("did you mean 'paysim'?");
  }

  @Test
  void refusesAWrongRulePackAndListsItsProblems() throws IOException {
    RuntimeException wrong =
        new RulePackException(
            "mine",
            List.of(
                new PackProblem("a.drl", 3, "no such fact"),
                new PackProblem("pack.yaml", 0, "gone")));

    Cli.Result result =
        Cli.runWithPacks(
            rules -> {
              throw wrong;
            },
            "score",
            file("a.csv", THREE_ROWS),
            "--rules",
            dir);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("a.drl:3: error: no such fact", "pack.yaml: error: gone");
  }

  @Test
  void explainsItself() {
    assertThat(Cli.run("--help").out()).contains("score", "--version", "RISK_JAVA_OPTS");
    assertThat(Cli.run("score", "--help").out())
        .contains(
            "--rules",
            "--mapping",
            "--rates",
            "--intelligence",
            "--out",
            "--format",
            "--rejects",
            "--sort",
            "--quiet",
            "Exit codes",
            "docs/csv.md");
    assertThat(Cli.run("--version").out()).startsWith("risk ");
  }

  @Test
  void tellsWhatBrokeInsideAndWhereOnlyWhenAsked() throws IOException {
    Path file = file("a.csv", THREE_ROWS);

    Cli.Result brief = Cli.runWith(null, "score", file);
    assertThat(brief.exitCode()).isEqualTo(1);
    assertThat(brief.err()).contains("something broke inside", "--verbose").doesNotContain("\tat ");

    assertThat(Cli.runWith(null, "score", file, "--verbose").err()).contains("\tat ");
  }
}
