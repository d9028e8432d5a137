package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.internal.RuleSource.ConstraintSource;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form in which conditions are compiled. */
class CompiledFormTest {
  private static final Vocabulary VOCABULARY =
      Vocabulary.of(List.of(), List.of(), List.of(new WordList("W", List.of("刷单"), "test")));

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "hour in (1, 2, 3) => (hour == 1) || (hour == 2) || (hour == 3)",
        "hour not in (1, 2) => (hour != 1) && (hour != 2)",
        "!(hour in (1, 2) && value > 0) => !(((hour == 1) || (hour == 2)) && (value > 0))",
        "(hour + 1) in (1, 2) => ((hour + 1) == 1) || ((hour + 1) == 2)",
        "purpose contains P.W => P.W(purpose) == true",
        "purpose not contains P.W || hour > 3 => (P.W(purpose) == false) || (hour > 3)",
        "purpose contains \"x\" => purpose contains \"x\""
      })
  @DisplayName("choices become comparisons, and a search for words a call")
  void form(String constraint, String compiled) {
    Expr understood =
        new DroolsLanguage().understand(new ConstraintSource(constraint, 1), VOCABULARY);

    assertThat(ExprPrinter.toCheck(understood)).isEqualTo(compiled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "hour > 3 => P.greater(hour, 3) == true",
        "hour <= -3 => P.lessOrEqual(hour, -3) == true",
        "-hour != 3 => P.notEqual(P.minus(0, hour), 3) == true",
        "value * 3 - payer.balance >= value / 2 => P.greaterOrEqual(P.minus(P.times(value, 3),"
            + " payer.balance), P.divide(value, 2)) == true",
        "hour in (1, 2) => (P.equal(hour, 1) == true) || (P.equal(hour, 2) == true)",
        "kind == TransferKind.TRANSFER => kind == TransferKind.TRANSFER",
        "!(hour % 2 == 1) => !(P.equal(P.remainder(hour, 2), 1) == true)"
      })
  @DisplayName("where it is run, what is done with numbers is a call")
  void formThatIsRun(String constraint, String compiled) {
    Expr understood =
        new DroolsLanguage().understand(new ConstraintSource(constraint, 1), VOCABULARY);

    assertThat(ExprPrinter.toRun(understood)).isEqualTo(compiled);
  }

  @Test
  @DisplayName("as many choices as there may be are compiled and mean what they say")
  void manyChoices() {
    String choices =
        IntStream.range(0, ConstraintLint.CHOICES_MAX)
            .mapToObj(i -> Integer.toString(7 * i))
            .collect(Collectors.joining(", "));
    LoadedPack pack =
        new TestPack()
            .rules(
                "IN", "payer.ageHours in (" + choices + ")",
                "NOT_IN", "payer.ageHours not in (" + choices + ")")
            .load();
    TransferFacts facts = pack.newFacts();
    RuleResults results = new RuleResults(2);
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      for (int hours = 0; hours < 800; hours++) {
        facts.getPayer().setAgeHours(hours);
        results.clear();
        evaluator.evaluate(facts, results);
        boolean chosen = hours % 7 == 0 && hours < 7 * ConstraintLint.CHOICES_MAX;
        assertThat(results.isHit(0)).isEqualTo(chosen);
        assertThat(results.isHit(1)).isEqualTo(!chosen);
      }
    }
  }
}
