package io.riskgate.core;

import static io.riskgate.core.TransferState.CANCELLED;
import static io.riskgate.core.TransferState.HELD;
import static io.riskgate.core.TransferState.RESERVED;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences C: stop-payment notices and freezes. */
class ControlsTest {
  private final Bank bank =
      new Bank(
          new TestPack()
              .dayLimit(50_000)
              .demandOn("sms", TestPack.verifySms())
              .demandOn("bank", Demand.hold(ReleasePath.BANK))
              .demandOn("none", Demand.hold(ReleasePath.NONE)));

  private static Control stop(Control.Kind kind, String account, Instant until) {
    return new Control(
        "notice-1", "default", account, kind, null, 0, null, null, until, "police", "case 12");
  }

  @ParameterizedTest
  @CsvSource({"STOP_PAYMENT, alice", "STOP_PAYMENT, bob", "FREEZE, alice", "FREEZE, bob"})
  @Sentence("C-1")
  void a_control_is_in_force_at_once_for_transfers_from_and_to_the_account(
      Control.Kind kind, String account) {
    bank.impose(stop(kind, account, null));

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(decision.controls()).containsExactly(stop(kind, account, null));
    assertThat(decision.reasons(java.util.Locale.ENGLISH)).isNotEmpty();
    assertThat(bank.used("day")).isZero();
    assertThat(bank.transfer("C1").from("carol").to("dave").score().outcome())
        .isEqualTo(Outcome.ALLOW);
    assertThat(bank.engine.controls("default", account)).containsExactly(stop(kind, account, null));
  }

  @Test
  @Sentence("C-1")
  void every_kind_of_transfer_is_stopped() {
    bank.freeze("bob");

    for (TransferKind kind : TransferKind.values()) {
      assertThat(bank.transfer("T-" + kind).kind(kind).score().releasePath())
          .as(kind.name())
          .isEqualTo(ReleasePath.AUTHORITY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob"})
  @Sentence("C-2")
  void it_moves_open_reservations_and_pending_decisions_and_lists_them(String account) {
    bank.transfer("reserved").yuan(1_000).score();
    bank.transfer("pending").yuan(1_000).purpose("sms").score();
    bank.transfer("held").yuan(1_000).purpose("bank").score();
    bank.transfer("settled").yuan(1_000).settled();
    bank.transfer("cancelled").yuan(1_000).score();
    bank.cancel("cancelled");
    bank.transfer("other").from("carol").to("dave").score();

    assertThat(bank.freeze(account)).containsExactlyInAnyOrder("reserved", "pending", "held");

    for (String id : List.of("reserved", "pending", "held")) {
      Decision moved = bank.find(id);
      assertThat(moved.state()).as(id).isEqualTo(HELD);
      assertThat(moved.outcome()).as(id).isEqualTo(Outcome.HOLD);
      assertThat(moved.releasePath()).as(id).isEqualTo(ReleasePath.AUTHORITY);
      assertThat(moved.verificationMethods()).as(id).isEmpty();
      assertThat(moved.expiresAt()).as(id).isEqualTo(Bank.NOON.plus(Duration.ofDays(1)));
    }
    assertThat(bank.find("settled").state()).isEqualTo(TransferState.SETTLED);
    assertThat(bank.find("cancelled").state()).isEqualTo(CANCELLED);
    assertThat(bank.used("day")).as("only what is settled").isEqualTo(1_000);
  }

  @Test
  @Sentence("C-2")
  void what_has_expired_is_not_moved() {
    bank.transfer("T1").score();
    bank.laterMinutes(15);

    assertThat(bank.freeze("alice")).isEmpty();
    assertThat(bank.find("T1").state()).isEqualTo(TransferState.EXPIRED);
  }

  @Test
  @Sentence("C-2")
  void what_nobody_releases_stays_so() {
    bank.transfer("T1").purpose("none").score();

    assertThat(bank.freeze("alice")).containsExactly("T1");
    assertThat(bank.find("T1").releasePath()).isEqualTo(ReleasePath.NONE);
  }

  @Test
  @Sentence("C-2")
  void a_transfer_of_the_accounts_to_itself_is_listed_once() {
    bank.transfer("T1").to("alice").score();

    assertThat(bank.freeze("alice")).containsExactly("T1");
  }

  @Test
  @Sentence("C-2")
  void dozens_of_open_transfers_are_all_moved() {
    for (int i = 0; i < 100; i++) {
      bank.transfer("T" + i).yuan(1).to("payee" + i % 7).score();
    }

    assertThat(bank.freeze("alice")).hasSize(100);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("C-2")
  void a_transfer_released_from_a_first_freeze_is_moved_by_a_second() {
    bank.transfer("T1").score();
    bank.freeze("alice");
    bank.release("T1", ReleasePath.AUTHORITY);

    assertThat(bank.impose(stop(Control.Kind.STOP_PAYMENT, "bob", null))).containsExactly("T1");
    assertThat(bank.used("day")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ATTEMPT, before, alice",
    "ATTEMPT, before, bob",
    "ATTEMPT, after,  alice",
    "ATTEMPT, after,  bob",
    "COMMIT,  before, alice",
    "COMMIT,  before, bob",
    "COMMIT,  after,  alice",
    "COMMIT,  after,  bob"
  })
  @Sentence("C-3")
  void no_transfer_slips_past_a_control_set_while_it_is_decided(
      Call call, String when, String account) {
    List<String> moved = new ArrayList<>();
    Runnable freeze = () -> moved.addAll(bank.freeze(account));
    if (when.equals("before")) {
      bank.store.beforeNext(call, freeze);
    } else {
      bank.store.afterNext(call, freeze);
    }

    Decision decision = bank.transfer("T1").score();

    boolean seen = decision.releasePath() == ReleasePath.AUTHORITY;
    assertThat(seen || moved.contains("T1")).as("seen or moved").isTrue();
    assertThat(bank.find("T1").releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("C-3")
  void nor_one_set_while_the_limit_is_passed_by_another() {
    bank.store.beforeNext(
        Call.COMMIT,
        () -> {
          bank.transfer("T2").yuan(50_000).score();
          bank.store.beforeNext(Call.COMMIT, () -> bank.freeze("bob"));
        });

    assertThat(bank.transfer("T1").yuan(50_000).score().releasePath())
        .isEqualTo(ReleasePath.AUTHORITY);
  }

  @ParameterizedTest
  @CsvSource({"FIND, alice", "CONTROLS, bob", "USED, alice", "COMMIT, alice", "COMMIT, bob"})
  @Sentence("C-3")
  void no_transfer_slips_past_a_control_set_while_it_is_verified(Call call, String account) {
    bank.transfer("T1").purpose("sms").score();
    bank.store.afterNext(Call.FIND, () -> bank.store.beforeNext(call, () -> bank.freeze(account)));
    if (call == Call.FIND) {
      bank.store.heal();
      bank.store.afterNext(Call.FIND, () -> bank.freeze(account));
    }

    Decision decision = bank.passes("T1", SMS_CODE);

    assertThat(decision.state()).isEqualTo(HELD);
    assertThat(bank.find("T1").releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(bank.used("day")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob"})
  @Sentence("C-3")
  void nor_a_transfer_that_was_attempted_days_ago_and_is_scored_again(String account) {
    Bank patient =
        new Bank(new TestPack(), b -> b.eventTimeBounds(Duration.ofDays(2), Duration.ofMinutes(2)));
    patient.store.fail(Call.COMMIT);
    assertThat(patient.transfer("T1").score().isRetry()).isTrue();
    patient.store.heal();
    patient.later(Duration.ofHours(30));
    patient.store.beforeNext(Call.COMMIT, () -> patient.freeze(account));

    Decision decision = patient.transfer("T1").at(Bank.NOON).score();

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(patient.find("T1").releasePath()).isEqualTo(ReleasePath.AUTHORITY);
  }

  @Test
  @Sentence("C-3")
  void a_transfer_disturbed_without_end_is_held_for_a_retry() {
    bank.store.beforeEach(Call.COMMIT, () -> bank.freeze("alice"));

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.isRetry()).isTrue();
  }

  @Test
  @Sentence("C-4")
  void a_control_with_an_end_lapses_at_that_instant() {
    bank.impose(stop(Control.Kind.STOP_PAYMENT, "alice", Bank.NOON.plusSeconds(60)));

    bank.later(Duration.ofSeconds(60).minusMillis(1));
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.HOLD);
    assertThat(bank.engine.controls("default", "alice")).hasSize(1);

    bank.later(Duration.ofMillis(1));
    assertThat(bank.transfer("T2").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.engine.controls("default", "alice")).isEmpty();
    assertThat(bank.find("T1").state()).as("V-9").isEqualTo(HELD);
  }

  @Test
  @Sentence("C-4")
  void a_control_that_ends_at_the_end_of_all_time_is_in_force_and_can_be_lifted() {
    bank.transfer("T1").score();

    assertThat(bank.impose(stop(Control.Kind.FREEZE, "alice", Instant.MAX))).containsExactly("T1");

    assertThat(bank.transfer("T2").score().releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(bank.lift("alice", "notice-1")).isTrue();
    assertThat(bank.transfer("T3").score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("C-11")
  void what_lapsed_by_a_clock_that_was_ahead_comes_back_when_the_clock_is_set_right() {
    bank.impose(stop(Control.Kind.FREEZE, "alice", Bank.NOON.plus(Duration.ofHours(5))));
    bank.impose(numbered(2, Bank.NOON.plus(Duration.ofHours(5))));
    bank.impose(numbered(3, Bank.NOON.plus(Duration.ofHours(5))));
    bank.lift("alice", "n3");
    bank.later(Duration.ofDays(1));
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
    bank.impose(
        Control.watch("n2", "default", "alice", null, "desk", "replaced while it was ahead"));

    bank.clock.set(Bank.NOON.plusSeconds(60));

    assertThat(bank.transfer("T2").score().controls())
        .extracting(Control::id)
        .containsExactly("notice-1");
    assertThat(bank.engine.controls("default", "alice"))
        .extracting(Control::id)
        .containsExactlyInAnyOrder("notice-1", "n2");
    assertThat(bank.engine.controlHistory("default", "alice").entries())
        .filteredOn(e -> e.control().id().equals("notice-1"))
        .extracting(ControlHistory.Entry::what)
        .containsExactly(
            ControlHistory.What.IMPOSED, ControlHistory.What.LAPSED, ControlHistory.What.IMPOSED);
    bank.later(Duration.ofHours(5));
    assertThat(bank.transfer("T3").score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("C-4")
  void a_control_that_has_lapsed_already_moves_nothing() {
    bank.transfer("T1").score();

    assertThat(bank.impose(stop(Control.Kind.STOP_PAYMENT, "alice", Bank.NOON))).isEmpty();
    assertThat(bank.find("T1").state()).isEqualTo(RESERVED);
  }

  @Test
  @Sentence("C-4")
  void a_control_with_the_same_id_replaces_the_earlier_one() {
    bank.impose(stop(Control.Kind.STOP_PAYMENT, "alice", Bank.NOON.plusSeconds(60)));
    bank.impose(stop(Control.Kind.STOP_PAYMENT, "alice", Bank.NOON.plusSeconds(3600)));
    bank.laterMinutes(30);

    assertThat(bank.engine.controls("default", "alice")).hasSize(1);
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.HOLD);
    assertThat(bank.lift("alice", "notice-1")).isTrue();
    assertThat(bank.lift("alice", "notice-1")).isFalse();
    assertThat(bank.transfer("T2").score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("C-4")
  void an_account_full_of_controls_takes_a_replacement_and_forgets_the_lapsed() {
    for (int i = 0; i < 64; i++) {
      bank.impose(numbered(i, Bank.NOON.plusSeconds(60)));
    }
    assertThatThrownBy(() -> bank.impose(numbered(64, null)))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("64");
    bank.impose(numbered(0, null));

    bank.laterMinutes(1);
    bank.impose(numbered(64, null));
    assertThat(bank.engine.controls("default", "alice")).hasSize(2);
  }

  @Test
  @Sentence("C-10")
  void a_customer_with_all_the_trusted_payees_there_is_room_for_can_still_be_stopped() {
    for (int i = 0; i < 64; i++) {
      bank.impose(trusted(i));
    }
    assertThatThrownBy(() -> bank.impose(trusted(64)))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("64 controls that stop nothing");

    bank.freeze("alice");

    assertThat(bank.transfer("T1").score().releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(bank.engine.controls("default", "alice")).hasSize(65);
  }

  private static Control trusted(int number) {
    return Control.trustedPayee(
        "t" + number, "default", "alice", "payee" + number, null, "alice", "asked for");
  }

  private static Control numbered(int number, Instant until) {
    return Control.stopPayment("n" + number, "default", "alice", until, "police", "case 12");
  }

  @Test
  @Sentence("C-2")
  void a_frozen_transfer_that_expired_never_comes_back() {
    bank.transfer("T1").score();
    bank.freeze("alice");
    bank.later(Duration.ofDays(1));

    assertThat(bank.release("T1", ReleasePath.AUTHORITY).state()).isEqualTo(TransferState.EXPIRED);
  }
}
