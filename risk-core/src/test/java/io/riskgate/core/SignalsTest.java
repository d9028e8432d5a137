package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sentences G: signals. */
class SignalsTest {
  private static final Degraded CAPPED = new Degraded(Degraded.Cause.HISTORY_CAPPED, "signals");

  private final Bank bank = new Bank(new TestPack());

  /** What the rules saw of the transfer that was decided last. */
  private static List<String> seen(Bank bank) {
    return ((List<?>) bank.fact("signals")).stream().map(Object::toString).toList();
  }

  private boolean customerSignal(String id, String customer, SignalKind kind) {
    return bank.engine.signal(
        Signal.ofCustomer("default", id, customer, kind, bank.clock.instant()));
  }

  @Test
  @Sentence("G-1")
  @DisplayName("rules see the payer account's and the customer's signals, the latest first")
  void merged() {
    bank.learns(SignalKind.PASSWORD_CHANGED, "S1");
    bank.laterMinutes(10);
    customerSignal("S2", "ann", SignalKind.ON_CALL);
    customerSignal("S3", "ben", SignalKind.SCREEN_SHARED);
    bank.laterMinutes(5);
    bank.learns(SignalKind.SIM_CHANGED, "S4");
    bank.later(Duration.ofSeconds(59));

    bank.transfer("T1").with(t -> t.customer("ann")).score();
    assertThat(seen(bank))
        .containsExactly(
            "SIM_CHANGED 0 min ago", "ON_CALL 5 min ago", "PASSWORD_CHANGED 15 min ago");
    bank.transfer("T2").score();
    assertThat(seen(bank)).containsExactly("SIM_CHANGED 0 min ago", "PASSWORD_CHANGED 15 min ago");
    bank.transfer("T3").from("bob").to("alice").score();
    assertThat(seen(bank)).isEmpty();
  }

  @Test
  @Sentence("G-1")
  @DisplayName("rules see signals up to the event time, and 30 days back")
  void window() {
    bank.learns(SignalKind.ON_CALL, "S1");

    bank.transfer("before").ago(Duration.ofMillis(1)).score();
    assertThat(seen(bank)).isEmpty();
    bank.transfer("same").score();
    assertThat(seen(bank)).containsExactly("ON_CALL 0 min ago");
    bank.later(Duration.ofDays(30));
    bank.transfer("after").score();
    assertThat(seen(bank)).containsExactly("ON_CALL 43200 min ago");
    bank.later(Duration.ofMillis(1));
    bank.transfer("tooLate").score();
    assertThat(seen(bank)).isEmpty();
  }

  @Test
  @Sentence("G-2")
  @DisplayName("a signal told twice is one; of another subject or tenant it is another")
  void idempotent() {
    assertThat(bank.learns(SignalKind.ON_CALL, "S1")).isTrue();
    assertThat(bank.learns(SignalKind.SIM_CHANGED, "S1")).isFalse();
    assertThat(customerSignal("S1", "alice", SignalKind.SCREEN_SHARED)).isTrue();
    assertThat(
            bank.engine.signal(
                Signal.ofAccount(
                    "other", "S1", "alice", SignalKind.FAILED_LOGIN, bank.clock.instant())))
        .isTrue();

    bank.transfer("T1").with(t -> t.customer("alice")).score();
    assertThat(seen(bank)).containsExactly("ON_CALL 0 min ago", "SCREEN_SHARED 0 min ago");
    bank.transfer("T2").with(t -> t.tenant("other").customer("alice")).score();
    assertThat(seen(bank)).containsExactly("FAILED_LOGIN 0 min ago");
  }

  @Test
  @Sentence("G-3")
  @DisplayName("of a subject the latest 32 are kept, and a transfer that misses one is told")
  void dropped() {
    Instant start = bank.clock.instant();
    for (int i = 0; i < 32; i++) {
      bank.laterMinutes(1);
      assertThat(bank.learns(SignalKind.FAILED_LOGIN, "S" + i)).isTrue();
    }
    assertThat(bank.transfer("T1").score().degraded()).isEmpty();
    assertThat(seen(bank)).hasSize(32);
    bank.laterMinutes(1);
    assertThat(bank.learns(SignalKind.ON_CALL, "S32")).isTrue();
    Signal tooOld = Signal.ofAccount("default", "S33", "alice", SignalKind.SIM_CHANGED, start);
    assertThat(bank.engine.signal(tooOld)).isFalse();

    Decision decision = bank.transfer("T2").score();

    assertThat(decision.degraded()).containsExactly(CAPPED);
    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(seen(bank)).hasSize(32).startsWith("ON_CALL 0 min ago", "FAILED_LOGIN 1 min ago");
    bank.later(Duration.ofDays(30)); // what was dropped would not be seen any more
    assertThat(bank.transfer("T3").score().degraded()).isEmpty();
  }

  @Test
  @Sentence("G-3")
  @DisplayName("account and customer together tell a transfer 32, and say so when there are more")
  void droppedTogether() {
    for (int i = 0; i < 17; i++) {
      bank.learns(SignalKind.FAILED_LOGIN, "A" + i);
      customerSignal("C" + i, "ann", SignalKind.ON_CALL);
    }

    assertThat(bank.transfer("T1").with(t -> t.customer("ann")).score().degraded())
        .containsExactly(CAPPED);
    assertThat(seen(bank)).hasSize(32);
    assertThat(bank.transfer("T2").score().degraded()).isEmpty();
    assertThat(seen(bank)).hasSize(17);
  }

  @Test
  @Sentence("G-3")
  @DisplayName("where there is no room for a subject the caller is told, and so are transfers")
  void noRoom() {
    Bank small = new Bank(new TestPack(), InMemoryStore.builder().keysMax(2).build(), b -> b);
    small.learns(SignalKind.ON_CALL, "S1");
    small.engine.signal(Signal.ofAccount("default", "S2", "carol", SignalKind.ON_CALL, Bank.NOON));
    assertThat(small.transfer("T1").from("bob").to("alice").score().degraded()).isEmpty();

    assertThatThrownBy(
            () ->
                small.engine.signal(
                    Signal.ofAccount("default", "S3", "bob", SignalKind.ON_CALL, Bank.NOON)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("No room for signals about more subjects: 2 are kept");

    assertThat(small.transfer("T2").from("bob").to("alice").score().degraded())
        .containsExactly(CAPPED);
    assertThat(small.transfer("T3").to("bob").score().degraded()).isEmpty();
  }

  @Test
  @Sentence("G-3")
  @DisplayName("where transfers may come later than signals are kept, what was dropped is told")
  void late() {
    Bank lenient =
        new Bank(
            new TestPack(), b -> b.eventTimeBounds(Duration.ofHours(70), Duration.ofMinutes(1)));
    lenient.learns(SignalKind.ON_CALL, "S1");
    lenient.later(Duration.ofDays(32).plusHours(1));
    lenient.learns(SignalKind.SIM_CHANGED, "S2"); // S1 goes

    assertThat(lenient.transfer("T1").ago(Duration.ofHours(60)).score().degraded())
        .containsExactly(CAPPED);
    assertThat(lenient.transfer("T2").score().degraded()).isEmpty();
  }

  @Test
  @Sentence("G-4")
  @DisplayName("until history reaches 30 days back, facts say that signals may be missing")
  void young() {
    boolean[] uncovered = new boolean[1];
    TestPack pack =
        new TestPack().beforeRules(f -> uncovered[0] = f.availability().isSignalsUncovered());
    Bank young = new Bank(pack, b -> b.historyCompleteSince(Bank.NOON));

    young.transfer("T1").score();
    assertThat(uncovered[0]).isTrue();
    young.later(Duration.ofDays(30));
    young.transfer("T2").score();
    assertThat(uncovered[0]).isFalse();
  }

  @Test
  @Sentence("G-5")
  @DisplayName("one error lists everything that is wrong with a signal, and nothing is recorded")
  void invalid() {
    Signal wrong =
        Signal.ofAccount(
            "", " ", "a\nb", SignalKind.ON_CALL, bank.clock.instant().plus(Duration.ofHours(1)));

    InvalidReportException e =
        catchThrowableOfType(InvalidReportException.class, () -> bank.engine.signal(wrong));

    assertThat(e).hasMessageStartingWith("Invalid signal: tenant '': missing or blank; ");
    assertThat(e.problems())
        .extracting(Problem::field)
        .containsExactly("tenant", "id", "name", "at");
    assertThat(bank.store.calls()).doesNotContain(StoreProbe.Call.SIGNAL);
  }

  @Test
  @Sentence("G-5")
  @DisplayName("a signal older than 30 days would be forgotten at once, so it is refused")
  void tooOld() {
    Instant oldest = bank.clock.instant().minus(Duration.ofDays(30));
    assertThat(
            bank.engine.signal(
                Signal.ofAccount("default", "S1", "alice", SignalKind.ON_CALL, oldest)))
        .isTrue();

    assertThatThrownBy(
            () ->
                bank.engine.signal(
                    Signal.ofAccount(
                        "default", "S2", "alice", SignalKind.ON_CALL, oldest.minusMillis(1))))
        .isInstanceOf(InvalidReportException.class)
        .hasMessageContaining("lies more than PT720H before the clock: signals are kept no longer");
  }

  @Test
  @Sentence("G-6")
  @DisplayName("a forgotten account has no signals")
  void forget() {
    bank.learns(SignalKind.ON_CALL, "S1");

    bank.engine.forget("default", "alice");

    bank.transfer("T1").score();
    assertThat(seen(bank)).isEmpty();
    assertThat(bank.learns(SignalKind.ON_CALL, "S1")).isTrue();
  }
}
