package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.DecisionListener;
import io.riskgate.core.spi.DecisionRecord;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sentences F: nothing that breaks inside becomes a silent ALLOW. */
class FailSafeTest {
  private static void assertHeldForRetry(Decision decision, Degraded.Cause cause) {
    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.RETRY);
    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.expiresAt()).isNull();
    assertThat(decision.degraded()).extracting(Degraded::cause).containsExactly(cause);
  }

  @Test
  @Sentence({"F-1", "F-2"})
  void a_rule_that_throws_leaves_the_others_evaluated_and_asks_for_verification() {
    Bank bank =
        new Bank(
            new TestPack()
                .rule("BROKEN")
                .points(99)
                .when(
                    f -> {
                      throw new IllegalStateException("a null in somebody's DRL");
                    })
                .rule("FIRES")
                .points(10)
                .always());

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.degraded())
        .containsExactly(new Degraded(Degraded.Cause.RULE_FAILED, "BROKEN"));
    assertThat(decision.hits()).extracting(Hit::code).containsExactly("FIRES");
    assertThat(decision.score()).isEqualTo(10);
    assertThat(decision.isRetry()).isFalse();
  }

  @Test
  @Sentence("F-2")
  void a_rule_that_throws_takes_nothing_from_a_stronger_demand() {
    Bank bank =
        new Bank(
            new TestPack()
                .policy(p -> p.whenDegraded(Demand.verify(VerificationMethod.CALL_BACK)))
                .rule("BROKEN")
                .when(
                    f -> {
                      throw new IllegalStateException();
                    })
                .demandOn("bank", Demand.hold(ReleasePath.BANK)));

    assertThat(bank.transfer("T1").purpose("bank").score().releasePath())
        .isEqualTo(ReleasePath.BANK);
    assertThat(bank.transfer("T2").score().verificationMethods())
        .containsExactly(VerificationMethod.CALL_BACK);
  }

  static Stream<Throwable> troubles() {
    return Stream.of(
        new IllegalArgumentException("the rules are gone"),
        new NullPointerException(),
        new StackOverflowError(),
        new NoClassDefFoundError("io/riskgate/Gone"),
        new AssertionError("impossible"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  @Sentence({"F-1", "F-3"})
  void an_evaluator_that_fails_as_a_whole_holds_the_transfer(Throwable trouble) {
    AtomicBoolean broken = new AtomicBoolean(true);
    Bank bank =
        new Bank(
            new TestPack()
                .dayLimit(50_000)
                .beforeRules(
                    f -> {
                      if (broken.get()) {
                        sneak(trouble);
                      }
                    }));

    assertHeldForRetry(bank.transfer("T1").score(), Degraded.Cause.EVALUATOR_FAILED);
    assertThat(bank.used("day")).isZero();

    broken.set(false);
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable trouble) throws T {
    throw (T) trouble;
  }

  @ParameterizedTest
  @MethodSource("troubles")
  @Sentence("F-3")
  void so_does_one_that_cannot_even_be_made(Throwable trouble) {
    AtomicBoolean broken = new AtomicBoolean(true);
    Bank bank =
        new Bank(
            new TestPack()
                .onNewEvaluator(
                    () -> {
                      if (broken.get()) {
                        sneak(trouble);
                      }
                    }));

    assertHeldForRetry(bank.transfer("T1").score(), Degraded.Cause.EVALUATOR_FAILED);

    broken.set(false);
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("F-3")
  void so_does_one_whose_results_make_no_sense() {
    Bank bank =
        new Bank(
            new TestPack().rule("NULL_ARGUMENT").arguments(f -> Arrays.asList(1, null)).always());

    assertHeldForRetry(bank.transfer("T1").score(), Degraded.Cause.EVALUATOR_FAILED);
  }

  @Test
  @Sentence("F-4")
  void a_budget_spent_on_history_or_rules_holds_the_transfer() {
    Duration budget = Duration.ofMillis(5);
    AtomicBoolean slow = new AtomicBoolean();
    Bank bank =
        new Bank(
            new TestPack()
                .dayLimit(50_000)
                .beforeRules(
                    f -> {
                      if (slow.get()) {
                        pause(budget);
                      }
                    }));

    bank.store.beforeNext(Call.ATTEMPT, () -> pause(budget));
    assertHeldForRetry(bank.transfer("T1").score(budget), Degraded.Cause.BUDGET_SPENT);

    slow.set(true);
    assertHeldForRetry(bank.transfer("T1").score(budget), Degraded.Cause.BUDGET_SPENT);
    assertHeldForRetry(bank.transfer("T1").score(Duration.ofNanos(1)), Degraded.Cause.BUDGET_SPENT);
    assertThat(bank.store.calls()).doesNotContain(Call.COMMIT);

    slow.set(false);
    assertThat(bank.transfer("T1").score(Duration.ofMinutes(1)).outcome()).isEqualTo(Outcome.ALLOW);
  }

  private static void pause(Duration atLeast) {
    long until = System.nanoTime() + atLeast.toNanos() + 1_000_000;
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  @Test
  @Sentence("F-4")
  void a_budget_spent_while_the_decision_is_disturbed_holds_the_transfer() {
    Bank bank = new Bank(new TestPack().dayLimit(50_000));
    bank.store.beforeNext(
        Call.COMMIT,
        () -> {
          bank.transfer("T2").yuan(50_000).score();
          pause(Duration.ofMillis(50));
        });

    assertHeldForRetry(
        bank.transfer("T1").yuan(50_000).score(Duration.ofMillis(50)), Degraded.Cause.BUDGET_SPENT);
  }

  @Test
  @Sentence("F-4")
  void a_budget_spent_while_recording_holds_the_transfer_and_the_retry_gets_what_was_recorded() {
    Bank bank = new Bank(new TestPack().dayLimit(50_000));
    bank.store.afterNext(Call.COMMIT, () -> pause(Duration.ofMillis(50)));

    Decision late = bank.transfer("T1").yuan(50_000).score(Duration.ofMillis(50));

    assertHeldForRetry(late, Degraded.Cause.BUDGET_SPENT);
    assertThat(bank.told).as("what was recorded is told, once").hasSize(1);
    assertThat(bank.transfer("T1").yuan(50_000).score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(50_000);
  }

  @Test
  @Sentence("F-5")
  void a_store_that_breaks_with_an_error_holds_the_transfer() {
    Bank bank = new Bank(new TestPack());
    bank.store.beforeNext(
        Call.ATTEMPT,
        () -> {
          throw new NoClassDefFoundError("driver");
        });

    assertHeldForRetry(bank.transfer("T1").score(), Degraded.Cause.STORE_UNAVAILABLE);
  }

  @Test
  @Sentence("F-4")
  void a_known_decision_is_told_whatever_the_budget() {
    Bank bank = new Bank(new TestPack());
    bank.transfer("T1").score();

    assertThat(bank.transfer("T1").score(Duration.ofNanos(1)).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("F-4")
  void any_budget_longer_than_nothing_is_a_budget() {
    Bank bank = new Bank(new TestPack());

    assertThat(bank.transfer("T1").score(ChronoUnit.FOREVER.getDuration()).outcome())
        .isEqualTo(Outcome.ALLOW);
    assertThat(bank.transfer("T2").score(Duration.ofDays(106_751)).outcome())
        .isEqualTo(Outcome.ALLOW);
    for (Duration none : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
      assertThatThrownBy(() -> bank.transfer("T3").score(none))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"ATTEMPT", "COMMIT"})
  @Sentence({"F-1", "F-5"})
  void a_store_that_is_down_holds_the_transfer(Call call) {
    Bank bank = new Bank(new TestPack().dayLimit(50_000));
    bank.store.fail(call);

    assertHeldForRetry(bank.transfer("T1").score(), Degraded.Cause.STORE_UNAVAILABLE);

    bank.store.heal();
    assertThat(bank.used("day")).isZero();
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("F-5")
  void controls_that_cannot_be_read_again_hold_the_transfer() {
    Bank bank = new Bank(new TestPack());
    bank.store.beforeNext(
        Call.COMMIT,
        () -> {
          bank.freeze("carol");
          bank.freeze("bob");
          bank.store.fail(Call.CONTROLS);
        });

    assertHeldForRetry(bank.transfer("T1").score(), Degraded.Cause.STORE_UNAVAILABLE);
  }

  @Test
  @Sentence({"F-5", "R-7"})
  void a_late_retry_that_cannot_be_looked_up_is_held() {
    Bank bank = new Bank(new TestPack());
    bank.store.fail(Call.FIND);

    assertHeldForRetry(
        bank.transfer("T1").ago(Duration.ofDays(2)).score(), Degraded.Cause.STORE_UNAVAILABLE);
  }

  @Test
  @Sentence("F-5")
  void a_store_without_room_holds_the_transfer() {
    Bank bank = new Bank(new TestPack(), InMemoryStore.builder().keysMax(2).build(), b -> b);
    bank.transfer("T1").score();

    assertHeldForRetry(
        bank.transfer("T2").from("carol").to("dave").score(), Degraded.Cause.STORE_UNAVAILABLE);
  }

  @Test
  @Sentence({"F-5", "F-6", "R-3"})
  void a_decision_that_was_recorded_though_the_store_said_it_failed_is_found_by_the_retry() {
    Bank bank = new Bank(new TestPack().dayLimit(50_000));
    bank.store.afterNext(
        Call.COMMIT,
        () -> {
          throw new StoreProbe.Down();
        });
    assertHeldForRetry(bank.transfer("T1").yuan(30_000).score(), Degraded.Cause.STORE_UNAVAILABLE);

    assertThat(bank.transfer("T1").yuan(30_000).score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(30_000);
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"FIND", "USED", "CONTROLS", "COMMIT"})
  @Sentence({"F-1", "F-5"})
  void a_store_that_is_down_never_lets_a_verified_or_released_transfer_go(Call call) {
    Bank bank =
        new Bank(
            new TestPack()
                .dayLimit(50_000)
                .demandOn("sms", TestPack.verifySms())
                .demandOn("bank", Demand.hold(ReleasePath.BANK)));
    bank.transfer("T1").purpose("sms").score();
    bank.transfer("T2").purpose("bank").score();
    bank.store.fail(call);

    assertThatThrownBy(() -> bank.passes("T1", VerificationMethod.SMS_CODE))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> bank.release("T2", ReleasePath.BANK))
        .isInstanceOf(StoreException.class);

    bank.store.heal();
    assertThat(bank.used("day")).isZero();
    assertThat(bank.passes("T1", VerificationMethod.SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("F-6")
  void a_retry_is_told_and_not_kept() {
    Bank bank = new Bank(new TestPack());
    bank.store.fail(Call.COMMIT);

    bank.transfer("T1").score();

    assertThat(bank.told)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.decision().isRetry()).isTrue();
              assertThat(record.transfer().id()).isEqualTo("T1");
            });
    assertThat(bank.engine.find(Bank.ref("T1"))).isEmpty();
    assertThatThrownBy(() -> bank.settle("T1")).isInstanceOf(UnknownReferenceException.class);

    bank.store.heal();
    bank.transfer("T1").score();
    assertThat(bank.told).hasSize(2);
    assertThat(bank.find("T1").isRetry()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("troubles")
  @Sentence({"F-8", "F-1"})
  void a_listener_that_throws_changes_nothing(Throwable trouble) {
    List<DecisionRecord> heard = new ArrayList<>();
    DecisionListener throwing = record -> sneak(trouble);
    Bank bank =
        new Bank(new TestPack().dayLimit(50_000), b -> b.listener(throwing).listener(heard::add));

    assertThat(bank.transfer("T1").yuan(300).score().outcome()).isEqualTo(Outcome.ALLOW);

    assertThat(heard).hasSize(1);
    assertThat(bank.used("day")).isEqualTo(300);
    assertThat(bank.find("T1").state()).isEqualTo(TransferState.RESERVED);
  }

  @Test
  @Sentence("F-9")
  void a_transfer_attempted_but_never_decided_can_be_observed_once_its_money_has_moved() {
    Bank bank = new Bank(new TestPack().dayLimit(50_000).past(Past.of("n", Aggregate.Key.PAYER)));
    bank.store.fail(Call.COMMIT);
    bank.transfer("T1").yuan(30_000).score();
    bank.store.heal();

    assertThat(bank.transfer("T1").yuan(30_000).observe()).isTrue();
    assertThat(bank.transfer("T1").yuan(30_000).observe()).isFalse();

    assertThat(bank.used("day")).isEqualTo(30_000);
    assertThatThrownBy(() -> bank.transfer("T1").yuan(30_000).score())
        .isInstanceOf(ConflictingTransferException.class);
    bank.transfer("T2").score();
    assertThat(bank.fact("history.n")).isEqualTo(1L);
    assertThat(bank.fact("counterparty.paidBefore")).isEqualTo(true);
  }

  @Test
  @Sentence({"F-9", "L-2"})
  void a_transfer_observed_while_it_is_being_decided_is_not_reserved_on_top() {
    Bank bank = new Bank(new TestPack().dayLimit(50_000));
    bank.store.beforeNext(Call.COMMIT, () -> bank.transfer("T1").yuan(30_000).observe());

    assertThatThrownBy(() -> bank.transfer("T1").yuan(30_000).score())
        .isInstanceOf(ConflictingTransferException.class);

    assertThat(bank.used("day")).isEqualTo(30_000);
  }

  @Test
  @Sentence("F-1")
  void listeners_hear_everything_that_went_into_a_decision() {
    Bank bank = new Bank(new TestPack().dayLimit(50_000).past(Past.of("n", Aggregate.Key.PAYER)));
    bank.freeze("bob");

    Transfer transfer = bank.transfer("T1").device("phone").build();
    Decision decision = bank.engine.score(transfer);

    DecisionRecord record = bank.told.get(0);
    assertThat(record.transfer()).isSameAs(transfer);
    assertThat(record.decision()).isSameAs(decision);
    assertThat(record.controls()).extracting(Control::id).containsExactly("freeze");
    assertThat(record.facts()).containsEntry("value", 10_000L).containsEntry("history.n", 0L);
    assertThat(record.facts().values()).doesNotContain("phone", "alice", "bob");
  }
}
