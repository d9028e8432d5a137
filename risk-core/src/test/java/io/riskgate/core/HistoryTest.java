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

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Demand;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences H: what is known before a transfer. */
class HistoryTest {
  private final Bank bank =
      new Bank(
          new TestPack()
              .dayLimit(50_000)
              .past(Past.of("n", Aggregate.Key.PAYER))
              .past(Past.of("pair", Aggregate.Key.PAYER_PAYEE))
              .past(Past.of("received", Aggregate.Key.PAYEE).in())
              .past(Past.of("receivedFrom", Aggregate.Key.PAYEE).in().distinct(Field.PAYER))
              .past(Past.of("onDevice", Aggregate.Key.DEVICE))
              .past(Past.of("fromIp", Aggregate.Key.IP))
              .past(Past.of("ofCustomer", Aggregate.Key.CUSTOMER))
              .past(Past.of("atMerchant", Aggregate.Key.MERCHANT))
              .demandOn("sms", TestPack.verifySms())
              .demandOn("bank", Demand.hold(ReleasePath.BANK)));

  @Test
  @Sentence("H-1")
  void facts_exclude_the_transfer_and_usage_includes_it() {
    Decision first = bank.transfer("T1").yuan(1_000).device("phone").score();

    assertThat(bank.fact("history.n")).isEqualTo(0L);
    assertThat(bank.fact("history.onDevice")).isEqualTo(0L);
    assertThat(first.limitUsages().get(0).used()).isEqualTo(100_000);
  }

  @Test
  @Sentence("H-2")
  void an_aggregate_counts_every_attempt_or_the_states_that_events_are_in_now() {
    TestPack pack =
        new TestPack()
            .past(Past.of("all", Aggregate.Key.PAYER))
            .past(
                Past.of("notClosed", Aggregate.Key.PAYER)
                    .states(RESERVED, AWAITING_VERIFICATION, HELD))
            .demandOn("sms", TestPack.verifySms())
            .demandOn("bank", Demand.hold(ReleasePath.BANK));
    for (TransferState state : TransferState.values()) {
      pack.past(Past.of(state.name(), Aggregate.Key.PAYER).states(state));
    }
    Bank counting = new Bank(pack);
    counting.transfer("expired").score();
    counting.laterMinutes(15);
    counting.store.fail(Call.COMMIT);
    counting.transfer("undecided").score();
    counting.store.heal();
    counting.transfer("reserved").score();
    counting.transfer("pending").purpose("sms").score();
    counting.transfer("held").purpose("bank").score();
    counting.transfer("settled").settled();
    counting.transfer("cancelled").score();
    counting.cancel("cancelled");
    counting.transfer("observed").observe();

    counting.transfer("T1").score();

    assertThat(counting.fact("history.all")).isEqualTo(8L);
    assertThat(counting.fact("history.RESERVED")).isEqualTo(1L);
    assertThat(counting.fact("history.AWAITING_VERIFICATION")).isEqualTo(1L);
    assertThat(counting.fact("history.HELD")).isEqualTo(1L);
    assertThat(counting.fact("history.SETTLED")).isEqualTo(2L);
    assertThat(counting.fact("history.CANCELLED")).isEqualTo(1L);
    assertThat(counting.fact("history.EXPIRED")).isEqualTo(1L);
    assertThat(counting.fact("history.notClosed")).isEqualTo(3L);

    counting.laterMinutes(15); // the reservations T1 and "reserved", and "pending", expire
    counting.settle("held");
    counting.transfer("T2").score();

    assertThat(counting.fact("history.all")).isEqualTo(9L);
    assertThat(counting.fact("history.EXPIRED")).isEqualTo(4L);
    assertThat(counting.fact("history.SETTLED")).isEqualTo(3L);
    assertThat(counting.fact("history.notClosed")).isEqualTo(0L);
  }

  @Test
  @Sentence({"H-2", "S-4"})
  void what_another_reserved_is_expired_at_the_very_instant() {
    Bank both =
        new Bank(
            new TestPack()
                .past(Past.of("reserved", Aggregate.Key.PAYEE).in().states(RESERVED))
                .past(Past.of("expired", Aggregate.Key.PAYEE).in().states(EXPIRED)));
    both.transfer("C1").from("carol").score();

    both.later(Duration.ofMinutes(15).minusMillis(1));
    both.transfer("T1").score();
    assertThat(both.fact("history.reserved")).isEqualTo(1L);

    both.later(Duration.ofMillis(1));
    both.transfer("D1").from("dave").score();
    assertThat(both.fact("history.reserved")).as("alice's alone").isEqualTo(1L);
    assertThat(both.fact("history.expired")).isEqualTo(1L);
  }

  @Test
  @Sentence("H-2")
  void events_keep_their_last_state_after_their_reference_is_forgotten() {
    Bank long_ = new Bank(new TestPack().past(week("all")).past(week("settled").states(SETTLED)));
    long_.transfer("T1").settled();
    long_.transfer("T2").score();
    long_.later(Duration.ofDays(4));
    assertThat(long_.engine.find(Bank.ref("T1"))).isEmpty();

    long_.transfer("T3").score();

    assertThat(long_.fact("history.all")).isEqualTo(2L);
    assertThat(long_.fact("history.settled")).isEqualTo(1L);
  }

  private static Past week(String name) {
    return Past.of(name, Aggregate.Key.PAYER).over(Duration.ofDays(7));
  }

  @Test
  @Sentence("H-3")
  void refused_attempts_never_age_a_payee() {
    bank.transfer("T1").purpose("bank").device("phone").score();
    bank.cancel("T1");
    bank.transfer("T2").purpose("sms").device("phone").score();
    bank.transfer("T3").device("phone").score();
    bank.cancel("T3");
    bank.transfer("T4").device("phone").score(); // expires
    bank.later(Duration.ofDays(2));

    bank.transfer("T9").device("phone").score();

    assertThat(bank.fact("counterparty.paidBefore")).isEqualTo(false);
    assertThat(bank.fact("counterparty.ageHours")).isEqualTo(0L);
    assertThat(bank.fact("counterparty.idleHours")).isEqualTo(0L);
    assertThat(bank.fact("counterparty.accountAgeHours")).isEqualTo(0L);
    assertThat(bank.fact("payer.ageHours")).isEqualTo(0L);
    assertThat(bank.fact("payer.idleHours")).isEqualTo(0L);
    assertThat(bank.fact("device.usedBefore")).isEqualTo(false);
    assertThat(bank.fact("device.ageHours")).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource({"settled", "observed", "late", "declined and posted"})
  @Sentence("H-3")
  void ages_start_with_money_that_has_moved(String how) {
    switch (how) {
      case "settled" -> bank.transfer("T1").device("phone").settled();
      case "observed" -> bank.transfer("T1").device("phone").observe();
      case "late" -> {
        bank.transfer("T1").device("phone").score();
        bank.later(Duration.ofHours(2));
        bank.settle("T1");
      }
      default -> {
        bank.transfer("T1").purpose("bank").device("phone").score();
        bank.cancel("T1");
        bank.settle("T1");
      }
    }
    bank.clock.set(Bank.NOON.plus(Duration.ofMinutes(5 * 60 + 59)));

    bank.transfer("T2").device("phone").score();

    assertThat(bank.fact("counterparty.paidBefore")).isEqualTo(true);
    assertThat(bank.fact("counterparty.ageHours")).isEqualTo(5L);
    assertThat(bank.fact("counterparty.idleHours")).isEqualTo(5L);
    assertThat(bank.fact("counterparty.accountAgeHours")).isEqualTo(5L);
    assertThat(bank.fact("payer.ageHours")).isEqualTo(5L);
    assertThat(bank.fact("payer.idleHours")).isEqualTo(5L);
    assertThat(bank.fact("device.usedBefore")).isEqualTo(true);
    assertThat(bank.fact("device.ageHours")).isEqualTo(5L);
  }

  @Test
  @Sentence("H-3")
  void receiving_money_makes_an_account_known_but_not_its_dealings() {
    bank.transfer("M1").from("carol").to("alice").ago(Duration.ofHours(3)).observe();

    bank.transfer("T1").to("carol").score();

    assertThat(bank.fact("payer.ageHours")).isEqualTo(3L);
    assertThat(bank.fact("counterparty.accountAgeHours")).isEqualTo(3L);
    assertThat(bank.fact("counterparty.paidBefore")).isEqualTo(false);
  }

  @Test
  @Sentence("H-4")
  void observing_is_idempotent() {
    assertThat(bank.transfer("M1").yuan(300).observe()).isTrue();
    assertThat(bank.transfer("M1").yuan(300).observe()).isFalse();
    bank.laterMinutes(10);
    assertThat(bank.transfer("M1").at(Bank.NOON).yuan(300).device("other").observe()).isFalse();

    assertThat(bank.used("day")).isEqualTo(300);
    bank.transfer("T1").score();
    assertThat(bank.fact("history.n")).isEqualTo(1L);
  }

  @Test
  @Sentence("H-4")
  void the_reference_of_a_decided_transfer_is_refused_in_any_state() {
    bank.transfer("T1").score();
    bank.transfer("T2").settled();
    bank.transfer("T3").purpose("bank").score();

    for (String id : Set.of("T1", "T2", "T3")) {
      assertThatThrownBy(() -> bank.transfer(id).observe())
          .isInstanceOf(ConflictingTransferException.class)
          .hasMessageContaining("settled");
    }
    assertThat(bank.used("day")).isEqualTo(200);
  }

  @Test
  @Sentence("H-4")
  void a_movement_with_other_content_conflicts_and_an_observed_one_is_not_scored() {
    bank.transfer("M1").yuan(300).observe();

    assertThatThrownBy(() -> bank.transfer("M1").yuan(301).observe())
        .isInstanceOf(ConflictingTransferException.class);
    assertThatThrownBy(() -> bank.transfer("M1").yuan(300).score())
        .isInstanceOf(ConflictingTransferException.class)
        .hasMessageContaining("observed");
    assertThat(bank.used("day")).isEqualTo(300);
  }

  @Test
  @Sentence("H-4")
  void a_movement_may_lie_long_ago_but_not_in_the_future() {
    assertThat(bank.transfer("M1").ago(Duration.ofDays(400)).observe()).isTrue();
    assertThatThrownBy(() -> bank.transfer("M2").ago(Duration.ofMinutes(-3)).observe())
        .isInstanceOf(InvalidTransferException.class);
  }

  @Test
  @Sentence("H-5")
  void nothing_of_one_tenant_is_seen_in_another() {
    UnaryOperator<Transfer.Builder> traces =
        t -> t.device("phone").ip("203.0.113.9").customer("C").merchant("M").location(31.2, 121.5);
    bank.transfer("T1").with(traces).yuan(40_000).settled();
    bank.freeze("alice");

    Decision other =
        bank.transfer("T2").with(traces).with(t -> t.tenant("north")).yuan(40_000).score();

    assertThat(other.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(other.limitUsages().get(0).used()).isEqualTo(4_000_000);
    assertThat(bank.facts())
        .allSatisfy(
            (name, value) -> {
              if (name.startsWith("history.") || name.endsWith("Hours")) {
                assertThat(value).as(name).isEqualTo(0L);
              }
            });
    assertThat(bank.fact("counterparty.paidBefore")).isEqualTo(false);
    assertThat(bank.engine.controls("north", "alice")).isEmpty();
    assertThat(bank.engine.lift("north", "alice", "freeze", "officer", "why")).isFalse();
    bank.engine.forget("north", "alice");
    assertThat(bank.find("T1").state()).isEqualTo(SETTLED);
  }

  @Test
  @Sentence("H-6")
  void of_two_attempts_at_the_same_moment_at_least_one_sees_the_other() {
    bank.store.beforeNext(Call.COMMIT, () -> bank.transfer("T2").score());

    bank.transfer("T1").score();

    assertThat(bank.told)
        .extracting(r -> r.facts().get("history.n"))
        .as("T2, decided first, and T1")
        .containsExactly(1L, 0L);
  }

  @ParameterizedTest
  @CsvSource({
    // from Shanghai to Beijing, some 1,068 km, in so many minutes
    "60,   1067, 1068",
    "30,   2134, 2136",
    "1440, 44,   45",
    "0,    1000000, 1000000"
  })
  @Sentence("H-7")
  void speed_is_the_distance_from_the_last_place_over_the_time_since(
      long minutes, long atLeast, long atMost) {
    bank.transfer("T1").with(t -> t.location(31.2304, 121.4737)).score();
    bank.laterMinutes(minutes);

    bank.transfer("T2").with(t -> t.location(39.9042, 116.4074)).score();

    assertThat((long) bank.fact("origin.speedKmh")).isBetween(atLeast, atMost);
    assertThat((long) bank.fact("origin.distanceKm")).isBetween(1_067L, 1_068L);
  }

  @Test
  @Sentence("H-7")
  void no_earlier_place_is_no_speed() {
    bank.transfer("T0").from("carol").with(t -> t.location(0, 0)).score();
    bank.transfer("T1").score(); // has no place
    bank.transfer("T2").with(t -> t.location(39.9, 116.4)).score();
    assertThat(bank.fact("origin.speedKmh")).isEqualTo(0L);

    bank.transfer("T3").score();
    assertThat(bank.fact("origin.distanceKm")).isEqualTo(0L);

    bank.transfer("T4").with(t -> t.location(39.9, 116.4)).score();
    assertThat(bank.fact("origin.speedKmh")).as("the same place at once").isEqualTo(0L);
  }

  @Test
  @Sentence("H-8")
  void a_forgotten_account_has_no_history_and_others_keep_their_counts() {
    bank.transfer("T1").device("phone").with(t -> t.ip("203.0.113.9").merchant("M")).settled();
    bank.transfer("T2").from("carol").device("phone").settled();

    bank.engine.forget("default", "alice");

    bank.transfer("D1").from("dave").device("phone").with(t -> t.merchant("M")).score();
    assertThat(bank.fact("history.received")).isEqualTo(2L);
    assertThat(bank.fact("history.receivedFrom")).isEqualTo(2L);
    assertThat(bank.fact("history.onDevice")).isEqualTo(2L);
    assertThat(bank.fact("history.atMerchant")).isEqualTo(1L);
    bank.transfer("T3").device("phone").score();
    assertThat(bank.fact("history.n")).isEqualTo(0L);
    assertThat(bank.fact("history.pair")).isEqualTo(0L);
    assertThat(bank.fact("counterparty.paidBefore")).isEqualTo(false);
    assertThat(bank.fact("device.usedBefore")).isEqualTo(false);
    assertThat(bank.fact("payer.ageHours")).isEqualTo(0L);
  }

  @Test
  @Sentence("H-8")
  void a_forgotten_payee_is_new_again_to_those_who_paid_it() {
    bank.transfer("T1").settled();

    bank.engine.forget("default", "bob");
    bank.transfer("T2").score();

    assertThat(bank.fact("history.n")).isEqualTo(1L);
    assertThat(bank.fact("counterparty.paidBefore")).isEqualTo(false);
    assertThat(bank.fact("history.received")).isEqualTo(0L);
    assertThat(bank.find("T1").state()).isEqualTo(SETTLED);
  }

  @Test
  @Sentence("H-8")
  void open_transfers_controls_and_running_windows_survive_forgetting() {
    bank.transfer("settled").yuan(20_000).settled();
    bank.transfer("reserved").yuan(20_000).score();
    bank.transfer("pending").purpose("sms").yuan(1_000).score();
    bank.transfer("held").purpose("bank").yuan(1_000).score();

    bank.engine.forget("default", "alice");

    assertThat(bank.used("day")).isEqualTo(40_000);
    assertThat(bank.find("reserved").state()).isEqualTo(RESERVED);
    assertThat(bank.passes("pending", SMS_CODE).state()).isEqualTo(RESERVED);
    assertThat(bank.release("held", ReleasePath.BANK).state()).isEqualTo(RESERVED);
    assertThat(bank.freeze("alice")).containsExactlyInAnyOrder("reserved", "pending", "held");
    bank.engine.forget("default", "alice");
    assertThat(bank.engine.controls("default", "alice")).hasSize(1);
    assertThat(bank.transfer("T9").score().outcome()).isEqualTo(Outcome.HOLD);
    assertThat(bank.used("day")).isEqualTo(20_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Sentence({"H-8", "R-9"})
  void a_retry_is_not_paid_again_because_its_payer_was_forgotten(boolean settled) {
    bank.transfer("T1").device("phone").purpose("for you").with(t -> t.customer("C-1")).score();
    if (settled) {
      bank.settle("T1");
    } else {
      bank.cancel("T1");
    }

    bank.engine.forget("default", "alice");

    Decision retry = bank.transfer("T1").device("phone").score();
    assertThat(retry.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(retry.state()).isEqualTo(settled ? SETTLED : TransferState.CANCELLED);
    bank.later(Duration.ofDays(3));
    assertThat(bank.engine.find(Bank.ref("T1"))).as("its time is over").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = TransferState.class,
      names = {"CANCELLED", "EXPIRED"})
  @Sentence("H-15")
  void settled_after_its_payer_was_forgotten_it_counts_at_its_payee_and_in_limits(
      TransferState end) {
    TestPack pack = new TestPack().dayLimit(50_000);
    pack.past(Past.of("received", Aggregate.Key.PAYEE).in().states(SETTLED));
    pack.past(Past.of("settledThere", Aggregate.Key.DEVICE).states(SETTLED));
    pack.past(Past.of("endedThere", Aggregate.Key.DEVICE).states(end));
    Bank late = new Bank(pack);
    late.transfer("T1").device("phone").yuan(300).score();
    if (end == CANCELLED) {
      late.cancel("T1");
    } else {
      late.laterMinutes(16);
    }
    late.engine.forget("default", "alice");

    late.settle("T1");

    assertThat(late.used("day")).isEqualTo(300);
    late.transfer("T2").from("carol").device("phone").score();
    assertThat(late.fact("history.received")).isEqualTo(1L);
    assertThat(late.fact("history.settledThere")).isEqualTo(0L);
    assertThat(late.fact("history.endedThere")).isEqualTo(1L);
  }

  @Test
  @Sentence("H-8")
  void forgetting_an_account_nobody_knows_does_nothing() {
    bank.engine.forget("default", "nobody");
    bank.engine.forget("nowhere", "alice");
  }

  @ParameterizedTest
  @EnumSource(Aggregate.Key.class)
  @Sentence("H-1")
  void each_key_looks_at_its_own_events(Aggregate.Key key) {
    Bank keyed = new Bank(new TestPack().past(Past.of("n", key)));
    UnaryOperator<Transfer.Builder> mine =
        t -> t.device("phone").ip("2001:db8::1").customer("C").merchant("M");
    UnaryOperator<Transfer.Builder> other =
        t -> t.payer("x").payee("y").device("tablet").ip("2001:db8::2").customer("D").merchant("N");
    UnaryOperator<Transfer.Builder> shared =
        switch (key) {
          case PAYER -> t -> t.payer("alice");
          case PAYEE -> t -> t.payer("bob"); // direction OUT: what the payee pays
          case PAYER_PAYEE -> t -> t.payer("alice").payee("bob");
          case DEVICE -> t -> t.device("phone");
          case PAYER_DEVICE -> t -> t.payer("alice").device("phone");
          case IP -> t -> t.ip("2001:db8::1");
          case CUSTOMER -> t -> t.customer("C");
          case MERCHANT -> t -> t.merchant("M");
        };
    keyed.transfer("other").with(other).score();
    keyed.transfer("shared").with(other).with(shared).score();

    keyed.transfer("mine").with(mine).score();

    assertThat(keyed.fact("history.n")).isEqualTo(1L);
  }

  @ParameterizedTest
  @EnumSource(Field.class)
  @Sentence("H-2")
  void distinct_counts_the_different_values_of_a_field(Field field) {
    Bank distinct =
        new Bank(new TestPack().past(Past.of("d", Aggregate.Key.MERCHANT).distinct(field)));
    String[] ips = {"192.0.2.1", "192.0.2.2"};
    String[] countries = {"CN", "DE"};
    for (int i = 0; i < 5; i++) {
      int v = i % 2;
      distinct
          .transfer("T" + i)
          .with(
              t ->
                  switch (field) {
                    case PAYER -> t.payer("p" + v);
                    case PAYEE -> t.payee("p" + v);
                    case DEVICE -> t.device("d" + v);
                    case IP -> t.ip(ips[v]);
                    case CUSTOMER -> t.customer("c" + v);
                    case ORIGIN_COUNTRY -> t.originCountry(countries[v]);
                    case PLACE -> t.location(31.21 + v, 121.41);
                  })
          .with(t -> t.merchant("M"))
          .score();
    }

    distinct.transfer("without").with(t -> t.merchant("M")).score();
    // Payer and payee are there always; the fields that may be missing do not count then.
    distinct.transfer("last").with(t -> t.merchant("M")).score();

    boolean always = field == Field.PAYER || field == Field.PAYEE;
    assertThat(distinct.fact("history.d")).isEqualTo(always ? 3L : 2L);
  }

  @Test
  @Sentence("H-2")
  void places_are_counted_on_a_grid_of_a_tenth_of_a_degree() {
    Bank places =
        new Bank(new TestPack().past(Past.of("d", Aggregate.Key.PAYER).distinct(Field.PLACE)));
    places.transfer("T1").with(t -> t.location(31.21, 121.41)).score();
    places.transfer("T2").with(t -> t.location(31.29, 121.49)).score();
    places.transfer("T3").with(t -> t.location(31.31, 121.49)).score();
    places.transfer("T4").with(t -> t.location(-31.25, 121.45)).score();

    places.transfer("T5").score();

    assertThat(places.fact("history.d")).isEqualTo(3L);
  }

  @Test
  @Sentence("H-2")
  void filters_choose_by_kind_class_channel_and_value() {
    Bank filtering =
        new Bank(
            new TestPack()
                .past(
                    Past.of("payments", Aggregate.Key.PAYER)
                        .filter(
                            new Filter(
                                Set.of(TransferKind.PAYMENT), Set.of(), Set.of(), Set.of(), 0)))
                .past(
                    Past.of("coins", Aggregate.Key.PAYER)
                        .filter(
                            new Filter(
                                Set.of(),
                                Set.of(AssetClass.VIRTUAL_CURRENCY),
                                Set.of(),
                                Set.of(),
                                0)))
                .past(
                    Past.of("web", Aggregate.Key.PAYER)
                        .filter(new Filter(Set.of(), Set.of(), Set.of(Channel.WEB), Set.of(), 0)))
                .past(
                    Past.of("large", Aggregate.Key.PAYER)
                        .filter(new Filter(Set.of(), Set.of(), Set.of(), Set.of(), 10_000)))
                .past(
                    Past.of("all", Aggregate.Key.PAYER)
                        .measure(Measure.MAX)
                        .filter(
                            new Filter(
                                Set.of(TransferKind.PAYMENT),
                                Set.of(AssetClass.FIAT),
                                Set.of(Channel.WEB),
                                Set.of(SETTLED, CANCELLED, EXPIRED),
                                1))));
    filtering.transfer("T1").kind(TransferKind.PAYMENT).yuan("99.99").score();
    filtering
        .transfer("T2")
        .with(t -> t.asset(1, "BTC", 8, AssetClass.VIRTUAL_CURRENCY).value(10_000L))
        .score();
    filtering.transfer("T3").with(t -> t.channel(Channel.WEB)).yuan("100.00").score();
    filtering
        .transfer("T4")
        .with(t -> t.channel(Channel.WEB))
        .kind(TransferKind.PAYMENT)
        .yuan(70)
        .settled();

    filtering.transfer("T5").score();

    assertThat(filtering.fact("history.payments")).isEqualTo(2L);
    assertThat(filtering.fact("history.coins")).isEqualTo(1L);
    assertThat(filtering.fact("history.web")).isEqualTo(2L);
    assertThat(filtering.fact("history.large")).isEqualTo(2L);
    assertThat(filtering.fact("history.all")).isEqualTo(7_000L);
  }
}
