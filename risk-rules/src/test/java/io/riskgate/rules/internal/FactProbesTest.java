package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The facts that lanes are compared on. */
class FactProbesTest {
  private static final LoadedPack PACK = new TestPack().load();

  @Test
  void aNumberIsTakenToItsBoundaries() {
    Set<Long> values = new HashSet<>();
    FactProbes probes = probes("value > P.LARGE_AMOUNT");
    for (int i = 0; i < 300; i++) {
      TransferFacts facts = PACK.newFacts();
      probes.fill(facts);
      values.add(facts.getValue());
    }

    assertThat(values).contains(499_999L, 500_000L, 500_001L, 0L, 1L, 1_000_000_000_000_000L);
  }

  @Test
  void aTextIsTakenToWhatAPatternLooksFor() {
    Set<String> values = new HashSet<>();
    FactProbes probes = probes("purpose matches \"(?is).*(刷单|task rebate).*\"");
    for (int i = 0; i < 500; i++) {
      TransferFacts facts = PACK.newFacts();
      probes.fill(facts);
      values.add(facts.getPurpose());
    }

    assertThat(values).contains("", "刷单", "TASK REBATE", "xtask rebate\ny", "ask rebate");
  }

  @Test
  void aSeedAlwaysGivesTheSame() {
    FactProbes one = probes("value > 3 && hour < 4");
    FactProbes other = probes("value > 3 && hour < 4");
    for (int i = 0; i < 100; i++) {
      one.fill(PACK.newFacts());
      other.fill(PACK.newFacts());
      assertThat(one).hasToString(other.toString());
    }
  }

  private static FactProbes probes(String constraint) {
    Expr expr =
        new DroolsLanguage()
            .understand(new RuleSource.ConstraintSource(constraint, 1), PACK.vocabulary());
    UnderstoodRule rule =
        new UnderstoodRule(
            new RuleSource("A", "a.drl", 1, List.of(), List.of(), ""),
            List.of(
                new Clause.Pattern(
                    PatternType.TRANSFER, "", List.of(new Clause.Constraint(expr, 1)), 1)));
    return new FactProbes(PACK.vocabulary(), NeutralFacts.of(PACK.definition()), List.of(rule), 1);
  }
}
