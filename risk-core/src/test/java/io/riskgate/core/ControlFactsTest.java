package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.ControlHistory.What;
import io.riskgate.core.pack.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences C: controls that are facts, raised limits, and what became of controls. */
class ControlFactsTest {
  private final Bank bank =
      new Bank(
          new TestPack()
              .dayLimit(1_000)
              .demandOn("bank", Demand.hold(ReleasePath.BANK))
              .rule("RAISED")
              .when(f -> f.getSignal().getLimitRaisedMinutes() < 60));

  private static Control trusted(Instant since) {
    return Control.trustedPayee(
        "trusts-bob", "default", "alice", "bob", since, "alice", "set in the app");
  }

  private List<What> whats() {
    return bank.engine.controlHistory("default", "alice").entries().stream()
        .map(ControlHistory.Entry::what)
        .toList();
  }

  @Test
  @Sentence("C-7")
  @DisplayName("a payee is trusted from the clock at which the control is set")
  void trusted_since_the_clock() {
    bank.impose(trusted(null));
    assertThat(bank.engine.controls("default", "alice")).containsExactly(trusted(Bank.NOON));

    bank.later(Duration.ofHours(5));
    bank.transfer("T1").score();
    assertThat(bank.fact("counterparty.trustedHours")).isEqualTo(5L);

    bank.impose(trusted(Bank.NOON.minus(Duration.ofHours(200))));
    bank.transfer("T2").score();
    assertThat(bank.fact("counterparty.trustedHours")).isEqualTo(205L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Sentence("C-7")
  @DisplayName("a payee trusted since ever, or from the end of time on, breaks no decision")
  void trusted_since_ever(boolean ever) {
    bank.impose(trusted(ever ? Instant.MIN : Instant.MAX));

    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat((long) bank.fact("counterparty.trustedHours"))
        .matches(hours -> ever ? hours > 1_000_000 : hours == 0);
  }

  @Test
  @Sentence("C-7")
  @DisplayName("a trusted payee lifts no limit, no control and no outcome; a watch sets none")
  void facts_only() {
    bank.impose(trusted(Bank.NOON.minus(Duration.ofDays(90))));
    bank.impose(Control.watch("w", "default", "alice", null, "desk", "unusual"));

    assertThat(bank.transfer("small").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.fact("payer.watched")).isEqualTo(true);
    assertThat(bank.transfer("large").yuan(1_001).score().outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.transfer("rule").purpose("bank").score().outcome()).isEqualTo(Outcome.HOLD);
    bank.freeze("bob");
    assertThat(bank.transfer("frozen").score().outcome()).isEqualTo(Outcome.HOLD);
  }

  @ParameterizedTest
  @CsvSource({"100001, true", "100000, false", "500, false"})
  @Sentence("C-9")
  @DisplayName("only a limit above the pack's leaves a signal")
  void raised_limit(long maxMinor, boolean isSignalled) {
    bank.impose(
        Control.limit("raise", "default", "alice", "day", maxMinor, null, "desk", "she called"));
    bank.laterMinutes(1);

    Decision decision = bank.transfer("T1").yuan(1).score();

    assertThat(decision.hits()).hasSize(isSignalled ? 1 : 0);
  }

  @Test
  @Sentence("C-9")
  @DisplayName("a raise that has ended already leaves no signal")
  void ended_raise() {
    bank.impose(
        Control.limit("raise", "default", "alice", "day", 200_000, Bank.NOON, "desk", "late"));

    assertThat(bank.transfer("T1").yuan(1).score().hits()).isEmpty();
  }

  @Test
  @Sentence("C-8")
  @DisplayName("who set, replaced and lifted what, when and why is kept in order")
  void history() {
    Control first = Control.watch("w", "default", "alice", null, "desk", "unusual");
    Control second =
        Control.watch(
            "w", "default", "alice", Bank.NOON.plus(Duration.ofHours(3)), "desk", "still unusual");
    bank.impose(first);
    bank.laterMinutes(1);
    bank.impose(second);
    bank.freeze("alice");
    bank.laterMinutes(1);
    assertThat(bank.engine.lift("default", "alice", "freeze", "judge 3", "case closed")).isTrue();
    assertThat(bank.engine.lift("default", "alice", "freeze", "judge 3", "again")).isFalse();
    bank.later(Duration.ofHours(9));

    ControlHistory history = bank.engine.controlHistory("default", "alice");

    assertThat(history.isComplete()).isTrue();
    assertThat(history.entries())
        .extracting(
            ControlHistory.Entry::what,
            e -> e.control().id(),
            ControlHistory.Entry::at,
            ControlHistory.Entry::by,
            ControlHistory.Entry::why)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(What.IMPOSED, "w", Bank.NOON, "desk", "unusual"),
            org.assertj.core.groups.Tuple.tuple(
                What.REPLACED, "w", Bank.NOON.plusSeconds(60), "desk", "still unusual"),
            org.assertj.core.groups.Tuple.tuple(
                What.IMPOSED, "freeze", Bank.NOON.plusSeconds(60), "court", "case 12"),
            org.assertj.core.groups.Tuple.tuple(
                What.LIFTED, "freeze", Bank.NOON.plusSeconds(120), "judge 3", "case closed"),
            org.assertj.core.groups.Tuple.tuple(
                What.LAPSED, "w", Bank.NOON.plus(Duration.ofHours(3)), "desk", "still unusual"));
    assertThat(history.entries().get(1).control()).isEqualTo(second);
    assertThat(history.entries().toString()).doesNotContain("alice");
    assertThat(bank.engine.controlHistory("default", "nobody")).isEqualTo(ControlHistory.NONE);
  }

  @Test
  @Sentence("C-8")
  @DisplayName("nobody lifts a control without saying who and why")
  void lifting_says_who_and_why() {
    bank.freeze("alice");

    assertThatThrownBy(() -> bank.engine.lift("default", "alice", "freeze", " ", "why"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bank.engine.lift("default", "alice", "freeze", "judge", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(bank.engine.controls("default", "alice")).hasSize(1);
  }

  @Test
  @Sentence({"C-8", "H-8"})
  @DisplayName("to forget an account leaves its controls and their history")
  void forgetting() {
    bank.freeze("alice");
    bank.lift("alice", "freeze");
    bank.impose(Control.watch("w", "default", "alice", null, "desk", "unusual"));

    bank.engine.forget("default", "alice");

    assertThat(whats()).containsExactly(What.IMPOSED, What.LIFTED, What.IMPOSED);
    assertThat(bank.engine.controls("default", "alice")).hasSize(1);
  }

  @Test
  @Sentence("C-8")
  @DisplayName(
      "where there is no room the oldest go and are counted, but none of a control in force")
  void capped_history() {
    bank.freeze("alice");
    for (int i = 0; i < 600; i++) {
      bank.impose(Control.watch("w", "default", "alice", null, "desk", "look " + i));
      bank.lift("alice", "w");
    }

    ControlHistory history = bank.engine.controlHistory("default", "alice");

    assertThat(history.entries()).hasSize(512);
    assertThat(history.dropped()).isEqualTo(1_201 - 512);
    assertThat(history.isComplete()).isFalse();
    assertThat(history.entries().get(0).control().id()).isEqualTo("freeze");
    assertThat(history.entries().get(511).what()).isEqualTo(What.LIFTED);
  }

  @Test
  @Sentence("C-8")
  @DisplayName("a control set again and again in the same words does not fill the history")
  void same_control_again() {
    for (int i = 0; i < 600; i++) {
      bank.freeze("alice");
    }

    ControlHistory history = bank.engine.controlHistory("default", "alice");

    assertThat(history.entries()).hasSize(512);
    assertThat(history.dropped()).isEqualTo(88);
    assertThat(bank.engine.controls("default", "alice")).hasSize(1);
  }
}
