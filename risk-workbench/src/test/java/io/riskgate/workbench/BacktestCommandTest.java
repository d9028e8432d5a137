package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** How a past is replayed, what reaches the engine, and what is written. */
class BacktestCommandTest {
  private static final String HEADER = "time,payer,payee,amount,currency,kind,status,label\n";

  @TempDir Path dir;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  private static String row(String time, String payer, String payee, int amount, String label) {
    return "%s,%s,%s,%d,CNY,TRANSFER,,%s%n".formatted(time, payer, payee, amount, label);
  }

  /** A fraud on 5 January at nine, then one honest transfer a day to the same payee. */
  private Path reportedPayee() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    rows.append(row("2026-01-05T09:00:00+08:00", "victim", "mule", 500, "FRAUD"));
    for (int day = 6; day <= 14; day++) {
      rows.append(row("2026-01-%02dT09:00:00+08:00".formatted(day), "p" + day, "mule", 5, ""));
    }
    return file("reported.csv", rows.toString());
  }

  private List<String> alertTimes(Path rows, Object... options) throws IOException {
    Path alerts = dir.resolve("alerts.csv");
    Object[] args = new Object[options.length + 4];
    args[0] = "backtest";
    args[1] = rows;
    args[2] = "--alerts";
    args[3] = alerts;
    System.arraycopy(options, 0, args, 4, options.length);
    Cli.Result result = Cli.runWith(TestPack.holdingReportedPayees(), args);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return Files.readAllLines(alerts).stream()
        .skip(1)
        .map(line -> Arrays.asList(line.split(",", -1)).get(3))
        .toList();
  }

  @Test
  @DisplayName(
      "A label reaches the engine as a fraud report seven days later, at that very instant")
  void labelsAreReportsLater() throws IOException {
    assertThat(alertTimes(reportedPayee()))
        .containsExactly("2026-01-12T01:00:00Z", "2026-01-13T01:00:00Z", "2026-01-14T01:00:00Z");
  }

  @Test
  @DisplayName("--label-delay says how much later; a fraud is never known when it is decided")
  void theDelayIsTold() throws IOException {
    Path rows = reportedPayee();

    assertThat(alertTimes(rows, "--label-delay", "73h")).hasSize(6);
    assertThat(alertTimes(rows, "--label-delay", "0s"))
        .hasSize(9)
        .first()
        .isEqualTo("2026-01-06T01:00:00Z");
    assertThat(alertTimes(rows, "--label-delay", "none")).isEmpty();
  }

  @Test
  @DisplayName("What is labelled honest, or rejected, is reported by nobody")
  void onlyFraudIsReported() throws IOException {
    Path rows =
        file(
            "a.csv",
            HEADER
                + row("2026-01-05T09:00:00+08:00", "p1", "mule", 500, "HONEST")
                + row("2026-01-05T09:00:00+08:00", "mule", "mule", 500, "FRAUD")
                + "2026-01-05T09:00:00+08:00,p2,mule,-5,CNY,TRANSFER,,FRAUD\n"
                + row("2026-01-20T09:00:00+08:00", "p3", "mule", 500, ""));
    Path alerts = dir.resolve("alerts.csv");

    Cli.Result result =
        Cli.runWith(TestPack.holdingReportedPayees(), "backtest", rows, "--alerts", alerts);

    assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_REJECTED);
    assertThat(result.err()).contains("a.csv:4: amount '-5'");
  }

  @Test
  @DisplayName("The warm-up and what is before --from are history and in no figure; --to ends it")
  void figuresHaveABeginningAndAnEnd() throws IOException {
    Path rows = reportedPayee();

    Map<?, ?> all = json(rows);
    Map<?, ?> warm = json(rows, "--warm-up", "2d");
    Map<?, ?> between = json(rows, "--from", "2026-01-13", "--to", "2026-01-14T09:00:00+08:00");

    assertThat(all.get("rows")).isEqualTo(10);
    assertThat(warm.get("rows")).isEqualTo(8);
    assertThat(warm.get("rows_before_figures")).isEqualTo(2);
    assertThat(warm.get("positives")).isEqualTo(0);
    assertThat(warm.get("first")).isEqualTo("2026-01-07T01:00:00Z");
    assertThat(between.get("rows")).isEqualTo(1);
    // The report of the fraud, which is in no figure, is history all the same.
    assertThat(between.get("fp")).isEqualTo(1);
    assertThat(between.get("rows_read")).isEqualTo(9);
  }

  private Map<?, ?> json(Path rows, Object... options) throws IOException {
    Path out = dir.resolve("out.json");
    Object[] args = new Object[options.length + 4];
    args[0] = "backtest";
    args[1] = rows;
    args[2] = "--json";
    args[3] = out;
    System.arraycopy(options, 0, args, 4, options.length);
    Cli.Result result = Cli.runWith(TestPack.holdingReportedPayees(), args);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return Cli.json(out);
  }

  @Test
  @DisplayName("Where there is no fraud, or no label, there is no figure, and not 0 or 100 percent")
  void noFigureOfNothing() throws IOException {
    Map<?, ?> honest =
        json(file("a.csv", HEADER + row("2026-01-05T09:00:00+08:00", "a", "b", 5, "HONEST")));
    Map<?, ?> unlabelled =
        json(
            file(
                "b.csv",
                "time,payer,payee,amount,currency\n2026-01-05T09:00:00+08:00,a,b,20,CNY\n"));

    assertThat(honest.get("recall")).isNull();
    assertThat(honest.get("precision")).isNull();
    assertThat(honest.get("auc_roc")).isNull();
    assertThat(honest.get("fpr")).isEqualTo(0.0);
    assertThat(unlabelled.get("labelled")).isEqualTo(false);
    assertThat(unlabelled.get("rows")).isEqualTo(1);
    assertThat(unlabelled.get("tp")).isNull();
    assertThat(unlabelled.get("fpr")).isNull();
    assertThat(unlabelled.get("alerts_per_1000")).isEqualTo(0.0);
  }

  @Test
  @DisplayName("Tells every transfer that the baseline decides otherwise, each on its own history")
  void tellsFlips() throws IOException {
    Path live = Files.createDirectory(dir.resolve("live"));
    Path out = dir.resolve("out.json");
    Path rows =
        file(
            "a.csv",
            HEADER
                + row("2026-01-05T09:00:00+08:00", "6222000011112222", "mule", 20_000, "FRAUD")
                + row("2026-01-06T09:00:00+08:00", "p2", "mule", 30_000, "")
                + row("2026-01-13T09:00:00+08:00", "p3", "mule", 40_000, "")
                + row("2026-01-13T10:00:00+08:00", "p3", "shop", 5, ""));

    Cli.Result result =
        Cli.runWithPacks(
            of -> of == null ? TestPack.holdingReportedPayees() : TestPack.standard(),
            "backtest",
            rows,
            "--baseline",
            live,
            "--json",
            out);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.rows())
        .contains("| VERIFY | ALLOW | 2 | 1 | 1 |", "| VERIFY | HOLD | 1 | 0 | 1 |");
    Map<?, ?> flips = (Map<?, ?>) Cli.json(out).get("flips");
    assertThat(flips.get("compared")).isEqualTo(4);
    assertThat(flips.get("count")).isEqualTo(3);
    Map<?, ?> pair = (Map<?, ?>) ((List<?>) flips.get("pairs")).get(0);
    assertThat(pair.get("fraud")).isEqualTo(1);
    Map<?, ?> example = (Map<?, ?>) ((List<?>) pair.get("examples")).get(0);
    assertThat(example.get("payer")).isEqualTo("***2222");
    assertThat(example.get("place")).isEqualTo("a.csv:2");
    assertThat(((Map<?, ?>) Cli.json(out).get("baseline")).get("tp")).isEqualTo(1);
  }

  @Test
  @DisplayName("A pack beside itself flips nothing, and has the same figures")
  void aPackAgreesWithItself() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < 2_000; i++) {
      rows.append(
          row(
              "2026-01-05T%02d:%02d:00+08:00".formatted(i / 120, i % 120 / 2),
              "p" + i % 37,
              "q" + i % 11,
              7 * i,
              i % 19 == 0 ? "FRAUD" : ""));
    }
    Path out = dir.resolve("out.json");

    Cli.run(
        "backtest",
        file("a.csv", rows.toString()),
        "--baseline",
        Files.createDirectory(dir.resolve("same")),
        "--json",
        out);

    Map<?, ?> found = Cli.json(out);
    Map<?, ?> baseline = (Map<?, ?>) found.get("baseline");
    assertThat(((Map<?, ?>) found.get("flips")).get("count")).isEqualTo(0);
    assertThat(baseline.get("outcomes")).isEqualTo(found.get("outcomes"));
    assertThat(baseline.get("rules")).isEqualTo(found.get("rules"));
    assertThat((int) found.get("tp")).isPositive();
  }

  @Test
  @DisplayName("The report is one page that loads nothing, and hostile text in it stays text")
  void reportIsOnePage() throws Exception {
    Path report = dir.resolve("report.html");
    Path rows =
        file(
            "a.csv",
            "transfer_id,time,payer,payee,amount,currency,purpose,origin_country,latitude,longitude,label,fraud_kind\n"
                + "<script>alert(1)</script>,2026-01-05T09:00:00+08:00,6222000011112222,6217000033334444,500,CNY,<b>secret"
                + " words</b>,CN,31.2,121.5,FRAUD,\"\"\"><svg onload=alert(2)>\"\n"
                + "'\"&<i>,2026-01-05T10:00:00+08:00,6222000011112222,shop,20000,CNY,,SG,1.3,103.8,,\n"
                + "T3,2026-01-05T10:00:00+08:00,6222000055556666,shop,5,CNY,,CN,31.2,121.5,FRAUD,mule\n");

    Cli.Result result =
        Cli.run(
            "backtest",
            rows,
            "--baseline",
            Files.createDirectory(dir.resolve("live")),
            "--report",
            report);

    assertThat(result.exitCode()).as(result.err()).isZero();
    String page = Files.readString(report);
    assertThat(page).startsWith("<!DOCTYPE html>");
    assertThat(page)
        .doesNotContain("<script>alert", "<svg onload", "<i>", "<b>", "secret words")
        .doesNotContain("6222000011112222", "6217000033334444", "6222000055556666")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "***2222", "***4444");
    assertThat(Pattern.compile("(src|href|url|@import|https?:)[^>]{0,40}").matcher(page).results())
        .allSatisfy(found -> assertThat(found.group()).startsWith("href=\"#"));
    assertThat(page)
        .contains(
            "Precision and recall over the threshold",
            "Value saved over the threshold",
            "Precision against recall",
            "Scores by label",
            "Alerts over time",
            "Alerts by hour and weekday",
            "Alerts by place",
            "Country asked from",
            "Rules that never fired",
            "Flips against",
            "Fraud that was let go",
            "prefers-color-scheme: dark",
            "@media print",
            "width=device-width");
    // Well-formed, so that no browser has to guess.
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  @Test
  @DisplayName("Of files that cannot all be replayed nothing is written")
  void writesAllOrNothing() throws IOException {
    Path rows =
        file(
            "a.csv",
            HEADER
                + row("2026-01-06T09:00:00+08:00", "a", "b", 5, "")
                + row("2026-01-05T09:00:00+08:00", "a", "b", 5, ""));
    Path out = dir.resolve("out.json");
    Path report = dir.resolve("report.html");

    Cli.Result result =
        Cli.run("backtest", rows, "--json", out, "--report", report, "--alerts", dir.resolve("x"));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("use --sort");
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(rows);
    }
    assertThat(Cli.run("backtest", rows, "--sort", "--json", out).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--label-delay=soon",
        "--warm-up=30",
        "--from=2026-13-01",
        "--to=yesterday",
        "--baseline=nowhere",
        "--report=rows.csv"
      })
  @DisplayName("Refuses options that mean nothing, and says how to write them")
  void refusesWrongOptions(String option) throws IOException {
    Path rows = file("rows.csv", HEADER + row("2026-01-06T09:00:00+08:00", "a", "b", 5, ""));

    Cli.Result result =
        Cli.runWithPacks(
            of -> TestPack.standard(),
            "backtest",
            rows,
            option.replace("rows.csv", rows.toString()));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .contains(option.substring(0, option.indexOf('=')).replace("--baseline", "nowhere"));
  }

  @Test
  @DisplayName("Files of which only some are labelled are refused: the others would read as honest")
  void refusesHalfLabelled() throws IOException {
    Path labelled = file("a.csv", HEADER + row("2026-01-05T09:00:00+08:00", "a", "b", 5, ""));
    Path not =
        file("b.csv", "time,payer,payee,amount,currency\n2026-01-06T09:00:00+08:00,a,b,20,CNY\n");

    Cli.Result result = Cli.run("backtest", labelled, not);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("b.csv: does not tell which transfers were fraudulent");
  }

  @Test
  @DisplayName("A period that ends before it begins is refused")
  void refusesAnEmptyPeriod() throws IOException {
    Path rows = file("a.csv", HEADER + row("2026-01-05T09:00:00+08:00", "a", "b", 5, ""));

    assertThat(Cli.run("backtest", rows, "--from", "2026-02-01", "--to", "2026-01-01").err())
        .contains("--from 2026-02-01 must be before --to 2026-01-01");
  }

  @Test
  @DisplayName("Tells what each rule adds, which rules say the same, and which say nothing")
  void tellsWhatRulesAdd() throws IOException {
    Path out = dir.resolve("out.json");
    Path rows =
        file(
            "a.csv",
            HEADER
                + row("2026-01-05T09:00:00+08:00", "a", "b", 500, "HONEST")
                + row("2026-01-05T09:00:00+08:00", "a", "b", 1_500, "FRAUD")
                + row("2026-01-05T09:00:00+08:00", "a", "b", 2_500, "FRAUD")
                + row("2026-01-05T09:00:00+08:00", "b", "c", 2_600, "FRAUD")
                + row("2026-01-05T09:00:00+08:00", "c", "d", 2_700, "HONEST"));

    Cli.runWith(TestPack.adding(), "backtest", rows, "--json", out);

    Map<?, ?> json = Cli.json(out);
    // Without the 30 points above 1,000 there are 30; without the others of the second group, 50.
    assertThat(rules(json, "fraud_lost_without")).containsExactly(2, 0, 0, 0, 0);
    assertThat(rules(json, "honest_freed_without")).containsExactly(1, 0, 0, 0, 0);
    assertThat(rules(json, "sole")).containsExactly(1, 0, 0, 0, 0);
    assertThat(rules(json, "fired")).containsExactly(4, 3, 3, 5, 0);
    assertThat(json.get("never_fired")).isEqualTo(List.of("ABOVE_ALL"));
    assertThat(json.get("overlaps"))
        .isEqualTo(
            List.of(
                overlap("ABOVE_2000", "ALSO_ABOVE_2000", 3, 1.0, 1.0),
                overlap("ABOVE_2000", "ABOVE_1000", 3, 0.75, 1.0),
                overlap("ALSO_ABOVE_2000", "ABOVE_1000", 3, 0.75, 1.0)));
  }

  private static List<Object> rules(Map<?, ?> json, String member) {
    List<Object> figures = new ArrayList<>();
    for (Object rule : (List<?>) json.get("rules")) {
      figures.add(((Map<?, ?>) rule).get(member));
    }
    return figures;
  }

  private static Map<String, Object> overlap(
      String code, String other, int both, double jaccard, double contained) {
    return Map.of(
        "code", code, "other", other, "both", both, "jaccard", jaccard, "contained", contained);
  }

  @Test
  @DisplayName("History of years is the same in every run: no account is forgotten for being idle")
  void nothingIsForgotten() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    rows.append(row("2024-01-05T09:00:00+08:00", "a", "b", 5, ""));
    for (int i = 0; i < 20_000; i++) { // in which the store has time to forget
      rows.append(row("2026-01-05T09:00:00+08:00", "p" + i % 5_000, "q" + i, 5, ""));
    }
    rows.append(row("2026-01-05T09:00:00+08:00", "a", "b", 5, ""));
    Path out = dir.resolve("out.json");

    Cli.runWith(
        TestPack.knowingPayees(), "backtest", file("a.csv", rows.toString()), "--json", out);

    assertThat(rules(Cli.json(out), "fired")).containsExactly(1);
  }
}
