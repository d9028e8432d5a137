package io.riskgate.core;

import static io.riskgate.core.TransferState.AWAITING_VERIFICATION;
import static io.riskgate.core.TransferState.CANCELLED;
import static io.riskgate.core.TransferState.EXPIRED;
import static io.riskgate.core.TransferState.HELD;
import static io.riskgate.core.TransferState.RESERVED;
import static io.riskgate.core.TransferState.SETTLED;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.pack.Demand;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences S: states, reservations and how they end. */
class TwoPhasesTest {
  /** The purpose text decides what is asked for: "allow", "verify" or "hold". */
  private final Bank bank =
      new Bank(
          new TestPack()
              .dayLimit(50_000)
              .demandOn("verify", TestPack.verifySms())
              .demandOn("hold", Demand.hold(ReleasePath.BANK)));

  private Decision score(String id, String purpose) {
    return bank.transfer(id).yuan(10_000).purpose(purpose).score();
  }

  @ParameterizedTest
  @CsvSource({
    "allow,  RESERVED,              ALLOW,  15",
    "verify, AWAITING_VERIFICATION, VERIFY, 15",
    "hold,   HELD,                  HOLD,   1440"
  })
  @Sentence({"S-1", "S-4"})
  void the_outcome_follows_the_state(
      String purpose, TransferState state, Outcome outcome, long minutes) {
    Decision decision = score("T1", purpose);

    assertThat(decision.state()).isEqualTo(state);
    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decision.expiresAt()).isEqualTo(Bank.NOON.plus(Duration.ofMinutes(minutes)));
  }

  @Test
  @Sentence("S-1")
  void the_outcome_changes_with_the_state() {
    score("T1", "verify");

    assertThat(bank.passes("T1", SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);

    bank.freeze("alice");
    assertThat(bank.find("T1").outcome()).isEqualTo(Outcome.HOLD);
    assertThat(bank.find("T1").decidedOutcome()).isEqualTo(Outcome.VERIFY);
  }

  @ParameterizedTest
  @CsvSource({"allow, 10000", "verify, 0", "hold, 0"})
  @Sentence("S-2")
  void only_a_transfer_that_may_go_claims_its_limits(String purpose, long used) {
    score("T1", purpose);

    assertThat(bank.used("day")).isEqualTo(used);
  }

  @Test
  @Sentence("S-3")
  void settling_keeps_the_claim() {
    score("T1", "allow");

    Decision settled = bank.settle("T1");

    assertThat(settled.state()).isEqualTo(SETTLED);
    assertThat(settled.marks()).isEmpty();
    bank.later(Duration.ofHours(2));
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence("S-3")
  void cancelling_ends_the_claim() {
    score("T1", "allow");

    assertThat(bank.cancel("T1").state()).isEqualTo(CANCELLED);

    assertThat(bank.used("day")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"allow, 15", "verify, 15", "hold, 1440"})
  @Sentence("S-4")
  void at_the_very_instant_of_expiry_a_transfer_is_expired(String purpose, long minutes) {
    TransferState open = score("T1", purpose).state();

    bank.later(Duration.ofMinutes(minutes).minusMillis(1));
    assertThat(bank.find("T1").state()).isEqualTo(open);

    bank.later(Duration.ofMillis(1));
    assertThat(bank.find("T1").state()).isEqualTo(EXPIRED);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("S-4")
  void the_claim_of_an_expired_reservation_is_free_at_the_same_instant_and_not_before() {
    bank.transfer("T1").yuan(50_000).score();

    bank.later(Duration.ofMinutes(15).minusMillis(1));
    assertThat(bank.transfer("T2").yuan(1).score().outcome()).isEqualTo(Outcome.VERIFY);

    bank.later(Duration.ofMillis(1));
    assertThat(bank.transfer("T3").yuan(50_000).score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(50_000);
  }

  @Test
  @Sentence("S-4")
  void a_reservation_made_by_verification_lives_from_then_on() {
    score("T1", "verify");
    bank.laterMinutes(10);
    bank.passes("T1", SMS_CODE);

    bank.laterMinutes(14);
    assertThat(bank.find("T1").state()).isEqualTo(RESERVED);
    bank.laterMinutes(1);
    assertThat(bank.find("T1").state()).isEqualTo(EXPIRED);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("S-4")
  void many_reservations_expire_each_at_its_own_time() {
    for (int i = 0; i < 5; i++) {
      score("T" + i, "allow");
      bank.laterMinutes(4);
    }
    // The clock is 20 minutes on: T0 and T1 (made at 0 and 4) have expired.
    assertThat(bank.used("day")).isEqualTo(30_000);
    bank.settle("T2");
    bank.laterMinutes(60);
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "hold"})
  @Sentence("S-5")
  void cancelling_a_pending_verification_or_a_hold_declines_it(String purpose) {
    score("T1", purpose);

    assertThat(bank.cancel("T1").state()).isEqualTo(CANCELLED);

    assertThat(bank.passes("T1", SMS_CODE).state()).isEqualTo(CANCELLED);
    assertThat(bank.release("T1", ReleasePath.AUTHORITY).state()).isEqualTo(CANCELLED);
    assertThat(bank.used("day")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "allow,  open,      ''",
    "allow,  expired,   LATE",
    "allow,  cancelled, AFTER_CANCEL",
    "verify, open,      UNVERIFIED",
    "verify, expired,   LATE UNVERIFIED",
    "verify, cancelled, AFTER_CANCEL UNVERIFIED",
    "hold,   open,      UNVERIFIED",
    "hold,   expired,   LATE UNVERIFIED",
    "hold,   cancelled, AFTER_CANCEL UNVERIFIED",
    "allow,  frozen,    UNVERIFIED",
    "verify, verified,  ''"
  })
  @Sentence("S-6")
  void posted_money_is_a_fact_in_whatever_state(String purpose, String then, String marks) {
    score("T1", purpose);
    switch (then) {
      case "expired" -> bank.later(Duration.ofHours(25));
      case "cancelled" -> bank.cancel("T1");
      case "frozen" -> bank.freeze("bob");
      case "verified" -> bank.passes("T1", SMS_CODE);
      default -> {}
    }

    Decision settled = bank.settle("T1");

    assertThat(settled.state()).isEqualTo(SETTLED);
    assertThat(settled.marks().stream().map(Mark::name).sorted().toList())
        .isEqualTo(marks.isEmpty() ? java.util.List.of() : java.util.List.of(marks.split(" ")));
    Set<Mark> before = settled.marks();
    assertThat(bank.settle("T1").marks()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "expired", "cancelled", "frozen"})
  @Sentence("S-6")
  void a_settlement_is_counted_once_in_whatever_state(String then) {
    score("T1", "allow");
    switch (then) {
      case "expired" -> bank.laterMinutes(15);
      case "cancelled" -> bank.cancel("T1");
      case "frozen" -> bank.freeze("alice");
      default -> {}
    }

    bank.settle("T1");
    bank.settle("T1");

    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence("S-6")
  void a_transfer_settled_without_its_verification_counts_too() {
    score("T1", "verify");
    score("T2", "hold");

    bank.settle("T1");
    bank.settle("T2");
    bank.settle("T2");

    assertThat(bank.used("day")).isEqualTo(20_000);
  }

  @Test
  @Sentence("S-7")
  void closed_transfers_stay_closed() {
    score("T1", "allow");
    bank.settle("T1");
    assertThat(bank.cancel("T1").state()).isEqualTo(SETTLED);
    assertThat(bank.passes("T1", SMS_CODE).state()).isEqualTo(SETTLED);
    assertThat(bank.release("T1", ReleasePath.BANK).state()).isEqualTo(SETTLED);
    assertThat(bank.find("T1").evidence()).isEmpty();
    assertThat(bank.used("day")).isEqualTo(10_000);

    score("T2", "allow");
    bank.laterMinutes(15);
    assertThat(bank.cancel("T2").state()).isEqualTo(EXPIRED);
    assertThat(bank.cancel("T2").state()).isEqualTo(EXPIRED);

    score("T3", "verify");
    bank.laterMinutes(15);
    assertThat(bank.passes("T3", SMS_CODE).state()).isEqualTo(EXPIRED);
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence("S-7")
  void an_open_reservation_needs_neither_verification_nor_release() {
    score("T1", "allow");

    assertThat(bank.passes("T1", SMS_CODE).state()).isEqualTo(RESERVED);
    assertThat(bank.release("T1", ReleasePath.BANK).state()).isEqualTo(RESERVED);
    assertThat(bank.find("T1").release()).isNull();
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence("S-8")
  void a_late_settlement_counts_in_its_reservations_day() {
    bank.goTo("2024-03-14T23:55:00");
    score("T1", "allow");
    bank.goTo("2024-03-15T00:30:00");
    assertThat(bank.find("T1").state()).isEqualTo(EXPIRED);

    bank.settle("T1");

    assertThat(bank.used("day")).isZero();
    bank.goTo("2024-03-14T23:59:00"); // looks back at the window of the day before
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence("S-8")
  void a_settlement_that_was_never_reserved_counts_in_its_own_day() {
    bank.goTo("2024-03-14T23:55:00");
    score("T1", "verify");
    score("T2", "hold");
    bank.goTo("2024-03-15T00:30:00");

    bank.settle("T1");
    bank.settle("T2");

    assertThat(bank.used("day")).isEqualTo(20_000);
  }

  @Test
  @Sentence("S-9")
  void a_reference_that_is_not_remembered_is_unknown() {
    assertThatThrownBy(() -> bank.settle("T9"))
        .isInstanceOf(UnknownReferenceException.class)
        .hasMessageContaining("T9")
        .hasMessageNotContaining("alice");
    assertThatThrownBy(() -> bank.cancel("T9")).isInstanceOf(UnknownReferenceException.class);
    assertThatThrownBy(() -> bank.passes("T9", SMS_CODE))
        .isInstanceOf(UnknownReferenceException.class);
    assertThatThrownBy(() -> bank.release("T9", ReleasePath.BANK))
        .isInstanceOf(UnknownReferenceException.class);
    assertThat(bank.engine.find(Bank.ref("T9"))).isEmpty();
  }

  @Test
  @Sentence("S-9")
  void an_observed_movement_is_nothing_to_settle() {
    bank.transfer("M1").observe();

    assertThatThrownBy(() -> bank.settle("M1")).isInstanceOf(UnknownReferenceException.class);
  }

  @Test
  @Sentence("S-4")
  void the_pack_sets_the_lives() {
    Bank hasty =
        new Bank(
            new TestPack()
                .policy(
                    p ->
                        p.reservationExpiry(Duration.ofSeconds(1))
                            .verificationExpiry(Duration.ofSeconds(2))
                            .holdExpiry(Duration.ofSeconds(3)))
                .demandOn("verify", TestPack.verifySms())
                .demandOn("hold", Demand.hold(ReleasePath.BANK)));
    hasty.transfer("T1").score();
    hasty.transfer("T2").purpose("verify").score();
    hasty.transfer("T3").purpose("hold").score();

    hasty.later(Duration.ofSeconds(1));
    assertThat(hasty.find("T1").state()).isEqualTo(EXPIRED);
    assertThat(hasty.find("T2").state()).isEqualTo(AWAITING_VERIFICATION);
    hasty.later(Duration.ofSeconds(1));
    assertThat(hasty.find("T2").state()).isEqualTo(EXPIRED);
    assertThat(hasty.find("T3").state()).isEqualTo(HELD);
    hasty.later(Duration.ofSeconds(1));
    assertThat(hasty.find("T3").state()).isEqualTo(EXPIRED);
  }
}
