package io.riskgate.rules;

import static io.riskgate.core.VerificationMethod.CALL_BACK;
import static io.riskgate.rules.PolicyDesk.codes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Alert;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.MovementExport;
import io.riskgate.core.Outcome;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.ReleaseRefusedException;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The default policy of the pack {@code cn}: the rows about virtual and game currency. */
class VirtualPolicyTest {
  private final PolicyDesk desk = new PolicyDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  @DisplayName(
      "game currency from user to user, forbidden: HOLD, path NONE; only the platform's top-up"
          + " channel is allowed")
  void gameCurrency() {
    Decision gift = desk.score(desk.gold("0.01"));

    assertThat(gift.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(gift.releasePath()).isEqualTo(ReleasePath.NONE);
    assertThat(codes(gift)).contains("GAME_CURRENCY_BETWEEN_USERS");
    assertThat(gift.labels()).contains("GAME_FRAUD");
    assertThat(gift.suspectedScams()).contains("GAME_TRADING");
    assertThat(gift.advice(Locale.CHINESE)).contains("请通过游戏平台的官方渠道充值。私下交易游戏币没有保障，谨防受骗。");
    assertThat(gift.advice(Locale.ENGLISH))
        .contains(
            "Top up through the game's official channel. Private deals in game currency are not"
                + " protected; beware of fraud.");
    assertThat(desk.alerts).hasSize(1);

    assertThat(desk.score(desk.gold("0.01").kind(TransferKind.PAYMENT)).outcome())
        .isEqualTo(Outcome.ALLOW);
  }

  @ParameterizedTest
  @EnumSource(
      value = TransferKind.class,
      names = {"EXCHANGE", "WITHDRAWAL"})
  @DisplayName("game currency is not cashed out: HOLD, path NONE")
  void gameCurrencyIsNotCashedOut(TransferKind kind) {
    Decision sale = desk.score(desk.gold("0.01").kind(kind));

    assertThat(sale.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(sale.releasePath()).isEqualTo(ReleasePath.NONE);
    assertThat(codes(sale)).contains("GAME_CURRENCY_CASHED_OUT");
  }

  @ParameterizedTest
  @EnumSource(
      value = ReleasePath.class,
      names = {"BANK", "AUTHORITY"})
  @DisplayName("game currency from user to user: nobody releases it, and no verification does")
  void gameCurrencyIsNeverReleased(ReleasePath path) {
    Decision gift = desk.score(desk.gold("0.01"));

    assertThatThrownBy(
            () -> desk.engine.release(gift.reference(), new Release(path, "officer 7", "asked")))
        .isInstanceOf(ReleaseRefusedException.class);
    for (VerificationMethod method : VerificationMethod.values()) {
      assertThat(desk.passes(gift, method, desk.now).state()).isEqualTo(TransferState.HELD);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TransferKind.class,
      names = {"TRANSFER", "PAYMENT", "WITHDRAWAL", "EXCHANGE"})
  @DisplayName("virtual currency from an account without verified real name: HOLD, path BANK")
  void realName(TransferKind kind) {
    Decision held = desk.score(desk.coins("0.01").kind(kind).payerRealNameVerified(false));

    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(held.verificationMethods()).contains(CALL_BACK);
    assertThat(codes(held)).contains("VIRTUAL_WITHOUT_REAL_NAME");
    assertThat(held.labels()).contains("UNVERIFIED_NAME");
    assertThat(held.reasons(Locale.CHINESE)).contains("该账户尚未完成实名认证，不能转出虚拟货币");
    assertThat(held.advice(Locale.ENGLISH))
        .contains(
            "Please verify your real name, and then contact us. Use your own account and identity"
                + " document.");
    assertThat(desk.alerts).hasSize(1);

    assertThat(desk.score(desk.coins("0.01").kind(kind)).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("whether the real name is verified was not told: the decision says what it misses")
  void realNameNotTold() {
    Decision decision = desk.score(desk.coins("0.01").payerRealNameVerified(null));

    assertThat(decision.notEvaluated()).contains("VIRTUAL_WITHOUT_REAL_NAME");
  }

  @ParameterizedTest
  @CsvSource({"90000.00, 30000.00", "3000.00, 20000.00"})
  @DisplayName(
      "virtual-currency volume surging over the account's own past (above 20,000, and ten times the"
          + " daily average of 30 days): withdrawal restriction, alert, notice to the payment"
          + " institution")
  void surge(String past, String most) {
    desk.moved(desk.coins(past), desk.now.minus(Duration.ofDays(10)));
    Decision usual = desk.score(desk.coins(most));
    assertThat(usual.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(desk.events).isEmpty();
    desk.engine.cancel(usual.reference());

    long above = PolicyDesk.fen(most) + 1;
    Decision surge = desk.score(desk.coins(most).value(above));

    assertThat(surge.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(surge.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(codes(surge)).contains("VIRTUAL_VOLUME_SURGE");
    assertThat(surge.labels()).contains("VIRTUAL_VOLUME_SURGE");
    assertThat(surge.suspectedScams()).contains("VIRTUAL_CURRENCY_LAUNDERING");
    assertThat(surge.advice(Locale.CHINESE))
        .contains("我们会与您联系核实，在此期间账户的提现会受到限制。如果不是您本人操作，请立即联系我们。");
    assertThatTheInstitutionIsTold(surge, "bob", above, "VIRTUAL_VOLUME_SURGE");
    assertThatWithdrawalsAreRestricted(surge, "VIRTUAL_VOLUME_SURGE");
    assertThatAnAlertIsRaised(surge);
  }

  @ParameterizedTest
  @CsvSource({"24, 5", "168, 15", "720, 40"})
  @DisplayName(
      "frequent exchange between virtual currency and fiat (5 in 24 h, 15 in 7 d, 40 in 30 d):"
          + " withdrawal restriction, alert, notice to the payment institution")
  void frequentExchange(long hours, int count) {
    exchanges(desk, hours, count - 1, Duration.ZERO);

    Decision frequent = desk.score(desk.exchange("10.00"));

    assertThat(frequent.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(frequent.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(codes(frequent)).containsExactly("EXCHANGE_FREQUENT");
    assertThat(frequent.labels()).contains("VIRTUAL_FIAT_EXCHANGE");
    assertThatTheInstitutionIsTold(frequent, "exchange", 10_00, "EXCHANGE_FREQUENT");
    assertThatWithdrawalsAreRestricted(frequent, "EXCHANGE_FREQUENT");
    assertThatAnAlertIsRaised(frequent);
    assertThat(desk.engine.riskLevel("default", "alice", null).contributions())
        .extracting(contribution -> contribution.signal().kind())
        .containsExactly(SignalKind.FREQUENT_TRANSFERS);
  }

  @ParameterizedTest
  @CsvSource({"24, 5", "168, 15", "720, 40"})
  @DisplayName("one exchange less, or the first one a moment too long ago, is not frequent")
  void exchangeThatIsNotFrequent(long hours, int count) {
    exchanges(desk, hours, count - 2, Duration.ZERO);
    assertThat(desk.score(desk.exchange("10.00")).outcome()).isEqualTo(Outcome.ALLOW);

    try (PolicyDesk other = new PolicyDesk()) {
      exchanges(other, hours, count - 1, Duration.ofMillis(1));
      assertThat(other.score(other.exchange("10.00")).outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(other.events).isEmpty();
      assertThat(other.alerts).isEmpty();
    }
  }

  /** Exchanges spread over a window, of both legs in turn, the first one just within it. */
  private static void exchanges(PolicyDesk at, long hours, int count, Duration earlier) {
    Instant first = at.now.minus(Duration.ofHours(hours));
    Duration step = Duration.ofHours(hours).dividedBy(count + 1);
    for (int i = 0; i < count; i++) {
      Transfer.Builder leg =
          i % 2 == 0
              ? at.exchange("10.00")
              : at.money("10.00").kind(TransferKind.EXCHANGE).payee("exchange");
      at.moved(leg, first.plus(step.multipliedBy(i)).minus(i == 0 ? earlier : Duration.ZERO));
    }
  }

  @ParameterizedTest
  @CsvSource({"24, 199000.00", "168, 499000.00", "720, 999000.00"})
  @DisplayName(
      "large exchange between virtual currency and fiat (above 200,000 in 24 h, 500,000 in 7 d,"
          + " 1,000,000 in 30 d): withdrawal restriction, alert, notice to the payment institution")
  void largeExchange(long hours, String before) {
    desk.moved(desk.coins("9000000.00"), desk.now.minus(Duration.ofDays(20))); // so no surge
    desk.moved(desk.exchange(before), desk.now.minus(Duration.ofHours(hours)));
    Decision on = desk.score(desk.exchange("1000.00"));
    assertThat(on.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(desk.events).isEmpty();
    desk.engine.cancel(on.reference());

    Decision large = desk.score(desk.exchange("1000.01"));

    assertThat(large.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(large.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(codes(large)).containsExactly("EXCHANGE_LARGE");
    assertThat(large.labels()).contains("VIRTUAL_FIAT_EXCHANGE");
    assertThatTheInstitutionIsTold(large, "exchange", 1_000_01, "EXCHANGE_LARGE");
    assertThatWithdrawalsAreRestricted(large, "EXCHANGE_LARGE");
    assertThatAnAlertIsRaised(large);
  }

  private void assertThatTheInstitutionIsTold(
      Decision decision, String payee, long value, String code) {
    assertThat(desk.told(RiskEvent.PaymentInstitutionNotice.class))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.reference()).isEqualTo(decision.reference());
              assertThat(notice.payee()).isEqualTo(payee);
              assertThat(notice.assetClass()).isEqualTo(AssetClass.VIRTUAL_CURRENCY);
              assertThat(notice.unit()).isEqualTo("COIN");
              assertThat(notice.value()).isEqualTo(value);
              assertThat(notice.rules()).containsExactly(code);
              assertThat(notice.reasons(Locale.ENGLISH)).hasSize(1).doesNotContain(code);
            });
  }

  private void assertThatAnAlertIsRaised(Decision decision) {
    assertThat(desk.alerts).hasSize(1);
    assertThat(desk.engine.alert(decision.reference()).map(Alert::rules).orElseThrow())
        .isEqualTo(decision.alert().orElseThrow().rules());
  }

  /** A week, to the instant: nothing is withdrawn, nothing else is stopped, the bank lets go. */
  private void assertThatWithdrawalsAreRestricted(Decision decision, String code) {
    Instant end = desk.now.plus(Duration.ofDays(7));
    assertThat(desk.told(RiskEvent.WithdrawalRestricted.class))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.decision().reference()).isEqualTo(decision.reference());
              assertThat(told.control().id()).isEqualTo("rule-" + code);
              assertThat(told.control().kind()).isEqualTo(Control.Kind.WITHDRAWAL_RESTRICTION);
              assertThat(told.control().account()).isEqualTo("alice");
              assertThat(told.control().until()).isEqualTo(end);
            });

    desk.now = end.minusMillis(1);
    Decision withdrawal = desk.score(desk.money("10.00").kind(TransferKind.WITHDRAWAL));
    assertThat(withdrawal.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(withdrawal.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(withdrawal.reasons(Locale.CHINESE)).contains("该账户的提现已受限制，请联系银行");
    assertThat(desk.score(desk.money("10.00")).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(
            desk.engine
                .release(
                    withdrawal.reference(),
                    new Release(ReleasePath.BANK, "officer 7", "papers were shown"))
                .state())
        .isEqualTo(TransferState.RESERVED);

    desk.now = end;
    assertThat(desk.score(desk.money("10.00").kind(TransferKind.WITHDRAWAL)).outcome())
        .isEqualTo(Outcome.ALLOW);
    desk.now = decision.decidedAt();
    desk.alerts.removeIf(alert -> !alert.reference().equals(decision.reference()));
  }

  @Test
  @DisplayName("every movement can be traced: the export of an account is in event order")
  void export() {
    Instant first = desk.now.minus(Duration.ofHours(3));
    desk.moved(desk.coins("30.00"), desk.now.minus(Duration.ofHours(1)));
    desk.moved(desk.coins("10.00"), first);
    desk.moved(
        desk.money("20.00").payer("carol").payee("alice"), desk.now.minus(Duration.ofHours(2)));
    desk.score(desk.gold("40.00"));

    MovementExport export =
        desk.engine.movements("default", "alice", first, desk.now.plusMillis(1));

    assertThat(export.entries())
        .extracting(MovementExport.Entry::value)
        .containsExactly(10_00L, 20_00L, 30_00L, 40_00L);
    assertThat(export.entries())
        .extracting(MovementExport.Entry::direction)
        .isEqualTo(
            List.of(
                MovementExport.Direction.OUT,
                MovementExport.Direction.IN,
                MovementExport.Direction.OUT,
                MovementExport.Direction.OUT));
    assertThat(export.isWhole()).isTrue();
  }
}
