package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.log.WhatIf;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A decision is made again from its record, with a fact changed. */
@DisplayName("What would have been decided")
class WhatIfTest {
  private final LogProbe log = LogProbe.bestEffort();

  private static TestPack pack() {
    return new TestPack()
        .dayLimit(1_000)
        .past(Past.of("payerOut", Aggregate.Key.PAYER).over(Duration.ofHours(24)))
        .band(40, TestPack.verifySms())
        .band(70, Demand.hold(ReleasePath.BANK))
        .rule("LARGE")
        .points(45)
        .when(f -> f.getValue() > 300_00)
        .rule("OFTEN")
        .points(70)
        .when(f -> f.aggregates().value(0) >= 2);
  }

  private WhatIf last(TestPack pack) {
    List<String> lines = log.lines();
    String line = lines.get(lines.size() - 1);
    return WhatIf.of(line.substring(1, line.length() - 1), pack);
  }

  @Test
  @Sentence("J-3")
  @DisplayName("With nothing changed, it is the decision that was made")
  void isTheSame() {
    Bank bank = new Bank(pack(), b -> b.decisionLog(log));
    bank.transfer("T1").yuan(100).settled();
    Decision decision = bank.transfer("T2").yuan(400).score();

    try (WhatIf record = last(pack())) {
      assertThat(record.decide().toJson()).isEqualTo(decision.toJson());
      assertThat(record.facts().getValue()).isEqualTo(400_00);
      assertThat(record.facts().aggregates().value(0)).isEqualTo(1);
      assertThat(record.used()).containsValue(100_00L);
    }
  }

  @Test
  @DisplayName("A fact, an aggregate or the value may be changed; limits count the changed value")
  void changes() {
    Bank bank = new Bank(pack(), b -> b.decisionLog(log));
    bank.transfer("T1").yuan(100).settled();
    bank.transfer("T2").yuan(400).score();

    try (WhatIf record = last(pack())) {
      assertThat(record.decide().decidedOutcome()).isEqualTo(Outcome.VERIFY);
      assertThat(record.decide(Map.of("value", 300_00L)).decidedOutcome()).isEqualTo(Outcome.ALLOW);
      assertThat(record.decide(Map.of("history.payerOut", 2L)).decidedOutcome())
          .isEqualTo(Outcome.HOLD);
      assertThat(record.decide(Map.of("value", 900_01L)).limitUsages())
          .singleElement()
          .satisfies(usage -> assertThat(usage.isPassed()).isTrue());
      assertThat(record.decide(Map.of("value", 900_00L)).limitUsages())
          .singleElement()
          .satisfies(usage -> assertThat(usage.isPassed()).isFalse());
      assertThat(record.decide().decidedOutcome())
          .as("what was tried leaves nothing behind")
          .isEqualTo(Outcome.VERIFY);
    }
  }

  @Test
  @DisplayName("A control may be taken for not being there")
  void liftsControls() {
    Bank bank = new Bank(pack(), b -> b.decisionLog(log));
    bank.freeze("alice");
    Decision held = bank.transfer("T1").from("alice").yuan(100).score();
    assertThat(held.decidedOutcome()).isEqualTo(Outcome.HOLD);

    try (WhatIf record = last(pack())) {
      assertThat(record.decide().decidedOutcome()).isEqualTo(Outcome.HOLD);
      assertThat(record.decide(Map.of(), Set.of(held.controls().get(0).id())).decidedOutcome())
          .isEqualTo(Outcome.ALLOW);
    }
  }

  @Test
  @DisplayName("Another pack may decide on the same facts")
  void otherPack() {
    Bank bank = new Bank(pack(), b -> b.decisionLog(log));
    bank.transfer("T1").yuan(400).score();

    try (WhatIf record = last(pack());
        WhatIf other = record.by(pack().rule("ALL").points(70).when(f -> true))) {
      assertThat(other.decide().decidedOutcome()).isEqualTo(Outcome.HOLD);
    }
  }

  @Test
  @DisplayName("What there is no fact for is refused")
  void refusesOthers() {
    Bank bank = new Bank(pack(), b -> b.decisionLog(log));
    bank.transfer("T1").yuan(400).score();

    try (WhatIf record = last(pack())) {
      assertThatThrownBy(() -> record.decide(Map.of("valu", 1L)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("valu");
      assertThatThrownBy(() -> record.decide(Map.of("value", "much")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    bank.settle("T1");
    assertThatThrownBy(() -> last(pack()).decide()).isInstanceOf(IllegalArgumentException.class);
  }
}
