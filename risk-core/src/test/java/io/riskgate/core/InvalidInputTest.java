package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskgate.core.StoreProbe.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentence F-7: bad input. */
class InvalidInputTest {
  private static final String LONG_ACCOUNT = "6222020200012345678".repeat(10);

  private final Bank bank = new Bank(new TestPack());

  private InvalidTransferException refused(Bank.Asked asked) {
    InvalidTransferException e = catchThrowableOfType(InvalidTransferException.class, asked::score);
    assertThat(e).isNotNull();
    assertThat(bank.store.calls()).as("nothing is recorded").isEmpty();
    assertThat(bank.told).isEmpty();
    assertThat(catchThrowableOfType(InvalidTransferException.class, asked::observe))
        .as("nor as a movement")
        .isNotNull();
    assertThat(bank.store.calls()).isEmpty();
    return e;
  }

  private static Arguments bad(
      String field, String value, String why, UnaryOperator<Transfer.Builder> change) {
    return Arguments.of(field, value, why, change);
  }

  static Stream<Arguments> badFields() {
    return Stream.of(
        bad("tenant", "", "missing or blank", t -> t.tenant(" ")),
        bad("tenant", "65 characters", "at most 64", t -> t.tenant("x".repeat(65))),
        bad("tenant", "", "control character at 1", t -> t.tenant("a\nb")),
        bad("tenant", "", "missing or blank", t -> t.tenant(null)),
        bad("id", "", "missing or blank", t -> t.id("")),
        bad("id", "", "missing or blank", t -> t.id(null)),
        bad("id", "129 characters", "at most 128", t -> t.id("x".repeat(129))),
        bad("id", "", "control character at 0", t -> t.id("\u0000x")),
        bad("time", "", "give the event time", t -> t.time(null)),
        bad("time", "1899-12-31T23:59:59Z", "no time", t -> t.time(at("1899-12-31T23:59:59Z"))),
        bad("payer", "", "missing or blank", t -> t.payer("")),
        bad("payer", "", "missing or blank", t -> t.payer(null)),
        bad("payer", "190 characters", "at most 128", t -> t.payer(LONG_ACCOUNT)),
        bad("payer", "***5678", "control character", t -> t.payer("6222\t02020001235678")),
        bad("payee", "", "missing or blank", t -> t.payee("\t")),
        bad("payee", "", "missing or blank", t -> t.payee(null)),
        bad("payee", "190 characters", "at most 128", t -> t.payee(LONG_ACCOUNT)),
        bad("customer", "", "missing or blank", t -> t.customer(" ")),
        bad("customer", "190 characters", "at most 128", t -> t.customer(LONG_ACCOUNT)),
        bad("customer", "***\n9", "control character", t -> t.customer("person\n9")),
        bad("kind", "", "missing", t -> t.kind(null)),
        bad("channel", "", "missing", t -> t.channel(null)),
        bad("currency", "RMB", "ISO 4217", t -> t.amount(100, "RMB")),
        bad("currency", "XAU", "ISO 4217", t -> t.amount(100, "XAU")),
        bad("currency", "cny", "ISO 4217", t -> t.amount("1.00", "cny")),
        bad("currency", "", "currency or an asset", t -> t.amount(100, null)),
        bad("amount", "0", "greater than zero", t -> t.amount(0, "CNY")),
        bad("amount", "-5", "greater than zero", t -> t.amount(-5, "CNY")),
        bad("amount", "-5.00", "greater than zero", t -> t.amount("-5.00", "CNY")),
        bad("amount", "1,000.00", "like 1234.50", t -> t.amount("1,000.00", "CNY")),
        bad("amount", "1e3", "like 1234.50", t -> t.amount("1e3", "CNY")),
        bad("amount", "", "like 1234.50", t -> t.amount((String) null, "CNY")),
        bad("amount", "0.001", "at most 2 (CNY)", t -> t.amount("0.001", "CNY")),
        bad("amount", "10000000000000.01", "too large", t -> t.amount("10000000000000.01", "CNY")),
        bad("asset", "", "missing or blank", t -> coin(t, "")),
        bad("asset", "33 characters", "at most 32", t -> coin(t, "x".repeat(33))),
        bad("assetScale", "9", "0 to 8", t -> t.asset(1, "X", 9, AssetClass.GAME_CURRENCY)),
        bad("assetScale", "-1", "0 to 8", t -> t.asset("1", "X", -1, AssetClass.GAME_CURRENCY)),
        bad("assetClass", "FIAT", "virtual or game", t -> t.asset(1, "X", 0, AssetClass.FIAT)),
        bad(
            "kind",
            "FOREIGN_EXCHANGE",
            "EXCHANGE",
            t -> coin(t, "COIN").kind(TransferKind.FOREIGN_EXCHANGE)),
        bad("assetClass", "", "missing", t -> t.asset(1, "X", 0, null)),
        bad("value", "0", "greater than zero", t -> t.amount(1, "USD").value(0L)),
        bad(
            "value",
            "1000000000000001",
            "too large",
            t -> t.amount(1, "USD").value(1_000_000_000_000_001L)),
        bad("value", "1", "differs from the amount", t -> t.value(1L)),
        bad("time", "noon", "no time", t -> t.time(null).problem("time", "noon", "no time")),
        bad("merchant", "", "missing or blank", t -> t.merchant("")),
        bad("merchant", "190 characters", "at most 128", t -> t.merchant(LONG_ACCOUNT)),
        bad("device", "", "missing or blank", t -> t.device("")),
        bad("device", "257 characters", "at most 256", t -> t.device("d".repeat(257))),
        bad("device", "***7f3a", "control character", t -> t.device("imei\r49015420-7f3a")),
        bad("ip", "***.256", "not an IP", t -> t.ip("192.168.10.256")),
        bad("ip", "***.com", "not an IP", t -> t.ip("bank.example.com")),
        bad("location", "91.0,0.0", "between -90 and 90", t -> t.location(91, 0)),
        bad("location", "0.0,-180.5", "between -180 and 180", t -> t.location(0, -180.5)),
        bad("location", "NaN,3.0", "finite", t -> t.location(Double.NaN, 3)),
        bad("location", "1.0,Infinity", "finite", t -> t.location(1, Double.POSITIVE_INFINITY)),
        bad("originCountry", "China", "ISO 3166-1", t -> t.originCountry("China")),
        bad("originCountry", "cn", "ISO 3166-1", t -> t.originCountry("cn")),
        bad("payeeCountry", "", "ISO 3166-1", t -> t.payeeCountry("")),
        bad("payeeCountry", "ZZ", "ISO 3166-1", t -> t.payeeCountry("ZZ")),
        bad("payerBalance", "9223372036854775807", "large", t -> t.payerBalance(Long.MAX_VALUE)),
        bad("payerAge", "-1", "between 0 and 150", t -> t.payerAge(-1)),
        bad("payerAge", "151", "between 0 and 150", t -> t.payerAge(151)),
        bad("purpose", "513 characters", "at most 512", t -> t.purpose("p".repeat(513))),
        bad("row", "x,y", "two columns", t -> t.problem("row", "x,y", "two columns")));
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }

  private static Transfer.Builder coin(Transfer.Builder t, String code) {
    return t.asset(1, code, 0, AssetClass.VIRTUAL_CURRENCY).value(1L);
  }

  @ParameterizedTest(name = "{0} ''{1}'': {2}")
  @MethodSource("badFields")
  @Sentence("F-7")
  void each_bad_field_is_named_with_its_value_and_how_to_mend_it(
      String field, String value, String why, UnaryOperator<Transfer.Builder> change) {
    InvalidTransferException e = refused(bank.transfer("T1").with(change));

    Problem problem =
        e.problems().stream().filter(p -> p.field().equals(field)).findFirst().orElseThrow();
    assertThat(problem.value()).isEqualTo(value);
    assertThat(problem.why()).contains(why);
    assertThat(e).hasMessageContaining(problem.toString());
    assertThat(e.problems()).extracting(Problem::field).containsOnly(field);
  }

  @Test
  @Sentence("F-7")
  void every_problem_is_listed_at_once_the_time_included() {
    InvalidTransferException e =
        refused(
            bank.transfer("")
                .at(Bank.NOON.plus(Duration.ofHours(1)))
                .yuan("12.345")
                .from("")
                .with(
                    t ->
                        t.payee(LONG_ACCOUNT)
                            .ip("10.0.0")
                            .payerAge(200)
                            .location(100, 200)
                            .payeeCountry("??")
                            .value(-1L)));

    assertThat(e.problems())
        .extracting(Problem::field)
        .containsExactlyInAnyOrder(
            "amount",
            "payerAge",
            "id",
            "payer",
            "payee",
            "value",
            "ip",
            "location",
            "payeeCountry",
            "time");
    assertThat(e.getMessage()).startsWith("Invalid transfer: ").doesNotContain(LONG_ACCOUNT);
  }

  @Test
  @Sentence("F-7")
  void everything_at_its_edge_is_accepted() {
    Decision decision =
        bank.transfer("x".repeat(128))
            .from("x".repeat(128))
            .to("收款人账户")
            .with(
                t ->
                    t.tenant("x".repeat(64))
                        .customer("c".repeat(128))
                        .merchant("m".repeat(128))
                        .device("d".repeat(256))
                        .ip("::1")
                        .location(-90, 180)
                        .originCountry("CN")
                        .payeeCountry("KH")
                        .payerBalance(-5L)
                        .payerAge(150)
                        .purpose("p".repeat(512)))
            .score();

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("F-7")
  void a_bad_transfer_leaves_no_trace_in_the_history_of_others() {
    refused(bank.transfer("T1").yuan("-1.00"));

    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.store.calls()).containsExactly(Call.ATTEMPT, Call.COMMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6222020200012345678", "alice@example.com", "张三的账户"})
  @Sentence("F-7")
  void accounts_are_masked_wherever_they_are_named(String account) {
    Transfer transfer = bank.transfer("T1").from(account).build();
    Reference reference = Bank.ref(account, "T1");

    for (String text :
        List.of(
            transfer.toString(),
            reference.toString(),
            new UnknownReferenceException(reference).getMessage(),
            new ConflictingTransferException(reference, "why").getMessage(),
            new ReleaseRefusedException(reference, ReleasePath.BANK, ReleasePath.BANK).getMessage(),
            bank.engine.score(transfer).toString(),
            Control.freeze("c", "default", account, null, "court", "case 12").toString())) {
      assertThat(text).doesNotContain(account).contains("***");
    }
  }

  @ParameterizedTest
  @MethodSource("masks")
  void a_mask_shows_at_most_four_characters_and_a_third(String identifier, String masked) {
    assertThat(Masking.mask(identifier)).isEqualTo(masked);
  }

  static Stream<Arguments> masks() {
    return Stream.of(
        Arguments.of("", "***"),
        Arguments.of("ab", "***"),
        Arguments.of("abc", "***c"),
        Arguments.of("abcdef", "***ef"),
        Arguments.of("abcdefghijkl", "***ijkl"),
        Arguments.of("6222020200012345678", "***5678"));
  }

  @Test
  void a_long_value_is_shortened() {
    assertThat(new Problem("f", "y".repeat(100), "w").value())
        .isEqualTo("y".repeat(64) + "… (100 characters)");
  }
}
