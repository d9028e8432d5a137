package io.riskgate.rules;

import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static io.riskgate.rules.PolicyDesk.codes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.Decision;
import io.riskgate.core.ExtensionRefusedException;
import io.riskgate.core.FraudReport;
import io.riskgate.core.MovementExport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.ReleaseRefusedException;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.RiskEvent.Addressee;
import io.riskgate.core.SignalKind;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The default policy of the pack {@code cn}: stop-payment notices, freezes, limits that are raised
 * or lowered, and trusted payees.
 */
class ControlsPolicyTest {
  private static final Duration TRUSTED_AFTER = Duration.ofDays(7);

  private final PolicyDesk desk = new PolicyDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  private NoticeStatus notice() {
    return desk.engine.stopPayment(
        StopPaymentNotice.builder()
            .number("2026-17")
            .account("alice")
            .authority("Shanghai police")
            .receivedAt(desk.now)
            .reason("case 4711")
            .victim("victim 9")
            .build());
  }

  private NoticeStatus confirm() {
    return desk.engine.confirmNotice("default", "alice", "2026-17", "officer 7", "checked");
  }

  private NoticeStatus extend() {
    return desk.engine.extendNotice("default", "alice", "2026-17", "officer 7", "case is open");
  }

  private Outcome outcomeNow() {
    return desk.score(desk.money("0.01")).outcome();
  }

  @Test
  @DisplayName(
      "emergency stop-payment notice: in force at once for transfers from and to the account; HOLD,"
          + " path AUTHORITY")
  void stopPayment() {
    notice();

    for (Decision held :
        List.of(
            desk.score(desk.money("0.01")),
            desk.score(desk.money("0.01").payer("carol").payee("alice")))) {
      assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
      assertThat(held.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
      assertThat(held.reasons(Locale.CHINESE)).contains("有权机关已对该账户采取紧急止付措施，资金不能转出或转入");
      assertThatThrownBy(
              () ->
                  desk.engine.release(
                      held.reference(), new Release(ReleasePath.BANK, "officer 7", "asked")))
          .isInstanceOf(ReleaseRefusedException.class);
      assertThat(
              desk.engine
                  .release(
                      held.reference(), new Release(ReleasePath.AUTHORITY, "police", "cleared"))
                  .state())
          .isEqualTo(TransferState.RESERVED);
    }
    assertThat(desk.score(desk.money("0.01").payer("carol")).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("open reservations and pending decisions are held, and listed in the notice's event")
  void whatIsOpen() {
    Reference reserved = desk.score(desk.money("10.00")).reference();
    Reference pending = desk.score(desk.money("10000.01")).reference();
    Reference incoming = desk.score(desk.money("10.00").payer("carol").payee("alice")).reference();
    Reference others = desk.score(desk.money("10.00").payer("carol")).reference();
    Reference settled = desk.score(desk.money("10.00")).reference();
    desk.engine.settle(settled);

    notice();

    assertThat(desk.told(RiskEvent.NoticeReceived.class))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.notice().held())
                    .containsExactlyInAnyOrder(reserved, pending, incoming));
    for (Reference held : List.of(reserved, pending, incoming)) {
      Decision decision = desk.engine.find(held).orElseThrow();
      assertThat(decision.state()).isEqualTo(TransferState.HELD);
      assertThat(decision.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
      assertThat(desk.passes(decision, SMS_CODE, desk.now).state()).isEqualTo(TransferState.HELD);
    }
    assertThat(desk.engine.find(others).orElseThrow().state()).isEqualTo(TransferState.RESERVED);
    assertThat(desk.engine.find(settled).orElseThrow().state()).isEqualTo(TransferState.SETTLED);
  }

  @Test
  @DisplayName(
      "the bank's confirmation is due within 2 h, and is reported to police and victim with the"
          + " export of the account's movements")
  void confirmation() {
    desk.moved(desk.money("10.00"), desk.now.minus(Duration.ofDays(30)));
    desk.moved(desk.money("77.00"), desk.now.minus(Duration.ofDays(30)).minusMillis(1));
    desk.moved(desk.money("30.00").payer("carol").payee("alice"), desk.now.minusMillis(1));
    notice();
    desk.later(Duration.ofHours(2));
    desk.engine.sweep();
    assertThat(desk.told(RiskEvent.ConfirmationOverdue.class)).isEmpty();

    NoticeStatus confirmed = confirm();

    assertThat(confirmed.state()).isEqualTo(NoticeStatus.State.CONFIRMED);
    assertThat(confirmed.isConfirmedLate()).isFalse();
    assertThat(desk.told(RiskEvent.NoticeConfirmed.class))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.informs())
                  .containsExactlyInAnyOrder(Addressee.AUTHORITY, Addressee.VICTIM);
              assertThat(event.movements().entries())
                  .extracting(MovementExport.Entry::value)
                  .containsExactly(100_00L, 10_00L, 30_00L);
            });
  }

  @Test
  @DisplayName("a confirmation that does not come within 2 h is overdue, told once, and late")
  void confirmationOverdue() {
    notice();
    desk.later(Duration.ofHours(2).plusMillis(1));
    desk.engine.sweep();
    desk.engine.sweep();

    assertThat(desk.told(RiskEvent.ConfirmationOverdue.class)).hasSize(1);
    assertThat(outcomeNow()).isEqualTo(Outcome.HOLD);
    assertThat(confirm().isConfirmedLate()).isTrue();
  }

  @Test
  @DisplayName("the notice lapses after 48 h")
  void lapse() {
    Instant received = desk.now;
    notice();
    confirm();

    desk.now = received.plus(Duration.ofDays(2)).minusMillis(1);
    assertThat(outcomeNow()).isEqualTo(Outcome.HOLD);
    desk.now = received.plus(Duration.ofDays(2));
    assertThat(outcomeNow()).isEqualTo(Outcome.ALLOW);
    desk.engine.sweep();
    assertThat(desk.told(RiskEvent.NoticeLapsed.class)).hasSize(1);
    assertThatThrownBy(this::extend).isInstanceOf(ExtensionRefusedException.class);
  }

  @Test
  @DisplayName("the notice can be extended once, by 48 h")
  void extension() {
    Instant received = desk.now;
    notice();
    desk.later(Duration.ofHours(47));
    assertThat(extend().lapsesAt()).isEqualTo(received.plus(Duration.ofDays(4)));
    assertThatThrownBy(this::extend).isInstanceOf(ExtensionRefusedException.class);

    desk.now = received.plus(Duration.ofDays(4)).minusMillis(1);
    assertThat(outcomeNow()).isEqualTo(Outcome.HOLD);
    desk.now = received.plus(Duration.ofDays(4));
    assertThat(outcomeNow()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("a freeze: HOLD, path AUTHORITY, from and to the account; who did what is kept")
  void freeze() {
    Instant imposed = desk.now;
    desk.engine.impose(
        Control.freeze("F1", "default", "alice", null, "officer 7", "court order 12"));

    for (Decision held :
        List.of(
            desk.score(desk.money("0.01")),
            desk.score(desk.money("0.01").payer("carol").payee("alice")))) {
      assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
      assertThat(held.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
      assertThat(held.reasons(Locale.ENGLISH))
          .contains("The account of the payer or the payee is frozen");
    }

    desk.later(Duration.ofDays(1));
    desk.engine.lift("default", "alice", "F1", "officer 8", "order withdrawn");
    assertThat(outcomeNow()).isEqualTo(Outcome.ALLOW);
    assertThat(desk.engine.controlHistory("default", "alice").entries())
        .extracting(
            ControlHistory.Entry::what,
            ControlHistory.Entry::by,
            ControlHistory.Entry::why,
            ControlHistory.Entry::at)
        .containsExactly(
            tuple(ControlHistory.What.IMPOSED, "officer 7", "court order 12", imposed),
            tuple(ControlHistory.What.LIFTED, "officer 8", "order withdrawn", desk.now));
  }

  @Test
  @DisplayName("a withdrawal restriction: HOLD, path BANK, of what is withdrawn, and nothing else")
  void withdrawalRestriction() {
    desk.engine.impose(
        Control.withdrawalRestriction("W1", "default", "alice", null, "officer 7", "checks"));

    for (Decision held :
        List.of(
            desk.score(desk.money("0.01").kind(TransferKind.WITHDRAWAL)),
            desk.score(desk.money("0.01").kind(TransferKind.EXCHANGE)),
            desk.score(desk.coins("0.01")))) {
      assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
      assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
    }
    assertThat(outcomeNow()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("a limit raised until a date after the customer contacted the bank")
  void raised() {
    Instant until = desk.now.plus(Duration.ofDays(1));
    limit(20_000_00, until);

    assertThat(desk.score(desk.money("20000.00")).outcome()).isEqualTo(Outcome.ALLOW);
    Decision above = desk.score(desk.money("20000.01"));
    assertThat(above.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(above.verificationMethods()).containsExactly(SMS_CODE);

    desk.now = until;
    assertThat(desk.score(desk.money("10000.01")).outcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @DisplayName("a limit lowered until a date after the customer contacted the bank")
  void lowered() {
    Instant until = desk.now.plus(Duration.ofDays(1));
    limit(500_00, until);

    assertThat(desk.score(desk.money("500.00")).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(desk.score(desk.money("500.01")).outcome()).isEqualTo(Outcome.VERIFY);

    desk.now = until;
    assertThat(desk.score(desk.money("10000.00")).outcome()).isEqualTo(Outcome.ALLOW);
  }

  private void limit(long max, Instant until) {
    desk.engine.impose(
        Control.limit(
            "L1", "default", "alice", "SINGLE_FIAT", max, until, "officer 7", "customer called"));
  }

  @Test
  @DisplayName("trusted payee (trusted ≥ 7 days) deducts points after group maxima")
  void trusted() {
    trust("carol", TRUSTED_AFTER.minusMillis(1));
    Decision early = desk.score(desk.money("1000.01").payee("carol").payeeCountry("SG"));
    assertThat(early.score()).isEqualTo(40);
    assertThat(early.outcome()).isEqualTo(Outcome.VERIFY);
    desk.engine.cancel(early.reference());

    trust("carol", TRUSTED_AFTER);
    Decision trusted = desk.score(desk.money("1000.01").payee("carol").payeeCountry("SG"));
    assertThat(trusted.score()).isEqualTo(20);
    assertThat(trusted.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(codes(trusted)).contains("TRUSTED_PAYEE");
  }

  @Test
  @DisplayName("a trusted payee never lifts a limit")
  void trustedAndLimit() {
    trust("bob", TRUSTED_AFTER);

    Decision decision = desk.score(desk.money("10000.01"));

    assertThat(codes(decision)).contains("TRUSTED_PAYEE");
    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @DisplayName("a trusted payee never lifts a control")
  void trustedAndControl() {
    trust("bob", TRUSTED_AFTER);
    desk.engine.impose(Control.freeze("F1", "default", "bob", null, "officer 7", "court order"));

    Decision decision = desk.score(desk.money("0.01"));

    assertThat(codes(decision)).contains("TRUSTED_PAYEE");
    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
  }

  @Test
  @DisplayName("a trusted payee never lifts a required outcome")
  void trustedAndRequiredOutcome() {
    trust("bob", TRUSTED_AFTER);
    desk.learns(SignalKind.FRAUD_REPORT);
    Decision verified = desk.score(desk.money("1000.01"));
    assertThat(verified.score()).isEqualTo(5);
    assertThat(verified.outcome()).isEqualTo(Outcome.VERIFY);

    for (String victim : List.of("dora", "emil")) {
      desk.engine.report(
          FraudReport.builder()
              .id("R-" + victim)
              .knownAt(desk.now)
              .payer(victim)
              .payee("bob")
              .build());
    }
    Decision held = desk.score(desk.money("0.01"));
    assertThat(codes(held)).contains("TRUSTED_PAYEE", "PAYEE_FRAUD_REPORTS_SEVERAL");
    assertThat(held.score()).isEqualTo(45);
    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
  }

  private void trust(String payee, Duration ago) {
    desk.engine.impose(
        Control.trustedPayee(
            "P1", "default", "alice", payee, desk.now.minus(ago), "alice", "landlord"));
  }
}
