package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sentences H-9, H-10 and D-6: means, latest values, shares and windows that end earlier. */
class MeasuresTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Filter REFUNDS =
      new Filter(Set.of(TransferKind.REFUND), Set.of(), Set.of(), Set.of(), 0);

  private final Bank bank =
      new Bank(
          new TestPack()
              .past(Past.of("mean", Aggregate.Key.PAYER).over(DAY).measure(Measure.MEAN))
              .past(Past.of("last", Aggregate.Key.PAYER).over(DAY).measure(Measure.LAST))
              .past(Past.of("refunds", Aggregate.Key.PAYER).over(DAY).share(REFUNDS)));

  @Test
  @Sentence("H-9")
  @DisplayName("of nothing, mean, last and share are 0")
  void nothing() {
    bank.transfer("T1").score();

    assertThat(bank.facts())
        .containsEntry("history.mean", 0L)
        .containsEntry("history.last", 0L)
        .containsEntry("history.refunds", 0L);
  }

  @Test
  @Sentence("H-9")
  @DisplayName("a mean is rounded down, a share is whole percent rounded down")
  void rounding() {
    bank.transfer("T1").with(t -> t.amount(100, "CNY").kind(TransferKind.REFUND)).score();
    bank.transfer("T2").with(t -> t.amount(101, "CNY").kind(TransferKind.REFUND)).score();
    bank.transfer("T3").with(t -> t.amount(101, "CNY")).score();

    bank.transfer("T4").score();

    assertThat(bank.fact("history.mean")).isEqualTo(100L); // 302 / 3
    assertThat(bank.fact("history.refunds")).isEqualTo(66L);
  }

  @Test
  @Sentence("H-9")
  @DisplayName("the last is that of the latest event time, not the latest to arrive")
  void last() {
    bank.transfer("T1").yuan(7).score();
    bank.transfer("T2").yuan(8).ago(Duration.ofHours(1)).score();

    bank.transfer("T3").score();

    assertThat(bank.fact("history.last")).isEqualTo(700L);
  }

  @ParameterizedTest(name = "{0} hours before: {1}")
  @CsvSource({"1, 0", "2, 1", "5, 1", "6, 0"})
  @Sentence("H-10")
  @DisplayName("a window of three hours, known for two, holds what is two to five hours old")
  void delay(long hoursBefore, long counted) {
    Bank delayed =
        new Bank(
            new TestPack()
                .past(
                    Past.of("n", Aggregate.Key.PAYER)
                        .over(Duration.ofHours(3))
                        .known(Duration.ofHours(2))));
    delayed.transfer("T1").score();
    delayed.later(Duration.ofHours(hoursBefore));

    delayed.transfer("T2").score();

    assertThat(delayed.fact("history.n")).isEqualTo(counted);
  }

  @Test
  @Sentence({"H-10", "D-4"})
  @DisplayName("a delayed window is covered only once history reaches to its beginning")
  void delayedWindowsWarmLonger() {
    TestPack pack =
        new TestPack()
            .policy(p -> p.newnessHorizon(Duration.ofHours(1)))
            .past(
                Past.of("n", Aggregate.Key.PAYER)
                    .over(Duration.ofHours(3))
                    .known(Duration.ofHours(2)));
    pack.rule("FEW").readsAsLittle("n").when(f -> pack.value(f, "n") < 10);
    Bank young = new Bank(pack, b -> b.historyCompleteSince(Bank.NOON));

    young.later(Duration.ofHours(4));
    assertThat(young.transfer("T1").score().notEvaluated()).containsExactly("FEW");
    young.later(Duration.ofHours(1));
    assertThat(young.transfer("T2").score().notEvaluated()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Measure.class,
      names = {"MEAN", "LAST", "SHARE"})
  @Sentence("D-6")
  @DisplayName("until its window is covered, what can fall as well as rise is not known")
  void notKnownWhileShort(Measure measure) {
    Past past = Past.of("n", Aggregate.Key.PAYER).over(DAY);
    TestPack pack =
        new TestPack().past(measure == Measure.SHARE ? past.share(REFUNDS) : past.measure(measure));
    pack.rule("READS_IT").needsKnown("n").when(f -> pack.value(f, "n") >= 0);
    Bank young = new Bank(pack, b -> b.historyCompleteSince(Bank.NOON));

    Decision first = young.transfer("T1").score();
    assertThat(first.notEvaluated()).containsExactly("READS_IT");
    assertThat(first.isWarming()).isTrue();
    young.later(DAY);
    assertThat(young.transfer("T2").score().notEvaluated()).isEmpty();
  }

  @Test
  @Sentence("H-2")
  @DisplayName("a filter may say how large a value is at most")
  void valueMax() {
    Filter small = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), 0, 10_000);
    Bank probed = new Bank(new TestPack().past(Past.of("n", Aggregate.Key.PAYER).filter(small)));
    probed.transfer("T1").yuan(100).score();
    probed.transfer("T2").yuan("100.01").score();

    probed.transfer("T3").score();

    assertThat(probed.fact("history.n")).isEqualTo(1L);
  }
}
