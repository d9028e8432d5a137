package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.rules.internal.RuleSource.ConstraintSource;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which data each branch of a constraint needs. Aggregate 0 is count, 1 max, 2 devicePayers, 3
 * mean, 4 last.
 */
class NeedsInferenceTest {
  private static final Vocabulary VOCABULARY =
      Vocabulary.of(
          List.of(
              aggregate("count", Aggregate.Key.PAYER, Aggregate.Measure.COUNT, null),
              aggregate("max", Aggregate.Key.PAYER, Aggregate.Measure.MAX, null),
              aggregate(
                  "devicePayers",
                  Aggregate.Key.DEVICE,
                  Aggregate.Measure.DISTINCT,
                  Aggregate.Field.CUSTOMER),
              aggregate("mean", Aggregate.Key.PAYER, Aggregate.Measure.MEAN, null),
              aggregate("last", Aggregate.Key.MERCHANT, Aggregate.Measure.LAST, null)),
          List.of(
              new Parameter("N", ParameterUnit.COUNT, 3, 0, 9, "test"),
              new Parameter("SHIFT", ParameterUnit.COUNT, 3, -9, 9, "test")));

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        // facts that do not depend on history
        "value > 3 => [] covered: aggregates {}",
        "device.present => [] covered: aggregates {}",
        "purpose matches \"x\" => [PURPOSE] covered: aggregates {}",
        "origin.speedKmh > 9, payer.customerAge < 9 => [LOCATION, PAYER_AGE] covered: aggregates"
            + " {}",
        "counterparty.overseas => [PAYEE_COUNTRY] covered: aggregates {}",
        // an aggregate on the greater side
        "history.count > P.N => [] covered: aggregates {}",
        "history.count >= 3 => [] covered: aggregates {}",
        "P.N < history.count => [] covered: aggregates {}",
        "P.N <= history.count => [] covered: aggregates {}",
        "history.count + history.max > 3 => [] covered: aggregates {}",
        "history.count + value > 3 => [] covered: aggregates {}",
        "history.count * history.max > 3 => [] covered: aggregates {}",
        "history.count * 100 >= P.N * value => [] covered: aggregates {}",
        "history.count * P.N > 3 => [] covered: aggregates {}",
        "history.count * (history.max + 1) > 3 => [] covered: aggregates {}",
        "history.devicePayers >= 3 => [DEVICE] covered: aggregates {}",
        // an aggregate anywhere else
        "history.count < 3 => [] covered: aggregates {0}",
        "history.count <= P.N => [] covered: aggregates {0}",
        "P.N > history.count => [] covered: aggregates {0}",
        "history.count == 3 => [] covered: aggregates {0}",
        "history.count != 3 => [] covered: aggregates {0}",
        "history.count in (1, 2) => [] covered: aggregates {0}",
        "value > 3 * history.max => [] covered: aggregates {1}",
        "value > history.max + 3 => [] covered: aggregates {1}",
        "history.count > history.max => [] covered: aggregates {1}",
        "history.count - 1 > 3 => [] covered: aggregates {0}",
        "-history.count > 3 => [] covered: aggregates {0}",
        "history.count / 2 > 3 => [] covered: aggregates {0}",
        "history.count % 2 > 3 => [] covered: aggregates {0}",
        "history.count * P.SHIFT > 3 => [] covered: aggregates {0}",
        "history.count * payer.balance > 3 => [PAYER_BALANCE] covered: aggregates {0}",
        "history.count * (value - 3) > 3 => [] covered: aggregates {0}",
        "history.devicePayers < 3 => [DEVICE] covered: aggregates {2}",
        // an aggregate that more history can make smaller
        "history.mean > 3 => [] covered: aggregates {3}",
        "history.mean < 3 => [] covered: aggregates {3}",
        "history.count + history.mean > 3 => [] covered: aggregates {3}",
        "history.last >= 3 => [MERCHANT] covered: aggregates {4}",
        // first and last seen
        "counterparty.paidBefore => [] covered: aggregates {}",
        "counterparty.paidBefore == true => [] covered: aggregates {}",
        "counterparty.paidBefore != false => [] covered: aggregates {}",
        "!counterparty.paidBefore => [] covered: seen, aggregates {}",
        "counterparty.paidBefore == false => [] covered: seen, aggregates {}",
        "counterparty.ageHours < P.N => [] covered: seen, aggregates {}",
        "counterparty.ageHours > P.N => [] covered: aggregates {}",
        "device!.ageHours < P.N => [DEVICE] covered: seen, aggregates {}",
        "payer.idleHours > P.N => [] covered: seen, aggregates {}",
        "payer.idleHours < P.N => [] covered: seen, aggregates {}",
        "P.N > payer.idleHours * 2 => [] covered: seen, aggregates {}",
        // not, and parentheses
        "!(history.count < 3) => [] covered: aggregates {}",
        "!(history.count > 3) => [] covered: aggregates {0}",
        "!(!counterparty.paidBefore) => [] covered: aggregates {}",
        "(history.count) > (3) => [] covered: aggregates {}",
        "!(purpose matches \"x\") => [PURPOSE] covered: aggregates {}",
        // several conditions
        "history.count < 3, history.max < 3 => [] covered: aggregates {0, 1}",
        "history.count < 3 && device.usedBefore => [DEVICE] covered: aggregates {0}",
        // branches
        "history.count < 3 || device.usedBefore => [] covered: aggregates {0} ; [DEVICE] covered:"
            + " aggregates {}",
        "!(history.count < 3 && !device.usedBefore) => [] covered: aggregates {} ; [DEVICE]"
            + " covered: aggregates {}",
        "(device.usedBefore || counterparty.overseas), (purpose contains \"x\" || hour < 3) =>"
            + " [DEVICE, PURPOSE] covered: aggregates {} ; [DEVICE] covered: aggregates {} ;"
            + " [PAYEE_COUNTRY, PURPOSE] covered: aggregates {} ; [PAYEE_COUNTRY] covered:"
            + " aggregates {}",
        "!(device.usedBefore || counterparty.overseas) => [DEVICE, PAYEE_COUNTRY] covered: seen,"
            + " aggregates {}",
      })
  void needs(String constraints, String expected) {
    DroolsLanguage language = new DroolsLanguage();
    List<Expr> understood =
        Stream.of(constraints.split(", (?![0-9])", -1))
            .map(text -> language.understand(new ConstraintSource(text, 1), VOCABULARY))
            .toList();

    List<String> needs =
        Branches.of(understood).stream().map(NeedsInference::of).map(Needs::toString).toList();

    assertThat(String.join(" ; ", needs)).isEqualTo(expected);
  }

  private static Aggregate aggregate(
      String name, Aggregate.Key key, Aggregate.Measure measure, Aggregate.Field field) {
    return new Aggregate(
        name,
        key,
        Aggregate.Direction.OUT,
        measure,
        field,
        Aggregate.Window.trailing(Duration.ofHours(1)),
        Aggregate.Filter.ALL);
  }
}
