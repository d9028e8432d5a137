package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.DecisionRecord;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The same random life with a shadow and without leaves everything the same. */
class ShadowProperties {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String[] ACCOUNTS = {"alice", "bob", "carol", "dave"};

  /** What is done in one step. */
  enum What {
    SCORE,
    SETTLE,
    CANCEL,
    OBSERVE,
    FREEZE,
    LIFT,
    FORGET,
    WAIT,
    DRAIN
  }

  /** One step. */
  record Step(What what, int payer, int payee, int id, int yuan, int device, int minutes) {}

  @Provide
  Arbitrary<List<Step>> lives() {
    Arbitrary<What> what =
        Arbitraries.of(
            What.SCORE,
            What.SCORE,
            What.SCORE,
            What.SCORE,
            What.SCORE,
            What.SCORE,
            What.SETTLE,
            What.SETTLE,
            What.CANCEL,
            What.OBSERVE,
            What.FREEZE,
            What.LIFT,
            What.FORGET,
            What.WAIT,
            What.WAIT,
            What.DRAIN);
    return Combinators.combine(
            what,
            Arbitraries.integers().between(0, ACCOUNTS.length - 1),
            Arbitraries.integers().between(0, ACCOUNTS.length - 1),
            Arbitraries.integers().between(0, 12),
            Arbitraries.integers().between(1, 400),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 90))
        .as(Step::new)
        .list()
        .ofMaxSize(120);
  }

  private static TestPack champion() {
    TestPack pack = new TestPack().dayLimit(1_000).band(30, TestPack.verifySms());
    return pack.past(Past.of("outs", Aggregate.Key.PAYER))
        .past(Past.of("pair", Aggregate.Key.PAYER_PAYEE).over(Duration.ofHours(5)))
        .past(
            Past.of("moved", Aggregate.Key.PAYEE)
                .in()
                .measure(Aggregate.Measure.SUM)
                .states(TransferState.SETTLED))
        .rule("MANY")
        .points(30)
        .when(f -> pack.value(f, "outs") >= 3)
        .rule("NEW")
        .points(10)
        .when(f -> !f.getCounterparty().isPaidBefore())
        .rule("RICH")
        .points(25)
        .when(f -> pack.value(f, "moved") > 50_000);
  }

  /** Has aggregates and limits of its own, longer windows, and rules that throw. */
  private static TestPack candidate() {
    TestPack pack = new TestPack().version("2").dayLimit(300).singleLimit(350);
    return pack.band(20, TestPack.holdForCustomer())
        .past(Past.of("pair", Aggregate.Key.PAYER_PAYEE).over(Duration.ofDays(9)))
        .past(Past.of("device", Aggregate.Key.DEVICE).distinct(Aggregate.Field.PAYER))
        .past(Past.of("payerDevice", Aggregate.Key.PAYER_DEVICE).states(TransferState.CANCELLED))
        .past(Past.of("outs", Aggregate.Key.PAYER))
        .rule("PAIR")
        .points(20)
        .when(f -> pack.value(f, "pair") >= 2)
        .rule("THROWS")
        .points(20)
        .when(
            f -> {
              if (f.getValue() % 700 == 0) {
                throw new IllegalStateException("this is a test");
              }
              return pack.value(f, "device") > 1;
            })
        .beforeRules(
            f -> {
              if (f.getValue() % 1_100 == 0) {
                throw new IllegalArgumentException("this is a test");
              }
            });
  }

  /** One of the two banks, with small caps so that what is dropped first is seen too. */
  private static final class Life implements AutoCloseable {
    final Bank bank =
        new Bank(
            champion(),
            InMemoryStore.builder().eventsPerKeyMax(5).dealingsPerAccountMax(2).build(),
            b -> b.historyCompleteSince(Bank.NOON.minus(Duration.ofHours(2))));

    Transfer transfer(Step step) {
      Bank.Asked asked =
          bank.transfer("T" + step.id())
              .from(ACCOUNTS[step.payer()])
              .to(ACCOUNTS[step.payee()])
              .yuan(step.yuan())
              .ago(Duration.ofMinutes(step.minutes() % 4 == 0 ? step.minutes() : 0));
      return (step.device() == 0 ? asked : asked.device("d" + step.device())).build();
    }

    /** Does a step; what came of it, as text. */
    String one(Step step) {
      Reference reference = Bank.ref(ACCOUNTS[step.payer()], "T" + step.id());
      try {
        return switch (step.what()) {
          case SCORE -> bank.engine.score(transfer(step)).toJson();
          case SETTLE -> bank.engine.settle(reference).toJson();
          case CANCEL -> bank.engine.cancel(reference).toJson();
          case OBSERVE -> "" + bank.engine.observe(new Movement(transfer(step)));
          case FREEZE -> "" + bank.freeze(ACCOUNTS[step.payer()]);
          case LIFT -> "" + bank.lift(ACCOUNTS[step.payer()], "freeze");
          case FORGET -> {
            bank.engine.forget(Transfer.DEFAULT_TENANT, ACCOUNTS[step.payer()]);
            yield "forgotten";
          }
          case WAIT -> {
            bank.laterMinutes(step.minutes());
            yield "later";
          }
          case DRAIN -> "drained";
        };
      } catch (ConflictingTransferException | UnknownReferenceException e) {
        return e.getMessage();
      }
    }

    String standing() {
      StringBuilder all = new StringBuilder();
      for (String account : ACCOUNTS) {
        all.append(bank.used(account, "day")).append(' ');
        all.append(bank.engine.controls(Transfer.DEFAULT_TENANT, account)).append(' ');
        for (int id = 0; id <= 12; id++) {
          bank.engine.find(Bank.ref(account, "T" + id)).ifPresent(d -> all.append(d.toJson()));
        }
      }
      return all.toString();
    }

    @Override
    public void close() {
      bank.engine.close();
    }
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  @Label("X-1: with a shadow and without, a random life has the same decisions, facts and states")
  @Sentence("X-1")
  void aShadowChangesNothing(@ForAll("lives") List<Step> life) {
    try (Life with = new Life();
        Life without = new Life()) {
      Shadow shadow = with.bank.engine.shadow(candidate());
      for (Step step : life) {
        assertThat(with.one(step)).isEqualTo(without.one(step));
        if (step.what() == What.DRAIN) {
          assertThat(shadow.drain(LONG)).isTrue();
        }
      }
      assertThat(shadow.drain(LONG)).isTrue();
      assertThat(with.standing()).isEqualTo(without.standing());
      assertThat(with.bank.told).hasSameSizeAs(without.bank.told);
      for (int i = 0; i < with.bank.told.size(); i++) {
        DecisionRecord told = with.bank.told.get(i);
        assertThat(told.facts()).isEqualTo(without.bank.told.get(i).facts());
        assertThat(told.controls()).isEqualTo(without.bank.told.get(i).controls());
      }
      long decided = with.bank.told.stream().filter(t -> !t.decision().isRetry()).count();
      ShadowReport report = shadow.report();
      assertThat(report.dropped()).isZero();
      assertThat(
              report.comparisons().stream()
                  .mapToLong(c -> c.compared() + c.warming() + c.failed() + c.forgotten())
                  .sum())
          .isEqualTo(decided);
    }
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  @Label("X-5: a shadow of the same pack agrees on every transfer of a random life, drained or not")
  @Sentence("X-5")
  void theSamePackAgrees(@ForAll("lives") List<Step> life) {
    try (Life with = new Life()) {
      Shadow shadow = with.bank.engine.shadow(champion().version("2"));
      for (Step step : life) {
        with.one(step);
      }
      assertThat(shadow.drain(LONG)).isTrue();
      for (ShadowReport.Comparison c : shadow.report().comparisons()) {
        assertThat(c.agreed()).isEqualTo(c.compared());
        assertThat(c.scores().same()).isEqualTo(c.compared());
        assertThat(c.failed() + c.forgotten()).isZero();
        assertThat(c.outcomes()).allSatisfy(pair -> assertThat(pair.examples()).isEmpty());
      }
    }
  }
}
