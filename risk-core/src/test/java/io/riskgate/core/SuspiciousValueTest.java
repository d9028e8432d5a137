package io.riskgate.core;

import static io.riskgate.core.VerificationMethod.FACE_RECOGNITION;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.RulePackException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences L-14 to L-17 and V-10: the suspicious value of a day. */
class SuspiciousValueTest {
  private static final Demand CUSTOMER =
      new Demand(Outcome.HOLD, Set.of(SMS_CODE, FACE_RECOGNITION), ReleasePath.CUSTOMER);

  private static TestPack pack() {
    return new TestPack()
        .band(40, TestPack.verifySms())
        .band(70, CUSTOMER)
        .policy(p -> p.holdExpiry(Duration.ofHours(1)))
        .dayLimit(1_000_000)
        .limit(suspiciousDay(Limit.Measure.VALUE, 10_000_00))
        .rule("BAD")
        .points(80)
        .when(f -> f.getPurpose().equals("bad"))
        .rule("ODD")
        .points(50)
        .when(f -> f.getPurpose().equals("odd"));
  }

  private static Limit suspiciousDay(Limit.Measure measure, long max) {
    return new Limit(
        "suspicious",
        Set.of(AssetClass.values()),
        measure,
        Limit.Counts.SUSPICIOUS,
        Limit.Window.DAY,
        max,
        Demand.hold(ReleasePath.BANK),
        Demand.NOTHING);
  }

  private final Bank bank = new Bank(pack());

  private Decision bad(String id, long yuan) {
    return bank.transfer(id).yuan(yuan).purpose("bad").score();
  }

  private void verifies(String id) {
    bank.passes(id, SMS_CODE);
    bank.passes(id, FACE_RECOGNITION);
  }

  private long suspicious() {
    return bank.used("suspicious");
  }

  @ParameterizedTest
  @CsvSource({"10000.00, CUSTOMER", "10000.01, BANK"})
  @Sentence("L-14")
  @DisplayName("up to the maximum the customer ends the hold, above it the bank")
  void boundary(String yuan, ReleasePath path) {
    Decision decision = bank.transfer("T1").yuan(yuan).purpose("bad").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(path);
    LimitUsage usage = decision.limitUsages().get(1);
    assertThat(usage.limit().id()).isEqualTo("suspicious");
    assertThat(usage.used()).isEqualTo(decision.value());
    assertThat(usage.isPassed()).isEqualTo(path == ReleasePath.BANK);
  }

  @Test
  @Sentence("L-14")
  @DisplayName("the day's suspicious transfers count together, each once, whatever becomes of them")
  void together() {
    bad("T1", 3_000);
    bank.cancel("T1");
    bad("T2", 3_000);
    verifies("T2");
    bank.settle("T2");
    assertThat(bad("T3", 4_000).releasePath()).isEqualTo(ReleasePath.CUSTOMER);
    bad("T3", 4_000); // a retry
    assertThat(suspicious()).isEqualTo(10_000);

    Decision one = bad("T4", 1);
    assertThat(one.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(one.limitUsages().get(1).used()).isEqualTo(10_001_00);

    bank.later(Duration.ofHours(2));
    assertThat(bank.find("T4").state()).isEqualTo(TransferState.EXPIRED);
    assertThat(suspicious()).isEqualTo(10_001);
  }

  @Test
  @Sentence("L-14")
  @DisplayName("what is verified only, or allowed, is not suspicious; a count counts transfers")
  void onlySuspicious() {
    assertThat(bank.transfer("T1").yuan(9_000).purpose("odd").score().outcome())
        .isEqualTo(Outcome.VERIFY);
    bank.transfer("T2").yuan(9_000).settled();
    assertThat(suspicious()).isZero();
    assertThat(bank.find("T2").limitUsages()).hasSize(1);

    Bank counting =
        new Bank(
            new TestPack()
                .band(70, CUSTOMER)
                .limit(suspiciousDay(Limit.Measure.COUNT, 1))
                .rule("BAD")
                .points(70)
                .always());
    assertThat(counting.transfer("T1").score().releasePath()).isEqualTo(ReleasePath.CUSTOMER);
    assertThat(counting.transfer("T2").score().releasePath()).isEqualTo(ReleasePath.BANK);
  }

  @Test
  @Sentence("L-14")
  @DisplayName(
      "a day ends at midnight of the pack's zone, and a hold of yesterday stays yesterday's")
  void midnight() {
    bank.goTo("2024-03-14T23:50:00");
    bad("T1", 8_000);
    bank.goTo("2024-03-15T00:01:00");
    assertThat(bad("T2", 8_000).releasePath()).isEqualTo(ReleasePath.CUSTOMER);

    verifies("T1");

    assertThat(bank.find("T1").state()).isEqualTo(TransferState.RESERVED);
    assertThat(bank.find("T1").limitUsages().get(1).used()).as("of its day").isEqualTo(8_000_00);
    assertThat(suspicious()).isEqualTo(8_000);
    assertThat(bank.used("day")).as("let go today").isEqualTo(8_000);
  }

  @Test
  @Sentence("L-15")
  @DisplayName("one that is decided between reading and recording is seen")
  void between() {
    bank.store.beforeNext(Call.COMMIT, () -> bad("T2", 6_000));

    Decision decision = bad("T1", 6_000);

    assertThat(decision.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(decision.limitUsages().get(1).used()).isEqualTo(12_000_00);
    assertThat(bank.find("T2").releasePath()).isEqualTo(ReleasePath.CUSTOMER);
    assertThat(suspicious()).isEqualTo(12_000);
  }

  @Test
  @Sentence("L-16")
  @DisplayName("a decision that is not kept claims nothing")
  void retry() {
    bank.store.fail(Call.COMMIT);
    assertThat(bad("T1", 6_000).isRetry()).isTrue();
    bank.store.heal();

    assertThat(suspicious()).isZero();
    bad("T1", 6_000);
    assertThat(suspicious()).isEqualTo(6_000);
  }

  @Test
  @Sentence("L-16")
  @DisplayName("observed movements are not suspicious, as they have no score")
  void observed() {
    bank.transfer("M1").yuan(50_000).purpose("bad").observe();

    assertThat(suspicious()).isZero();
  }

  @Test
  @Sentence("L-16")
  @DisplayName("money posted without verification is claimed once")
  void settledUnverified() {
    bad("T1", 6_000);
    bank.settle("T1");

    assertThat(suspicious()).isEqualTo(6_000);
    assertThat(bank.used("day")).isEqualTo(6_000);
  }

  @Test
  @Sentence({"L-17", "O-2"})
  @DisplayName("in mode MONITOR it counts in the same way, and the true decision says so")
  void monitor() {
    Bank monitoring = new Bank(pack(), b -> b.mode(Mode.MONITOR));
    monitoring.transfer("T1").yuan(6_000).purpose("bad").score();
    Decision second = monitoring.transfer("T2").yuan(6_000).purpose("bad").score();

    assertThat(second.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(second.verdict().demand().path()).isEqualTo(ReleasePath.BANK);
    assertThat(monitoring.find("T1").verdict().demand().path()).isEqualTo(ReleasePath.CUSTOMER);
    assertThat(monitoring.used("suspicious")).isEqualTo(12_000);
  }

  @Test
  @Sentence("V-10")
  @DisplayName("at verified, what others claimed of that day since then may make it the bank's")
  void readAgain() {
    bad("T1", 6_000);
    bad("T2", 6_000); // above the maximum together
    bank.passes("T1", SMS_CODE);

    Decision held = bank.passes("T1", FACE_RECOGNITION);

    assertThat(held.state()).isEqualTo(TransferState.HELD);
    assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(held.limitUsages().get(1).used()).isEqualTo(12_000_00);
    assertThat(bank.used("day")).isZero();
    assertThat(bank.release("T1", ReleasePath.BANK).state()).isEqualTo(TransferState.RESERVED);
    assertThat(suspicious()).as("claimed once").isEqualTo(12_000);
  }

  @Test
  @Sentence("V-10")
  @DisplayName("at verified, one that is decided between reading and reserving is seen")
  void readAgainAtomically() {
    bad("T1", 6_000);
    bank.passes("T1", SMS_CODE);
    bank.store.beforeNext(Call.COMMIT, () -> bad("T2", 6_000));

    assertThat(bank.passes("T1", FACE_RECOGNITION).releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("V-10")
  @DisplayName("the customer's own verification ends a hold within the maximum, once")
  void verified() {
    bad("T1", 10_000);
    bank.passes("T1", FACE_RECOGNITION);
    assertThat(bank.find("T1").verificationMethods()).containsExactly(SMS_CODE);

    assertThat(bank.passes("T1", SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(suspicious()).isEqualTo(10_000);
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence({"L-9", "L-14"})
  @DisplayName("a control may lower the maximum for an account")
  void lowered() {
    bank.impose(
        Control.limit(
            "low", "default", "alice", "suspicious", 1_000_00, null, "officer 7", "case 12"));

    assertThat(bad("T1", 1_001).releasePath()).isEqualTo(ReleasePath.BANK);
  }

  @Test
  @Sentence("L-14")
  @DisplayName("a pack whose bands never hold cannot limit what is suspicious")
  void withoutHoldBand() {
    TestPack pack =
        new TestPack()
            .band(40, TestPack.verifySms())
            .limit(suspiciousDay(Limit.Measure.VALUE, 10_000_00));

    assertThatThrownBy(pack::policy)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no band asks for HOLD");
  }

  @Test
  @Sentence({"V-10", "A-4"})
  @DisplayName("what waits when a pack brings such a limit is counted when it is verified")
  void limitOfANewPack() {
    Bank changing = new Bank(new TestPack().band(70, CUSTOMER).rule("BAD").points(80).always());
    changing.transfer("T1").yuan(6_000).score();
    changing.passes("T1", SMS_CODE);
    changing.engine.activate(
        new TestPack()
            .version("2")
            .band(70, CUSTOMER)
            .limit(suspiciousDay(Limit.Measure.VALUE, 5_000_00))
            .rule("BAD")
            .points(80)
            .always());

    Decision held = changing.passes("T1", FACE_RECOGNITION);

    assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(held.limitUsages().get(0).used()).isEqualTo(6_000_00);
    assertThat(changing.transfer("T2").yuan(1).score().limitUsages().get(0).used())
        .isEqualTo(6_001_00);
  }

  @Test
  @Sentence("A-2")
  @DisplayName("a limit that keeps its id cannot begin to count what is let go instead")
  void countsOtherwise() {
    TestPack other =
        new TestPack()
            .version("2")
            .limit(
                new Limit(
                    "suspicious",
                    Set.of(AssetClass.values()),
                    Limit.Measure.VALUE,
                    Limit.Counts.LET_GO,
                    Limit.Window.DAY,
                    10_000_00,
                    Demand.hold(ReleasePath.BANK),
                    Demand.NOTHING));

    assertThatThrownBy(() -> bank.engine.activate(other))
        .isInstanceOf(RulePackException.class)
        .hasMessageContaining("limit suspicious counted")
        .hasMessageContaining("SUSPICIOUS VALUE DAY and would now count");
  }
}
