package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Alert;
import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertClosedException;
import io.riskgate.core.AlertFailure;
import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertState;
import io.riskgate.core.AlertTier;
import io.riskgate.core.Decision;
import io.riskgate.core.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The default policy of the pack {@code cn}: alerts, from being raised to being closed. */
class AlertPolicyTest {
  private final PolicyDesk desk = new PolicyDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  /** A transfer that reads like a task-rebate scam. */
  private Transfer.Builder suspicious(String yuan) {
    return desk.money(yuan).purpose("刷单返利");
  }

  private Alert raised(String yuan) {
    return desk.engine.alert(desk.score(suspicious(yuan)).reference()).orElseThrow();
  }

  private Alert contact(Alert alert, String note) {
    return desk.engine.respond(
        alert.reference(), AlertResponse.contacted("officer 7", note, desk.now));
  }

  @Test
  @DisplayName("expected loss > 50,000, high: call within 3 min and on-site")
  void high() {
    Alert alert = raised("50000.01");

    assertThat(alert.tier()).isEqualTo(AlertTier.HIGH);
    assertThat(alert.channels()).containsExactly(AlertChannel.CALL, AlertChannel.ON_SITE);
    assertThat(contact(alert, "called").state()).isEqualTo(AlertState.CONTACTED);
  }

  @ParameterizedTest
  @CsvSource({"50000.00", "10000.00"})
  @DisplayName("expected loss 10,000–50,000, medium: within 10 min, two contacts")
  void medium(String yuan) {
    Alert alert = raised(yuan);

    assertThat(alert.tier()).isEqualTo(AlertTier.MEDIUM);
    assertThat(alert.channels()).containsExactly(AlertChannel.CALL);
    assertThat(contact(alert, "the customer").state()).isEqualTo(AlertState.OPEN);
    assertThat(contact(alert, "the daughter").state()).isEqualTo(AlertState.CONTACTED);
  }

  @Test
  @DisplayName("expected loss below 10,000, low: SMS or app message at once")
  void low() {
    Alert alert = raised("9999.99");

    assertThat(alert.tier()).isEqualTo(AlertTier.LOW);
    assertThat(alert.channels()).containsExactly(AlertChannel.SMS, AlertChannel.APP);
    assertThat(contact(alert, "message sent").state()).isEqualTo(AlertState.CONTACTED);
  }

  @ParameterizedTest
  @CsvSource({"50000.01, PT3M", "10000.00, PT10M", "9999.99, PT1M"})
  @DisplayName("an alert is overdue past its time to respond, and that is told once")
  void overdue(String yuan, Duration grace) {
    Alert alert = raised(yuan);
    assertThat(alert.respondBy()).isEqualTo(desk.now.plus(grace));
    desk.alerts.clear();

    desk.later(grace);
    desk.engine.sweep();
    assertThat(desk.alerts).isEmpty();
    assertThat(desk.engine.alerts(AlertQuery.ALL.overdue())).isEmpty();

    desk.later(Duration.ofMillis(1));
    desk.engine.sweep();
    desk.engine.sweep();
    assertThat(desk.alerts)
        .singleElement()
        .satisfies(told -> assertThat(told.isOverdue()).isTrue());
    assertThat(desk.engine.alerts(AlertQuery.ALL.overdue())).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(AlertFailure.class)
  @DisplayName("failed alerts carry a cause")
  void failed(AlertFailure cause) {
    Alert alert = raised("9999.99");

    Alert failed =
        desk.engine.respond(
            alert.reference(), AlertResponse.failed(cause, "officer 7", "tried twice", desk.now));

    assertThat(failed.state()).isEqualTo(AlertState.FAILED);
    assertThat(failed.failure()).contains(cause);
    assertThatThrownBy(() -> contact(alert, "called")).isInstanceOf(AlertClosedException.class);
    assertThat(desk.engine.alerts(AlertQuery.ALL.in(AlertState.FAILED))).hasSize(1);
    assertThat(desk.alerts).last().satisfies(told -> assertThat(told.failure()).contains(cause));
  }

  @Test
  @DisplayName("response times and success rates can be counted")
  void counted() {
    Instant from = desk.now;
    Alert stopped = raised("9999.99");
    Alert gone = raised("9999.99");
    desk.later(Duration.ofSeconds(30));
    desk.engine.respond(
        stopped.reference(), AlertResponse.dissuaded("officer 7", "saw the scam", desk.now));
    desk.engine.respond(
        gone.reference(),
        AlertResponse.failed(AlertFailure.MONEY_GONE, "officer 7", "too late", desk.now));

    assertThat(desk.engine.alertStatistics("default", from, desk.now).all().successPercent())
        .hasValue(50);
    assertThat(desk.engine.alertStatistics("default", from, desk.now).all().inTimePercent())
        .hasValue(100);
  }

  @Test
  @DisplayName("expected loss: the value, and what is reserved or settled to that payee in 24 h")
  void expectedLoss() {
    desk.moved(desk.money("1000.00"), desk.now.minus(Duration.ofDays(1)));
    desk.moved(desk.money("4000.00"), desk.now.minus(Duration.ofDays(1)).minusMillis(1));
    desk.moved(desk.money("7000.00").payee("carol"), desk.now.minusMillis(1));
    desk.score(desk.money("200.00")); // reserved
    desk.engine.cancel(desk.score(desk.money("300.00")).reference());

    assertThat(raised("8800.00").expectedLoss()).isEqualTo(10_000_00);
    assertThat(desk.alerts).last().extracting(Alert::tier).isEqualTo(AlertTier.MEDIUM);
  }

  @Test
  @DisplayName("it names the scam and gives whoever calls questions, words and the law")
  void script() {
    Decision decision = desk.score(suspicious("100.00"));

    assertThat(desk.alerts)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.reference()).isEqualTo(decision.reference());
              assertThat(alert.suspectedScams()).containsExactly("TASK_REBATE");
              assertThat(alert.labels()).contains("TASK_REBATE_FRAUD");
              for (Locale language : new Locale[] {Locale.CHINESE, Locale.ENGLISH}) {
                assertThat(alert.script(language).ask()).hasSize(3);
                assertThat(alert.script(language).say()).hasSize(3);
                assertThat(alert.script(language).law()).hasSize(1);
              }
            });
  }
}
