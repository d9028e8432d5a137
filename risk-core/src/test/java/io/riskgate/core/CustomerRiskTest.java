package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.pack.RiskLevelPolicy;
import io.riskgate.core.pack.SignalWeight;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences Q: a customer's risk level. */
class CustomerRiskTest {
  private static final RiskLevelPolicy POLICY =
      new RiskLevelPolicy(
          30,
          60,
          Map.of(
              SignalKind.SIM_CHANGED,
              new SignalWeight(40, Duration.ofHours(72), 1),
              SignalKind.FAILED_LOGIN,
              new SignalWeight(10, Duration.ofHours(24), 3),
              SignalKind.FRAUD_REPORT,
              new SignalWeight(70, Duration.ofDays(30), 32)));

  private final Bank bank = new Bank(new TestPack().policy(p -> p.riskLevel(POLICY)));

  private CustomerRisk risk() {
    return bank.engine.riskLevel("default", "alice", null);
  }

  @ParameterizedTest
  @CsvSource({
    "0,       40, MEDIUM",
    "1,       39, MEDIUM", // a moment later already rounded down
    "64800,   30, MEDIUM", // 18 of 72 hours: three quarters are left
    "64801,   29, LOW",
    "252720,  1,  LOW",
    "252721,  0,  LOW",
    "259200,  0,  LOW"
  })
  @Sentence({"Q-1", "Q-3"})
  @DisplayName("a signal's weight fades evenly to nothing, rounded down")
  void fades(long seconds, int score, RiskLevel level) {
    bank.learns(SignalKind.SIM_CHANGED, "S1");
    bank.later(Duration.ofSeconds(seconds));

    assertThat(risk().score()).isEqualTo(score);
    assertThat(risk().level()).isEqualTo(level);
    assertThat(risk().contributions()).hasSize(score > 0 ? 1 : 0);
    bank.transfer("T1").score();
    assertThat(bank.fact("payer.riskScore")).isEqualTo((long) score);
    assertThat(bank.fact("payer.riskMedium")).isEqualTo(level != RiskLevel.LOW);
    assertThat(bank.fact("payer.riskHigh")).isEqualTo(false);
  }

  @Test
  @Sentence("Q-2")
  @DisplayName("of a kind the latest count, as many as the pack says; the sum is at most 100")
  void mostAndCap() {
    for (int i = 0; i < 5; i++) {
      bank.learns(SignalKind.FAILED_LOGIN, "F" + i);
      bank.later(Duration.ofHours(1));
    }
    // The latest three are 1, 2 and 3 hours old.
    assertThat(risk().score()).isEqualTo(9 + 9 + 8);
    assertThat(risk().contributions())
        .extracting(c -> c.signal().id() + " " + c.points())
        .containsExactly("F4 9", "F3 9", "F2 8");

    bank.learns(SignalKind.FRAUD_REPORT, "R1");
    bank.learns(SignalKind.FRAUD_REPORT, "R2");
    assertThat(risk().score()).isEqualTo(100);
    assertThat(risk().level()).isEqualTo(RiskLevel.HIGH);
    bank.transfer("T1").score();
    assertThat(bank.fact("payer.riskHigh")).isEqualTo(true);
  }

  @Test
  @Sentence("Q-1")
  @DisplayName("a kind without a weight, another account and another tenant add nothing")
  void nothing() {
    bank.learns(SignalKind.ON_CALL, "S1");
    bank.engine.signal(
        Signal.ofAccount("other", "S2", "alice", SignalKind.SIM_CHANGED, bank.clock.instant()));
    bank.engine.signal(
        Signal.ofAccount("default", "S3", "bob", SignalKind.SIM_CHANGED, bank.clock.instant()));

    assertThat(risk())
        .isEqualTo(
            new CustomerRisk(0, RiskLevel.LOW, java.util.List.of(), false, bank.clock.instant()));
  }

  @Test
  @Sentence("Q-1")
  @DisplayName("signals about the customer count where the customer is named")
  void customer() {
    bank.engine.signal(
        Signal.ofCustomer("default", "S1", "ann", SignalKind.SIM_CHANGED, bank.clock.instant()));

    assertThat(risk().score()).isZero();
    assertThat(bank.engine.riskLevel("default", "alice", "ann").score()).isEqualTo(40);
    bank.transfer("T1").with(t -> t.customer("ann")).score();
    assertThat(bank.fact("payer.riskScore")).isEqualTo(40L);
  }

  @Test
  @Sentence("Q-3")
  @DisplayName("rules see the score at the event time, and nothing learnt after it")
  void eventTime() {
    bank.learns(SignalKind.SIM_CHANGED, "S1");
    bank.later(Duration.ofHours(20));

    bank.transfer("T1").ago(Duration.ofHours(2)).score();
    assertThat(bank.fact("payer.riskScore")).isEqualTo(30L);
    bank.transfer("T2").ago(Duration.ofHours(21)).score();
    assertThat(bank.fact("payer.riskScore")).isEqualTo(0L);
    assertThat(risk().score()).isEqualTo(28);
    assertThat(risk().at()).isEqualTo(bank.clock.instant());
  }

  @Test
  @Sentence("Q-4")
  @DisplayName("where signals may be missing, the answer says that it is a lower bound")
  void incomplete() {
    Bank young =
        new Bank(
            new TestPack().policy(p -> p.riskLevel(POLICY)),
            b -> b.historyCompleteSince(Bank.NOON.minus(Duration.ofDays(29))));
    assertThat(young.engine.riskLevel("default", "alice", null).incomplete()).isTrue();
    young.later(Duration.ofDays(1));
    assertThat(young.engine.riskLevel("default", "alice", null).incomplete()).isFalse();

    assertThat(risk().incomplete()).isFalse();
    for (int i = 0; i < 33; i++) {
      bank.learns(SignalKind.FRAUD_REPORT, "R" + i);
    }
    assertThat(risk().incomplete()).isTrue();
    assertThat(risk().contributions()).hasSize(32);
  }

  @Test
  @Sentence({"Q-1", "G-6"})
  @DisplayName("what is forgotten adds nothing")
  void forgotten() {
    bank.learns(SignalKind.SIM_CHANGED, "S1");
    bank.engine.forget("default", "alice");

    assertThat(risk().score()).isZero();
  }

  @Test
  @Sentence("Q-5")
  @DisplayName("another pack weighs the same signals anew")
  void anotherPack() {
    bank.learns(SignalKind.SIM_CHANGED, "S1");
    bank.engine.activate(new TestPack().version("2"));

    assertThat(risk().score()).isZero();
    bank.engine.rollback();
    assertThat(risk().score()).isEqualTo(40);
  }

  @Test
  @DisplayName("weights and levels out of range are refused")
  void ranges() {
    assertThatThrownBy(() -> new SignalWeight(0, Duration.ofHours(1), 1))
        .hasMessageContaining("weight");
    assertThatThrownBy(() -> new SignalWeight(1, Duration.ofDays(31), 1))
        .hasMessageContaining("30 days");
    assertThatThrownBy(() -> new SignalWeight(1, Duration.ofNanos(1), 1))
        .hasMessageContaining("fades");
    assertThatThrownBy(() -> new SignalWeight(1, Duration.ofHours(1), 33))
        .hasMessageContaining("most");
    assertThatThrownBy(() -> new RiskLevelPolicy(60, 60, Map.of())).hasMessageContaining("above");
  }
}
