package io.riskgate.rules;

import static io.riskgate.core.VerificationMethod.CALL_BACK;
import static io.riskgate.core.VerificationMethod.FACE_RECOGNITION;
import static io.riskgate.core.VerificationMethod.IDENTITY_DOCUMENT;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Decision;
import io.riskgate.core.Evidence;
import io.riskgate.core.Movement;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.RiskLevel;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The default policy of the pack {@code cn}, row by row, by the engine as a bank would build it.
 * Alice has paid bob for a month, and everybody else never.
 */
class DefaultPolicyTest {
  /** Eight in the morning in Shanghai. */
  private static final Instant MORNING = Instant.parse("2026-01-06T00:00:00Z");

  private static Transfer.Builder plain(Transfer.Builder t) {
    return t;
  }

  private static Transfer.Builder overseas(Transfer.Builder t) {
    return t.payeeCountry("SG");
  }

  /** A first payment abroad with words of a known scam: its score is in the band of HOLD. */
  private static Transfer.Builder suspicious(Transfer.Builder t) {
    return t.payee("stranger").payeeCountry("SG").purpose("转入安全账户");
  }

  private Instant now = MORNING;
  private final RiskEngine engine =
      RiskEngine.builder()
          .rules(RulePacks.bundled("cn"))
          .store(InMemoryStore.create())
          .clock(() -> now)
          .historyCompleteSince(Instant.EPOCH)
          .build();

  DefaultPolicyTest() {
    Transfer known =
        Transfer.builder()
            .id("known")
            .payer("alice")
            .payee("bob")
            .amount("100.00", "CNY")
            .time(MORNING.minus(Duration.ofDays(30)))
            .build();
    engine.observe(new Movement(known));
    Transfer coins = // so that the limits alone speak, and no surge
        Transfer.builder()
            .id("known-coins")
            .payer("alice")
            .payee("bob")
            .asset(1, "COIN", 8, AssetClass.VIRTUAL_CURRENCY)
            .value(2_000_000_00L)
            .time(MORNING.minus(Duration.ofDays(10)))
            .build();
    engine.observe(new Movement(coins));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Decision pay(String id, String yuan, UnaryOperator<Transfer.Builder> change) {
    return engine.score(
        change
            .apply(
                Transfer.builder()
                    .id(id)
                    .payer("alice")
                    .payee("bob")
                    .amount(yuan, "CNY")
                    .channel(Channel.API) // where staying below the day's limit is no pattern
                    .payeeCountry("CN")
                    .time(now))
            .build());
  }

  private Decision payCoins(String id, long value, UnaryOperator<Transfer.Builder> change) {
    return engine.score(
        change
            .apply(
                Transfer.builder()
                    .id(id)
                    .payer("alice")
                    .payee("bob")
                    .asset(1, "COIN", 8, AssetClass.VIRTUAL_CURRENCY)
                    .value(value)
                    .payeeCountry("CN")
                    .payerRealNameVerified(true)
                    .time(now))
            .build());
  }

  private Decision passes(Decision decision, VerificationMethod method) {
    return engine.verified(decision.reference(), Evidence.passed(method, now, "proof"));
  }

  private void later(Duration by) {
    now = now.plus(by);
  }

  /** Fills the day's limit up to 48,000 by payments an hour apart. */
  private void payForty8Thousand() {
    for (int i = 0; i < 6; i++) {
      assertThat(pay("D" + i, "8000.00", DefaultPolicyTest::plain).outcome())
          .isEqualTo(Outcome.ALLOW);
      engine.settle(new Reference("default", "alice", "D" + i));
      later(Duration.ofHours(1));
    }
  }

  @Test
  @DisplayName("single fiat transfer, 10,000: above it, VERIFY by SMS code")
  void singleFiat() {
    assertThat(pay("T1", "10000.00", DefaultPolicyTest::plain).outcome()).isEqualTo(Outcome.ALLOW);

    Decision above = pay("T2", "10000.01", DefaultPolicyTest::plain);
    assertThat(above.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(above.verificationMethods()).containsExactly(SMS_CODE);
    assertThat(passes(above, SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("single fiat transfer to an overseas account, above 10,000: HOLD, path BANK")
  void singleFiatOverseas() {
    assertThat(pay("T1", "10000.00", DefaultPolicyTest::overseas).outcome())
        .isEqualTo(Outcome.ALLOW);

    Decision above = pay("T2", "10000.01", DefaultPolicyTest::overseas);
    assertThat(above.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(above.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(above.score()).as("it is the limit that holds").isZero();
    assertThat(passes(above, SMS_CODE).outcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  @DisplayName(
      "several transfers from different places in a short time, above 10,000: HOLD, path BANK")
  void singleFiatFromSeveralPlaces() {
    pay("T1", "100.00", t -> t.location(31.23, 121.47));
    later(Duration.ofMinutes(15));
    pay("T2", "100.00", t -> t.location(31.41, 121.47));
    later(Duration.ofMinutes(15));
    assertThat(pay("T3", "10000.00", t -> t.location(31.41, 121.47)).outcome())
        .isEqualTo(Outcome.ALLOW);

    Decision above = pay("T4", "10000.01", t -> t.location(31.41, 121.47));
    assertThat(above.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(above.releasePath()).isEqualTo(ReleasePath.BANK);

    later(Duration.ofHours(2)); // the same after a while is a journey
    assertThat(pay("T5", "10000.01", t -> t.location(31.41, 121.47)).outcome())
        .isEqualTo(Outcome.VERIFY);
  }

  @Test
  @DisplayName("fiat per calendar day, 50,000: above it, VERIFY by SMS code, until midnight")
  void dailyFiat() {
    payForty8Thousand();
    assertThat(pay("T1", "2000.00", DefaultPolicyTest::plain).outcome()).isEqualTo(Outcome.ALLOW);

    Decision above = pay("T2", "0.01", DefaultPolicyTest::plain);
    assertThat(above.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(above.verificationMethods()).containsExactly(SMS_CODE);

    now = Instant.parse("2026-01-06T16:00:00Z"); // midnight in Shanghai
    assertThat(pay("T3", "0.01", DefaultPolicyTest::plain).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("fiat per calendar day, to an overseas account, above 50,000: HOLD, path BANK")
  void dailyFiatOverseas() {
    payForty8Thousand();
    assertThat(pay("T1", "2000.00", DefaultPolicyTest::overseas).outcome())
        .isEqualTo(Outcome.ALLOW);

    Decision above = pay("T2", "0.01", DefaultPolicyTest::overseas);
    assertThat(above.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(above.releasePath()).isEqualTo(ReleasePath.BANK);
  }

  @Test
  @DisplayName(
      "fiat per calendar day, several transfers from different places in a short time, above"
          + " 50,000: HOLD, path BANK")
  void dailyFiatFromSeveralPlaces() {
    payForty8Thousand();
    pay("T1", "100.00", t -> t.location(31.23, 121.47));
    later(Duration.ofMinutes(15));
    pay("T2", "100.00", t -> t.location(31.41, 121.47));
    later(Duration.ofMinutes(10));
    for (String id : new String[] {"T1", "T2"}) {
      engine.settle(new Reference("default", "alice", id));
    }
    assertThat(pay("T3", "1800.00", t -> t.location(31.41, 121.47)).outcome())
        .isEqualTo(Outcome.ALLOW);

    Decision above = pay("T4", "0.01", t -> t.location(31.41, 121.47));
    assertThat(above.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(above.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(above.score()).as("it is the limit that holds").isZero();
  }

  @Test
  @DisplayName("from 50,000 of fiat on, a verification asks for face recognition too")
  void faceByValue() {
    assertThat(pay("T1", "49999.99", DefaultPolicyTest::plain).verificationMethods())
        .containsExactly(SMS_CODE);

    Decision large = pay("T2", "50000.00", DefaultPolicyTest::plain);
    assertThat(large.verificationMethods()).containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION);
    assertThat(passes(large, FACE_RECOGNITION).outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(passes(large, SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("bands: VERIFY from 40 by SMS code, from 55 by face recognition too")
  void bands() {
    Decision odd = pay("T1", "10.00", t -> t.purpose("转入安全账户"));
    assertThat(odd.score()).isBetween(40, 54);
    assertThat(odd.verificationMethods()).containsExactly(SMS_CODE);

    assertThat(RulePacks.bundled("cn").policy().bands().get(1))
        .satisfies(
            band -> {
              assertThat(band.from()).isEqualTo(55);
              assertThat(band.demand().methods())
                  .containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION);
            });
  }

  @Test
  @DisplayName(
      "single virtual-currency transfer, 100,000: above it, VERIFY by face and identity document")
  void singleVirtual() {
    assertThat(payCoins("T1", 100_000_00, DefaultPolicyTest::plain).outcome())
        .isEqualTo(Outcome.ALLOW);

    Decision above = payCoins("T2", 100_000_01, DefaultPolicyTest::plain);
    assertThat(above.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(above.verificationMethods())
        .containsExactlyInAnyOrder(FACE_RECOGNITION, IDENTITY_DOCUMENT);
    Decision half = passes(above, IDENTITY_DOCUMENT);
    assertThat(half.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(half.verificationMethods()).containsExactly(FACE_RECOGNITION);
    assertThat(passes(above, FACE_RECOGNITION).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName(
      "suspicious, the day's suspicious value up to 10,000: HOLD, path CUSTOMER, released by the"
          + " customer's own verification")
  void suspiciousForTheCustomer() {
    pay("T1", "6000.00", DefaultPolicyTest::suspicious);
    Decision held = pay("T2", "4000.00", DefaultPolicyTest::suspicious);

    assertThat(held.score()).isGreaterThanOrEqualTo(70);
    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.releasePath()).isEqualTo(ReleasePath.CUSTOMER);
    assertThat(held.verificationMethods()).containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION);
    assertThat(passes(held, SMS_CODE).outcome()).isEqualTo(Outcome.HOLD);
    assertThat(passes(held, FACE_RECOGNITION).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @ParameterizedTest
  @CsvSource({"4000.00, CUSTOMER", "4000.01, BANK"})
  @DisplayName("suspicious, the day's suspicious value above 10,000: HOLD, path BANK")
  void suspiciousForTheBank(String yuan, ReleasePath path) {
    Decision first = pay("T1", "6000.00", DefaultPolicyTest::suspicious);
    engine.cancel(first.reference()); // what was declined was suspicious all the same

    Decision held = pay("T2", yuan, DefaultPolicyTest::suspicious);

    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.releasePath()).isEqualTo(path);
    if (path == ReleasePath.BANK) {
      assertThat(held.verificationMethods()).contains(CALL_BACK);
      passes(held, SMS_CODE);
      assertThat(passes(held, FACE_RECOGNITION).outcome()).isEqualTo(Outcome.HOLD);
      assertThat(
              engine
                  .release(
                      held.reference(), new Release(ReleasePath.BANK, "officer 7", "called back"))
                  .state())
          .isEqualTo(TransferState.RESERVED);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000000, CUSTOMER", "1000001, BANK"})
  @DisplayName("suspicious value is counted over all assets")
  void suspiciousCoins(long value, ReleasePath path) {
    Decision held = payCoins("T1", value, DefaultPolicyTest::suspicious);

    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.releasePath()).isEqualTo(path);
  }

  @Test
  @DisplayName("customer risk level: low, medium, high, moved by signals with decay")
  void riskLevel() {
    assertThat(level()).isEqualTo(RiskLevel.LOW);

    learns("S1", SignalKind.SIM_CHANGED);
    assertThat(level()).isEqualTo(RiskLevel.MEDIUM);
    learns("S2", SignalKind.REMOTE_CONTROL_APP);
    assertThat(level()).isEqualTo(RiskLevel.HIGH);

    later(Duration.ofDays(2));
    assertThat(level()).isEqualTo(RiskLevel.LOW);
  }

  @ParameterizedTest
  @EnumSource(SignalKind.class)
  @DisplayName("every kind of signal moves the score, and fades to nothing within 30 days")
  void everySignalCounts(SignalKind kind) {
    learns("S1", kind);
    assertThat(engine.riskLevel("default", "alice", null).score()).isPositive();

    later(Duration.ofDays(30));
    assertThat(engine.riskLevel("default", "alice", null).score()).isZero();
  }

  private void learns(String id, SignalKind kind) {
    engine.signal(Signal.ofAccount("default", id, "alice", kind, now));
  }

  private RiskLevel level() {
    return engine.riskLevel("default", "alice", null).level();
  }
}
