package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.DataItem;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
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
  @DisplayName(
      "one look for the words of all lists goes before rules that need a word, and no others")
  void anyWord() {
    TestPack files =
        pack()
            .rules(
                "CONTAINS", "hour < 6, purpose contains P.REBATE_WORDS",
                "EITHER", "purpose contains P.REBATE_WORDS || purpose contains P.ONE_WORD",
                "BOTH", "hour < 6 && purpose contains P.ONE_WORD",
                "OR_NIGHT", "purpose contains P.ONE_WORD || hour < 6",
                "NOT_CONTAINS", "purpose not contains P.REBATE_WORDS",
                "NOT", "!(purpose contains P.REBATE_WORDS)",
                "PLAIN", "purpose contains \"110\"",
                "COUNTRY", "counterparty.country contains P.ONE_WORD");
    LoadedPack pack = files.load();

    assertThat(pack.understood())
        .filteredOn(rule -> ClausePrinter.print(rule.clauses()).contains("anyWord"))
        .extracting(UnderstoodRule::name)
        .containsExactlyInAnyOrder("CONTAINS", "EITHER", "BOTH");
    assertThat(pack.understood())
        .noneMatch(rule -> ClausePrinter.printToCheck(rule.clauses(), true).contains("anyWord"));
    assertThat(hits(pack, "call 110"))
        .containsExactlyInAnyOrder("EITHER", "BOTH", "OR_NIGHT", "NOT_CONTAINS", "NOT", "PLAIN");
    assertThat(hits(pack, "刷单")).containsExactlyInAnyOrder("CONTAINS", "EITHER", "OR_NIGHT");
    assertThat(hits(pack, "房租")).containsExactlyInAnyOrder("OR_NIGHT", "NOT_CONTAINS", "NOT");
  }

  @Test
  @DisplayName("lists too long to be looked for together are looked for one by one")
  void manyWords() {
    StringBuilder lists = new StringBuilder("parameters:\n");
    List<String> rules = new ArrayList<>();
    for (int list = 0; list < 9; list++) {
      StringBuilder words = new StringBuilder();
      for (int word = 0; word < WordList.WORDS_MAX; word++) {
        words.append(word == 0 ? "" : ", ").append(word(list, word));
      }
      lists.append("  W" + list + ": { type: words, why: \"test\", value: [\n    ");
      lists.append(words.toString().replaceAll("(.{1,3000},) ", "$1\n    ")).append(" ] }\n");
      rules.addAll(List.of("RULE_" + list, "purpose contains P.W" + list));
    }
    LoadedPack pack =
        new TestPack()
            .edit("pack.yaml", "parameters:\n", lists.toString())
            .rules(rules.toArray(String[]::new))
            .load();

    assertThat(AnyWord.matcher(pack.vocabulary().wordLists().values()).test("nothing")).isTrue();
    assertThat(hits(pack, "to " + word(8, 199))).containsExactly("RULE_8");
    assertThat(hits(pack, "nothing")).isEmpty();
  }

  private static String word(int list, int word) {
    return "w%036dx%02d".formatted(word, list);
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
