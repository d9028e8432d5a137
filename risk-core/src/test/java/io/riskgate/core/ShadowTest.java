package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.ShadowReport.Comparison;
import io.riskgate.core.ShadowReport.Example;
import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.LimitOwner;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sentences X: a candidate pack beside the one that decides. */
class ShadowTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final List<Bank> banks = new ArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void close() {
    go.countDown();
    banks.forEach(bank -> bank.engine.close());
  }

  private Bank bank(TestPack champion) {
    Bank bank = new Bank(champion);
    banks.add(bank);
    return bank;
  }

  /** A rule for large transfers, a limit, a rule for new payees, and a count of the last hour. */
  private static TestPack pack(long largeYuan) {
    TestPack pack = new TestPack();
    return pack.band(50, TestPack.verifySms())
        .dayLimit(5_000)
        .past(Past.of("outs", Aggregate.Key.PAYER))
        .demandOn("none", Demand.hold(ReleasePath.NONE))
        .rule("LARGE")
        .points(50)
        .when(f -> f.getValue() > largeYuan * 100)
        .rule("NEW_PAYEE")
        .points(20)
        .when(f -> !f.getCounterparty().isPaidBefore())
        .rule("MANY")
        .points(60)
        .when(f -> pack.value(f, "outs") >= 3);
  }

  private static TestPack candidate(long largeYuan) {
    return pack(largeYuan).version("2");
  }

  /** Makes a candidate wait, before its first rule, until {@link #go}. */
  private TestPack waiting(TestPack candidate) {
    return candidate.beforeRules(f -> await(go));
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("nobody let it go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static ShadowReport drained(Shadow shadow) {
    assertThat(shadow.drain(LONG)).isTrue();
    return shadow.report();
  }

  /** What came of the one champion that there was. */
  private static Comparison compared(Shadow shadow) {
    ShadowReport report = drained(shadow);
    assertThat(report.comparisons()).hasSize(1);
    return report.comparisons().get(0);
  }

  @Test
  @Sentence({"X-1", "X-4"})
  void a_lower_threshold_flips_exactly_the_transfers_between_the_two_and_decides_none() {
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(candidate(500));

    for (int yuan = 100; yuan <= 1_500; yuan += 100) {
      Decision decision = bank.transfer("T" + yuan).from("payer" + yuan).yuan(yuan).score();
      assertThat(decision.decidedOutcome())
          .isEqualTo(yuan > 1_000 ? Outcome.VERIFY : Outcome.ALLOW);
      assertThat(decision.pack().version()).isEqualTo("1");
    }

    Comparison c = compared(shadow);
    assertThat(c.compared()).isEqualTo(15);
    assertThat(c.agreed()).isEqualTo(10);
    assertThat(c.flips()).isEqualTo(5);
    assertThat(c.agreedHundredths()).isEqualTo(66_66);
    assertThat(c.count(Outcome.ALLOW, Outcome.ALLOW)).isEqualTo(5);
    assertThat(c.count(Outcome.ALLOW, Outcome.VERIFY)).isEqualTo(5); // 600 to 1,000
    assertThat(c.count(Outcome.VERIFY, Outcome.VERIFY)).isEqualTo(5);
    assertThat(c.outcomes()).hasSize(3);
    assertThat(c.scores()).isEqualTo(new ShadowReport.Scores(10, 5, 0, 50, 0));
    assertThat(c.championRules().count()).isEqualTo(15);
    assertThat(c.candidateRules().count()).isEqualTo(15);
    assertThat(c.candidateRules().maxNs()).isPositive();
    assertThat(bank.told).hasSize(15);
  }

  @Test
  @Sentence({"X-4", "X-11"})
  void an_example_says_what_differs_and_names_nobody() {
    String payer = "6222029517364820157";
    Bank bank = bank(pack(1_000));
    TestPack candidate = candidate(500).singleLimit(700);
    candidate.rule("NEEDS_DEVICE").points(5).needs(DataItem.DEVICE).always();
    Shadow shadow = bank.engine.shadow(candidate);

    Decision decision = bank.transfer("T1").from(payer).yuan(800).score();

    Comparison c = compared(shadow);
    assertThat(c.outcomes().get(0).examples())
        .containsExactly(
            new Example(
                "default/***0157/T1",
                Bank.NOON,
                80_000,
                20,
                70,
                List.of(),
                List.of("LARGE"),
                List.of("NEEDS_DEVICE"),
                List.of(),
                List.of("single")));
    assertThat(decision.score()).isEqualTo(20);
    assertThat(shadow.report().toString())
        .contains("test/1@", "test/2@", "ALLOW", "VERIFY", "default/***0157/T1", "800.00 CNY")
        .contains("only candidate LARGE", "not evaluated NEEDS_DEVICE", "limits single")
        .doesNotContain(payer, "48201", "bob");
  }

  @Test
  @Sentence("X-11")
  void of_each_pair_of_outcomes_the_latest_examples_are_kept_and_what_is_the_same_is_none() {
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(candidate(500));

    for (int i = 1; i <= ShadowReport.EXAMPLES_MAX + 2; i++) {
      bank.transfer("T" + i).from("payer" + i).yuan(800).score();
      bank.transfer("S" + i).from("payer" + i).yuan(100).score();
    }

    Comparison c = compared(shadow);
    assertThat(c.outcomes().get(0).examples())
        .extracting(e -> e.reference().substring(e.reference().lastIndexOf('/') + 1))
        .containsExactly("T3", "T4", "T5", "T6", "T7");
    assertThat(c.outcomes().get(1).examples()).isEmpty();
  }

  @Test
  @Sentence("X-2")
  void repeats_and_retries_are_not_looked_at() {
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(candidate(1_000));
    bank.transfer("T1").score();
    assertThat(bank.transfer("T1").score().isRepeat()).isTrue();
    bank.store.fail(Call.ATTEMPT);
    assertThat(bank.transfer("T2").score().isRetry()).isTrue();
    bank.store.heal();
    bank.store.fail(Call.COMMIT);
    assertThat(bank.transfer("T3").score().isRetry()).isTrue();
    bank.store.heal();

    assertThat(compared(shadow).compared()).isEqualTo(1);

    bank.transfer("T3").score(); // now it is decided, for the first time
    assertThat(compared(shadow).compared()).isEqualTo(2);
  }

  @Test
  @Sentence("X-3")
  void a_full_queue_drops_and_counts_and_no_caller_waits() {
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(waiting(candidate(1_000)), 3);

    // Nothing lets the candidate go before this thread has scored them all.
    for (int i = 0; i < 10; i++) {
      assertThat(bank.transfer("T" + i).from("payer" + i).score().outcome())
          .isEqualTo(Outcome.ALLOW);
    }

    assertThat(shadow.report().dropped()).isEqualTo(7);
    assertThat(shadow.report().waiting()).isEqualTo(3);
    assertThat(shadow.report().queueMax()).isEqualTo(3);
    assertThat(shadow.drain(Duration.ofMillis(1))).isFalse();
    go.countDown();
    assertThat(compared(shadow).compared()).isEqualTo(3);
    assertThat(shadow.report().dropped()).isEqualTo(7);
    bank.transfer("T10").from("payer10").score();
    assertThat(compared(shadow).compared()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @Sentence({"X-4", "X-5"})
  void the_same_pack_agrees_always_also_where_limits_are_passed(Mode mode) {
    Bank bank = new Bank(pack(1_000), b -> b.mode(mode));
    banks.add(bank);
    Shadow shadow = bank.engine.shadow(candidate(1_000));

    for (int i = 0; i < 20; i++) {
      Decision decision = bank.transfer("T" + i).yuan(900).score();
      assertThat(shadow.drain(LONG)).isTrue();
      if (i % 3 == 0 && decision.outcome() == Outcome.ALLOW) {
        bank.settle("T" + i);
      }
      bank.laterMinutes(25);
    }
    bank.freeze("alice");
    bank.transfer("T20").score();

    Comparison c = compared(shadow);
    assertThat(c.compared()).isEqualTo(21);
    assertThat(c.agreedHundredths()).isEqualTo(10_000);
    assertThat(c.scores().same()).isEqualTo(21);
    assertThat(c.outcomes()).allSatisfy(pair -> assertThat(pair.examples()).isEmpty());
    assertThat(c.count(Outcome.ALLOW, Outcome.ALLOW)).isPositive();
    assertThat(c.count(Outcome.VERIFY, Outcome.VERIFY)).as("limit passed").isPositive();
    assertThat(c.count(Outcome.HOLD, Outcome.HOLD)).as("frozen").isEqualTo(1);
    assertThat(bank.store.calls()).doesNotContain(Call.READ);
  }

  @Test
  @Sentence("X-4")
  void in_mode_monitor_the_true_decision_is_compared() {
    Bank bank = new Bank(pack(1_000), b -> b.mode(Mode.MONITOR));
    banks.add(bank);
    Shadow shadow = bank.engine.shadow(candidate(2_000));

    assertThat(bank.transfer("T1").yuan(1_500).score().outcome()).isEqualTo(Outcome.ALLOW);

    assertThat(compared(shadow).count(Outcome.VERIFY, Outcome.ALLOW)).isEqualTo(1);
  }

  @Test
  @Sentence({"X-4", "X-5"})
  void a_limit_that_both_count_is_compared_at_the_use_that_the_champion_saw() {
    Bank bank = bank(new TestPack().dayLimit(1_000));
    Shadow shadow = bank.engine.shadow(waiting(new TestPack().version("2").dayLimit(250)));

    bank.transfer("T1").yuan(100).score();
    bank.transfer("T2").yuan(100).score();
    bank.transfer("T3").yuan(100).score(); // 300 with this one
    bank.cancel("T1"); // before the shadow looks
    go.countDown();

    Comparison c = compared(shadow);
    assertThat(c.count(Outcome.ALLOW, Outcome.ALLOW)).isEqualTo(2);
    assertThat(c.count(Outcome.ALLOW, Outcome.VERIFY)).isEqualTo(1);
    assertThat(c.outcomes().get(0).examples().get(0).candidateLimits()).containsExactly("day");
    assertThat(c.limitsNotCounted()).isEmpty();
  }

  @Test
  @Sentence("X-5")
  void a_transfer_that_was_settled_before_the_shadow_looks_does_not_know_itself() {
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(waiting(candidate(1_000)));

    bank.transfer("T1").to("stranger").settled();
    bank.transfer("T2").to("another").settled();
    go.countDown();

    Comparison c = compared(shadow);
    assertThat(c.agreed()).isEqualTo(2);
    assertThat(c.scores().same()).isEqualTo(2);
  }

  @Test
  @Sentence("X-5")
  void a_control_set_after_the_decision_is_no_flip() {
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(waiting(candidate(1_000)));

    bank.transfer("T1").score();
    bank.freeze("alice");
    go.countDown();

    assertThat(compared(shadow).count(Outcome.ALLOW, Outcome.ALLOW)).isEqualTo(1);
  }

  /** Counts what the payee gets, which the champion does not ask about. */
  private static TestPack countingPayees() {
    TestPack pack = new TestPack().version("2").past(Past.of("ins", Aggregate.Key.PAYEE).in());
    return pack.rule("FAN_IN").demand(TestPack.verifySms()).when(f -> pack.value(f, "ins") >= 2);
  }

  @Test
  @Sentence("X-6")
  void an_aggregate_of_the_candidate_alone_counts_what_came_before_the_transfer() {
    Bank bank = bank(new TestPack());
    Shadow shadow = bank.engine.shadow(waiting(countingPayees()));

    bank.transfer("T1").from("a").score();
    bank.transfer("T2").from("b").score();
    bank.transfer("T3").from("c").score(); // the first with two before it
    bank.transfer("T4").from("d").score();
    go.countDown();

    Comparison c = compared(shadow);
    assertThat(c.count(Outcome.ALLOW, Outcome.ALLOW)).isEqualTo(2);
    assertThat(c.count(Outcome.ALLOW, Outcome.VERIFY)).isEqualTo(2);
    assertThat(c.outcomes().get(0).examples())
        .extracting(Example::reference)
        .containsExactly("default/***/T3", "default/***/T4");
  }

  @Test
  @Sentence("X-6")
  void what_arrives_later_with_an_earlier_event_time_is_known_by_then() {
    Bank bank = bank(new TestPack());
    Shadow shadow = bank.engine.shadow(waiting(countingPayees()));

    bank.transfer("T1").from("a").ago(Duration.ofMinutes(10)).score();
    bank.transfer("T2").from("b").score();
    bank.transfer("T3").from("c").ago(Duration.ofMinutes(5)).observe();
    go.countDown();

    assertThat(compared(shadow).outcomes().get(0).examples())
        .extracting(Example::reference)
        .containsExactly("default/***/T2");
  }

  @Test
  @Sentence("X-7")
  void a_candidate_on_a_cold_history_is_counted_apart() {
    TestPack candidate = new TestPack().version("2");
    candidate
        .past(Past.of("outs", Aggregate.Key.PAYER).over(Duration.ofDays(2)))
        .rule("FIRST")
        .demand(TestPack.verifySms())
        .readsAsLittle("outs")
        .when(f -> candidate.value(f, "outs") == 0);
    Bank bank =
        new Bank(
            // it has retained what the candidate asks for
            new TestPack().past(Past.of("outs3d", Aggregate.Key.PAYER).over(Duration.ofDays(3))),
            b -> b.historyCompleteSince(Bank.NOON.minus(Duration.ofHours(47))));
    banks.add(bank);
    Shadow shadow = bank.engine.shadow(candidate);

    bank.transfer("T1").score();
    Comparison cold = compared(shadow);
    assertThat(cold.warming()).isEqualTo(1);
    assertThat(cold.compared()).isZero();
    assertThat(cold.agreedHundredths()).isZero();
    assertThat(cold.outcomes()).isEmpty();

    bank.later(Duration.ofHours(1));
    bank.transfer("T2").from("carol").score();
    Comparison warm = compared(shadow);
    assertThat(warm.warming()).isEqualTo(1);
    assertThat(warm.compared()).isEqualTo(1);
    assertThat(warm.count(Outcome.ALLOW, Outcome.VERIFY)).isEqualTo(1);
  }

  @Test
  @Sentence("X-7")
  void an_aggregate_that_the_store_has_not_kept_is_no_flip_either() {
    TestPack candidate = new TestPack().version("2");
    candidate
        .past(Past.of("onDevice", Aggregate.Key.DEVICE))
        .rule("NEW_DEVICE")
        .demand(TestPack.verifySms())
        .readsAsLittle("onDevice")
        .when(f -> candidate.value(f, "onDevice") == 0);
    Bank bank = bank(new TestPack());
    Shadow[] shadow = new Shadow[1];
    // The attempt is recorded before the store hears of the candidate, and decided after.
    bank.store.afterNext(Call.ATTEMPT, () -> shadow[0] = bank.engine.shadow(candidate));

    bank.transfer("T1").device("d").score();

    Comparison c = compared(shadow[0]);
    assertThat(c.warming()).isEqualTo(1);
    assertThat(c.compared()).isZero();
  }

  @Test
  @Sentence("X-8")
  void a_limit_that_the_champion_does_not_count_is_a_lower_bound_and_is_named() {
    Bank bank = bank(new TestPack().dayLimit(1_000).singleLimit(1_000));
    Limit month = TestPack.fiat("month", Limit.Window.MONTH, 150, TestPack.verifySms());
    Limit fewer =
        new Limit(
            "day", AssetClass.FIAT, Limit.Measure.COUNT, Limit.Window.DAY, 1, TestPack.verifySms());
    Shadow shadow =
        bank.engine.shadow(new TestPack().version("2").limit(month).limit(fewer).singleLimit(500));

    bank.transfer("T1").yuan(100).score();
    bank.transfer("T2").yuan(100).score();
    bank.transfer("T3").yuan(200).score(); // above the month's limit by itself
    bank.transfer("T4").from("carol").yuan(600).score(); // above the single limit

    Comparison c = compared(shadow);
    assertThat(c.limitsNotCounted()).containsExactly("month", "day");
    assertThat(c.count(Outcome.ALLOW, Outcome.ALLOW)).isEqualTo(2);
    assertThat(c.outcomes().get(0).examples())
        .extracting(Example::candidateLimits)
        .containsExactly(List.of("month"), List.of("month", "single"));
    assertThat(shadow.report().toString()).contains("lower bound: month, day");
  }

  @Test
  @Sentence("X-8")
  void in_another_zone_a_day_is_another_window() {
    Bank bank = bank(new TestPack().dayLimit(1_000).past(Past.of("a", Aggregate.Key.PAYER)));
    TestPack candidate =
        new TestPack()
            .version("2")
            .dayLimit(1_000)
            .past(Past.of("a", Aggregate.Key.PAYER))
            .policy(p -> p.zone(ZoneOffset.UTC));
    Shadow shadow = bank.engine.shadow(candidate);

    bank.transfer("T1").score();

    assertThat(compared(shadow).limitsNotCounted()).containsExactly("day");
  }

  @Test
  @Sentence("X-5")
  void in_another_zone_a_night_is_another_night() {
    Aggregate.Filter night =
        new Aggregate.Filter(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            0,
            Aggregate.Filter.NO_MAX,
            new Aggregate.Hours(0, 5));
    Past nights = Past.of("n", Aggregate.Key.PAYER).over(Duration.ofDays(1)).filter(night);
    Bank bank = bank(new TestPack().past(nights));
    bank.goTo("2024-03-15T03:00:00");
    bank.transfer("T1").score();
    List<Long> seen = new CopyOnWriteArrayList<>();
    TestPack candidate =
        new TestPack()
            .version("2")
            .past(nights)
            .policy(p -> p.zone(ZoneOffset.UTC))
            .beforeRules(f -> seen.add(f.aggregates().array()[0]));
    Shadow shadow = bank.engine.shadow(candidate);

    bank.transfer("T2").score();

    assertThat(compared(shadow).compared() + compared(shadow).warming()).isEqualTo(1);
    assertThat(bank.fact("history.n")).isEqualTo(1L);
    assertThat(seen).containsExactly(0L); // seven in the evening in UTC
  }

  @Test
  @Sentence("X-9")
  void a_candidate_that_throws_is_counted_and_disturbs_nothing() {
    AtomicInteger evaluators = new AtomicInteger();
    TestPack candidate =
        candidate(1_000)
            .onNewEvaluator(evaluators::incrementAndGet)
            .beforeRules(
                f -> {
                  switch (f.getPurpose()) {
                    case "throw" -> throw new IllegalArgumentException("this is a test");
                    case "overflow" -> throw new StackOverflowError();
                    case "link" -> throw new NoClassDefFoundError("Missing");
                    default -> {
                      // in order
                    }
                  }
                });
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(candidate);

    for (String purpose : List.of("fine", "throw", "overflow", "link", "fine again")) {
      Decision decision = bank.transfer(purpose).from(purpose).purpose(purpose).score();
      assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(decision.degraded()).isEmpty();
    }

    Comparison c = compared(shadow);
    assertThat(c.failed()).isEqualTo(3);
    assertThat(c.compared()).isEqualTo(2);
    assertThat(evaluators).as("what may be broken is not used again").hasValue(4);
  }

  @Test
  @Sentence("X-9")
  void an_evaluator_that_cannot_even_be_closed_is_counted_and_the_shadow_goes_on() {
    TestPack candidate =
        candidate(1_000)
            .onCloseEvaluator(
                () -> {
                  throw new AssertionError("this is a test");
                })
            .beforeRules(
                f -> {
                  if (f.getPurpose().equals("odd")) {
                    throw new AssertionError("this is a test");
                  }
                });
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(candidate);

    bank.transfer("T1").purpose("odd").score();
    bank.transfer("T2").from("carol").score();

    Comparison c = compared(shadow);
    assertThat(c.failed()).isEqualTo(1);
    assertThat(c.compared()).isEqualTo(1);
  }

  @Test
  @Sentence("X-9")
  void a_candidate_that_breaks_the_shadow_itself_ends_it_and_nothing_else() {
    TestPack candidate =
        candidate(1_000)
            .beforeRules(
                f -> {
                  throw new OutOfMemoryError("this is a test");
                });
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(candidate);

    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);

    awaitEnd();
    assertThat(shadow.report().dropped()).isEqualTo(1);
    assertThat(shadow.drain(LONG)).isFalse();
    assertThat(bank.transfer("T2").from("carol").score().outcome()).isEqualTo(Outcome.ALLOW);
    bank.engine.shadow(candidate(500)).close();
  }

  @Test
  @Sentence("X-9")
  void a_store_that_fails_for_the_shadow_is_counted_and_disturbs_nothing() {
    Bank bank = bank(new TestPack());
    Shadow shadow = bank.engine.shadow(countingPayees());
    bank.store.fail(Call.READ);

    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);

    assertThat(compared(shadow).failed()).isEqualTo(1);
  }

  @Test
  @Sentence("X-9")
  void what_is_no_longer_remembered_is_counted() {
    Bank bank = bank(new TestPack());
    Shadow shadow = bank.engine.shadow(waiting(countingPayees()));

    bank.transfer("T1").from("a").score();
    bank.transfer("T2").score(); // waits behind T1
    bank.settle("T2");
    bank.engine.forget("default", "alice");
    go.countDown();

    Comparison c = compared(shadow);
    assertThat(c.forgotten()).isEqualTo(1);
    assertThat(c.compared()).isEqualTo(1);
  }

  @Test
  @Sentence("X-12")
  void there_is_one_shadow_at_a_time_and_ending_it_makes_room() {
    Bank bank = bank(pack(1_000));
    TestPack refused = candidate(700);
    Shadow first = bank.engine.shadow(candidate(500));
    assertThatThrownBy(() -> bank.engine.shadow(refused))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("close it first");
    bank.transfer("T1").yuan(800).score();
    assertThat(first.drain(LONG)).isTrue();

    first.close();
    first.close();
    bank.transfer("T2").from("carol").yuan(800).score();
    assertThat(first.report().comparisons().get(0).compared()).isEqualTo(1);
    assertThat(first.report().dropped()).isZero();
    assertThat(first.candidate().version()).isEqualTo("2");

    Shadow second = bank.engine.shadow(candidate(500));
    bank.transfer("T3").from("dave").yuan(800).score();
    assertThat(compared(second).compared()).isEqualTo(1);
  }

  @Test
  @Sentence("X-12")
  void what_still_waits_at_the_end_is_dropped_and_the_engine_ends_its_shadow() {
    Bank bank = bank(pack(1_000));
    CountDownLatch started = new CountDownLatch(1);
    AtomicInteger closed = new AtomicInteger();
    TestPack candidate =
        candidate(1_000)
            .onCloseEvaluator(closed::incrementAndGet)
            .beforeRules(
                f -> {
                  started.countDown();
                  await(go);
                });
    Shadow shadow = bank.engine.shadow(candidate);
    for (int i = 0; i < 5; i++) {
      bank.transfer("T" + i).from("payer" + i).score();
    }
    await(started);
    Thread.currentThread().interrupt(); // so that closing does not wait for the candidate

    bank.engine.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(shadow.drain(LONG)).isFalse();
    assertThat(shadow.report().waiting()).isZero();
    go.countDown();
    awaitEnd();
    assertThat(shadow.report().dropped()).isEqualTo(4);
    assertThat(closed).hasValue(1);
  }

  @Test
  @Sentence("X-12")
  void an_engine_that_is_closed_while_a_shadow_starts_keeps_none() {
    Bank bank = bank(pack(1_000));
    bank.store.afterNext(Call.DECLARE, bank.engine::close);

    assertThatThrownBy(() -> bank.engine.shadow(candidate(500)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The engine is closed");
  }

  @Test
  @Sentence("X-12")
  void a_shadow_that_cannot_start_makes_room_for_another() {
    AtomicInteger readings = new AtomicInteger(Integer.MAX_VALUE);
    Bank bank =
        new Bank(
            pack(1_000),
            b ->
                b.clock(
                    () -> {
                      if (readings.getAndDecrement() == 0) {
                        throw new IllegalStateException("no time; this is a test");
                      }
                      return Bank.NOON;
                    }));
    banks.add(bank);
    readings.set(1); // the first is for the store, the second for the shadow itself

    assertThatThrownBy(() -> bank.engine.shadow(candidate(500)))
        .hasMessage("no time; this is a test");

    bank.engine.shadow(candidate(500)).close();
  }

  /** Waits for the shadow's thread to end. */
  private static void awaitEnd() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("riskgate-shadow")) {
        try {
          thread.join(LONG.toMillis());
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @Test
  @Sentence("X-12")
  void a_candidate_that_cannot_be_compared_is_refused() {
    Bank bank = bank(pack(1_000));
    assertThatThrownBy(() -> bank.engine.shadow(candidate(1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 1048576");
    TestPack byCustomer = candidate(1).policy(p -> p.limitOwner(LimitOwner.CUSTOMER));
    assertThatThrownBy(() -> bank.engine.shadow(byCustomer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CUSTOMER");
    assertThatThrownBy(() -> bank.engine.shadow(new TestPack().base("USD")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("USD");
    bank.engine.shadow(candidate(1)).close();
  }

  @Test
  @Sentence("X-12")
  void the_report_says_since_when() {
    Bank bank = bank(pack(1_000));
    Shadow shadow = bank.engine.shadow(candidate(1_000));
    bank.laterMinutes(5);
    bank.transfer("T1").score();

    Comparison c = compared(shadow);
    assertThat(shadow.report().since()).isEqualTo(Bank.NOON);
    assertThat(c.since()).isEqualTo(Bank.NOON.plus(Duration.ofMinutes(5)));
    assertThat(c.champion().version()).isEqualTo("1");
  }
}
