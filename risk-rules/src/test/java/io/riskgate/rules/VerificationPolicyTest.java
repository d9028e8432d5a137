package io.riskgate.rules;

import static io.riskgate.core.VerificationMethod.CALL_BACK;
import static io.riskgate.core.VerificationMethod.FACE_RECOGNITION;
import static io.riskgate.core.VerificationMethod.IDENTITY_DOCUMENT;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static io.riskgate.rules.PolicyDesk.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.CustomerRisk;
import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskLevel;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The default policy of the pack {@code cn}: what scores ask for, how verifications end, and how
 * signals move a customer's risk level.
 */
class VerificationPolicyTest {
  private final PolicyDesk desk = new PolicyDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  @DisplayName("bands: a score of 30 asks for nothing")
  void below40() {
    for (int i = 0; i < 3; i++) {
      desk.learns(SignalKind.FAILED_LOGIN); // medium risk, 10
    }
    desk.learns(SignalKind.ON_CALL); // 20

    Decision decision = desk.score(desk.money("1000.01"));

    assertThat(decision.score()).isEqualTo(30);
    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(desk.alerts).isEmpty();
  }

  @Test
  @DisplayName("bands: VERIFY from 40, by SMS code")
  void from40() {
    Decision decision = desk.score(desk.money("1000.01").payee("carol").payeeCountry("SG"));

    assertThat(decision.score()).isEqualTo(40);
    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.verificationMethods()).containsExactly(SMS_CODE);
    assertThat(desk.alerts).hasSize(1);
  }

  @Test
  @DisplayName("bands: from 55 face recognition too")
  void from55() {
    desk.learns(SignalKind.SIM_CHANGED);
    desk.later(Duration.ofDays(2)); // by then the risk level is low again

    Decision decision = desk.score(desk.money("1000.01"));

    assertThat(decision.score()).isEqualTo(55);
    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.verificationMethods())
        .containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION);
  }

  @Test
  @DisplayName("bands: 65 is verified still")
  void below70() {
    desk.learns(SignalKind.ON_CALL); // 20

    Decision decision = desk.score(desk.money("1000.01").purpose("刷单")); // 45

    assertThat(decision.score()).isEqualTo(65);
    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.verificationMethods())
        .containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION);
  }

  @Test
  @DisplayName("bands: HOLD from 70, path CUSTOMER")
  void from70() {
    desk.learns(SignalKind.FRAUD_REPORT); // high risk, 25

    Decision decision = desk.score(desk.money("1000.01").purpose("刷单")); // 45

    assertThat(decision.score()).isEqualTo(70);
    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.CUSTOMER);
    assertThat(decision.verificationMethods())
        .containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION);
  }

  @Test
  @DisplayName("methods by asset and kind: an exchange of fiat above 10,000 asks for an SMS code")
  void byAsset() {
    Transfer.Builder fiat = desk.money("10000.01").kind(TransferKind.EXCHANGE).payee("exchange");
    assertThat(desk.score(fiat).verificationMethods()).containsExactly(SMS_CODE);

    desk.moved(desk.coins("2000000.00"), desk.now.minus(Duration.ofDays(10))); // so no surge
    assertThat(desk.score(desk.exchange("100000.01")).verificationMethods())
        .containsExactlyInAnyOrder(FACE_RECOGNITION, IDENTITY_DOCUMENT);
  }

  @Test
  @DisplayName("failed attempts count, whatever the method, and the third ends in HOLD, path BANK")
  void failedAttempts() {
    Decision pending = desk.score(desk.money("50000.00"));
    assertThat(desk.fails(pending, SMS_CODE).outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(desk.fails(pending, FACE_RECOGNITION).outcome()).isEqualTo(Outcome.VERIFY);

    Decision held = desk.fails(pending, SMS_CODE);

    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
    desk.passes(held, SMS_CODE, desk.now);
    assertThat(desk.passes(held, FACE_RECOGNITION, desk.now).outcome()).isEqualTo(Outcome.HOLD);
    assertThat(
            desk.engine
                .release(held.reference(), new Release(ReleasePath.BANK, "officer 7", "called"))
                .state())
        .isEqualTo(TransferState.RESERVED);
  }

  @Test
  @DisplayName("what the bank should do about a hold that failed attempts ended in: call back")
  void failedAttemptsAreCalledBack() {
    Decision pending = desk.score(desk.money("10000.01"));
    for (int i = 0; i < 3; i++) {
      desk.fails(pending, SMS_CODE);
    }

    assertThat(desk.engine.find(pending.reference()).orElseThrow().verificationMethods())
        .contains(CALL_BACK);
  }

  @Test
  @DisplayName("failed attempts end the customer's own way out of a hold too")
  void failedAttemptsOfTheCustomersHold() {
    desk.learns(SignalKind.FRAUD_REPORT);
    Decision held = desk.score(desk.money("1000.01").purpose("刷单"));
    for (int i = 0; i < 3; i++) {
      desk.fails(held, FACE_RECOGNITION);
    }

    desk.passes(held, SMS_CODE, desk.now);
    Decision after = desk.passes(held, FACE_RECOGNITION, desk.now);

    assertThat(after.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(after.releasePath()).isEqualTo(ReleasePath.BANK);
  }

  @Test
  @DisplayName("evidence counts while it is 15 minutes old, and not a moment longer")
  void freshness() {
    Decision pending = desk.score(desk.money("10000.01"));

    assertThat(
            desk.passes(pending, SMS_CODE, desk.now.minus(Duration.ofMinutes(15)).minusMillis(1))
                .outcome())
        .isEqualTo(Outcome.VERIFY);
    assertThat(desk.passes(pending, SMS_CODE, desk.now.minus(Duration.ofMinutes(15))).outcome())
        .isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("all methods must be there and still fresh when the last one arrives")
  void freshTogether() {
    Decision pending = desk.score(desk.money("50000.00"));
    desk.passes(pending, SMS_CODE, desk.now.minus(Duration.ofMinutes(10)));
    desk.later(Duration.ofMinutes(5).plusMillis(1));

    Decision half = desk.passes(pending, FACE_RECOGNITION, desk.now);

    assertThat(half.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(half.verificationMethods()).containsExactly(SMS_CODE);
    assertThat(desk.passes(pending, SMS_CODE, desk.now).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("a verification that does not come within 15 minutes is too late")
  void expiry() {
    Decision pending = desk.score(desk.money("10000.01"));
    desk.later(Duration.ofMinutes(15));

    assertThat(desk.passes(pending, SMS_CODE, desk.now).state()).isEqualTo(TransferState.EXPIRED);
  }

  @Test
  @DisplayName("risk level: MEDIUM from 30 on, and signals fade evenly")
  void medium() {
    desk.learns(SignalKind.SIM_CHANGED); // 40, faded in 72 h
    desk.later(Duration.ofHours(18));
    assertThat(risk().score()).isEqualTo(30);
    assertThat(risk().level()).isEqualTo(RiskLevel.MEDIUM);

    desk.later(Duration.ofMillis(1));
    assertThat(risk().level()).isEqualTo(RiskLevel.LOW);

    desk.later(Duration.ofHours(54));
    assertThat(risk().score()).isZero();
  }

  @Test
  @DisplayName("risk level: HIGH from 60 on")
  void high() {
    desk.learns(SignalKind.PHONE_CHANGED); // 30
    desk.learns(SignalKind.LIMIT_RAISED); // 15
    desk.learns(SignalKind.CLICKED_UNKNOWN_LINK); // 15
    assertThat(risk().score()).isEqualTo(60);
    assertThat(risk().level()).isEqualTo(RiskLevel.HIGH);

    desk.later(Duration.ofMillis(1));
    assertThat(risk().level()).isEqualTo(RiskLevel.MEDIUM);
  }

  @Test
  @DisplayName("risk level: the rules see it; HIGH asks for face recognition, above 1,000")
  void seenByTheRules() {
    desk.learns(SignalKind.FRAUD_REPORT); // 65: high
    assertThat(desk.score(desk.money("1000.00")).outcome()).isEqualTo(Outcome.ALLOW);

    Decision decision = desk.score(desk.money("1000.01"));

    assertThat(codes(decision)).isEqualTo(Set.of("CUSTOMER_RISK_HIGH", "CUSTOMER_RISK_MEDIUM"));
    assertThat(decision.score()).as("the larger of a group").isEqualTo(25);
    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.verificationMethods()).containsExactly(FACE_RECOGNITION);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  @DisplayName("risk level: of failed logins the latest three count, 10 each")
  void most(int logins) {
    for (int i = 0; i < logins + (logins == 3 ? 2 : 0); i++) {
      desk.learns(SignalKind.FAILED_LOGIN);
    }

    assertThat(risk().score()).isEqualTo(10 * logins);
  }

  private CustomerRisk risk() {
    return desk.engine.riskLevel("default", "alice", null);
  }
}
