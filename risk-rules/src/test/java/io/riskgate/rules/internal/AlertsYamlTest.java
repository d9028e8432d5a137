package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertTier;
import io.riskgate.core.pack.AlertPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a pack raises alerts, and the texts for whoever calls. */
class AlertsYamlTest {
  private static final String HEAD =
      """
      id: test
      version: 1.0.0
      baseCurrency: CNY
      aggregates:
        pairSum24h: { key: payer-payee, measure: sum, window: 24h }
        pairCount24h: { key: payer-payee, measure: count, window: 24h }
      """;
  private static final String HIGH =
      "{ tier: HIGH, above: 50000.00, respondWithin: 3m, channels: [CALL, ON_SITE] }";
  private static final String MEDIUM =
      "{ tier: MEDIUM, from: 10000, respondWithin: 10m, channels: CALL, contacts: 2 }";
  private static final String LOW = "{ tier: LOW, respondWithin: 0m, channels: [SMS, APP] }";

  private static List<String> problems(String alerts) {
    Problems problems = new Problems();
    assertThat(PackYaml.read(HEAD + "alerts: " + alerts + "\n", problems)).isNull();
    return problems.list().stream().map(Object::toString).toList();
  }

  private static String tiers(String... tiers) {
    return "{ score: 40, loss: pairSum24h, tiers: [ " + String.join(", ", tiers) + " ] }";
  }

  @Test
  @DisplayName("everything that can be said is read; above is strict, from includes its amount")
  void everything() {
    Problems problems = new Problems();
    PackDefinition pack = PackYaml.read(HEAD + "alerts: " + tiers(HIGH, MEDIUM, LOW), problems);

    assertThat(problems.list()).isEmpty();
    assertThat(pack.policy().alerts())
        .isEqualTo(
            new AlertPolicy(
                40,
                "pairSum24h",
                List.of(
                    new AlertPolicy.Tier(
                        AlertTier.HIGH,
                        5_000_001,
                        Duration.ofMinutes(3),
                        Set.of(AlertChannel.CALL, AlertChannel.ON_SITE),
                        1),
                    new AlertPolicy.Tier(
                        AlertTier.MEDIUM,
                        1_000_000,
                        Duration.ofMinutes(10),
                        Set.of(AlertChannel.CALL),
                        2),
                    new AlertPolicy.Tier(
                        AlertTier.LOW,
                        0,
                        Duration.ZERO,
                        Set.of(AlertChannel.SMS, AlertChannel.APP),
                        1))));
  }

  @Test
  @DisplayName("without the key no alert is raised; without a loss the value is all")
  void leftOut() {
    Problems problems = new Problems();

    assertThat(PackYaml.read(HEAD, problems).policy().alerts().isNone()).isTrue();
    PackDefinition pack =
        PackYaml.read(HEAD + "alerts: { score: 1, tiers: [ " + LOW + " ] }", problems);
    assertThat(pack.policy().alerts().loss()).isEmpty();
    assertThat(pack.policy().alerts().isNone()).isFalse();
    assertThat(problems.list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "{ score: 0, tiers: [ <LOW> ] } => must be a whole number from 1 to 100, not '0'",
        "{ tiers: [ <LOW> ] } => 'alerts' of a pack lacks 'score'",
        "{ score: 40 } => 'alerts' of a pack lacks 'tiers'",
        "{ score: 40, tiers: [] } => 'tiers' of 'alerts' of a pack is empty",
        "{ score: 40, los: pairSum24h, tiers: [ <LOW> ] } => has no key 'los' (did you mean"
            + " 'loss'?)",
        "{ score: 40, loss: pairSum24, tiers: [ <LOW> ] } => names no aggregate of the pack:"
            + " 'pairSum24' (did you mean 'pairSum24h'?)",
        "{ score: 40, loss: pairCount24h, tiers: [ <LOW> ] } => must be an amount of money, such as"
            + " measure: sum, and 'pairCount24h' is none",
        "{ score: 40, tiers: [ <LOW>, <HIGH> ] } => Tier LOW has no bound, so that those after it"
            + " are never reached",
        "{ score: 40, tiers: [ <MEDIUM>, <HIGH>, <LOW> ] } => Tier HIGH stands below MEDIUM: list"
            + " each tier once, the most urgent first",
        "{ score: 40, tiers: [ <HIGH>, <HIGH>, <LOW> ] } => Tier HIGH stands below HIGH",
        "{ score: 40, tiers: [ <HIGH>, <MEDIUM> ] } => The lowest tier, MEDIUM, has a bound: losses"
            + " below it would have no tier",
        "{ score: 40, tiers: [ <HIGH>, { tier: MEDIUM, from: 60000, respondWithin: 1m, channels:"
            + " CALL }, <LOW> ] } => the bounds must fall from tier to tier",
        "{ score: 40, tiers: [ { tier: HIGH, above: 1, from: 2, respondWithin: 1m, channels: CALL"
            + " }, <LOW> ] } => a tier has 'above' or 'from', not both",
        "{ score: 40, tiers: [ { tier: LOW, respondWithin: soon, channels: CALL } ] } => must be a"
            + " time such as 3m, or 0m for at once, not 'soon'",
        "{ score: 40, tiers: [ { tier: LOW, respondWithin: 8d, channels: CALL } ] } => is responded"
            + " to within at most 7 days",
        "{ score: 40, tiers: [ { tier: LOW, respondWithin: 1m } ] } => Tier LOW names no channel",
        "{ score: 40, tiers: [ { tier: LOW, respondWithin: 1m, channels: CAL } ] } => must be one"
            + " of CALL, ON_SITE, SMS, APP, not 'CAL' (did you mean 'CALL'?)",
        "{ score: 40, tiers: [ { tier: LOW, respondWithin: 1m, channels: CALL, contacts: 11 } ] }"
            + " => must be a whole number from 1 to 10, not '11'",
        "{ score: 40, tiers: [ { tier: LOW, respondWithin: 1m, channels: CALL, contact: 2 } ] } =>"
            + " a tier has no key 'contact' (did you mean 'contacts'?)",
      })
  @DisplayName("a slip is one problem, with its line and what was probably meant")
  void slips(String alerts, String message) {
    String written =
        alerts.replace("<HIGH>", HIGH).replace("<MEDIUM>", MEDIUM).replace("<LOW>", LOW);

    assertThat(problems(written))
        .singleElement()
        .asString()
        .startsWith("pack.yaml:7: error: ")
        .contains(message);
  }

  @Test
  @DisplayName("an aggregate that is wrong by itself is not also said to be missing")
  void brokenAggregate() {
    Problems problems = new Problems();
    PackYaml.read(
        HEAD
            + "  broken: { key: payer, measure: summ, window: 24h }\n"
            + "alerts: { score: 40, loss: broken, tiers: [ "
            + LOW
            + " ] }\n",
        problems);

    assertThat(problems.list()).hasSize(1);
  }

  @Test
  @DisplayName("scripts may stand for any scam and for all, in all languages or in none")
  void scripts() {
    String texts = "LARGE = x\nscript.ask = a\\nb\nscript.FAKE_LOAN.say = {P.LARGE_AMOUNT}\n";

    assertThat(
            new TestPack()
                .file("messages_zh.properties", texts)
                .file("messages_en.properties", texts)
                .problems())
        .isEmpty();
    assertThat(
            new TestPack()
                .file("messages_zh.properties", texts)
                .file("messages_en.properties", "LARGE = x\nscript.FAKE_LOAN.say = {value}\n")
                .problems())
        .containsExactly(
            "messages_en.properties:2: error: '{value}': only texts of rules can name facts; use a"
                + " parameter",
            "messages_zh.properties:2: error: 'script.ask' is missing in messages_en.properties");
  }

  @Test
  @DisplayName("a part of a script that there is not is told")
  void unknownPart() {
    String texts = "LARGE = x\nscript.FAKE_LOAN.lawful = a\nscript.aks = b\n";

    assertThat(
            new TestPack()
                .file("messages_zh.properties", texts)
                .file("messages_en.properties", texts)
                .problems())
        .hasSize(4)
        .anyMatch(problem -> problem.contains("asks for 'script.aks' (did you mean 'script.ask'?)"))
        .anyMatch(problem -> problem.contains("asks for 'script.FAKE_LOAN.lawful'"));
  }
}
