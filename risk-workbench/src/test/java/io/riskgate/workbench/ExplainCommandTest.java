package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explaining one decision, from files to words and JSON. */
@DisplayName("./risk explain")
class ExplainCommandTest {
  private static final Path EXAMPLES = Path.of("..", "examples", "transfers.csv");
  private static final RulePack CN = RulePacks.bundled("cn");

  @TempDir Path dir;

  private static Cli.Result explain(Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = "explain";
    System.arraycopy(args, 0, all, 1, args.length);
    return Cli.runWith(CN, all);
  }

  @Test
  @DisplayName(
      "Tells each rule with its clauses and values, limits, history, and what would turn it")
  void explainsATakeover() {
    Cli.Result result = explain(EXAMPLES, "--id", "T0097-takeover");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("transfer T0097-takeover, ../examples/transfers.csv:98")
        .contains("HOLD, score 90, released by BANK")
        .contains("NEW_DEVICE_NEW_PAYEE_LARGE  +50 points in group takeover  (rules/device.drl:")
        .contains("    device.ageHours < P.NEW_HOURS\n      device.ageHours is 0 h  (time since")
        .contains("      P.NEW_HOURS is 24 h\n")
        .contains("40 payee + 50 takeover = 90")
        .contains("HOLD from 70: reached")
        .contains(
            "SINGLE_FIAT  used before 0.00 CNY + this transfer 18,600.00 CNY = 18,600.00 CNY of"
                + " 10,000.00 CNY: passed by 8,600.00 CNY")
        .contains("31,400.00 CNY remain")
        .contains("history.payerDeclined1h is 3: how many transfers by the payer in the 1 h before")
        .contains("1.00 CNY  to ***d-73  CANCELLED  T0096-takeover")
        .contains("needs SEGMENTS: ")
        .contains("RAPID_LARGE_TRANSFERS  +20 points: (history.payerOutSum30m + value)")
        .contains(
            "P.RAPID_OUT_AMOUNT is 20,000.00 CNY; it would fire with value 20,000.00 CNY, 1,400.00"
                + " CNY more")
        .contains("ALLOW, score 0: value 5,000.00 CNY in place of 18,600.00 CNY")
        .contains("P.TIMES_LARGEST 5 in place of 3");
    assertThat(result.out()).doesNotContain("li-wei", "not all that was counted");
  }

  @Test
  @DisplayName(
      "The decision is the one that score writes, and a change that is told really turns it")
  void agreesWithScore() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLES);
    Path changed = dir.resolve("changed.csv");
    Files.write(
        changed,
        lines.stream()
            .map(line -> line.startsWith("T0097-") ? line.replace("18600.00", "5000.00") : line)
            .toList());

    assertThat(outcome(EXAMPLES, "T0097-takeover")).startsWith("HOLD,90");
    assertThat(outcome(changed, "T0097-takeover")).as("as explain says").startsWith("ALLOW,0");
  }

  private static String outcome(Path file, String id) {
    return Cli.runWith(CN, "score", file).rows().stream()
        .filter(row -> row.startsWith(id))
        .map(row -> row.substring(id.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("JSON has everything, in the documented form")
  void writesJson() throws IOException {
    Cli.Result result = explain(EXAMPLES, "--id", "T0124-mule", "--json");

    assertThat(result.exitCode()).isZero();
    String docs = Files.readString(Path.of("..", "docs", "explain.md"));
    assertThat(result.out()).startsWith("{\n  \"version\": 1,\n  \"transfer\": {\n");
    for (String member :
        result.out().lines().filter(line -> line.matches("  \"\\w+\": .*")).toList()) {
      String name = member.replaceFirst("^ *\"(\\w+)\".*", "$1");
      assertThat(docs).as("docs/explain.md tells of %s", name).contains("`" + name + "`");
    }
    assertThat(result.out())
        .contains("\"row\": \"../examples/transfers.csv:125\"")
        .contains("\"truth\": \"YES\"")
        .contains("\"complete\": true")
        .doesNotContain("\"complete\": false")
        .doesNotContain("zhao-lei");
  }

  @Test
  @DisplayName("A transfer that is allowed is explained too: what just missed, what would stop it")
  void explainsAnAllow() {
    Cli.Result result = explain(EXAMPLES, "--id", "T0002", "--events", "0");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("ALLOW, score 0")
        .contains(
            "VERIFY, score 0: value 10,000.01 CNY in place of 3,900.00 CNY  (+limit SINGLE_FIAT)");
  }

  @Test
  @DisplayName("A restriction that the decision itself imposed goes with the rule that imposed it")
  void liftsItsOwnRestriction() throws IOException {
    Cli.Result result = explain(EXAMPLES, "--id", "T0135-virtual");

    assertThat(result.out())
        .contains("WITHDRAWAL_RESTRICTION rule-VIRTUAL_VOLUME_SURGE")
        .contains("ALLOW, score 0: value 20,000.00 CNY in place of 106,503.55 CNY");
    Path changed = dir.resolve("changed.csv");
    Files.write(
        changed,
        Files.readAllLines(EXAMPLES).stream()
            .map(
                line ->
                    line.startsWith("T0135-virtual")
                        ? line.replace("15000.500000,", "2816.90,").replace("106503.55", "20000.00")
                        : line)
            .toList());
    assertThat(outcome(changed, "T0135-virtual")).as("as explain says").startsWith("ALLOW,0");
  }

  @Test
  @DisplayName("An id that is not there is told with the one that was probably meant")
  void suggestsIds() {
    Cli.Result result = explain(EXAMPLES, "--id", "T0097-takover");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "risk: there is no transfer 'T0097-takover' in these files; did you mean"
                + " 'T0097-takeover'?\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  @DisplayName("The beginning of an id is enough to be told the whole of it")
  void suggestsIdsOfTheSameBeginning() {
    assertThat(explain(EXAMPLES, "--id", "T0097").err())
        .isEqualTo(
            "risk: there is no transfer 'T0097' in these files; did you mean 'T0097-takeover'?\n");
  }

  /** A fraud on 5 January, and an honest transfer to the same payee eight days later. */
  private Path reportedPayee() throws IOException {
    return Files.writeString(
        dir.resolve("reported.csv"),
        """
        transfer_id,time,payer,payee,amount,currency,label
        T1,2026-01-05T09:00:00+08:00,victim-account,mule-account,500,CNY,FRAUD
        T2,2026-01-13T09:00:00+08:00,other-account,mule-account,5,CNY,
        T3,2026-01-13T10:00:00+08:00,third-account,mule-account,5,CNY,neither
        """);
  }

  @Test
  @DisplayName("With the history of a backtest it explains what the backtest has decided")
  void explainsWhatABacktestDecided() throws IOException {
    Path rows = reportedPayee();
    Path alerts = dir.resolve("alerts.csv");
    assertThat(Cli.runWith(CN, "backtest", rows, "--alerts", alerts).exitCode())
        .isEqualTo(ExitCode.SOME_REJECTED);
    assertThat(Files.readString(alerts)).contains(",T2,").contains(",VERIFY,45,");

    assertThat(explain(rows, "--id", "T2", "--settle", "completed").out())
        .contains("VERIFY, score 45", "PAYEE_FRAUD_REPORT", "payeeReports90d is 1")
        .contains("Reports are no transfers")
        .doesNotContain("not all that was counted");
    assertThat(explain(rows, "--id", "T2", "--settle", "completed", "--label-delay", "none").out())
        .contains("ALLOW, score 0");
    assertThat(explain(rows, "--id", "T2", "--settle", "completed", "--label-delay", "193h").out())
        .as("known an hour after it")
        .contains("ALLOW, score 0");
    assertThat(explain(rows, "--id", "T2").out()).as("as score decides").contains("ALLOW, score 0");
    assertThat(explain(rows, "--id", "T2", "--label-delay", "7d").out())
        .as("as backtest --settle allowed decides")
        .contains("VERIFY, score 45");
    Cli.Result unknown = explain(rows, "--id", "T3", "--settle", "completed");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("T3 is rejected", "label 'neither'");
  }

  private Path file(String... rows) throws IOException {
    return Files.writeString(
        dir.resolve("a.csv"),
        "transfer_id,time,payer,payee,amount,currency\n" + String.join("\n", rows) + "\n");
  }

  @Test
  @DisplayName("A row that is rejected has no decision, and the reason is told")
  void tellsOfRejectedRows() throws IOException {
    Path file = file("T1,2026-01-05T09:00:00+08:00,alice-account,bob,-1,CNY");

    Cli.Result result = explain(file, "--id", "T1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("a.csv:2: transfer T1 is rejected, so that there is no decision to explain:")
        .contains("amount '-1': an amount is greater than zero");
  }

  @Test
  @DisplayName("An id of several payers asks for the payer; one that is repeated is explained once")
  void tellsOfIdsThatAreThereTwice() throws IOException {
    Path file =
        file(
            "T1,2026-01-05T09:00:00+08:00,alice-account,bob,10,CNY",
            "T1,2026-01-05T10:00:00+08:00,carol-account,bob,10,CNY",
            "T1,2026-01-05T11:00:00+08:00,carol-account,bob,20,CNY");

    Cli.Result several = explain(file, "--id", "T1");
    assertThat(several.exitCode()).isEqualTo(2);
    assertThat(several.err())
        .contains("several payers have a transfer 'T1'; name one by --payer:")
        .contains("a.csv:2: payer ***ount")
        .contains("a.csv:3: payer ***ount");

    Cli.Result one = explain(file, "--id", "T1", "--payer", "carol-account");
    assertThat(one.exitCode()).isZero();
    assertThat(one.out())
        .contains("a.csv:3\n")
        .contains("1 later row(s) with this id and payer repeat or contradict it");
    assertThat(explain(file, "--id", "T1", "--payer", "dave").err())
        .contains("there is no transfer 'T1' of payer ***e in these files");
  }

  @Test
  @DisplayName("A transfer without a rate is a RETRY, of which nothing more can be said")
  void tellsOfRetries() throws IOException {
    Path file = file("T1,2026-01-05T09:00:00+08:00,alice,bob,10,USD");

    Cli.Result result = explain(file, "--id", "T1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("could not be decided").contains("NO_RATE:USD");
  }

  @Test
  @DisplayName("Messages in XML are explained like rows")
  void explainsMessages() throws IOException {
    Path rates = Files.writeString(dir.resolve("rates.csv"), "unit,rate\nEUR,7.8\n");

    Cli.Result result =
        explain(
            Path.of("..", "examples", "iso20022", "wages.pain.001.xml"),
            "--rates",
            rates,
            "--id",
            "WAGE-2");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("wages.pain.001.xml:29")
        .contains("3,000.00 EUR = 23,400.00 CNY");
  }
}
