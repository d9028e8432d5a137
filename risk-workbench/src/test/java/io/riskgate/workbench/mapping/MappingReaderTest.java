package io.riskgate.workbench.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.riskgate.workbench.message.InputException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MappingReaderTest {
  private static final String SMALLEST =
      """
      fields:
        time: when
        payer: from
        payee: to
        amount: sum
        currency: unit
      """;

  private static Mapping read(String yaml) {
    return MappingReader.read("m.yaml", yaml);
  }

  @Test
  void readsTheSmallestMapping() {
    Mapping mapping = read(SMALLEST);

    assertThat(mapping.canonical()).isFalse();
    assertThat(mapping.separator()).isEqualTo(',');
    assertThat(mapping.time()).isEqualTo(TimeFormat.ISO);
    assertThat(mapping.fields())
        .containsEntry(Field.PAYER, FieldSource.column("from"))
        .doesNotContainKey(Field.TRANSFER_ID);
    assertThat(mapping.columns()).containsExactly("when", "from", "to", "sum", "unit");
    assertThat(mapping.swapped()).isNull();
    assertThat(mapping.failed()).isNull();
    assertThat(mapping.label()).isNull();
  }

  @Test
  void readsEveryFeature() {
    Mapping mapping =
        read(
            """
            separator: ";"
            fields:
              transfer_id: row number
              time: {column: t, step: {unit: day, origin: "2026-01-01T00:00:00+08:00"}}
              payer: from
              payee: {constant: shop}
              amount: {column: sum, scale: 0.01}
              currency: {constant: CNY}
              kind: {column: action, values: {OUT: WITHDRAWAL, IN: DEPOSIT}}
              channel: {constant: WEB}
              ip: {column: address, decimal: true}
              payer_balance: {column: before, scale: 0.01}
            swapped: {column: action, values: [IN, BACK]}
            failed: {column: state, values: bounced}
            label: {column: fraud, values: ["1", yes]}
            """);

    assertThat(mapping.separator()).isEqualTo(';');
    assertThat(mapping.time())
        .isEqualTo(new TimeFormat.Step(Duration.ofDays(1), Instant.parse("2025-12-31T16:00:00Z")));
    assertThat(mapping.fields())
        .containsEntry(Field.PAYEE, FieldSource.constant("shop"))
        .containsEntry(
            Field.AMOUNT, new FieldSource("sum", null, Map.of(), new BigDecimal("0.01"), false))
        .containsEntry(
            Field.KIND,
            new FieldSource(
                "action", null, Map.of("OUT", "WITHDRAWAL", "IN", "DEPOSIT"), null, false))
        .containsEntry(Field.IP, new FieldSource("address", null, Map.of(), null, true))
        .doesNotContainKey(Field.TRANSFER_ID);
    assertThat(mapping.swapped())
        .isEqualTo(new Condition("action", Set.of("IN", "BACK"), Set.of()));
    assertThat(mapping.failed()).isEqualTo(new Condition("state", Set.of("bounced"), Set.of()));
    assertThat(mapping.label()).isEqualTo(new Condition("fraud", Set.of("1", "yes"), Set.of()));
    assertThat(mapping.columns())
        .containsExactly("t", "from", "sum", "action", "address", "before", "state", "fraud");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("", "m.yaml: is empty"),
        arguments("fields: [", "m.yaml:1: is not YAML"),
        arguments("just words", "m.yaml:1: the mapping must be keys and values"),
        arguments("separator: \",\"\n", "m.yaml:1: 'fields' is missing"),
        arguments(
            SMALLEST + "separater: \";\"\n",
            "m.yaml:7: the mapping: unknown key 'separater'; did you mean 'separator'?"),
        arguments(
            SMALLEST + "  chanel: c\n",
            "m.yaml:7: fields: unknown key 'chanel'; did you mean 'channel'?"),
        arguments(
            SMALLEST + "  channel: {colum: c}\n",
            "m.yaml:7: channel: unknown key 'colum'; did you mean 'column'?"),
        arguments(SMALLEST + "  payer: other\n", "m.yaml:7: fields: 'payer' is there twice"),
        arguments(SMALLEST.replace("payer:", "customer:"), "m.yaml:2: fields: 'payer' is missing"),
        arguments(SMALLEST.replace("time:", "customer:"), "m.yaml:2: fields: 'time' is missing"),
        arguments(
            SMALLEST.replace("currency:", "customer:"),
            "m.yaml:2: fields: 'currency' or 'asset' is missing; for one currency"),
        arguments(
            SMALLEST + "  latitude: lat\n",
            "m.yaml:2: fields: 'latitude' and 'longitude' belong together"),
        arguments(SMALLEST + "separator: ab\n", "'separator' must be one character"),
        arguments(
            SMALLEST.replace("amount: sum", "amount: {column: sum, scale: 1/100}"),
            "m.yaml:5: amount: 'scale' must be a decimal greater than zero"),
        arguments(
            SMALLEST.replace("amount: sum", "amount: {column: sum, scale: 0.0}"),
            "m.yaml:5: amount: 'scale' must be a decimal greater than zero"),
        arguments(
            SMALLEST + "  payer_age: {column: a, scale: 2}\n",
            "m.yaml:7: payer_age: unknown key 'scale'"),
        arguments(
            SMALLEST + "  ip: {column: a, decimal: perhaps}\n",
            "m.yaml:7: ip: 'decimal' must be true or false"),
        arguments(
            SMALLEST + "  kind: {column: a, constant: TRANSFER}\n",
            "m.yaml:7: kind: give either a 'column' or a 'constant'"),
        arguments(
            SMALLEST + "  kind: {constant: TRANSFER, values: {A: PAYMENT}}\n",
            "m.yaml:7: kind: a 'constant' is taken as it is"),
        arguments(
            SMALLEST + "  kind: {constant: TRANSFR}\n",
            "m.yaml:7: kind: 'TRANSFR' is not one of TRANSFER, PAYMENT, WITHDRAWAL, DEPOSIT,"
                + " EXCHANGE, REFUND, FOREIGN_EXCHANGE; did you mean 'TRANSFER'?"),
        arguments(
            SMALLEST + "  channel: {column: c, values: {1: APP}}\n",
            "m.yaml:7: channel: 'APP' is not one of MOBILE, WEB"),
        arguments(
            SMALLEST.replace("currency: unit", "currency: {constant: RMB}"),
            "m.yaml:6: currency: 'RMB' is not an ISO 4217 code such as CNY"),
        arguments(
            SMALLEST + "failed: {column: x}\n",
            "m.yaml:7: failed: give the 'column' and the 'values'"),
        arguments(time("{column: t, pattern: \"yyyy-MM-dd\"}"), "time: 'zone' is missing"),
        arguments(
            time("{column: t, pattern: \"bad pattern\", zone: UTC}"),
            "m.yaml:2: time: wrong pattern 'bad pattern'"),
        arguments(
            time("{column: t, pattern: \"yyyy\", epoch: seconds}"),
            "m.yaml:2: time: give only one of 'pattern', 'epoch' and 'step'"),
        arguments(
            time("{column: t, zone: Asia/Shangai}"),
            "time: unknown zone 'Asia/Shangai'; did you mean 'Asia/Shanghai'?"),
        arguments(time("{column: t, epoch: millis}"), "time: 'epoch' is seconds or milliseconds"),
        arguments(
            time("{column: t, epoch: seconds, zone: UTC}"), "'zone' goes with local times only"),
        arguments(time("{epoch: seconds}"), "m.yaml:2: time: 'column' is missing"),
        arguments(
            time("{column: t, step: {unit: year, origin: \"2026-01-01T00:00:00Z\"}}"),
            "step: 'unit' is one of second, minute, hour, day"),
        arguments(
            time("{column: t, step: {unit: day, origin: \"2026-01-01\"}}"),
            "step: 'origin' is the time of step 0"));
  }

  private static String time(String value) {
    return SMALLEST.replace("time: when", "time: " + value);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhatIsWrongAndWhere(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void listsAllMistakesAtOnce() {
    assertThatThrownBy(() -> read("fields: {time: t, amnt: a}\nfailed: {column: c}\n"))
        .hasMessageContainingAll("'amnt'", "'payer' is missing", "'payee' is missing", "m.yaml:2");
  }

  @Test
  void readsWhereTheKindOfFraudIsTold() {
    assertThat(read(SMALLEST + "fraud_kind: what\n").fraudKind())
        .isEqualTo(new FraudKindSource("what", null));
    assertThat(
            read(SMALLEST + "fraud_kind: {column: case, lookup: {key: id, kind: reason}}\n")
                .fraudKind())
        .isEqualTo(new FraudKindSource("case", new FraudKindSource.Lookup("id", "reason")));
  }

  @Test
  void refusesALookupThatDoesNotSayHow() {
    assertThatThrownBy(() -> read(SMALLEST + "fraud_kind: {column: case, lookup: {key: id}}\n"))
        .isInstanceOf(InputException.class)
        .hasMessage("m.yaml:7: lookup: give the columns 'key' and 'kind' of the file of kinds");
    assertThatThrownBy(() -> read(SMALLEST + "fraud_kind: {lookup: {key: id, kind: r}}\n"))
        .isInstanceOf(InputException.class)
        .hasMessage("m.yaml:7: fraud_kind: 'column' is missing");
  }
}
