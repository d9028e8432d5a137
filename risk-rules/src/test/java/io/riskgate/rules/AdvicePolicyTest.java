package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The default policy of the pack {@code cn}: what the customer is told, and when. */
class AdvicePolicyTest {
  private final PolicyDesk desk = new PolicyDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  /** A payment in the app, by a bank that sends neither device nor address. */
  private Decision payByPhone(String yuan) {
    Transfer.Builder payment =
        desk.money(yuan)
            .channel(Channel.MOBILE)
            .declaredAbsent(Set.of(DataItem.DEVICE, DataItem.IP));
    Decision decision = desk.score(payment);
    desk.engine.settle(decision.reference()); // reservations would end after 15 minutes
    return desk.engine.find(decision.reference()).orElseThrow();
  }

  private List<RiskEvent.CustomerWarning> warnings() {
    return desk.told(RiskEvent.CustomerWarning.class);
  }

  @Test
  @DisplayName("an ALLOW may carry advice: first transfer to a payee, check who you are paying")
  void firstTransfer() {
    Decision first = desk.score(desk.money("0.01").payee("carol"));

    assertThat(first.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(first.score()).isZero();
    assertThat(first.reasons(Locale.CHINESE)).containsExactly("这是您第一次向该收款人转账");
    assertThat(first.advice(Locale.CHINESE)).containsExactly("请核对收款人姓名和账号，确认是您本人认识的人或商家。钱转出后很难追回。");
    assertThat(first.advice(Locale.ENGLISH))
        .containsExactly(
            "Check the payee's name and account number, and make sure it is a person or business"
                + " you know. Money that has left is hard to get back.");

    desk.engine.settle(first.reference());
    desk.later(Duration.ofMinutes(1));
    assertThat(desk.score(desk.money("0.01").payee("carol")).advice(Locale.CHINESE)).isEmpty();
  }

  @Test
  @DisplayName("an overseas transfer pushes a warning to the customer at once, whatever its value")
  void overseas() {
    Decision decision = desk.score(desk.money("0.01").payeeCountry("SG").customer("C-1"));

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.decision().reference()).isEqualTo(decision.reference());
              assertThat(warning.account()).isEqualTo("alice");
              assertThat(warning.customer()).isEqualTo("C-1");
              assertThat(warning.rules()).containsExactly("OVERSEAS_TRANSFER");
              assertThat(warning.advice(Locale.CHINESE))
                  .contains("资金汇往境外后很难追回。如果不是您本人操作，或有人催您转账，请立即联系银行。");
              assertThat(warning.advice(Locale.ENGLISH))
                  .contains(
                      "Money that has gone abroad is hard to get back. If this is not you, or"
                          + " somebody urges you to pay, contact the bank at once.");
            });
  }

  @Test
  @DisplayName("a transfer within the country, or a shop abroad, pushes no warning")
  void noWarning() {
    desk.score(desk.money("10.00"));
    desk.score(desk.money("10.00").payeeCountry("SG").kind(TransferKind.PAYMENT));

    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"6000.00, 0, true", "5999.99, 0, false", "6000.00, 1, false"})
  @DisplayName(
      "rapid large transfers (the third within 30 minutes, 20,000 in all) push a warning to the"
          + " customer at once")
  void rapidLarge(String third, long millisLate, boolean warned) {
    payByPhone("7000.00");
    desk.later(Duration.ofMinutes(14));
    payByPhone("7000.00");
    desk.later(Duration.ofMillis(millisLate).plusMinutes(16));

    Decision decision = payByPhone(third);

    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.ALLOW);
    assertThat(warnings()).hasSize(warned ? 1 : 0);
    if (warned) {
      assertThat(warnings().get(0).rules()).containsExactly("RAPID_LARGE_TRANSFERS");
      assertThat(warnings().get(0).advice(Locale.CHINESE))
          .contains("如果有人正在指挥您连续转账，请立即停止。如果不是您本人操作，请马上联系银行。");
    }
  }
}
