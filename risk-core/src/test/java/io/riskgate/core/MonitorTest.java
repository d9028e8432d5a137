package io.riskgate.core;

import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Demand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences O: mode MONITOR tells the caller ALLOW and keeps the truth beside it. */
class MonitorTest {
  private static TestPack pack() {
    return new TestPack()
        .dayLimit(50_000)
        .demandOn("sms", TestPack.verifySms())
        .demandOn("none", Demand.hold(ReleasePath.NONE));
  }

  private final InMemoryStore memory = InMemoryStore.create();
  private final Bank bank = new Bank(pack(), memory, b -> b.mode(Mode.MONITOR));

  @ParameterizedTest
  @CsvSource({"harmless, ALLOW", "sms, VERIFY", "none, HOLD"})
  @Sentence({"O-1", "O-2"})
  void every_open_transfer_reads_allow_is_reserved_and_marked(String purpose, Outcome truth) {
    Decision decision = bank.transfer("T1").yuan(10_000).purpose(purpose).score();

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.decidedOutcome()).isEqualTo(truth);
    assertThat(decision.state()).isEqualTo(TransferState.RESERVED);
    assertThat(decision.marks()).containsExactly(Mark.MONITORED);
    assertThat(decision.mode()).isEqualTo(Mode.MONITOR);
    assertThat(decision.verificationMethods()).isEmpty();
    assertThat(decision.releasePath()).isNull();
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence("O-2")
  void monitored_reservations_may_take_usage_above_a_limit() {
    bank.transfer("T1").yuan(40_000).score();

    Decision decision = bank.transfer("T2").yuan(40_000).score();

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.limitUsages().get(0).used()).isEqualTo(8_000_000);
    assertThat(bank.used("day")).isEqualTo(80_000);
  }

  @Test
  @Sentence({"O-1", "R-9"})
  void a_closed_transfer_reads_hold_in_this_mode_too() {
    bank.transfer("T1").score();
    bank.transfer("T2").score();
    bank.settle("T1");
    bank.laterMinutes(15);

    assertThat(bank.find("T1").outcome()).isEqualTo(Outcome.HOLD);
    assertThat(bank.find("T1").marks()).containsExactly(Mark.MONITORED);
    assertThat(bank.find("T2").state()).isEqualTo(TransferState.EXPIRED);
    assertThat(bank.find("T2").outcome()).isEqualTo(Outcome.HOLD);
    assertThat(bank.used("day")).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"alice", "bob"})
  @Sentence({"O-1", "O-3"})
  void controls_move_no_monitored_transfer(String account) {
    bank.transfer("T1").purpose("sms").score();

    assertThat(bank.freeze(account)).isEmpty();

    assertThat(bank.find("T1").outcome()).isEqualTo(Outcome.ALLOW);
    Decision after = bank.transfer("T2").score();
    assertThat(after.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(after.decidedOutcome()).isEqualTo(Outcome.HOLD);
    assertThat(after.verdict().demand().path()).isEqualTo(ReleasePath.AUTHORITY);
  }

  @Test
  @Sentence("O-3")
  void a_control_set_while_it_is_decided_is_seen_in_the_true_decision() {
    bank.store.beforeNext(Call.COMMIT, () -> bank.freeze("bob"));

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  @Sentence("O-2")
  void nothing_is_there_to_verify_or_release() {
    bank.transfer("T1").purpose("sms").score();

    assertThat(bank.passes("T1", SMS_CODE).evidence()).isEmpty();
    assertThat(bank.release("T1", ReleasePath.BANK).release()).isNull();
    assertThat(bank.used("day")).isEqualTo(100);
  }

  @Test
  @Sentence("O-1")
  void what_breaks_inside_disturbs_no_customer_and_is_not_hidden() {
    bank.store.fail(Call.COMMIT);

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.degraded()).hasSize(1);
  }

  @Test
  @Sentence({"O-2", "L-2"})
  void an_engine_that_enforces_over_the_same_store_sees_what_monitoring_has_used() {
    bank.transfer("T1").yuan(80_000).score();
    Bank enforcing = new Bank(pack(), memory, b -> b);

    assertThat(enforcing.transfer("T2").yuan(1).score().outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(enforcing.freeze("alice")).containsExactly("T2");
  }
}
