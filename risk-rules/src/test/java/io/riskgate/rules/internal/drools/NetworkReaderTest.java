package io.riskgate.rules.internal.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What takes the direct lane and what does not. It rests on the insides of Drools, so these are the
 * tests that must fail when another version changes them.
 */
class NetworkReaderTest {
  private static final List<String> DIRECT =
      List.of(
          "TransferFacts()",
          "TransferFacts( value > 3 )",
          "TransferFacts( value > 3, hour == 4 || !counterparty.paidBefore )",
          "TransferFacts( value > 3 && hour in (1, 2) )",
          "TransferFacts( purpose matches \"(?is).*(a|b).*\" )",
          "TransferFacts( value + 3 * hour >= payer.balance )",
          "$f : TransferFacts( value > 3 )");

  private static final List<String> SESSION =
      List.of(
          "TransferFacts( value > 3 ) TransferFacts( hour == 4 )",
          "TransferFacts( $v : value, $v > 3 )",
          "$f : TransferFacts( value > 3 ) TransferFacts( this != $f )",
          "not TransferFacts( value > 3 )",
          "exists TransferFacts( value > 3 )",
          "forall( TransferFacts( value > 3 ) )",
          "TransferFacts( value > 3 ) or TransferFacts( hour == 4 )",
          "TransferFacts( value > 3 ) eval( 1 == 1 )",
          "accumulate( TransferFacts( $v : value ); $n : count( $v ); $n > 0 )",
          "TransferFacts( value > 3 ) from entry-point \"other\"",
          "$f : TransferFacts( value > 3 ) Integer() from $f.hour",
          "Object()",
          "Integer( this > 3 )");

  private static final List<String> ATTRIBUTES =
      List.of(
          "salience 1",
          "salience -1",
          "enabled false",
          "date-effective \"01-Jan-2026\"",
          "date-expires \"01-Jan-2036\"",
          "timer ( int: 1s )",
          "calendars \"weekday\"",
          "agenda-group \"g\"",
          "auto-focus true",
          "activation-group \"g\"",
          "ruleflow-group \"g\"",
          "lock-on-active true",
          "no-loop true");

  @Test
  void plainConditionsTakeTheDirectLane() {
    LanePlan plan = plan(each(DIRECT, conditions -> rule(conditions, "", conditions)));

    assertThat(plan.refused()).isEmpty();
    assertThat(plan.paths())
        .extracting(LanePlan.Path::rule)
        .containsExactlyInAnyOrderElementsOf(each(DIRECT, NetworkReaderTest::name));
  }

  @Test
  void whateverIsNotOnePatternOverTheFactsRunsInASession() {
    LanePlan plan = plan(each(SESSION, conditions -> rule(conditions, "", conditions)));

    assertThat(plan.paths()).isEmpty();
    for (String conditions : SESSION) {
      assertThat(plan.refused())
          .containsEntry(
              name(conditions), "it is not one pattern of plain conditions over the facts");
    }
  }

  @Test
  void anAttributeIsForASession() {
    LanePlan plan =
        plan(
            each(ATTRIBUTES, attribute -> rule(attribute, attribute, "TransferFacts( hour > 3 )")));

    assertThat(plan.paths()).isEmpty();
    for (String attribute : ATTRIBUTES) {
      assertThat(plan.refused().get(name(attribute)))
          .startsWith("only a session heeds its attribute ")
          .contains(attribute.split(" ", -1)[0]);
    }
  }

  @Test
  void rulesThatBeginAlikeShareTheirFirstPredicates() {
    LanePlan plan =
        plan(
            List.of(
                rule("A", "", "TransferFacts( hour == 1, value > 3 )"),
                rule("B", "", "TransferFacts( hour == 2, value > 3 )"),
                rule("C", "", "TransferFacts( hour == 1, value > 4 )"),
                rule("D", "", "TransferFacts( hour == 3 )"),
                rule("E", "", "TransferFacts( hour == 4 )")));

    assertThat(plan.refused()).isEmpty();
    assertThat(plan.paths())
        .extracting(LanePlan.Path::rule)
        .as("Drools hashes the hours, and every rule is still found")
        .containsExactlyInAnyOrder("A", "B", "C", "D", "E");
    Map<String, List<String>> predicates = plan.predicates();
    assertThat(predicates.get("A")).hasSize(2);
    assertThat(predicates.get("A").get(0)).isEqualTo(predicates.get("C").get(0));
    assertThat(predicates.get("A").get(1)).isEqualTo(predicates.get("B").get(1));
    assertThat(predicates.get("A")).isNotEqualTo(predicates.get("C"));
  }

  @Test
  void aPackMayMixBoth() {
    LanePlan plan =
        plan(
            List.of(
                rule("DIRECT", "", "TransferFacts( value > 3 )"),
                rule("SESSION", "", "TransferFacts( value > 3 ) not Integer()")));

    assertThat(plan.paths()).extracting(LanePlan.Path::rule).containsExactly("DIRECT");
    assertThat(plan.refused()).containsOnlyKeys("SESSION");
  }

  private static List<String> each(List<String> all, UnaryOperator<String> change) {
    return all.stream().map(change).toList();
  }

  private static String name(String text) {
    return text.replace('"', '\'').replace('\\', '/');
  }

  private static String rule(String name, String attribute, String conditions) {
    return "rule \"" + name(name) + "\" " + attribute + "\nwhen\n" + conditions + "\nthen end\n";
  }

  /** Compiles DRL as Drools has it, past what our own reader refuses. */
  private static LanePlan plan(List<String> rules) {
    Vocabulary vocabulary = Vocabulary.of(List.of(), List.of());
    Problems problems = new Problems();
    Map<String, byte[]> files =
        new ModelCompiler(Map.of("rules/a.drl", String.join("", rules)), vocabulary, List.of())
            .compile(problems);
    assertThat(problems.list()).isEmpty();
    return PackClasses.plan(new PackLoader(files, vocabulary).model(), List.of());
  }
}
