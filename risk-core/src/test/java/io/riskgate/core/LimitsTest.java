package io.riskgate.core;

import static io.riskgate.core.VerificationMethod.CALL_BACK;
import static io.riskgate.core.VerificationMethod.FACE_RECOGNITION;
import static io.riskgate.core.VerificationMethod.IDENTITY_DOCUMENT;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.LimitOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sentences L: what counts against a limit, and that nothing slips past one. */
class LimitsTest {
  private final Bank bank = new Bank(new TestPack().dayLimit(50_000));

  private Decision pay(String id, long yuan) {
    return bank.transfer(id).yuan(yuan).score();
  }

  @ParameterizedTest
  @CsvSource({
    "50000.00, 0.01,     VERIFY",
    "49999.99, 0.01,     ALLOW",
    "49999.99, 0.02,     VERIFY",
    "0.01,     49999.99, ALLOW",
    "0.01,     50000.00, VERIFY"
  })
  @Sentence("L-1")
  void a_limit_is_passed_strictly_above_its_maximum(String before, String then, Outcome outcome) {
    bank.transfer("T1").yuan(before).score();

    Decision decision = bank.transfer("T2").yuan(then).score();

    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decision.limitUsages().get(0).isPassed()).isEqualTo(outcome == Outcome.VERIFY);
  }

  @Test
  @Sentence("L-1")
  void a_count_limit_and_a_limit_of_nothing() {
    Bank counting =
        new Bank(
            new TestPack()
                .limit(
                    new Limit(
                        "perDay",
                        AssetClass.FIAT,
                        Limit.Measure.COUNT,
                        Limit.Window.DAY,
                        2,
                        TestPack.verifySms()))
                .limit(
                    new Limit(
                        "noCoins",
                        AssetClass.VIRTUAL_CURRENCY,
                        Limit.Measure.VALUE,
                        Limit.Window.SINGLE,
                        0,
                        Demand.hold(ReleasePath.BANK))));

    assertThat(counting.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(counting.transfer("T2").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(counting.transfer("T3").score().outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(counting.used("perDay")).isEqualTo(2);
    Decision coin =
        counting
            .transfer("T4")
            .with(t -> t.asset(1, "BTC", 8, AssetClass.VIRTUAL_CURRENCY).value(1L))
            .score();
    assertThat(coin.outcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  @Sentence("L-2")
  void a_reservation_that_takes_the_limit_between_reading_and_reserving_is_seen() {
    bank.store.beforeNext(Call.COMMIT, () -> pay("T2", 30_000));

    Decision decision = pay("T1", 30_000);

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.limitUsages().get(0).used()).isEqualTo(6_000_000);
    assertThat(bank.used("day")).isEqualTo(30_000);
  }

  @Test
  @Sentence("L-2")
  void a_movement_observed_between_reading_and_reserving_is_seen() {
    bank.store.beforeNext(Call.COMMIT, () -> bank.transfer("M1").yuan(30_000).observe());

    assertThat(pay("T1", 30_000).outcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @Sentence("L-2")
  void a_late_settlement_between_reading_and_reserving_is_seen() {
    pay("T0", 30_000);
    bank.laterMinutes(15);
    bank.store.beforeNext(Call.COMMIT, () -> bank.settle("T0"));

    assertThat(pay("T1", 30_000).outcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @Sentence("L-2")
  void a_limit_that_frees_up_between_reading_and_deciding_never_lets_more_through() {
    pay("T0", 50_000);
    bank.store.beforeNext(Call.COMMIT, () -> bank.cancel("T0"));

    pay("T1", 50_000); // decided on what was read: VERIFY, which claims nothing

    assertThat(bank.used("day")).isZero();
    assertThat(pay("T2", 50_000).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("L-2")
  void evidence_for_one_limit_does_not_open_another_that_is_taken_meanwhile() {
    Bank two =
        new Bank(
            new TestPack()
                .dayLimit(10_000)
                .limit(
                    TestPack.fiat(
                        "month", Limit.Window.MONTH, 40_000, Demand.verify(FACE_RECOGNITION))));
    two.transfer("T1").yuan(20_000).score();
    two.store.beforeNext(
        Call.COMMIT, () -> two.transfer("M1").yuan(30_000).ago(Duration.ofDays(1)).observe());

    Decision decision = two.passes("T1", SMS_CODE);

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.verificationMethods()).containsExactly(FACE_RECOGNITION);
    assertThat(two.used("month")).isEqualTo(30_000);
    assertThat(two.passes("T1", FACE_RECOGNITION).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(two.used("month")).isEqualTo(50_000);
  }

  @Test
  @Sentence({"L-2", "V-7"})
  void a_release_does_not_open_a_stronger_limit_that_is_taken_meanwhile() {
    Bank strict =
        new Bank(
            new TestPack()
                .limit(
                    TestPack.fiat(
                        "day", Limit.Window.DAY, 50_000, Demand.hold(ReleasePath.AUTHORITY)))
                .demandOn("hold", Demand.hold(ReleasePath.BANK)));
    strict.transfer("T1").yuan(30_000).purpose("hold").score();
    strict.store.beforeNext(Call.COMMIT, () -> strict.transfer("T2").yuan(30_000).score());

    Decision decision = strict.release("T1", ReleasePath.BANK);

    assertThat(decision.state()).isEqualTo(TransferState.HELD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(decision.release()).isNull();
    assertThat(strict.used("day")).isEqualTo(30_000);
  }

  @Test
  @Sentence("L-2")
  void no_release_passes_a_limit_that_forbids() {
    Bank strict =
        new Bank(
            new TestPack()
                .limit(
                    TestPack.fiat("day", Limit.Window.DAY, 50_000, Demand.hold(ReleasePath.NONE)))
                .demandOn("verify", TestPack.verifySms()));
    strict.transfer("T1").yuan(30_000).purpose("verify").score();
    strict.transfer("T2").yuan(30_000).score();

    assertThat(strict.release("T1", ReleasePath.AUTHORITY).releasePath())
        .isEqualTo(ReleasePath.NONE);
    assertThatThrownBy(() -> strict.release("T1", ReleasePath.AUTHORITY))
        .isInstanceOf(ReleaseRefusedException.class);
    assertThat(strict.used("day")).isEqualTo(30_000);
  }

  @Test
  @Sentence("L-2")
  void a_cancelled_reservation_gives_its_claim_back_only_once() {
    pay("T1", 20_000);
    pay("T2", 20_000);

    bank.cancel("T1");
    bank.cancel("T1");
    bank.freeze("alice"); // moves T2, whose claim ends as well
    bank.cancel("T2");
    bank.settle("T1");

    assertThat(bank.used("day")).isEqualTo(20_000);
  }

  @Test
  @Sentence({"L-2", "S-6"})
  void money_posted_after_expiry_still_fills_the_limit() {
    pay("T1", 40_000);
    bank.laterMinutes(15);
    pay("T2", 40_000);
    bank.settle("T1"); // usage is above the limit now

    assertThat(bank.used("day")).isEqualTo(80_000);
    assertThat(pay("T3", 1).outcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @Sentence("L-3")
  void a_single_limit_looks_at_one_transfer() {
    Bank single = new Bank(new TestPack().singleLimit(10_000));

    for (int i = 0; i < 4; i++) {
      assertThat(single.transfer("T" + i).yuan(10_000).score().outcome()).isEqualTo(Outcome.ALLOW);
    }
    assertThat(single.transfer("T9").yuan("10000.01").score().outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(single.passes("T9", SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence({"L-3", "T-6"})
  void a_day_begins_at_midnight_of_the_packs_zone() {
    bank.goTo("2024-03-14T23:59:59");
    pay("T1", 50_000);
    bank.settle("T1");
    assertThat(pay("T2", 1).outcome()).isEqualTo(Outcome.VERIFY);

    bank.goTo("2024-03-15T00:00:00");
    assertThat(pay("T3", 50_000).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("L-11")
  void a_clock_that_was_ahead_for_a_while_opens_no_limit() {
    bank.clock.advance(Duration.ofDays(5));
    pay("T1", 1);
    bank.clock.advance(Duration.ofDays(-5));

    for (int i = 0; i < 8; i++) {
      pay("N" + i, 8_000);
    }

    assertThat(bank.used("day")).as("six of 8,000 fit").isEqualTo(48_000);
  }

  @Test
  @Sentence("L-3")
  void a_transfer_under_way_at_midnight_counts_in_the_day_in_which_it_is_reserved() {
    bank.goTo("2024-03-14T23:59:59.900");
    pay("T1", 45_000);
    bank.store.afterNext(Call.ATTEMPT, () -> bank.goTo("2024-03-15T00:00:00.100"));

    Decision decision = bank.transfer("T2").yuan(10_000).score();

    assertThat(decision.outcome()).as("yesterday is full, today is not").isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(10_000);
  }

  @Test
  @Sentence("L-3")
  void an_event_time_of_yesterday_or_tomorrow_buys_no_other_day() {
    pay("T1", 50_000);

    assertThat(bank.transfer("T2").yuan(1).ago(Duration.ofHours(20)).score().outcome())
        .isEqualTo(Outcome.VERIFY);

    bank.goTo("2024-03-15T23:59:00");
    pay("T3", 50_000);
    Decision dated = bank.transfer("T4").yuan(1).ago(Duration.ofMinutes(-2)).score();
    assertThat(dated.outcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @Sentence("L-3")
  void a_month_begins_on_its_first_day() {
    Bank monthly =
        new Bank(
            new TestPack()
                .limit(TestPack.fiat("month", Limit.Window.MONTH, 100_000, TestPack.verifySms())));
    monthly.goTo("2024-02-01T00:00:00");
    monthly.transfer("T1").yuan(60_000).settled();
    monthly.goTo("2024-02-29T23:59:59");
    monthly.transfer("T2").yuan(40_000).settled();
    assertThat(monthly.transfer("T3").yuan(1).score().outcome()).isEqualTo(Outcome.VERIFY);

    monthly.goTo("2024-03-01T00:00:00");
    assertThat(monthly.transfer("T4").yuan(100_000).score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @ParameterizedTest
  @EnumSource(TransferKind.class)
  @Sentence("L-4")
  void limits_count_what_leaves_the_payer(TransferKind kind) {
    boolean counts = kind != TransferKind.DEPOSIT && kind != TransferKind.REFUND;

    Decision decision = bank.transfer("T1").yuan(60_000).kind(kind).score();
    assertThat(decision.outcome()).isEqualTo(counts ? Outcome.VERIFY : Outcome.ALLOW);
    assertThat(decision.limitUsages()).hasSize(counts ? 1 : 0);

    bank.settle("T1");
    bank.transfer("M1").yuan(60_000).kind(kind).observe();
    assertThat(bank.used("day")).isEqualTo(counts ? 120_000 : 0);
  }

  @ParameterizedTest
  @EnumSource(AssetClass.class)
  @Sentence("L-4")
  void a_limit_counts_its_own_class_of_asset(AssetClass assetClass) {
    Bank coins =
        new Bank(
            new TestPack()
                .dayLimit(50_000)
                .limit(
                    new Limit(
                        "coins",
                        AssetClass.VIRTUAL_CURRENCY,
                        Limit.Measure.VALUE,
                        Limit.Window.DAY,
                        10_000_000,
                        TestPack.verifySms())));

    coins
        .transfer("T1")
        .kind(TransferKind.EXCHANGE)
        .with(
            t ->
                assetClass == AssetClass.FIAT
                    ? t.amount("700.00", "CNY")
                    : t.asset("1.5", "XYZ", 8, assetClass).value(70_000L))
        .score();

    assertThat(coins.used("day")).isEqualTo(assetClass == AssetClass.FIAT ? 700 : 0);
    assertThat(coins.used("coins")).isEqualTo(assetClass == AssetClass.VIRTUAL_CURRENCY ? 700 : 0);
  }

  @Test
  @Sentence("L-5")
  void the_usage_shown_includes_the_transfer_itself() {
    pay("T1", 30_000);

    Decision allowed = pay("T2", 5_000);
    Decision stopped = pay("T3", 20_000);

    assertThat(allowed.limitUsages())
        .singleElement()
        .satisfies(
            usage -> {
              assertThat(usage.limit().id()).isEqualTo("day");
              assertThat(usage.used()).isEqualTo(3_500_000);
              assertThat(usage.max()).isEqualTo(5_000_000);
            });
    assertThat(stopped.limitUsages().get(0).used()).isEqualTo(5_500_000);
    assertThat(bank.passes("T3", SMS_CODE).limitUsages().get(0).used()).isEqualTo(5_500_000);
  }

  @Test
  @Sentence("L-5")
  void the_usage_shown_includes_what_others_reserved_meanwhile() {
    bank.store.beforeNext(Call.COMMIT, () -> pay("T2", 10_000));

    assertThat(pay("T1", 10_000).limitUsages().get(0).used()).isEqualTo(2_000_000);
  }

  @Test
  @Sentence({"L-6", "P-3"})
  void what_a_limit_asks_for_is_joined_with_all_else() {
    Bank strict =
        new Bank(
            new TestPack()
                .singleLimit(10_000)
                .limit(
                    TestPack.fiat(
                        "day",
                        Limit.Window.DAY,
                        20_000,
                        new Demand(Outcome.HOLD, Set.of(IDENTITY_DOCUMENT), ReleasePath.CUSTOMER)))
                .limit(
                    TestPack.fiat(
                        "month",
                        Limit.Window.MONTH,
                        30_000,
                        new Demand(Outcome.HOLD, Set.of(CALL_BACK), ReleasePath.BANK)))
                .demandOn("suspicious", Demand.verify(FACE_RECOGNITION)));

    Decision one = strict.transfer("T1").yuan(15_000).purpose("suspicious").score();
    Decision two = strict.transfer("T2").yuan(25_000).purpose("suspicious").score();
    Decision three = strict.transfer("T3").yuan(35_000).purpose("suspicious").score();

    assertThat(one.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(one.verificationMethods()).containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION);
    assertThat(two.releasePath()).isEqualTo(ReleasePath.CUSTOMER);
    assertThat(two.verificationMethods())
        .containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION, IDENTITY_DOCUMENT);
    assertThat(three.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(three.verificationMethods())
        .containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION, IDENTITY_DOCUMENT, CALL_BACK);
  }

  @Test
  @Sentence("L-7")
  void what_passed_a_limit_with_evidence_or_a_release_counts_like_any_other() {
    pay("T1", 60_000);
    bank.passes("T1", SMS_CODE);
    assertThat(bank.used("day")).isEqualTo(60_000);

    pay("T2", 1_000);
    bank.release("T2", ReleasePath.BANK);
    assertThat(bank.used("day")).isEqualTo(61_000);

    bank.cancel("T1");
    assertThat(bank.used("day")).isEqualTo(1_000);
  }

  @Test
  @Sentence("L-8")
  void an_observed_movement_counts_in_the_day_of_its_event_time_above_the_limit_if_need_be() {
    bank.transfer("M1").yuan(80_000).observe();
    assertThat(bank.used("day")).isEqualTo(80_000);
    assertThat(pay("T1", 1).outcome()).isEqualTo(Outcome.VERIFY);

    bank.transfer("M2").yuan(70_000).ago(Duration.ofDays(1)).observe();
    assertThat(bank.used("day")).isEqualTo(80_000);
    bank.clock.set(Bank.NOON.minus(Duration.ofDays(1)));
    assertThat(bank.used("day")).isEqualTo(70_000);
  }

  @Test
  @Sentence("L-8")
  void what_others_pay_to_the_payer_uses_none_of_its_limits() {
    bank.transfer("M1").from("carol").to("alice").yuan(80_000).observe();

    assertThat(bank.used("day")).isZero();
    assertThat(bank.used("carol", "day")).isEqualTo(80_000);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000.01, VERIFY", "1000, 1000.00, ALLOW", "90000, 90000.00, ALLOW"})
  @Sentence("L-9")
  void a_limit_control_replaces_the_packs_maximum(long max, String yuan, Outcome outcome) {
    assertThat(bank.impose(limit("raise", "alice", max * 100, null))).isEmpty();

    Decision decision = bank.transfer("T1").yuan(yuan).score();

    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decision.limitUsages().get(0).max()).isEqualTo(max * 100);
  }

  @Test
  @Sentence({"L-9", "C-4"})
  void a_limit_control_holds_for_its_time_and_for_the_payer_alone() {
    bank.impose(limit("lower", "alice", 100, Bank.NOON.plusSeconds(60)));
    bank.impose(limit("payee", "bob", 1, null));

    assertThat(pay("T1", 2).outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.transfer("C1").from("carol").yuan(2).score().outcome())
        .isEqualTo(Outcome.ALLOW);

    bank.laterMinutes(1);
    assertThat(pay("T2", 2).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence({"L-2", "L-9", "C-4"})
  void a_raised_limit_that_lapses_while_the_transfer_is_decided_lets_nothing_pass() {
    bank.impose(limit("raise", "alice", 6_000_000, Bank.NOON.plusSeconds(60)));
    bank.store.afterNext(Call.ATTEMPT, () -> bank.laterMinutes(1));

    Decision decision = pay("T1", 50_001);

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("L-9")
  void a_limit_control_is_read_again_when_the_transfer_is_verified() {
    pay("T1", 60_000);
    bank.impose(limit("lower", "alice", 0, null));

    Decision decision = bank.passes("T1", SMS_CODE);

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW); // the evidence covers the limit
    assertThat(decision.limitUsages().get(0).max()).isZero();
  }

  @Test
  @Sentence({"L-9", "C-3"})
  void a_limit_lowered_while_the_transfer_is_decided_is_seen() {
    bank.store.beforeNext(Call.COMMIT, () -> bank.impose(limit("lower", "alice", 100, null)));

    Decision decision = pay("T1", 2);

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.limitUsages().get(0).max()).isEqualTo(100);
    assertThat(bank.used("day")).isZero();
  }

  @Test
  @Sentence("L-9")
  void a_control_on_a_limit_that_the_pack_does_not_have_is_refused() {
    Control control =
        Control.limit("c", "default", "alice", "weekly", 1, null, "officer 7", "asked for");

    assertThatThrownBy(() -> bank.engine.impose(control))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weekly")
        .hasMessageContaining("[day]");
  }

  private static Control limit(String id, String account, long max, Instant until) {
    return Control.limit(id, "default", account, "day", max, until, "officer 7", "asked for");
  }

  @Test
  @Sentence("L-10")
  void usage_that_would_overflow_stays_at_the_largest_number_and_passes_every_limit() {
    bank.impose(limit("huge", "alice", Long.MAX_VALUE - 1, null));
    long times = Long.MAX_VALUE / Transfer.AMOUNT_MINOR_MAX + 1;
    for (int i = 0; i < times; i++) {
      bank.transfer("M" + i).with(t -> t.amount(Transfer.AMOUNT_MINOR_MAX, "CNY")).observe();
    }

    Decision decision = pay("T1", 1);

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.limitUsages().get(0).used()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Sentence({"R-1", "L-3"})
  void a_customers_accounts_share_the_customers_limits() {
    Bank perCustomer =
        new Bank(new TestPack().dayLimit(50_000).policy(p -> p.limitOwner(LimitOwner.CUSTOMER)));
    perCustomer.transfer("T1").from("alice-1").with(t -> t.customer("alice")).yuan(30_000).score();

    Decision decision =
        perCustomer
            .transfer("T2")
            .from("alice-2")
            .with(t -> t.customer("alice"))
            .yuan(30_000)
            .score();

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(perCustomer.used("alice", "day")).isEqualTo(30_000);
    assertThat(perCustomer.passes("T2", SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(perCustomer.used("alice", "day")).isEqualTo(60_000);
  }

  @Test
  @Sentence("C-2")
  void a_freeze_of_one_account_moves_that_accounts_transfers_and_not_the_customers_others() {
    Bank perCustomer =
        new Bank(new TestPack().dayLimit(50_000).policy(p -> p.limitOwner(LimitOwner.CUSTOMER)));
    perCustomer.transfer("T1").from("alice-1").with(t -> t.customer("alice")).score();
    perCustomer.transfer("T2").from("alice-2").with(t -> t.customer("alice")).score();

    assertThat(perCustomer.freeze("alice-1")).containsExactly("T1");
    assertThat(perCustomer.used("alice", "day")).isEqualTo(100);
    assertThat(perCustomer.find("T2").state()).isEqualTo(TransferState.RESERVED);
  }

  @Test
  @Sentence("L-3")
  void a_limit_per_customer_needs_the_customer() {
    Bank perCustomer = new Bank(new TestPack().policy(p -> p.limitOwner(LimitOwner.CUSTOMER)));

    assertThatThrownBy(() -> perCustomer.transfer("T1").score())
        .isInstanceOfSatisfying(
            InvalidTransferException.class,
            e ->
                assertThat(e.problems()).extracting(Problem::field).isEqualTo(List.of("customer")));
  }
}
