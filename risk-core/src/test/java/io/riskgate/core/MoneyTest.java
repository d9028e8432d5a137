package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.RateSource;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences M: amounts and values. */
class MoneyTest {
  private final Bank bank = new Bank(new TestPack().dayLimit(50_000));

  @ParameterizedTest
  @CsvSource({
    "1234.50, CNY, 123450",
    "1234.5,  CNY, 123450",
    "0.01,    CNY, 1",
    "1234,    JPY, 1234",
    "1.234,   KWD, 1234",
    "10000000000000.00, CNY, 1000000000000000"
  })
  @Sentence("M-1")
  void money_is_whole_minor_units_of_a_currency(String text, String currency, long minor) {
    Transfer transfer = bank.transfer("T1").with(t -> t.amount(text, currency)).build();

    assertThat(transfer.amountMinor()).isEqualTo(minor);
    assertThat(transfer.buildProblems()).isEmpty();
    assertThat(Amounts.format(minor, Amounts.fractionDigits(currency)))
        .isEqualTo(new BigDecimal(text).setScale(Amounts.fractionDigits(currency)).toPlainString());
  }

  @ParameterizedTest
  @CsvSource({
    "0.001,  CNY",
    "1.999, CNY",
    "1.000, CNY",
    "1.0, JPY",
    "1.2345, KWD",
    "0.000000001, CNY"
  })
  @Sentence("M-1")
  void more_decimals_than_the_currency_has_are_invalid_never_rounded(String text, String currency) {
    assertThatThrownBy(
            () -> bank.transfer("T1").with(t -> t.amount(text, currency).value(1L)).score())
        .isInstanceOf(InvalidTransferException.class)
        .hasMessageContaining("amount '" + text + "': too many decimals");
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 5", "8, 0.00000001, 1", "2, 12.34, 1234"})
  @Sentence("M-1")
  void an_asset_has_at_most_8_decimals(int scale, String text, long minor) {
    Transfer transfer =
        bank.transfer("T1")
            .with(t -> t.asset(text, "BTC", scale, AssetClass.VIRTUAL_CURRENCY))
            .build();

    assertThat(transfer.amountMinor()).isEqualTo(minor);
    assertThatThrownBy(
            () ->
                bank.transfer("T1")
                    .with(t -> t.asset(1, "ETH", 9, AssetClass.VIRTUAL_CURRENCY).value(1L))
                    .score())
        .isInstanceOf(InvalidTransferException.class)
        .hasMessageContaining("assetScale '9'");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1_000_000_000_000_001L, Long.MAX_VALUE})
  @Sentence("M-2")
  void zero_negative_and_absurdly_large_amounts_are_invalid(long minor) {
    assertThatThrownBy(() -> bank.transfer("T1").with(t -> t.amount(minor, "CNY")).score())
        .isInstanceOf(InvalidTransferException.class)
        .hasMessageContaining("amount");
    assertThatThrownBy(() -> bank.transfer("T1").with(t -> t.value(minor)).score())
        .isInstanceOf(InvalidTransferException.class)
        .hasMessageContaining("value");
    assertThatThrownBy(() -> bank.transfer("T1").with(t -> t.amount(minor, "CNY")).observe())
        .isInstanceOf(InvalidTransferException.class);
  }

  @Test
  @Sentence("M-2")
  void the_largest_amount_is_accepted() {
    Decision decision =
        bank.transfer("T1").with(t -> t.amount(Transfer.AMOUNT_MINOR_MAX, "CNY")).score();

    assertThat(decision.value()).isEqualTo(1_000_000_000_000_000L);
  }

  private static RateSource rates(Map<String, String> yuan) {
    return (unit, base, at) -> Optional.ofNullable(yuan.get(unit)).map(BigDecimal::new);
  }

  private final Bank exchange =
      new Bank(
          new TestPack().dayLimit(50_000).past(Past.of("n", Aggregate.Key.PAYER)),
          b ->
              b.rates(
                  rates(
                      Map.of(
                          "USD",
                          "7.12345",
                          "JPY",
                          "0.0475",
                          "BTC",
                          "500000",
                          "DUST",
                          "0.000001",
                          "BAD",
                          "-1",
                          "ZERO",
                          "0",
                          "HUGE",
                          "1e30"))));

  @Test
  @Sentence("M-3")
  void the_callers_value_comes_first() {
    assertThat(exchange.transfer("T1").with(t -> t.amount(100, "USD").value(777L)).score().value())
        .isEqualTo(777);
  }

  @Test
  @Sentence("M-3")
  void in_the_base_currency_the_value_is_the_amount() {
    assertThat(bank.transfer("T1").yuan("12.34").score().value()).isEqualTo(1_234);
  }

  @ParameterizedTest
  @CsvSource({
    "100.00, USD, 71235", // 712.345 yuan
    "0.01,   USD, 8", // 7.12345 fen
    "100,    JPY, 475",
    "1,      JPY, 5", // 4.75 fen
    "0.01,   USD, 8"
  })
  @Sentence("M-3")
  void other_money_is_converted_and_rounded_up(String amount, String currency, long value) {
    assertThat(exchange.transfer("T1").with(t -> t.amount(amount, currency)).score().value())
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"0.00000001, BTC, 1", "0.5, BTC, 25000000", "1, DUST, 1"})
  @Sentence("M-3")
  void assets_are_converted_and_rounded_up(String amount, String code, long value) {
    assertThat(
            exchange
                .transfer("T1")
                .with(t -> t.asset(amount, code, 8, AssetClass.VIRTUAL_CURRENCY))
                .score()
                .value())
        .isEqualTo(value);
  }

  @Test
  @Sentence("M-3")
  void the_rate_is_asked_for_the_unit_the_base_currency_and_the_event_time() {
    Bank asking =
        new Bank(
            new TestPack(),
            b ->
                b.rates(
                    (unit, base, at) -> {
                      assertThat(unit).isEqualTo("EUR");
                      assertThat(base).isEqualTo("CNY");
                      assertThat(at).isEqualTo(Bank.NOON.minusSeconds(60).toEpochMilli());
                      return Optional.of(BigDecimal.TEN);
                    }));

    Decision decision =
        asking
            .transfer("T1")
            .at(Bank.NOON.minusSeconds(60))
            .with(t -> t.amount("1.00", "EUR"))
            .score();

    assertThat(decision.value()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "BAD", "ZERO", "HUGE"})
  @Sentence({"M-4", "F-6"})
  void without_a_usable_rate_the_transfer_is_held_for_a_retry_and_nothing_is_recorded(String code) {
    Bank.Asked asked =
        exchange.transfer("T1").with(t -> t.asset(100, code, 2, AssetClass.VIRTUAL_CURRENCY));

    Decision decision = asked.score();

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.RETRY);
    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.degraded()).containsExactly(new Degraded(Degraded.Cause.NO_RATE, code));
    assertThat(exchange.store.calls()).doesNotContain(Call.ATTEMPT, Call.COMMIT);
    exchange.transfer("T2").score();
    assertThat(exchange.fact("history.n")).isEqualTo(0L);
    assertThatThrownBy(asked::observe)
        .isInstanceOf(InvalidTransferException.class)
        .hasMessageContaining("no rate for " + code);
  }

  @Test
  @Sentence("M-4")
  void a_failing_or_silent_look_up_is_no_rate() {
    RateSource failing =
        (unit, base, at) -> {
          throw new IllegalStateException("the market is closed");
        };
    RateSource broken = (unit, base, at) -> null;

    for (RateSource source : new RateSource[] {failing, broken, RateSource.NONE}) {
      Bank bad = new Bank(new TestPack(), b -> b.rates(source));
      Decision decision = bad.transfer("T1").with(t -> t.amount("1.00", "USD")).score();
      assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
      assertThat(decision.degraded()).containsExactly(new Degraded(Degraded.Cause.NO_RATE, "USD"));
    }
  }

  @Test
  @Sentence({"M-4", "R-3"})
  void a_known_reference_needs_no_rate() {
    boolean[] open = {true};
    Bank moody =
        new Bank(
            new TestPack(),
            b -> b.rates((u, c, at) -> open[0] ? Optional.of(BigDecimal.ONE) : Optional.empty()));
    moody.transfer("T1").with(t -> t.amount("1.00", "USD")).score();
    open[0] = false;

    assertThat(moody.transfer("T1").with(t -> t.amount("1.00", "USD")).score().outcome())
        .isEqualTo(Outcome.ALLOW);
    assertThatThrownBy(() -> moody.transfer("T1").with(t -> t.amount("2.00", "USD")).score())
        .isInstanceOf(ConflictingTransferException.class);
  }
}
