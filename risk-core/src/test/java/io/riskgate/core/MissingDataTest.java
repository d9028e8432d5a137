package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Sentences D: what happens where data is missing. */
class MissingDataTest {
  /** The items that a transfer itself brings; the others are looked up. */
  private static final String OF_THE_TRANSFER =
      "DEVICE|IP|LOCATION|ORIGIN_COUNTRY|PAYER_.*|PAYEE_.*|PURPOSE|CUSTOMER|MERCHANT|SEGMENTS"
          + "|REAL_NAME|ORDER_ADDRESS";

  private static final Duration HOUR = Duration.ofHours(1);

  private static UnaryOperator<Transfer.Builder> giving(DataItem item) {
    return t ->
        switch (item) {
          case DEVICE -> t.device("phone");
          case IP -> t.ip("203.0.113.9");
          case LOCATION -> t.location(31.2, 121.5);
          case ORIGIN_COUNTRY -> t.originCountry("CN");
          case PAYER_BALANCE -> t.payerBalance(0L);
          case PAYER_AGE -> t.payerAge(0);
          case PAYEE_COUNTRY -> t.payeeCountry("CN");
          case PURPOSE -> t.purpose("rent");
          case CUSTOMER -> t.customer("C");
          case MERCHANT -> t.merchant("M");
          case SEGMENTS -> t.payerSegments(Set.of());
          case REAL_NAME -> t.payerRealNameVerified(true);
          case PAYEE_PHONE -> t.payeePhone("13800000000");
          case ORDER_ADDRESS -> t.orderAddressMatches(true);
          case TOR_EXITS,
              VPN_ADDRESSES,
              HOSTING_ADDRESSES,
              IP_NETWORKS,
              REPORTED_ACCOUNTS,
              REPORTED_DEVICES,
              REPORTED_NUMBERS,
              HIGH_RISK_REGIONS ->
              throw new IllegalArgumentException(item + " is no part of a transfer");
        };
  }

  @ParameterizedTest
  @EnumSource(value = DataItem.class, mode = Mode.MATCH_ANY, names = OF_THE_TRANSFER)
  @Sentence("D-1")
  void data_that_nobody_expects_leaves_its_rules_not_evaluated_and_nothing_else(DataItem item) {
    Bank bank =
        new Bank(
            new TestPack()
                .rule("NEEDY")
                .points(90)
                .demand(Demand.hold(ReleasePath.BANK))
                .needs(item)
                .always()
                .rule("OTHER")
                .points(5)
                .always());

    Decision without = bank.transfer("T1").score();
    Decision with = bank.transfer("T2").with(giving(item)).score();

    assertThat(without.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(without.notEvaluated()).containsExactly("NEEDY");
    assertThat(without.hits()).extracting(Hit::code).containsExactly("OTHER");
    assertThat(without.score()).isEqualTo(5);
    assertThat(without.degraded()).isEmpty();
    assertThat(without.isWarming()).isFalse();
    assertThat(with.notEvaluated()).isEmpty();
    assertThat(with.outcome()).isEqualTo(Outcome.HOLD);
  }

  @ParameterizedTest
  @EnumSource(value = TransferKind.class, mode = Mode.EXCLUDE, names = "FOREIGN_EXCHANGE")
  @Sentence({"D-1", "D-2"})
  @DisplayName("data expected of a class of asset is asked for where it leaves the payer, once")
  void expectedOfAnAsset(TransferKind kind) {
    Bank bank =
        new Bank(
            new TestPack()
                .policy(
                    p ->
                        p.expectedData(Channel.MOBILE, Set.of(DataItem.REAL_NAME))
                            .expectedData(AssetClass.VIRTUAL_CURRENCY, Set.of(DataItem.REAL_NAME)))
                .rule("NEEDY")
                .needs(DataItem.REAL_NAME)
                .always());
    UnaryOperator<Transfer.Builder> coins =
        t -> t.kind(kind).asset(10, "COIN", 0, AssetClass.VIRTUAL_CURRENCY).value(100_00L);

    Decision missing =
        bank.transfer("T1").with(coins).with(t -> t.channel(Channel.COUNTER)).score();
    Decision twice = bank.transfer("T2").with(coins).with(t -> t.channel(Channel.MOBILE)).score();
    Decision given = bank.transfer("T3").with(coins).with(giving(DataItem.REAL_NAME)).score();
    Decision declared =
        bank.transfer("T4")
            .with(coins)
            .with(t -> t.declaredAbsent(Set.of(DataItem.REAL_NAME)))
            .score();
    Decision money = bank.transfer("T5").with(t -> t.kind(kind).channel(Channel.COUNTER)).score();

    Degraded lacking = new Degraded(Degraded.Cause.EXPECTED_DATA_MISSING, "REAL_NAME");
    boolean leaves = kind.countsAgainstLimits();
    assertThat(missing.outcome()).isEqualTo(leaves ? Outcome.VERIFY : Outcome.ALLOW);
    assertThat(missing.degraded()).isEqualTo(leaves ? List.of(lacking) : List.of());
    assertThat(twice.degraded()).containsExactly(lacking);
    assertThat(given.degraded()).isEmpty();
    assertThat(declared.degraded()).isEmpty();
    assertThat(declared.notEvaluated()).containsExactly("NEEDY");
    assertThat(money.degraded()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = DataItem.class, mode = Mode.MATCH_ANY, names = OF_THE_TRANSFER)
  @Sentence({"D-1", "D-2"})
  void expected_data_that_is_missing_asks_for_verification_unless_declared_absent(DataItem item) {
    Bank bank =
        new Bank(
            new TestPack()
                .policy(p -> p.expectedData(Channel.MOBILE, Set.of(item)))
                .rule("NEEDY")
                .needs(item)
                .always());

    Decision missing = bank.transfer("T1").with(t -> t.channel(Channel.MOBILE)).score();
    Decision given =
        bank.transfer("T2").with(t -> t.channel(Channel.MOBILE)).with(giving(item)).score();
    Decision otherChannel = bank.transfer("T3").with(t -> t.channel(Channel.COUNTER)).score();
    Decision declared =
        bank.transfer("T4")
            .with(t -> t.channel(Channel.MOBILE).declaredAbsent(Set.of(item)))
            .score();

    assertThat(missing.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(missing.verificationMethods()).containsExactly(VerificationMethod.SMS_CODE);
    assertThat(missing.degraded())
        .containsExactly(new Degraded(Degraded.Cause.EXPECTED_DATA_MISSING, item.name()));
    assertThat(missing.notEvaluated()).containsExactly("NEEDY");
    assertThat(given.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(given.degraded()).isEmpty();
    for (Decision decision : new Decision[] {otherChannel, declared}) {
      assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(decision.degraded()).isEmpty();
      assertThat(decision.notEvaluated()).containsExactly("NEEDY");
    }
  }

  @Test
  @Sentence("D-2")
  void the_pack_says_what_missing_data_asks_for() {
    Bank strict =
        new Bank(
            new TestPack()
                .policy(
                    p ->
                        p.expectedData(Channel.OTHER, Set.of(DataItem.DEVICE))
                            .whenExpectedDataMissing(Demand.hold(ReleasePath.BANK))));

    assertThat(strict.transfer("T1").score().releasePath()).isEqualTo(ReleasePath.BANK);
  }

  @Test
  @Sentence("D-2")
  void a_blank_purpose_is_a_missing_one() {
    Bank bank =
        new Bank(
            new TestPack().policy(p -> p.expectedData(Channel.OTHER, Set.of(DataItem.PURPOSE))));

    assertThat(bank.transfer("T1").purpose("  ").score().outcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @Sentence("D-3")
  void a_rule_that_lacked_data_is_no_hit_and_one_that_stands_on_another_branch_is() {
    // Large from a new device, or large to overseas: the second branch is true and has its data.
    Bank bank =
        new Bank(
            new TestPack()
                .rule("LACKS")
                .points(60)
                .scam("FAKE_POLICE")
                .demand(Demand.hold(ReleasePath.BANK))
                .needs(DataItem.DEVICE)
                .always()
                .rule("STANDS")
                .points(30)
                .when(f -> f.getCounterparty().isOverseas() || !f.getDevice().isUsedBefore()));

    Decision decision = bank.transfer("T1").with(t -> t.payeeCountry("KH")).score();

    assertThat(decision.hits()).extracting(Hit::code).containsExactly("STANDS");
    assertThat(decision.notEvaluated()).containsExactly("LACKS");
    assertThat(decision.score()).isEqualTo(30);
    assertThat(decision.suspectedScams()).isEmpty();
    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
  }

  private static TestPack warmingPack() {
    TestPack pack =
        new TestPack()
            .past(Past.of("n", Aggregate.Key.PAYER).over(HOUR))
            .past(Past.of("notRead", Aggregate.Key.PAYER).over(HOUR.multipliedBy(3)));
    return pack.rule("MANY")
        .points(50)
        .when(f -> pack.value(f, "n") >= 2)
        .rule("FEW")
        .points(10)
        .readsAsLittle("n")
        .when(f -> pack.value(f, "n") < 2)
        .rule("NEW_PAYEE")
        .readsAsNew()
        .when(f -> !f.getCounterparty().isPaidBefore())
        .policy(p -> p.newnessHorizon(HOUR.multipliedBy(2)));
  }

  @ParameterizedTest
  @CsvSource({
    // minutes since history is whole; not evaluated; warming
    "0,   FEW NEW_PAYEE, true",
    "59,  FEW NEW_PAYEE, true",
    "60,  NEW_PAYEE,     true",
    "119, NEW_PAYEE,     true",
    "120, '',            false"
  })
  @Sentence("D-4")
  void until_history_covers_a_window_little_and_new_are_not_evaluated(
      long minutes, String notEvaluated, boolean warming) {
    Bank bank = new Bank(warmingPack(), b -> b.historyCompleteSince(Bank.NOON));
    bank.laterMinutes(minutes);

    Decision decision = bank.transfer("T1").score();

    assertThat(String.join(" ", decision.notEvaluated())).isEqualTo(notEvaluated);
    assertThat(decision.isWarming()).isEqualTo(warming);
    assertThat(decision.degraded()).isEmpty();
    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("D-4")
  void a_rule_that_asks_for_more_fires_while_history_is_still_short() {
    Bank bank = new Bank(warmingPack(), b -> b.historyCompleteSince(Bank.NOON));
    bank.transfer("T1").score();
    bank.transfer("T2").score();

    Decision decision = bank.transfer("T3").score();

    assertThat(decision.hits()).extracting(Hit::code).containsExactly("MANY");
    assertThat(decision.isWarming()).isTrue();
  }

  @Test
  @Sentence("D-4")
  void history_begins_when_the_engine_is_built_unless_told_otherwise() {
    TestClock clock = new TestClock(Bank.NOON);
    try (RiskEngine engine = RiskEngine.builder().rules(warmingPack()).clock(clock).build()) {
      Transfer transfer =
          Transfer.builder()
              .id("T1")
              .time(Bank.NOON)
              .payer("alice")
              .payee("bob")
              .amount(1, "CNY")
              .build();
      assertThat(engine.score(transfer).isWarming()).isTrue();
    }
  }

  @Test
  @Sentence("D-5")
  void where_events_were_dropped_the_decision_says_so_and_little_is_not_evaluated() {
    TestPack pack =
        new TestPack()
            .past(Past.of("n", Aggregate.Key.PAYER).over(HOUR))
            .past(Past.of("received", Aggregate.Key.PAYEE).in().over(HOUR));
    pack.rule("MANY")
        .when(f -> pack.value(f, "n") >= 2)
        .rule("FEW")
        .readsAsLittle("n")
        .when(f -> pack.value(f, "n") < 10)
        .rule("PAYEE_FEW")
        .readsAsLittle("received")
        .when(f -> pack.value(f, "received") < 10);
    Bank small = new Bank(pack, InMemoryStore.builder().eventsPerKeyMax(3).build(), b -> b);
    for (int i = 0; i < 3; i++) {
      assertThat(small.transfer("T" + i).to("p" + i).score().degraded()).isEmpty();
    }
    assertThat(small.transfer("T3").to("p3").score().degraded()).isEmpty(); // drops one

    Decision decision = small.transfer("T4").to("p4").score();

    assertThat(decision.degraded())
        .containsExactly(new Degraded(Degraded.Cause.HISTORY_CAPPED, "n"));
    assertThat(decision.notEvaluated()).containsExactly("FEW");
    assertThat(decision.hits()).extracting(Hit::code).containsExactly("MANY", "PAYEE_FEW");
    assertThat(small.fact("history.n")).isEqualTo(3L);
  }

  @Test
  @Sentence("D-5")
  void an_event_that_was_dropped_matters_only_as_long_as_the_window_reaches_it() {
    TestPack pack = new TestPack().past(Past.of("n", Aggregate.Key.PAYER).over(HOUR));
    Bank small = new Bank(pack, InMemoryStore.builder().eventsPerKeyMax(1).build(), b -> b);
    small.transfer("T0").score();
    small.laterMinutes(30);
    small.transfer("T1").score(); // drops T0

    small.laterMinutes(30);
    assertThat(small.transfer("T2").score().degraded()).hasSize(1);

    small.later(Duration.ofHours(2)); // T1 was dropped then, two hours ago by now
    assertThat(small.transfer("T3").score().degraded()).isEmpty();
  }

  @Test
  @Sentence("D-5")
  void where_payees_or_devices_were_dropped_new_is_not_said() {
    TestPack pack = new TestPack().past(Past.of("pair", Aggregate.Key.PAYER_PAYEE).over(HOUR));
    pack.rule("NEW_PAYEE")
        .readsAsNew()
        .when(f -> !f.getCounterparty().isPaidBefore())
        .rule("RARELY_PAID")
        .readsAsLittle("pair")
        .when(f -> pack.value(f, "pair") <= 1);
    Bank small = new Bank(pack, InMemoryStore.builder().dealingsPerAccountMax(2).build(), b -> b);
    small.transfer("T0").to("p0").settled();
    small.transfer("T1").to("p1").settled();
    small.transfer("T2").to("p2").settled(); // p0 is dropped

    Decision decision = small.transfer("T3").to("p0").score();

    assertThat(decision.hits())
        .extracting(Hit::code)
        .as("events with a payee that was dropped are still counted")
        .containsExactly("RARELY_PAID");
    assertThat(decision.notEvaluated()).containsExactly("NEW_PAYEE");
    assertThat(decision.degraded())
        .extracting(Degraded::cause)
        .containsOnly(Degraded.Cause.HISTORY_CAPPED);
  }

  @Test
  @Sentence("D-5")
  void where_there_is_no_room_for_a_device_its_counts_are_bounds() {
    TestPack pack = new TestPack().past(Past.of("onDevice", Aggregate.Key.DEVICE).over(HOUR));
    pack.rule("QUIET_DEVICE").readsAsLittle("onDevice").when(f -> pack.value(f, "onDevice") < 1);
    Bank small = new Bank(pack, InMemoryStore.builder().keysMax(2).build(), b -> b);
    small.transfer("T1").device("d1").score();
    small.transfer("T2").device("d2").score();

    Decision decision = small.transfer("T3").device("d3").score();

    assertThat(decision.notEvaluated()).containsExactly("QUIET_DEVICE");
    assertThat(decision.degraded())
        .containsExactly(new Degraded(Degraded.Cause.HISTORY_CAPPED, "onDevice"));
  }
}
