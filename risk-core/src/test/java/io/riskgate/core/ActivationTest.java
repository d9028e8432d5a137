package io.riskgate.core;

import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.PackProblem.Severity;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.RulePackException;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences A: one pack takes over from another. */
class ActivationTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static TestPack pack(String version) {
    return new TestPack().version(version).dayLimit(1_000);
  }

  private static PackIdentity packOf(Decision decision) {
    return decision.pack();
  }

  private static List<String> refusal(Bank bank, TestPack candidate) {
    RulePackException refused =
        catchThrowableOfType(RulePackException.class, () -> bank.engine.activate(candidate));
    assertThat(refused).as("the pack is refused").isNotNull();
    return refused.problems().stream().map(PackProblem::toString).toList();
  }

  @Test
  @Sentence("A-1")
  @DisplayName("a call that begins after an activation is decided by the new pack")
  void the_new_pack_decides_what_comes_after() {
    Bank bank = new Bank(pack("1"));
    Decision before = bank.transfer("T1").score();

    List<PackProblem> warnings = bank.engine.activate(pack("2").rule("NEW").points(7).always());
    Decision after = bank.transfer("T2").score();

    assertThat(warnings).isEmpty();
    assertThat(packOf(before).version()).isEqualTo("1");
    assertThat(packOf(after).version()).isEqualTo("2");
    assertThat(after.score()).isEqualTo(7);
    assertThat(bank.engine.activePack().version()).isEqualTo("2");
  }

  @Test
  @Sentence("A-1")
  @DisplayName("a call under way ends on the pack it began with, with its limits and texts")
  void a_call_under_way_keeps_its_pack() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    TestPack first =
        pack("1")
            .messages((key, locale, arguments) -> Optional.of("first " + key))
            .beforeRules(facts -> meanwhile.getAndSet(() -> {}).run())
            .rule("ODD")
            .points(1)
            .always();
    Bank bank = new Bank(first);
    meanwhile.set(
        () ->
            bank.engine.activate(
                new TestPack().version("2").dayLimit(10).rule("OTHER").points(2).always()));

    Decision decision = bank.transfer("T1").yuan(500).score();

    assertThat(bank.engine.activePack().version()).isEqualTo("2");
    assertThat(packOf(decision).version()).isEqualTo("1");
    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.limitUsages().get(0).max()).isEqualTo(100_000);
    assertThat(decision.reasons(Locale.ENGLISH)).containsExactly("first ODD");
  }

  @Test
  @DisplayName("what a pack needed to score is given back once it no longer decides")
  void evaluators_of_the_old_pack_are_closed() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    TestPack first = pack("1").beforeRules(facts -> meanwhile.getAndSet(() -> {}).run());
    TestPack second = pack("2");
    Bank bank = new Bank(first);
    bank.transfer("T1").score();
    assertThat(first.openEvaluators()).isEqualTo(1);
    meanwhile.set(() -> bank.engine.activate(second));

    bank.transfer("T2").score(); // its evaluator comes back after the pack went

    assertThat(first.openEvaluators()).isZero();
    assertThat(second.openEvaluators()).isEqualTo(1);
    bank.engine.rollback();
    bank.transfer("T3").score();
    assertThat(first.openEvaluators()).isEqualTo(1);
    assertThat(second.openEvaluators()).isZero();
    bank.engine.close();
    assertThat(first.openEvaluators()).isZero();
  }

  @Test
  @Sentence("A-2")
  @DisplayName("a pack that finds an error in itself is refused, and the present one stays")
  void a_pack_that_fails_its_own_checks_is_refused() {
    Bank bank = new Bank(pack("1"));
    PackProblem error = new PackProblem("tests/a.yaml", 7, "rule ODD should be 'fires'");
    PackProblem warning =
        new PackProblem(Severity.WARNING, "rules/a.drl", 3, "ODD", "is slow", "make it faster");

    assertThat(refusal(bank, pack("2").gate(current -> List.of(error, warning))))
        .containsExactly(
            "rules/a.drl:3: warning: is slow; make it faster",
            "tests/a.yaml:7: error: rule ODD should be 'fires'");
    assertThat(bank.engine.activePack().version()).isEqualTo("1");
    assertThatThrownBy(bank.engine::rollback).isInstanceOf(IllegalStateException.class);
    assertThat(bank.engine.activate(pack("3").gate(current -> List.of(warning))))
        .containsExactly(warning);
  }

  @Test
  @Sentence("A-2")
  @DisplayName("a pack is checked against the one that decides")
  void a_pack_is_checked_against_the_present_one() {
    TestPack first = pack("1");
    Bank bank = new Bank(first);
    AtomicReference<Object> seen = new AtomicReference<>();

    bank.engine.activate(
        pack("2")
            .gate(
                current -> {
                  seen.set(current);
                  return List.of();
                }));

    assertThat(seen).hasValue(first);
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalArgumentException.class, StackOverflowError.class})
  @Sentence("A-2")
  @DisplayName("a pack that cannot be checked or started is refused")
  void a_pack_that_breaks_is_refused(Class<? extends Throwable> what) {
    Bank bank = new Bank(pack("1"));

    assertThat(
            refusal(
                bank,
                pack("2")
                    .gate(
                        current -> {
                          throw thrown(what);
                        })))
        .containsExactly(
            "pack.yaml: error: the pack could not be checked: " + what.getName() + "; see the log");
    assertThat(
            refusal(
                bank,
                pack("2")
                    .onNewEvaluator(
                        () -> {
                          throw thrown(what);
                        })))
        .containsExactly(
            "pack.yaml: error: the pack could not be started: " + what.getName() + "; see the log");
    assertThat(packOf(bank.transfer("T1").score()).version()).isEqualTo("1");
  }

  private static RuntimeException thrown(Class<? extends Throwable> what) {
    if (what == StackOverflowError.class) {
      throw new StackOverflowError();
    }
    return new IllegalArgumentException("broken");
  }

  /** What may not change under what is recorded. */
  private enum Unfit {
    CURRENCY("'baseCurrency' is USD, but what this engine has recorded is by CNY"),
    ZONE("'zone' is Z, but what this engine has recorded is by Asia/Shanghai"),
    OWNER("'limitOwner' is CUSTOMER, but what this engine has recorded is by ACCOUNT"),
    REFERENCES("references are kept for PT23H only"),
    LIMIT_ASSET("limit day counted FIAT VALUE DAY and would now count GAME_CURRENCY VALUE DAY"),
    LIMIT_WINDOW("limit day counted FIAT VALUE DAY and would now count FIAT VALUE MONTH"),
    LIMIT_MEASURE("limit day counted FIAT VALUE DAY and would now count FIAT COUNT DAY");

    private final String says;

    Unfit(String says) {
      this.says = says;
    }

    private TestPack candidate() {
      return switch (this) {
        case CURRENCY -> pack("2").base("USD");
        case ZONE -> with(p -> p.zone(ZoneOffset.UTC));
        case OWNER -> with(p -> p.limitOwner(LimitOwner.CUSTOMER));
        case REFERENCES -> with(p -> p.referencesKept(Duration.ofHours(23)));
        case LIMIT_ASSET -> limit(AssetClass.GAME_CURRENCY, Limit.Measure.VALUE, Limit.Window.DAY);
        case LIMIT_WINDOW -> limit(AssetClass.FIAT, Limit.Measure.VALUE, Limit.Window.MONTH);
        case LIMIT_MEASURE -> limit(AssetClass.FIAT, Limit.Measure.COUNT, Limit.Window.DAY);
      };
    }

    private static TestPack with(UnaryOperator<Policy.Builder> change) {
      return pack("2").policy(change);
    }

    private static TestPack limit(AssetClass assets, Limit.Measure measure, Limit.Window window) {
      return new TestPack()
          .version("2")
          .limit(new Limit("day", assets, measure, window, 1, TestPack.verifySms()));
    }
  }

  @ParameterizedTest
  @EnumSource(Unfit.class)
  @Sentence("A-2")
  @DisplayName(
      "a pack that gives what is recorded another meaning is refused, and told how to mend it")
  void a_pack_that_cannot_take_over_is_refused(Unfit unfit) {
    Bank bank = new Bank(pack("1"));

    List<String> problems = refusal(bank, unfit.candidate());

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).startsWith("pack.yaml: error: ").contains(unfit.says);
    assertThat(problems.get(0)).containsPattern("; (keep|raise|give|start) ");
    assertThat(bank.engine.activePack().version()).isEqualTo("1");
  }

  @Test
  @Sentence("A-2")
  @DisplayName("a limit's id keeps its meaning over the packs that left it out")
  void a_limit_cannot_come_back_as_another() {
    Bank bank = new Bank(pack("1"));
    bank.engine.activate(new TestPack().version("2"));

    assertThat(refusal(bank, Unfit.LIMIT_ASSET.candidate()).get(0)).contains("limit day counted");
  }

  @Test
  @Sentence("A-3")
  @DisplayName("a new maximum is in force at once, on what has been used already")
  void a_changed_maximum_counts_what_was_used_before() {
    Bank bank = new Bank(pack("1"));
    bank.transfer("T1").yuan(600).score();

    List<PackProblem> warnings = bank.engine.activate(new TestPack().version("2").dayLimit(700));
    Decision passed = bank.transfer("T2").yuan(101).score();

    assertThat(warnings).isEmpty();
    assertThat(passed.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(passed.limitUsages().get(0).used()).isEqualTo(70_100);
    assertThat(bank.transfer("T3").yuan(100).score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("A-3")
  @DisplayName("a limit with a new id counts from its activation on, with a warning")
  void a_new_limit_starts_at_nothing() {
    Bank bank = new Bank(pack("1"));
    bank.transfer("T1").yuan(600).score();

    List<PackProblem> warnings =
        bank.engine.activate(
            new TestPack()
                .version("2")
                .limit(TestPack.fiat("daily", Limit.Window.DAY, 700, TestPack.verifySms())));

    assertThat(warnings)
        .extracting(PackProblem::toString)
        .containsExactly(
            "pack.yaml: warning: limit daily counts from now on; nothing before is part of it",
            "pack.yaml: warning: limit day is gone; what moves without it will not count, should it"
                + " come back");
    assertThat(bank.transfer("T2").yuan(700).score().limitUsages().get(0).used()).isEqualTo(70_000);
  }

  @Test
  @Sentence("A-3")
  @DisplayName("a limit that comes back goes on with what it counted, and the warning says so")
  void a_limit_that_comes_back_goes_on() {
    Bank bank = new Bank(pack("1"));
    bank.transfer("T1").yuan(600).score();
    bank.engine.activate(new TestPack().version("2"));
    bank.transfer("T2").yuan(100).score();

    List<PackProblem> warnings = bank.engine.activate(pack("3"));

    assertThat(warnings)
        .extracting(PackProblem::toString)
        .containsExactly(
            "pack.yaml: warning: limit day counts again; what moved while it was gone is no part of"
                + " it");
    assertThat(bank.transfer("T3").yuan(1).score().limitUsages().get(0).used()).isEqualTo(60_100);
  }

  @Test
  @Sentence("A-4")
  @DisplayName("a verification is met by the limits that are in force when it is passed")
  void what_is_pending_meets_the_limits_of_the_active_pack() {
    Bank bank = new Bank(pack("1").demandOn("sms", TestPack.verifySms()));
    Demand hold = Demand.hold(ReleasePath.BANK);
    bank.transfer("T1").yuan(300).purpose("sms").score();
    bank.transfer("T2").yuan(300).purpose("sms").score();

    bank.engine.activate(
        new TestPack().version("2").limit(TestPack.fiat("day", Limit.Window.DAY, 500, hold)));

    assertThat(bank.passes("T1", SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
    Decision held = bank.passes("T2", SMS_CODE);
    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.limitUsages().get(0).max()).isEqualTo(50_000);
    assertThat(packOf(held).version()).as("who decided").isEqualTo("1");
    assertThat(bank.release("T2", ReleasePath.BANK).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(600);
  }

  @Test
  @Sentence("A-4")
  @DisplayName("what was asked for stays asked for when the new pack would ask for nothing")
  void a_pending_demand_survives_its_pack() {
    Bank bank = new Bank(pack("1").demandOn("sms", TestPack.verifySms()));
    bank.transfer("T1").purpose("sms").score();

    bank.engine.activate(pack("2"));

    assertThat(bank.transfer("T1").purpose("sms").score().outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.passes("T1", SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("A-4")
  @DisplayName("reservations of the old pack go on counting, and settle")
  void reservations_outlive_their_pack() {
    Bank bank = new Bank(pack("1"));
    bank.transfer("T1").yuan(900).score();

    bank.engine.activate(pack("2"));

    assertThat(bank.transfer("T2").yuan(200).score().outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.settle("T1").state()).isEqualTo(TransferState.SETTLED);
    assertThat(bank.used("day")).isEqualTo(900);
  }

  @Test
  @Sentence("A-5")
  @DisplayName("a decision shows the texts of its pack, and of the active one after sixteen others")
  void a_decision_keeps_its_texts() {
    Bank bank = new Bank(speaking("1"));
    bank.transfer("T1").score();

    for (int i = 2; i <= 16; i++) {
      bank.engine.activate(speaking("" + i));
      assertThat(bank.find("T1").reasons(Locale.ENGLISH)).containsExactly("ODD says 1");
    }
    bank.engine.activate(speaking("17"));

    assertThat(bank.find("T1").reasons(Locale.ENGLISH)).containsExactly("ODD says 17");
  }

  private static TestPack speaking(String version) {
    return pack(version)
        .messages((key, locale, arguments) -> Optional.of(key + " says " + version))
        .rule("ODD")
        .points(1)
        .always();
  }

  @Test
  @Sentence("A-6")
  @DisplayName("an aggregate over a ring that was not recorded warms up from its activation on")
  void a_new_ring_warms_up() {
    Bank bank = new Bank(pack("1"));
    bank.transfer("T1").device("phone").score();

    List<PackProblem> warnings = bank.engine.activate(countsOnDevice("2", HOUR));
    bank.laterMinutes(
        62); // an hour, two minutes that events may lie ahead, one for calls under way
    Decision early = bank.transfer("T2").device("phone").score();
    bank.laterMinutes(1);
    Decision covered = bank.transfer("T3").device("phone").score();

    assertThat(warnings)
        .extracting(PackProblem::toString)
        .containsExactly(
            "pack.yaml: warning: aggregate onDevice counts from now on: rules that read it as"
                + " little or new wait until 2024-03-14T05:03:00Z");
    assertThat(early.notEvaluated()).containsExactly("FEW");
    assertThat(early.isWarming()).isTrue();
    assertThat(covered.notEvaluated()).isEmpty();
    assertThat(covered.isWarming()).isFalse();
    assertThat(bank.fact("history.onDevice")).isEqualTo(1L);
  }

  @Test
  @Sentence("A-6")
  @DisplayName("the operator sees what warms up, and until when")
  void warming_can_be_seen() {
    Bank bank = new Bank(pack("1"), b -> b.historyCompleteSince(Bank.NOON.minus(HOUR)));
    assertThat(bank.engine.warmingUntil())
        .containsOnlyKeys("seen", "signals")
        .containsEntry("seen", Bank.NOON.minus(HOUR).plus(Duration.ofDays(30)))
        .containsEntry("signals", Bank.NOON.minus(HOUR).plus(Duration.ofDays(30)));

    bank.engine.activate(countsOnDevice("2", HOUR));

    assertThat(bank.engine.warmingUntil())
        .containsEntry("onDevice", Bank.NOON.plus(Duration.ofMinutes(63)));
    bank.later(Duration.ofDays(30));
    assertThat(bank.engine.warmingUntil()).isEmpty();
  }

  @Test
  @Sentence("A-6")
  @DisplayName(
      "an aggregate over a ring that is recorded, within what is retained, is whole at once")
  void a_known_ring_is_covered_at_once() {
    Bank bank = new Bank(countsOnDevice("1", HOUR.multipliedBy(3)));
    bank.transfer("T1").device("phone").score();
    bank.laterMinutes(30);

    assertThat(bank.engine.activate(countsOnDevice("2", HOUR))).isEmpty();
    Decision decision = bank.transfer("T2").device("phone").score();

    assertThat(decision.notEvaluated()).isEmpty();
    assertThat(bank.fact("history.onDevice")).isEqualTo(1L);
  }

  @Test
  @Sentence("A-6")
  @DisplayName("a longer window than any before warms up, and events let go of are no lack of room")
  void a_longer_window_warms_up() {
    Bank bank = new Bank(countsPaid("1", HOUR));
    bank.transfer("T1").score();
    bank.later(Duration.ofDays(4));
    bank.transfer("T2").score(); // by now T1 has left the ring

    bank.engine.activate(countsPaid("2", Duration.ofDays(10)));
    Decision decision = bank.transfer("T3").score();

    assertThat(decision.notEvaluated()).containsExactly("FEW");
    assertThat(decision.isWarming()).isTrue();
    assertThat(decision.degraded()).isEmpty();
    bank.later(Duration.ofDays(10));
    assertThat(bank.transfer("T4").score().notEvaluated()).isEmpty();
    assertThat(bank.fact("history.paid")).isEqualTo(2L);
  }

  @Test
  @Sentence("A-6")
  @DisplayName(
      "what the pack before needs goes on being recorded, so that a rollback loses nothing")
  void the_pack_before_stays_covered() {
    Bank bank = new Bank(countsOnDevice("1", HOUR));
    bank.engine.activate(pack("2"));
    bank.transfer("T1").device("phone").score();

    bank.engine.rollback();
    Decision decision = bank.transfer("T2").device("phone").score();

    assertThat(decision.notEvaluated()).isEmpty();
    assertThat(bank.fact("history.onDevice")).isEqualTo(1L);
  }

  private static TestPack countsOnDevice(String version, Duration window) {
    return counts(version, Past.of("onDevice", Aggregate.Key.DEVICE).over(window), "onDevice");
  }

  private static TestPack countsPaid(String version, Duration window) {
    return counts(version, Past.of("paid", Aggregate.Key.PAYER).over(window), "paid");
  }

  private static TestPack counts(String version, Past past, String name) {
    return pack(version).past(past).rule("FEW").readsAsLittle(name).always();
  }

  @Test
  @Sentence("A-7")
  @DisplayName("one call goes back to the pack before the last activation; a second one is refused")
  void rollback_goes_back_once() {
    Bank bank = new Bank(pack("1"));
    bank.engine.activate(pack("2"));
    bank.engine.activate(pack("3").gate(current -> List.of()));

    PackIdentity now = bank.engine.rollback();

    assertThat(now.version()).isEqualTo("2");
    assertThat(bank.engine.activePack()).isEqualTo(now);
    assertThat(packOf(bank.transfer("T1").score())).isEqualTo(now);
    assertThatThrownBy(bank.engine::rollback)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no pack to go back to");
    bank.engine.activate(pack("4"));
    assertThat(bank.engine.rollback().version()).isEqualTo("2");
  }

  @Test
  @Sentence("A-7")
  @DisplayName("activating what is active already does not change what a rollback goes back to")
  void the_same_pack_again_is_nothing_to_go_back_to() {
    TestPack second = pack("2");
    Bank bank = new Bank(pack("1"));
    bank.engine.activate(second);

    bank.engine.activate(second);
    bank.engine.activate(pack("2")); // the same content, compiled once more

    assertThat(bank.engine.rollback().version()).isEqualTo("1");
  }

  @Test
  @Sentence("A-8")
  @DisplayName("a rollback does not wait for a candidate that is being checked, and refuses it")
  void a_rollback_overtakes_an_activation() throws InterruptedException {
    Bank bank = new Bank(pack("1"));
    bank.engine.activate(pack("2"));
    CountDownLatch checking = new CountDownLatch(1);
    CountDownLatch rolledBack = new CountDownLatch(1);
    AtomicReference<Throwable> refused = new AtomicReference<>();
    Thread activation =
        new Thread(
            () -> {
              try {
                bank.engine.activate(
                    pack("3")
                        .gate(
                            current -> {
                              checking.countDown();
                              await(rolledBack);
                              return List.of();
                            }));
              } catch (RulePackException e) {
                refused.set(e);
              }
            });
    activation.start();
    await(checking);

    assertThat(bank.engine.rollback().version()).isEqualTo("1");
    assertThat(packOf(bank.transfer("T1").score()).version()).isEqualTo("1");
    rolledBack.countDown();
    activation.join(60_000);

    assertThat(refused.get()).hasMessageContaining("went back to test/1@");
    assertThat(bank.engine.activePack().version()).isEqualTo("1");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("a store that fails leaves the present pack in force")
  void a_store_that_fails_keeps_the_pack() {
    Bank bank = new Bank(pack("1"));
    bank.store.fail(Call.DECLARE);

    assertThatThrownBy(() -> bank.engine.activate(pack("2"))).isInstanceOf(StoreException.class);
    bank.store.heal();

    assertThat(packOf(bank.transfer("T1").score()).version()).isEqualTo("1");
    bank.engine.activate(pack("2"));
    assertThat(bank.engine.rollback().version()).isEqualTo("1");
  }

  @Test
  @DisplayName("a closed engine takes no pack")
  void a_closed_engine_takes_no_pack() {
    Bank bank = new Bank(pack("1"));
    bank.engine.activate(pack("2"));
    bank.engine.close();

    TestPack late = pack("3");
    assertThatThrownBy(() -> bank.engine.activate(late)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(bank.engine::rollback).isInstanceOf(IllegalStateException.class);
    assertThat(late.openEvaluators()).isZero();
  }
}
