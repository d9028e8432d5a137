package io.riskgate.core;

import static io.riskgate.core.TransferState.AWAITING_VERIFICATION;
import static io.riskgate.core.TransferState.HELD;
import static io.riskgate.core.TransferState.RESERVED;
import static io.riskgate.core.VerificationMethod.CALL_BACK;
import static io.riskgate.core.VerificationMethod.FACE_RECOGNITION;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sentences V: how a pending verification or a hold comes to be let go. */
class VerificationTest {
  private final TestPack pack =
      new TestPack()
          .dayLimit(50_000)
          .demandOn("sms", TestPack.verifySms())
          .demandOn("both", Demand.verify(SMS_CODE, FACE_RECOGNITION))
          .demandOn("customer", TestPack.holdForCustomer())
          .demandOn("bank", Demand.hold(ReleasePath.BANK))
          .demandOn("authority", Demand.hold(ReleasePath.AUTHORITY))
          .demandOn("none", Demand.hold(ReleasePath.NONE))
          .policy(p -> p.verificationExpiry(Duration.ofHours(4)));
  private final Bank bank = new Bank(pack);

  private Decision pay(String id, long yuan, String purpose) {
    return bank.transfer(id).yuan(yuan).purpose(purpose).score();
  }

  @Test
  @Sentence("V-1")
  void once_every_method_is_passed_the_transfer_is_reserved() {
    pay("T1", 10_000, "both");

    Decision half = bank.passes("T1", SMS_CODE);
    assertThat(half.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(half.verificationMethods()).containsExactly(FACE_RECOGNITION);
    assertThat(half.evidence()).hasSize(1);
    assertThat(bank.used("day")).isZero();

    Decision whole = bank.passes("T1", FACE_RECOGNITION);
    assertThat(whole.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(whole.state()).isEqualTo(RESERVED);
    assertThat(whole.verificationMethods()).isEmpty();
    assertThat(whole.evidence())
        .extracting(Evidence::method)
        .containsExactly(SMS_CODE, FACE_RECOGNITION);
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence("S-4")
  void evidence_that_is_not_enough_prolongs_nothing() {
    Decision first = pay("T1", 10_000, "both");
    bank.laterMinutes(60);

    assertThat(bank.passes("T1", SMS_CODE).expiresAt()).isEqualTo(first.expiresAt());
    assertThat(bank.fails("T1", FACE_RECOGNITION).expiresAt()).isEqualTo(first.expiresAt());
    bank.laterMinutes(180);
    assertThat(bank.passes("T1", FACE_RECOGNITION).state()).isEqualTo(TransferState.EXPIRED);
  }

  @Test
  @Sentence("V-1")
  void other_methods_than_those_asked_for_open_nothing() {
    pay("T1", 10_000, "sms");

    assertThat(bank.passes("T1", FACE_RECOGNITION).outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.passes("T1", CALL_BACK).outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("V-1")
  void a_failed_verification_opens_nothing_even_where_the_limit_has_freed_up() {
    bank.goTo("2024-03-14T23:55:00");
    pay("T1", 45_000, "");
    bank.settle("T1");
    pay("T2", 10_000, "");
    bank.goTo("2024-03-15T00:05:00"); // a new day: the limit is no longer passed

    Decision failed = bank.fails("T2", SMS_CODE);

    assertThat(failed.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(failed.verificationMethods()).containsExactly(SMS_CODE);
    assertThat(bank.used("day")).isZero();
    assertThat(bank.passes("T2", SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence({"V-1", "V-3"})
  void stale_evidence_opens_nothing_even_where_the_limit_has_freed_up() {
    pay("T1", 45_000, "");
    pay("T2", 10_000, "");
    bank.cancel("T1");

    Decision stale =
        bank.engine.verified(
            Bank.ref("T2"), Evidence.passed(SMS_CODE, Bank.NOON.minusSeconds(3600), "old"));

    assertThat(stale.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("V-2")
  void a_limit_taken_meanwhile_asks_for_its_methods_too() {
    Bank strict =
        new Bank(
            new TestPack()
                .limit(
                    TestPack.fiat("day", Limit.Window.DAY, 50_000, Demand.verify(FACE_RECOGNITION)))
                .demandOn("sms", TestPack.verifySms()));
    strict.transfer("T1").yuan(30_000).purpose("sms").score();
    strict.transfer("T2").yuan(30_000).score();

    Decision more = strict.passes("T1", SMS_CODE);

    assertThat(more.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(more.verificationMethods()).containsExactly(FACE_RECOGNITION);
    assertThat(more.decidedOutcome()).isEqualTo(Outcome.VERIFY);
    assertThat(more.limitUsages().get(0).isPassed()).isTrue();
    assertThat(strict.passes("T1", FACE_RECOGNITION).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(strict.used("day")).isEqualTo(60_000);
  }

  @Test
  @Sentence("V-2")
  void a_limit_taken_meanwhile_may_answer_with_hold() {
    Bank strict =
        new Bank(
            new TestPack()
                .limit(
                    TestPack.fiat("day", Limit.Window.DAY, 50_000, Demand.hold(ReleasePath.BANK)))
                .demandOn("sms", TestPack.verifySms()));
    strict.transfer("T1").yuan(30_000).purpose("sms").score();
    strict.transfer("T2").yuan(30_000).score();
    strict.laterMinutes(5);

    Decision held = strict.passes("T1", SMS_CODE);

    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(held.expiresAt()).isEqualTo(strict.clock.instant().plus(Duration.ofDays(1)));
    assertThat(strict.used("day")).isEqualTo(30_000);
    assertThat(strict.release("T1", ReleasePath.BANK).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(strict.used("day")).isEqualTo(60_000);
  }

  @ParameterizedTest
  @CsvSource({
    "-900, ALLOW", // seconds from now: 15 minutes old
    "-901, VERIFY",
    "0,    ALLOW",
    "121,  VERIFY", // beyond the tolerance for clocks that differ
    "3600, VERIFY"
  })
  @Sentence("V-3")
  void evidence_counts_while_it_is_fresh_and_not_from_the_future(long seconds, Outcome outcome) {
    pay("T1", 10_000, "sms");

    Decision decision =
        bank.engine.verified(
            Bank.ref("T1"), Evidence.passed(SMS_CODE, Bank.NOON.plusSeconds(seconds), "proof"));

    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decision.evidence()).hasSize(1);
  }

  @Test
  @Sentence("V-3")
  void evidence_that_went_stale_must_be_brought_again() {
    pay("T1", 10_000, "both");
    bank.passes("T1", SMS_CODE);
    bank.laterMinutes(16);

    Decision decision = bank.passes("T1", FACE_RECOGNITION);
    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.verificationMethods()).containsExactly(SMS_CODE);

    assertThat(bank.passes("T1", SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("V-3")
  void evidence_that_went_stale_must_be_brought_again_for_a_limit_as_well() {
    pay("T1", 60_000, "both");
    bank.passes("T1", FACE_RECOGNITION);
    bank.laterMinutes(16);

    Decision decision = bank.passes("T1", SMS_CODE);

    assertThat(decision.verificationMethods()).containsExactly(FACE_RECOGNITION);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("V-4")
  void three_failures_turn_a_pending_verification_into_a_hold_of_the_banks() {
    pay("T1", 10_000, "sms");

    assertThat(bank.fails("T1", SMS_CODE).outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.fails("T1", FACE_RECOGNITION).outcome()).isEqualTo(Outcome.VERIFY);
    Decision held = bank.fails("T1", SMS_CODE);

    assertThat(held.state()).isEqualTo(HELD);
    assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(bank.passes("T1", SMS_CODE).state()).isEqualTo(HELD);
    assertThat(bank.release("T1", ReleasePath.BANK).state()).isEqualTo(RESERVED);
  }

  @Test
  @Sentence("V-4")
  void a_pass_between_failures_does_not_undo_them() {
    pay("T1", 10_000, "both");

    bank.fails("T1", SMS_CODE);
    bank.fails("T1", SMS_CODE);
    bank.passes("T1", SMS_CODE);
    bank.fails("T1", FACE_RECOGNITION);

    assertThat(bank.passes("T1", FACE_RECOGNITION).releasePath()).isEqualTo(ReleasePath.BANK);
  }

  @Test
  @Sentence("V-4")
  void the_same_failure_reported_twice_counts_once() {
    pay("T1", 10_000, "sms");
    Evidence failure = Evidence.failed(SMS_CODE, Bank.NOON, "call 1");

    for (int i = 0; i < 5; i++) {
      bank.engine.verified(Bank.ref("T1"), failure);
    }

    assertThat(bank.find("T1").state()).isEqualTo(AWAITING_VERIFICATION);
    assertThat(bank.find("T1").evidence()).hasSize(1);
  }

  @Test
  @Sentence("V-4")
  void evidence_without_end_comes_to_the_banks_desk() {
    pay("T1", 10_000, "both");

    for (int i = 0; i < 100; i++) {
      bank.engine.verified(Bank.ref("T1"), Evidence.passed(CALL_BACK, Bank.NOON, "call " + i));
    }

    assertThat(bank.find("T1").releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(bank.find("T1").evidence()).hasSizeLessThanOrEqualTo(32);
  }

  @Test
  @Sentence("V-5")
  void a_hold_of_the_customers_ends_through_verification() {
    Decision held = pay("T1", 10_000, "customer");
    assertThat(held.releasePath()).isEqualTo(ReleasePath.CUSTOMER);
    assertThat(held.verificationMethods()).containsExactly(FACE_RECOGNITION);

    assertThat(bank.fails("T1", FACE_RECOGNITION).outcome()).isEqualTo(Outcome.HOLD);
    assertThat(bank.passes("T1", FACE_RECOGNITION).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({"bank, BANK", "authority, AUTHORITY", "none, NONE"})
  @Sentence("V-5")
  void a_hold_with_a_stronger_path_does_not(String purpose, ReleasePath path) {
    pay("T1", 10_000, purpose);

    for (VerificationMethod method : VerificationMethod.values()) {
      Decision still = bank.passes("T1", method);
      assertThat(still.state()).isEqualTo(HELD);
      assertThat(still.releasePath()).isEqualTo(path);
    }
    assertThat(bank.used("day")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "sms,       BANK,      true",
    "customer,  BANK,      true",
    "bank,      BANK,      true",
    "bank,      AUTHORITY, true",
    "authority, AUTHORITY, true",
    "authority, BANK,      false",
    "none,      BANK,      false",
    "none,      AUTHORITY, false"
  })
  @Sentence("V-6")
  void a_release_needs_the_path_of_the_hold(String purpose, ReleasePath by, boolean released) {
    pay("T1", 10_000, purpose);

    if (released) {
      Decision decision = bank.release("T1", by);
      assertThat(decision.state()).isEqualTo(RESERVED);
      assertThat(decision.release())
          .isEqualTo(new Release(by, "officer 7", "spoke with the customer"));
      assertThat(bank.used("day")).isEqualTo(10_000);
    } else {
      assertThatThrownBy(() -> bank.release("T1", by))
          .isInstanceOf(ReleaseRefusedException.class)
          .hasMessageNotContaining("alice");
      assertThat(bank.find("T1").state()).isEqualTo(HELD);
      assertThat(bank.find("T1").release()).isNull();
      assertThat(bank.used("day")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ReleasePath.class,
      names = {"RETRY", "CUSTOMER", "NONE"})
  @Sentence("V-6")
  void only_the_bank_or_an_authority_releases(ReleasePath path) {
    assertThatThrownBy(() -> new Release(path, "officer 7", "why"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(path.name());
  }

  @ParameterizedTest
  @CsvSource({"'', why", "'  ', why", "officer 7, ''", "officer 7, ' '"})
  @Sentence("V-6")
  void a_release_names_a_person_and_a_reason(String by, String note) {
    assertThatThrownBy(() -> new Release(ReleasePath.BANK, by, note))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auditor");
  }

  @Test
  @Sentence("V-7")
  void a_release_passes_limits_up_to_its_own_path() {
    pay("T1", 60_000, "bank");

    Decision released = bank.release("T1", ReleasePath.BANK);

    assertThat(released.state()).isEqualTo(RESERVED);
    assertThat(bank.used("day")).isEqualTo(60_000);
  }

  @Test
  @Sentence("V-7")
  void a_release_stays_hold_where_a_control_asks_for_a_stronger_authority() {
    bank.freeze("bob");
    Decision held = pay("T1", 10_000, "");
    assertThat(held.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThatThrownBy(() -> bank.release("T1", ReleasePath.BANK))
        .isInstanceOf(ReleaseRefusedException.class);
    assertThat(bank.release("T1", ReleasePath.AUTHORITY).state()).isEqualTo(RESERVED);
  }

  @Test
  @Sentence({"V-7", "C-3"})
  void a_freeze_set_while_the_bank_releases_wins() {
    pay("T1", 10_000, "bank");
    bank.store.beforeNext(Call.COMMIT, () -> bank.freeze("bob"));

    assertThatThrownBy(() -> bank.release("T1", ReleasePath.BANK))
        .isInstanceOf(ReleaseRefusedException.class);

    assertThat(bank.find("T1").releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("V-8")
  void what_is_verified_after_midnight_counts_in_the_new_day() {
    bank.goTo("2024-03-14T23:55:00");
    pay("T1", 40_000, "sms");
    pay("T2", 30_000, "bank");
    bank.goTo("2024-03-15T00:05:00");

    bank.passes("T1", SMS_CODE);
    assertThat(bank.used("day")).isEqualTo(40_000);
    assertThat(bank.release("T2", ReleasePath.BANK).limitUsages().get(0).used())
        .isEqualTo(7_000_000);
    assertThat(bank.used("day")).isEqualTo(70_000);

    bank.goTo("2024-03-14T23:59:00");
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("V-9")
  void what_a_control_held_stays_held_after_it_was_lifted() {
    pay("T1", 10_000, "");
    pay("T2", 10_000, "sms");
    pay("T3", 10_000, "customer");
    assertThat(bank.freeze("alice")).containsExactlyInAnyOrder("T1", "T2", "T3");
    assertThat(bank.lift("alice", "freeze")).isTrue();

    for (String id : Set.of("T1", "T2", "T3")) {
      for (VerificationMethod method : VerificationMethod.values()) {
        bank.passes(id, method);
      }
      assertThat(bank.find(id).releasePath()).isEqualTo(ReleasePath.AUTHORITY);
      assertThatThrownBy(() -> bank.release(id, ReleasePath.BANK))
          .isInstanceOf(ReleaseRefusedException.class);
    }
    assertThat(bank.used("day")).isZero();

    assertThat(bank.release("T1", ReleasePath.AUTHORITY).state()).isEqualTo(RESERVED);
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence("V-9")
  void what_was_held_when_it_was_decided_stays_held_too() {
    bank.freeze("alice");
    pay("T1", 10_000, "");
    bank.lift("alice", "freeze");

    assertThat(bank.transfer("T1").yuan(10_000).score().state()).isEqualTo(HELD);
    assertThat(bank.passes("T1", SMS_CODE).state()).isEqualTo(HELD);
    assertThat(pay("T2", 10_000, "").outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("V-1")
  void of_two_that_verify_at_once_both_get_the_reservation_and_it_counts_once() {
    pay("T1", 10_000, "sms");
    bank.store.beforeNext(Call.COMMIT, () -> bank.passes("T1", SMS_CODE));

    assertThat(bank.passes("T1", SMS_CODE).state()).isEqualTo(RESERVED);
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence({"V-1", "S-7"})
  void a_transfer_declined_while_it_is_verified_stays_declined() {
    pay("T1", 10_000, "sms");
    bank.store.beforeNext(Call.COMMIT, () -> bank.cancel("T1"));

    assertThat(bank.passes("T1", SMS_CODE).state()).isEqualTo(TransferState.CANCELLED);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("V-6")
  void a_release_that_straddles_the_end_of_a_hold_leaves_no_claim_behind() {
    pay("T1", 10_000, "bank");
    bank.store.beforeNext(Call.COMMIT, () -> bank.later(Duration.ofDays(1)));
    // The commit still carries the clock of before: the store decides by it. What counts is that
    // asking again finds one consistent state.
    TransferState state = bank.release("T1", ReleasePath.BANK).state();

    assertThat(bank.used("day")).isZero(); // a day later nothing of it is left
    assertThat(state).isIn(RESERVED, TransferState.EXPIRED);
    assertThat(bank.find("T1").state()).isEqualTo(TransferState.EXPIRED);
  }
}
