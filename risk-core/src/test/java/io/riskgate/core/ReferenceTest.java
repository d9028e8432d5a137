package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.LimitOwner;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sentences R: how a transfer is known, and what happens when it comes again. */
class ReferenceTest {
  private final AtomicInteger evaluations = new AtomicInteger();
  private final TestPack pack =
      new TestPack()
          .dayLimit(50_000)
          .past(Past.of("outCount", Aggregate.Key.PAYER))
          .demandOn("suspicious", TestPack.verifySms())
          .beforeRules(facts -> evaluations.incrementAndGet());
  private final Bank bank = new Bank(pack);

  @Test
  @Sentence("R-1")
  void a_reference_is_tenant_owner_and_id() {
    assertThat(bank.transfer("T1").score().reference())
        .isEqualTo(new Reference("default", "alice", "T1"));
    assertThat(bank.transfer("T1").with(t -> t.tenant("north")).score().reference())
        .isEqualTo(new Reference("north", "alice", "T1"));
  }

  @Test
  @Sentence("R-1")
  void the_owner_is_the_customer_where_the_pack_says_so() {
    Bank perCustomer = new Bank(new TestPack().policy(p -> p.limitOwner(LimitOwner.CUSTOMER)));

    assertThat(perCustomer.transfer("T1").with(t -> t.customer("C-9")).score().reference())
        .isEqualTo(new Reference("default", "C-9", "T1"));
  }

  @Test
  @Sentence("R-2")
  void the_same_id_of_another_tenant_or_owner_is_another_transfer() {
    bank.transfer("T1").yuan(1).score();

    Decision otherOwner = bank.transfer("T1").from("carol").yuan(2).score();
    Decision otherTenant = bank.transfer("T1").yuan(3).with(t -> t.tenant("north")).score();

    assertThat(otherOwner.value()).isEqualTo(200);
    assertThat(otherTenant.value()).isEqualTo(300);
    assertThat(bank.find("T1").value()).isEqualTo(100);
  }

  @Test
  @Sentence("R-3")
  void the_same_reference_again_gets_the_first_decision_and_the_present_state() {
    Decision first = bank.transfer("T1").purpose("suspicious").score();
    bank.laterMinutes(1);

    Decision again = bank.transfer("T1").at(Bank.NOON).purpose("suspicious").score();

    assertThat(again.toJson()).isEqualTo(first.toJson());

    bank.cancel("T1");
    Decision later = bank.transfer("T1").at(Bank.NOON).purpose("suspicious").score();

    assertThat(later.state()).isEqualTo(TransferState.CANCELLED);
    assertThat(later.decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(later.decidedAt()).isEqualTo(Bank.NOON);
  }

  @Test
  @Sentence({"R-3", "R-10"})
  void a_repeated_reference_is_neither_evaluated_nor_counted_nor_recorded_again() {
    for (int i = 0; i < 3; i++) {
      bank.transfer("T1").yuan(20_000).score();
    }

    assertThat(evaluations).hasValue(1);
    assertThat(bank.told).hasSize(1);
    assertThat(bank.used("day")).isEqualTo(20_000);
    bank.transfer("T2").score();
    assertThat(bank.fact("history.outCount")).isEqualTo(1L);
  }

  @Test
  @Sentence("R-3")
  void a_repeat_says_that_it_is_one() {
    assertThat(bank.transfer("T1").score().isRepeat()).isFalse();
    assertThat(bank.transfer("T1").score().isRepeat()).isTrue();
    assertThat(bank.settle("T1").isRepeat()).isTrue();
  }

  @Test
  @Sentence("R-5")
  void another_account_of_the_same_customer_is_other_content() {
    Bank perCustomer = new Bank(new TestPack().policy(p -> p.limitOwner(LimitOwner.CUSTOMER)));
    perCustomer.transfer("T1").from("alice-1").with(t -> t.customer("alice")).score();

    assertThatThrownBy(
            () -> perCustomer.transfer("T1").from("alice-2").with(t -> t.customer("alice")).score())
        .isInstanceOf(ConflictingTransferException.class);
  }

  @Test
  @Sentence("R-5")
  void what_is_cut_off_below_a_millisecond_is_no_conflict() {
    bank.transfer("T1").at(Bank.NOON.plusNanos(1_234_567)).score();

    assertThat(bank.transfer("T1").at(Bank.NOON.plusMillis(1)).score().isRepeat()).isTrue();
  }

  @Test
  @Sentence("R-4")
  void of_two_threads_with_one_reference_the_first_to_record_wins() {
    AtomicReference<Decision> other = new AtomicReference<>();
    bank.store.beforeNext(
        Call.COMMIT, () -> other.set(bank.transfer("T1").purpose("suspicious").score()));

    Decision mine = bank.transfer("T1").purpose("harmless").score();

    assertThat(other.get().outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(mine.toJson()).isEqualTo(other.get().toJson());
    assertThat(bank.told).as("one decision, told once").hasSize(1);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("R-4")
  void a_reference_decided_and_closed_by_another_thread_meanwhile_is_not_allowed_again() {
    bank.store.beforeNext(Call.COMMIT, () -> bank.engine.cancel(reserved("T1")));

    Decision mine = bank.transfer("T1").score();

    assertThat(mine.state()).isEqualTo(TransferState.CANCELLED);
    assertThat(mine.outcome()).isEqualTo(Outcome.HOLD);
  }

  private Reference reserved(String id) {
    return bank.transfer(id).score().reference();
  }

  @Test
  @Sentence("R-5")
  void other_content_under_a_known_reference_conflicts_and_nothing_is_recorded() {
    Map<String, UnaryOperator<Transfer.Builder>> changes =
        Map.of(
            "payee", t -> t.payee("mallory"),
            "amount", t -> t.amount(10_001, "CNY"),
            "currency", t -> t.amount(10_000, "USD").value(10_000L),
            "asset", t -> t.asset(10_000, "CNY", 2, AssetClass.GAME_CURRENCY).value(10_000L),
            "kind", t -> t.kind(TransferKind.PAYMENT),
            "event time", t -> t.time(Bank.NOON.minusMillis(1)));
    String first = bank.transfer("T1").yuan(100).score().toJson();

    changes.forEach(
        (what, change) ->
            assertThatThrownBy(() -> bank.transfer("T1").yuan(100).with(change).score())
                .as(what)
                .isInstanceOf(ConflictingTransferException.class)
                .hasMessageContaining("T1")
                .hasMessageContaining("use a new id"));

    assertThat(bank.find("T1").toJson()).isEqualTo(first);
    assertThat(bank.used("day")).isEqualTo(100);
    bank.transfer("T2").score();
    assertThat(bank.fact("history.outCount")).isEqualTo(1L);
    bank.transfer("M1").from("mallory").score();
    assertThat(bank.told).hasSize(3);
  }

  @Test
  @Sentence("R-5")
  void other_content_conflicts_even_before_the_first_attempt_is_decided() {
    bank.store.beforeNext(
        Call.COMMIT,
        () ->
            assertThatThrownBy(() -> bank.transfer("T1").yuan(999).score())
                .isInstanceOf(ConflictingTransferException.class));

    assertThat(bank.transfer("T1").yuan(100).score().value()).isEqualTo(10_000);
  }

  @Test
  @Sentence("R-6")
  void a_retry_may_differ_in_everything_else() {
    Decision first = bank.transfer("T1").device("phone").score();

    Decision retry =
        bank.transfer("T1")
            .device("tablet")
            .with(
                t ->
                    t.ip("203.0.113.9")
                        .location(31.2, 121.5)
                        .channel(Channel.WEB)
                        .customer("C-1")
                        .purpose("another text")
                        .payerBalance(5L))
            .score();

    assertThat(retry.toJson()).isEqualTo(first.toJson());
  }

  @Test
  @Sentence("R-7")
  void a_late_retry_gets_its_decision_though_the_event_time_is_long_past() {
    bank.transfer("T1").score();
    bank.settle("T1");
    bank.later(Duration.ofHours(30));

    assertThat(bank.transfer("T1").at(Bank.NOON).score().state()).isEqualTo(TransferState.SETTLED);
    assertThatThrownBy(() -> bank.transfer("T2").at(Bank.NOON).score())
        .isInstanceOf(InvalidTransferException.class);
    assertThatThrownBy(() -> bank.transfer("T1").at(Bank.NOON).yuan(7).score())
        .isInstanceOf(ConflictingTransferException.class);
  }

  @Test
  @Sentence("R-8")
  void closed_references_are_remembered_for_72_hours() {
    bank.transfer("T1").score();
    bank.settle("T1");

    bank.later(Duration.ofDays(3).minusMillis(1));
    assertThat(bank.engine.find(Bank.ref("T1"))).isPresent();

    bank.later(Duration.ofMillis(1));
    assertThat(bank.engine.find(Bank.ref("T1"))).isEmpty();
  }

  @Test
  @Sentence("R-8")
  void open_references_are_remembered_longer() {
    Bank patient =
        new Bank(
            new TestPack()
                .policy(p -> p.holdExpiry(Duration.ofDays(10)))
                .demandOn("held", Demand.hold(ReleasePath.BANK)));
    patient.transfer("T0").score();
    patient.transfer("T1").purpose("held").score();

    patient.later(Duration.ofDays(9));

    assertThat(patient.engine.find(Bank.ref("T0"))).isEmpty();
    assertThat(patient.release("T1", ReleasePath.BANK).state()).isEqualTo(TransferState.RESERVED);
    assertThat(patient.settle("T1").state()).isEqualTo(TransferState.SETTLED);
  }

  @ParameterizedTest
  @EnumSource(
      value = TransferState.class,
      names = {"SETTLED", "CANCELLED", "EXPIRED"})
  @Sentence("R-9")
  void a_closed_transfer_never_reads_as_a_fresh_allow(TransferState closed) {
    bank.transfer("T1").score();
    switch (closed) {
      case SETTLED -> bank.settle("T1");
      case CANCELLED -> bank.cancel("T1");
      default -> bank.laterMinutes(15);
    }

    Decision again = bank.transfer("T1").at(Bank.NOON).score();

    assertThat(again.state()).isEqualTo(closed);
    assertThat(again.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(again.decidedOutcome()).isEqualTo(Outcome.ALLOW);
    assertThat(again.isRetry()).isFalse();
    assertThat(again.releasePath()).isNull();
    assertThat(again.expiresAt()).isNull();
  }

  @Test
  @Sentence("R-10")
  void an_attempt_is_no_part_of_its_own_facts_even_when_it_is_scored_again_after_a_failure() {
    bank.store.fail(Call.COMMIT);
    for (int i = 0; i < 3; i++) {
      assertThat(bank.transfer("T1").score().isRetry()).isTrue();
    }
    bank.store.heal();

    bank.transfer("T1").score();
    assertThat(bank.fact("history.outCount")).isEqualTo(0L);

    bank.transfer("T2").score();
    assertThat(bank.fact("history.outCount")).isEqualTo(1L);
  }

  @Test
  @Sentence("R-11")
  void an_undecided_attempt_that_is_repeated_on_another_device_counts_there_alone() {
    Bank keyed = new Bank(new TestPack().past(Past.of("onDevice", Aggregate.Key.DEVICE)));
    keyed.store.fail(Call.COMMIT);
    keyed.transfer("T1").device("phone").score();
    keyed.transfer("T1").device("tablet").score();
    keyed.store.heal();

    keyed.transfer("T2").from("carol").device("phone").score();
    assertThat(keyed.fact("history.onDevice")).isEqualTo(0L);
    keyed.transfer("T3").from("carol").device("tablet").score();
    assertThat(keyed.fact("history.onDevice")).isEqualTo(1L);
  }
}
