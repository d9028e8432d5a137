package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.DataItem;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules that look for the words of a list. */
class WordsTest {
  private static final String LISTS =
      """
      parameters:
        REBATE_WORDS: { type: words, value: [刷单, task rebate], why: "test" }
        ONE_WORD: { type: words, value: 110, why: "test" }
      """;

  private static TestPack pack() {
    return new TestPack().edit("pack.yaml", "parameters:\n", LISTS);
  }

  @Test
  void containsAndNotContainsMeanWhatTheySay() {
    LoadedPack pack =
        pack()
            .rules(
                "CONTAINS", "purpose contains P.REBATE_WORDS",
                "NOT_CONTAINS", "purpose not contains P.REBATE_WORDS",
                "NOT", "!(purpose contains P.REBATE_WORDS)",
                "NEITHER", "!(purpose contains P.REBATE_WORDS || purpose contains P.ONE_WORD)",
                "SINGLE", "purpose contains P.ONE_WORD, hour < 6 || value > P.LARGE_AMOUNT",
                "TRUE", "(purpose contains P.REBATE_WORDS) == true",
                "COUNTRY", "counterparty.country contains P.REBATE_WORDS")
            .load();

    assertThat(pack.lanes()).allMatch(lane -> lane.direct());
    assertThat(hits(pack, "to: TASK Rebate")).containsExactly("CONTAINS", "TRUE");
    assertThat(hits(pack, "房租")).containsExactly("NOT_CONTAINS", "NOT", "NEITHER");
    assertThat(hits(pack, "call 110")).containsExactly("NOT_CONTAINS", "NOT", "SINGLE");
  }

  @Test
  void otherWordsAreAnotherPackWhoseRulesAreTheSame() {
    TestPack files = pack().rules("REBATE", "purpose contains P.REBATE_WORDS");
    LoadedPack before = files.load();
    LoadedPack after = files.edit("pack.yaml", "[刷单, task rebate]", "[返利]").load();

    assertThat(hits(before, "刷单")).containsExactly("REBATE");
    assertThat(hits(after, "刷单")).isEmpty();
    assertThat(hits(after, "返利")).containsExactly("REBATE");
    assertThat(after.identity()).isNotEqualTo(before.identity());
  }

  @Test
  void aRuleThatLooksForWordsNeedsTheText() {
    LoadedPack pack = pack().rules("REBATE", "purpose not contains P.REBATE_WORDS").load();
    TransferFacts facts = pack.newFacts();
    facts.availability().missing(DataItem.PURPOSE);
    RuleResults results = new RuleResults(1);
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      evaluator.evaluate(facts, results);
    }

    assertThat(results.isNotEvaluated(0)).isTrue();
  }

  @Test
  void aTextOfARuleDoesNotShowTheList() {
    TestPack pack =
        pack()
            .rules("REBATE", "purpose contains P.REBATE_WORDS")
            .file("messages_en.properties", "REBATE = one of {P.REBATE_WORDS}\n");

    assertThat(pack.problems())
        .containsExactly(
            "messages_en.properties:1: error: '{P.REBATE_WORDS}' is a list of words, which a text"
                + " does not show");
  }

  @Test
  void lanesAreComparedOnTextsAroundEachWord() {
    LoadedPack pack = pack().rules("REBATE", "purpose contains P.REBATE_WORDS").load();
    FactProbes probes =
        new FactProbes(pack.vocabulary(), NeutralFacts.of(pack.definition()), pack.understood(), 1);
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      TransferFacts facts = pack.newFacts();
      probes.fill(facts);
      texts.add(facts.getPurpose());
    }

    assertThat(texts)
        .contains(
            "",
            "刷单",
            "单",
            "刷",
            "刷刷单",
            "xtask rebate\ny",
            "TASK REBATE",
            "ask rebate",
            "task rebat",
            "ttask rebate",
            "ｔａｓｋ ｒｅｂａｔｅ");
  }

  private static List<String> hits(LoadedPack pack, String purpose) {
    TransferFacts facts = pack.newFacts();
    facts.setPurpose(purpose);
    facts.setHour(3);
    RuleResults results = new RuleResults(pack.rules().size());
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      evaluator.evaluate(facts, results);
    }
    return pack.rules().stream()
        .map(rule -> rule.code())
        .filter(code -> results.isHit(pack.indexOf(code)))
        .toList();
  }
}
