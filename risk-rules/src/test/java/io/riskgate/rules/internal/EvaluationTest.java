package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.riskgate.core.DataItem;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What comes of rules, with all data, with some missing, and when one throws. */
class EvaluationTest {
  private static final int OUT_COUNT = 0;

  @Test
  void aParameterIsReadInTheBaseCurrencysMinorUnits() {
    LoadedPack pack = new TestPack().load();
    TransferFacts facts = pack.newFacts();

    facts.setValue(500_000);
    assertThat(evaluate(pack, facts)).containsExactly("quiet");
    facts.setValue(500_001);
    assertThat(evaluate(pack, facts)).containsExactly("hit");
  }

  @Test
  void anotherValueOfAParameterIsAnotherPack() {
    TestPack files = new TestPack();
    LoadedPack first = files.load();
    LoadedPack second = files.edit("pack.yaml", "value: 5000.00", "value: 9000.00").load();
    TransferFacts forFirst = first.newFacts();
    TransferFacts forSecond = second.newFacts();
    forFirst.setValue(600_000);
    forSecond.setValue(600_000);

    assertThat(evaluate(first, forFirst)).containsExactly("hit");
    assertThat(evaluate(second, forSecond)).containsExactly("quiet");
    assertThat(evaluate(first, forFirst)).containsExactly("hit");
    assertThat(first.identity()).isNotEqualTo(second.identity());
  }

  @Test
  void everyFormOfConstraintMeansWhatItSays() {
    LoadedPack pack =
        new TestPack()
            .rules(
                "FLIPPED", "P.LARGE_AMOUNT < value",
                "SUMS", "(history.outCount + 1) * 100 >= P.COUNT * history.devicePayers",
                "OR", "hour < 6 || !(kind == TransferKind.TRANSFER && counterparty.paidBefore)",
                "IN", "hour in (1, 2, 3)",
                "NOT_IN", "kind not in (TransferKind.REFUND, TransferKind.DEPOSIT)",
                "MATCHES", "purpose matches \"(?is).*(刷单|rebate).*\"",
                "CONTAINS", "purpose contains \"刷单\"",
                "NOT_CONTAINS", "purpose not contains \"刷单\"",
                "INT_AGAINST_LONG", "payer.customerAge >= P.COUNT",
                "REMAINDER", "payer.customerAge % 5 == 1",
                "NEGATIVE", "-payer.customerAge > P.SHIFT - 12")
            .load();
    TransferFacts facts = pack.newFacts();
    facts.setValue(500_001);
    facts.setHour(3);
    facts.setPurpose("转 刷单 now");
    facts.getPayer().setCustomerAge(6);

    assertThat(evaluate(pack, facts))
        .containsExactly(
            "hit", "hit", "hit", "hit", "hit", "hit", "hit", "quiet", "hit", "hit", "quiet");

    facts.setValue(500_002);
    facts.setHour(9);
    facts.setPurpose("");
    facts.setKind(TransferKind.TRANSFER);
    facts.getCounterparty().setPaidBefore(true);
    facts.getPayer().setCustomerAge(5);
    facts.aggregates().array()[2] = 17;

    assertThat(evaluate(pack, facts))
        .containsExactly(
            "hit", "quiet", "quiet", "quiet", "hit", "quiet", "quiet", "hit", "quiet", "quiet",
            "hit");
  }

  @Test
  void aHitStandsOnlyWhereATrueBranchHadItsData() {
    LoadedPack pack =
        new TestPack().rules("FAR", "origin.speedKmh > 900 || device.ageHours > 3").load();
    TransferFacts facts = pack.newFacts();

    assertThat(evaluate(pack, facts)).containsExactly("quiet");

    facts.getOrigin().setSpeedKmh(901);
    assertThat(evaluate(pack, facts)).containsExactly("hit");

    facts.availability().missing(DataItem.DEVICE);
    assertThat(evaluate(pack, facts)).as("the true branch has its data").containsExactly("hit");

    facts.availability().missing(DataItem.LOCATION);
    assertThat(evaluate(pack, facts)).as("no branch has").containsExactly("not evaluated");

    facts.availability().clear();
    facts.availability().missing(DataItem.LOCATION);
    assertThat(evaluate(pack, facts))
        .as("true through a branch that lacks its data")
        .containsExactly("not evaluated");

    facts.getDevice().setAgeHours(4);
    assertThat(evaluate(pack, facts)).as("now true through the other").containsExactly("hit");

    facts.getDevice().setAgeHours(3);
    facts.getOrigin().setSpeedKmh(0);
    assertThat(evaluate(pack, facts))
        .as("nobody knows: the missing branch might be true")
        .containsExactly("not evaluated");
  }

  @Test
  void whileHistoryIsNotCompleteOnlyRulesThatAskForMoreAreEvaluated() {
    LoadedPack pack =
        new TestPack()
            .rules(
                "MANY", "history.outCount >= P.COUNT",
                "FEW", "history.outCount < P.COUNT",
                "OTHER", "value > 3 * history.max90d")
            .load();
    TransferFacts facts = pack.newFacts();
    facts.setValue(1);
    facts.availability().aggregateUncovered(OUT_COUNT);

    assertThat(evaluate(pack, facts)).containsExactly("quiet", "not evaluated", "hit");
    facts.aggregates().array()[OUT_COUNT] = 6;
    assertThat(evaluate(pack, facts)).containsExactly("hit", "not evaluated", "hit");
  }

  @Test
  void aRuleThatThrowsFailsAlone() {
    LoadedPack pack =
        new TestPack()
            .rules(
                "BEFORE", "payer.ageHours > 3",
                "DIVIDES", "payer.ageHours / history.outCount > 3",
                "AFTER", "payer.ageHours > 4",
                "QUIET", "payer.ageHours > 1000")
            .load();
    TransferFacts facts = pack.newFacts();
    facts.getPayer().setAgeHours(100);
    RuleResults results = new RuleResults(4);

    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      for (int round = 0; round < 3; round++) {
        facts.aggregates().array()[OUT_COUNT] = 0;
        assertThat(evaluate(evaluator, facts, results))
            .containsExactly("hit", "failed", "hit", "quiet");
        facts.aggregates().array()[OUT_COUNT] = 5;
        assertThat(evaluate(evaluator, facts, results))
            .containsExactly("hit", "hit", "hit", "quiet");
        facts.aggregates().array()[OUT_COUNT] = 50;
        assertThat(evaluate(evaluator, facts, results))
            .containsExactly("hit", "quiet", "hit", "quiet");
      }
    }
  }

  @Test
  void aRuleThatThrowsForLackOfDataIsNotEvaluated() {
    LoadedPack pack =
        new TestPack()
            .rules(
                "DIVIDES", "payer.ageHours / origin.distanceKm > 3",
                "EITHER", "payer.ageHours / origin.distanceKm > 3 || device.ageHours > 3",
                "THROWS_ANYWAY",
                    "payer.ageHours / origin.distanceKm > 3 || payer.ageHours / history.outCount >"
                        + " 3")
            .load();
    TransferFacts facts = pack.newFacts();
    facts.availability().missing(DataItem.LOCATION);

    assertThat(evaluate(pack, facts)).containsExactly("not evaluated", "not evaluated", "failed");

    facts.getDevice().setAgeHours(4);
    facts.aggregates().array()[OUT_COUNT] = 1;
    facts.getPayer().setAgeHours(9);
    assertThat(evaluate(pack, facts)).containsExactly("not evaluated", "hit", "hit");
  }

  @Test
  void aHitCarriesTheFactsThatItsTextsName() {
    LoadedPack pack =
        new TestPack()
            .file(
                "messages_zh.properties",
                """
                LARGE = {kind}：{value}（{P.LARGE_AMOUNT}）
                LARGE.advice = {hour}
                """)
            .file(
                "messages_en.properties",
                """
                LARGE = {history.outCount} and {value}
                LARGE.advice = {P.COUNT} of {hour}
                """)
            .load();
    TransferFacts facts = pack.newFacts();
    facts.setValue(1_234_567);
    facts.setHour(7);
    facts.aggregates().array()[OUT_COUNT] = 1_000;
    RuleResults results = new RuleResults(1);

    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      evaluator.evaluate(facts, results);
    }

    List<Object> arguments = results.arguments(0);
    assertThat(arguments).containsExactly(TransferKind.TRANSFER, 1_234_567L, 7L, 1_000L);
    assertThat(pack.messages().text("LARGE", Locale.CHINA, arguments))
        .contains("TRANSFER：12,345.67（5,000.00）");
    assertThat(pack.messages().text("LARGE", Locale.UK, arguments)).contains("1000 and 12,345.67");
    assertThat(pack.messages().text("LARGE.advice", Locale.ENGLISH, arguments)).contains("6 of 7");
    assertThat(pack.messages().text("LARGE.advice", Locale.FRENCH, arguments))
        .as("the first language stands in")
        .contains("7");
    assertThat(pack.messages().text("LARGE", Locale.CHINA, List.of())).contains("…：…（5,000.00）");
    assertThat(pack.messages().text("SMALL", Locale.CHINA, List.of())).isEmpty();
  }

  @Test
  void evaluatorsOfOnePackRunSideBySide() throws InterruptedException {
    LoadedPack pack = new TestPack().load();
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int large = t % 2;
      threads.add(
          new Thread(
              () -> {
                TransferFacts facts = pack.newFacts();
                facts.setValue(500_000 + large);
                RuleResults results = new RuleResults(1);
                try (RuleEvaluator evaluator = pack.newEvaluator()) {
                  for (int i = 0; i < 2_000; i++) {
                    results.clear();
                    evaluator.evaluate(facts, results);
                    wrong.addAndGet(results.hits() == large ? 0 : 1);
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(wrong).hasValue(0);
  }

  @Test
  void aClosedEvaluatorSaysSo() {
    LoadedPack pack = new TestPack().load();
    RuleEvaluator evaluator = pack.newEvaluator();
    evaluator.close();
    evaluator.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> evaluator.evaluate(pack.newFacts(), new RuleResults(1)))
        .withMessage("This evaluator is closed");
  }

  static List<String> evaluate(LoadedPack pack, TransferFacts facts) {
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      return evaluate(evaluator, facts, new RuleResults(pack.rules().size()));
    }
  }

  private static List<String> evaluate(
      RuleEvaluator evaluator, TransferFacts facts, RuleResults results) {
    results.clear();
    evaluator.evaluate(facts, results);
    List<String> found = new ArrayList<>();
    for (int rule = 0; rule < results.size(); rule++) {
      found.add(
          results.isHit(rule)
              ? "hit"
              : results.isFailed(rule)
                  ? "failed"
                  : results.isNotEvaluated(rule) ? "not evaluated" : "quiet");
    }
    return found;
  }
}
