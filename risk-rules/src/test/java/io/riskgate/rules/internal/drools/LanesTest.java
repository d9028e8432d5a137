package io.riskgate.rules.internal.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.RuleLane;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.CheckedRule.Branch;
import io.riskgate.rules.internal.CheckedRule.Place;
import io.riskgate.rules.internal.Needs;
import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules in both lanes of one pack. */
class LanesTest {
  private static final String DRL =
      """
      rule "DIRECT" when TransferFacts( value > 3 ) then end
      rule "SESSION" when TransferFacts( value > 4 ) not Integer() then end
      rule "DIRECT_TOO" when TransferFacts( value / hour > 5 ) then end
      rule "SESSION_TOO" salience 1 when TransferFacts( value / dayOfWeek > 6 ) then end
      """;

  @Test
  void aPackMayMixLanesAndEachRuleFailsAlone() {
    DroolsRules rules = rules();
    TransferFacts facts = rules.newFacts();
    facts.setHour(1);
    facts.setDayOfWeek(1);

    try (RuleEvaluator evaluator = rules.newEvaluator()) {
      assertThat(evaluate(evaluator, facts, 4)).containsExactly("hit", "", "", "");
      assertThat(evaluate(evaluator, facts, 5)).containsExactly("hit", "hit", "", "");
      assertThat(evaluate(evaluator, facts, 6)).containsExactly("hit", "hit", "hit", "");
      assertThat(evaluate(evaluator, facts, 7)).containsExactly("hit", "hit", "hit", "hit");
      facts.setHour(0);
      assertThat(evaluate(evaluator, facts, 7)).containsExactly("hit", "hit", "failed", "hit");
      facts.setDayOfWeek(0);
      assertThat(evaluate(evaluator, facts, 5)).containsExactly("hit", "hit", "failed", "failed");
      facts.setHour(1);
      assertThat(evaluate(evaluator, facts, 3)).containsExactly("", "", "", "failed");
    }
  }

  @Test
  void eachRuleTellsItsLaneAndWhy() {
    assertThat(rules().lanes())
        .containsExactly(
            new RuleLane("DIRECT", true, "it is one pattern of plain conditions over the facts"),
            new RuleLane(
                "SESSION", false, "it is not one pattern of plain conditions over the facts"),
            new RuleLane(
                "DIRECT_TOO", true, "it is one pattern of plain conditions over the facts"),
            new RuleLane("SESSION_TOO", false, "only a session heeds its attribute salience"));
  }

  /** Past our own reader, which refuses the attributes that the network is asked about here. */
  private static DroolsRules rules() {
    List<CheckedRule> rules = new ArrayList<>();
    for (String name : List.of("DIRECT", "SESSION", "DIRECT_TOO", "SESSION_TOO")) {
      rules.add(
          new CheckedRule(
              name,
              List.of(new Branch("", new Needs(0, false, false, new BitSet()), List.of())),
              List.of(),
              Place.ALONE));
    }
    Vocabulary vocabulary = Vocabulary.of(List.of(), List.of());
    Problems problems = new Problems();
    PackClasses classes =
        PackClasses.compile(
            Map.of("rules/a.drl", DRL), vocabulary, rules, Lanes.DIRECT_WHERE_POSSIBLE, problems);
    assertThat(problems.list()).isEmpty();
    return new DroolsRules(classes, vocabulary, rules);
  }

  private static List<String> evaluate(RuleEvaluator evaluator, TransferFacts facts, long value) {
    facts.setValue(value);
    RuleResults results = new RuleResults(4);
    evaluator.evaluate(facts, results);
    List<String> found = new ArrayList<>();
    for (int rule = 0; rule < results.size(); rule++) {
      found.add(results.isHit(rule) ? "hit" : results.isFailed(rule) ? "failed" : "");
    }
    return found;
  }
}
