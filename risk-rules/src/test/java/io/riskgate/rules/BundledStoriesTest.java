package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Channel;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.Decision;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Hit;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the signs that the pack {@code cn} knows come to together, as its files say it. */
class BundledStoriesTest {
  /** Noon in Shanghai. */
  private Instant now = Instant.parse("2026-03-10T04:00:00Z");

  private int ids;

  private final RiskEngine engine =
      RiskEngine.builder()
          .rules(RulePacks.bundled("cn"))
          .clock(() -> now)
          .historyCompleteSince(Instant.EPOCH)
          .build();

  @AfterEach
  void close() {
    engine.close();
  }

  private Decision pays(String payer, String payee, String yuan) {
    return pays(payer, payee, yuan, t -> t);
  }

  private Decision pays(
      String payer, String payee, String yuan, UnaryOperator<Transfer.Builder> more) {
    Transfer.Builder transfer =
        Transfer.builder().id("T" + ids++).time(now).payer(payer).payee(payee).amount(yuan, "CNY");
    Decision decision = engine.score(more.apply(transfer).build());
    return decision.outcome() == Outcome.ALLOW ? engine.settle(decision.reference()) : decision;
  }

  private void learns(SignalKind kind) {
    engine.signal(Signal.ofAccount(Transfer.DEFAULT_TENANT, "S" + ids++, "ann", kind, now));
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  /** Ann has paid her landlord, and some time has gone by. */
  private void annHasALandlord() {
    pays("ann", "landlord", "4000.00");
    later(Duration.ofDays(30));
  }

  private void reports(String id, String victim, String payee) {
    engine.report(FraudReport.builder().id(id).payer(victim).payee(payee).knownAt(now).build());
  }

  @Test
  @DisplayName("an everyday payment has a score of 0, also an hour after a call")
  void everyday() {
    annHasALandlord();
    learns(SignalKind.ON_CALL);
    later(Duration.ofHours(1));

    Decision decision = pays("ann", "landlord", "4000.00");

    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.score()).isZero();
  }

  @Test
  @DisplayName("a call while the rent is paid stops nothing; with a large first payment it holds")
  void onCall() {
    annHasALandlord();
    learns(SignalKind.ON_CALL);

    Decision rent = pays("ann", "landlord", "4000.00");
    Decision stranger = pays("ann", "safe-place", "13000.00");

    assertThat(rent.decidedOutcome()).isEqualTo(Outcome.ALLOW);
    assertThat(rent.score()).isEqualTo(20);
    assertThat(stranger.hits())
        .extracting(Hit::code)
        .contains("ON_CALL_NEW_PAYEE_LARGE", "FIRST_PAYEE_FAR_ABOVE_HISTORY");
    assertThat(stranger.decidedOutcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  @DisplayName("whoever sees the screen sees the code: a large first payment waits for the bank")
  void screenShared() {
    annHasALandlord();
    learns(SignalKind.SCREEN_SHARED);

    Decision decision = pays("ann", "safe-place", "6000.00");

    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.BANK);
  }

  @Test
  @DisplayName("after a new SIM card the face is asked for, because the code goes to the new card")
  void simChanged() {
    annHasALandlord();
    learns(SignalKind.SIM_CHANGED);
    later(Duration.ofHours(71));

    Decision decision = pays("ann", "landlord", "4000.00");

    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.verificationMethods()).contains(VerificationMethod.FACE_RECOGNITION);
  }

  @Test
  @DisplayName(
      "a new SIM card alone never holds: the risk that follows from it is not counted twice")
  void simChangedJustNow() {
    annHasALandlord();
    learns(SignalKind.SIM_CHANGED);

    Decision decision = pays("ann", "landlord", "4000.00");

    assertThat(decision.hits())
        .extracting(Hit::code)
        .containsExactly("SIM_CHANGED_THEN_PAYMENT", "CUSTOMER_RISK_MEDIUM");
    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.verificationMethods()).contains(VerificationMethod.FACE_RECOGNITION);
  }

  @Test
  @DisplayName(
      "contact with a reported number asks for the face at a first payment, and never holds")
  void contactWithReported() {
    annHasALandlord();
    learns(SignalKind.CONTACT_WITH_REPORTED);

    Decision decision = pays("ann", "stranger", "4000.00");

    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.verificationMethods()).contains(VerificationMethod.FACE_RECOGNITION);
  }

  @Test
  @DisplayName("a click on an unknown link asks a student about a new payee, and does not hold")
  void unknownLink() {
    annHasALandlord();
    learns(SignalKind.CLICKED_UNKNOWN_LINK);

    Decision small = pays("ann", "stranger", "1500.00");
    Decision student =
        pays(
            "ann",
            "stranger",
            "2500.00",
            t -> t.payerSegments(EnumSet.of(CustomerSegment.STUDENT)));

    assertThat(small.decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(student.hits())
        .extracting(Hit::code)
        .contains("UNKNOWN_LINK_THEN_PAYMENT", "STUDENT_NEW_PAYEE");
    assertThat(student.decidedOutcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @DisplayName("while an app controls the phone a noticeable payment is held, to anybody")
  void remoteControl() {
    annHasALandlord();
    learns(SignalKind.REMOTE_CONTROL_APP);

    assertThat(pays("ann", "landlord", "1000.00").decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(pays("ann", "landlord", "4000.00").decidedOutcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  @DisplayName(
      "a student on the campus network is asked about a new payee, and not held for the network")
  void campus() {
    for (int i = 0; i < 12; i++) {
      lunches("fellow-student-" + i);
    }

    Decision lunch = lunches("ann");
    Decision deposit =
        pays(
            "ann",
            "landlord",
            "2500.00",
            t -> onCampus(t).payerSegments(EnumSet.of(CustomerSegment.STUDENT)));

    assertThat(lunch.score()).isZero();
    assertThat(deposit.hits()).extracting(Hit::code).contains("IP_FARM", "STUDENT_NEW_PAYEE");
    assertThat(deposit.decidedOutcome()).isEqualTo(Outcome.VERIFY);
  }

  private Decision lunches(String student) {
    return pays(student, "canteen", "15.00", t -> onCampus(t).kind(TransferKind.PAYMENT));
  }

  private static Transfer.Builder onCampus(Transfer.Builder t) {
    return t.channel(Channel.MOBILE).ip("203.0.113.7");
  }

  @Test
  @DisplayName("seven snacks at a night market stop nothing, seven larger payments are verified")
  void nightMarket() {
    Decision snack = null;
    Decision large = null;
    for (int i = 0; i < 7; i++) {
      snack = pays("ann", "stall-" + i, "12.00", t -> t.kind(TransferKind.PAYMENT));
      large = pays("ben", "stall-" + i, "300.00", t -> t.kind(TransferKind.PAYMENT));
    }

    assertThat(snack.decidedOutcome()).isEqualTo(Outcome.ALLOW);
    assertThat(large.hits()).extracting(Hit::code).contains("BURST_OF_TRANSFERS");
    assertThat(large.decidedOutcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @DisplayName(
      "a program of an enterprise pays the wages of many without being asked; a person is asked")
  void wages() {
    Decision program = null;
    Decision person = null;
    for (int i = 0; i < 12; i++) {
      program = pays("enterprise", "worker-" + i, "900.00", t -> t.channel(Channel.API));
      person = pays("ann", "worker-" + i, "900.00", t -> t.channel(Channel.COUNTER));
    }

    assertThat(program.decidedOutcome()).isEqualTo(Outcome.ALLOW);
    assertThat(person.decidedOutcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @DisplayName("a new password, a new SIM card and a first payment far above all before hold")
  void takeover() {
    annHasALandlord();
    learns(SignalKind.PASSWORD_CHANGED);
    learns(SignalKind.SIM_CHANGED);

    Decision decision = pays("ann", "mule", "13000.00");

    assertThat(decision.hits()).extracting(Hit::code).contains("SEVERAL_TAKEOVER_SIGNS");
    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  @DisplayName("one fraud report asks for a verification, a second victim's holds for the bank")
  void reportedPayee() {
    annHasALandlord();
    reports("R1", "ben", "shop");
    reports("R2", "ben", "shop");
    Decision oneVictim = pays("ann", "shop", "20.00");

    reports("R3", "carl", "shop");
    Decision twoVictims = pays("ann", "shop", "20.00");

    assertThat(oneVictim.decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(twoVictims.decidedOutcome()).isEqualTo(Outcome.HOLD);
    assertThat(twoVictims.releasePath()).isEqualTo(ReleasePath.BANK);
  }

  @Test
  @DisplayName("who always pays by day is asked at three in the morning, who works at night is not")
  void unusualHour() {
    for (int day = 0; day < 25; day++) {
      pays("ann", "canteen", "6000.00"); // at noon
      later(Duration.ofHours(15));
      pays("night-nurse", "canteen", "6000.00"); // at three
      later(Duration.ofHours(9));
    }
    later(Duration.ofHours(15));

    Decision sleeper = pays("ann", "stranger", "6000.00");
    Decision nurse = pays("night-nurse", "stranger", "6000.00");

    assertThat(sleeper.hits()).extracting(Hit::code).contains("UNUSUAL_HOUR_NEW_PAYEE_LARGE");
    assertThat(sleeper.decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(nurse.decidedOutcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("a merchant at whom every second order is sent back is verified, others are not")
  void refunds() {
    for (int i = 0; i < 20; i++) {
      order("honest", i, i % 4 == 0);
      order("made-up", i, i % 2 == 0);
    }

    Decision honest = pays("ann", "honest", "1500.00", t -> payment(t, "honest"));
    Decision madeUp = pays("ann", "made-up", "1500.00", t -> payment(t, "made-up"));

    assertThat(honest.decidedOutcome()).isEqualTo(Outcome.ALLOW);
    assertThat(madeUp.decidedOutcome()).isEqualTo(Outcome.VERIFY);
  }

  private void order(String merchant, int i, boolean sentBack) {
    String customer = merchant + "-customer-" + i;
    pays(customer, merchant, "50.00", t -> payment(t, merchant));
    if (sentBack) {
      pays(merchant, customer, "50.00", t -> t.kind(TransferKind.REFUND).merchant(merchant));
    }
    later(Duration.ofMinutes(31));
  }

  private static Transfer.Builder payment(Transfer.Builder t, String merchant) {
    return t.kind(TransferKind.PAYMENT).merchant(merchant);
  }
}
