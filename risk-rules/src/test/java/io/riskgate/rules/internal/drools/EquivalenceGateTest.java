package io.riskgate.rules.internal.drools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riskgate.core.pack.RulePack;
import io.riskgate.core.pack.RulePackException;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.CompiledRules;
import io.riskgate.rules.internal.Expr;
import io.riskgate.rules.internal.PackAssembler;
import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.RuleLanguage;
import io.riskgate.rules.internal.RuleSource;
import io.riskgate.rules.internal.TestPack;
import io.riskgate.rules.internal.Vocabulary;
import io.riskgate.rules.internal.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A lane that is not what Drools would do refuses the pack. */
class EquivalenceGateTest {
  private static final TestPack PACK =
      new TestPack()
          .rules(
              "LARGE", "value > P.LARGE_AMOUNT, hour < 6",
              "OTHER", "value >= P.LARGE_AMOUNT, hour < 6");

  @Test
  void aLaneThatForgetsAConditionIsRefused() {
    assertThatExceptionOfType(RulePackException.class)
        .isThrownBy(() -> load(plan -> change(plan, "LARGE", p -> p.subList(0, 1))))
        .withMessageContaining(
            "rules/a.drl:1: error: rule LARGE is 'fires' in its lane and 'quiet'")
        .withMessageContaining("in a session of the executable model for {")
        .withMessageContaining("value=")
        .satisfies(e -> assertThat(e.problems()).hasSize(1));
  }

  @Test
  void aLaneThatMissesABoundaryByOneIsRefused() {
    assertThatExceptionOfType(RulePackException.class)
        .isThrownBy(() -> load(plan -> change(plan, "LARGE", p -> plan.predicates().get("OTHER"))))
        .withMessageContaining("rule LARGE is 'fires' in its lane and 'quiet'")
        .withMessageContaining("value=500000");
  }

  @Test
  void theLaneAsItIsPasses() {
    assertThat(load(plan -> plan).rules()).hasSize(2);
  }

  private static LanePlan change(LanePlan plan, String rule, UnaryOperator<List<String>> by) {
    List<LanePlan.Path> paths = new ArrayList<>();
    for (LanePlan.Path path : plan.paths()) {
      paths.add(
          path.rule().equals(rule) ? new LanePlan.Path(rule, by.apply(path.predicates())) : path);
    }
    return new LanePlan(paths, plan.refused());
  }

  private static RulePack load(UnaryOperator<LanePlan> doctor) {
    return PackAssembler.assemble("test", PACK.files(), new DoctoredLanguage(doctor));
  }

  /** Drools, but for the plan of the lane. */
  private record DoctoredLanguage(UnaryOperator<LanePlan> doctor) implements RuleLanguage {
    private static final DroolsLanguage REAL = new DroolsLanguage();

    @Override
    public List<RuleSource> read(String file, String text, Problems problems) {
      return REAL.read(file, text, problems);
    }

    @Override
    public Expr understand(RuleSource.ConstraintSource constraint, Vocabulary vocabulary) {
      return REAL.understand(constraint, vocabulary);
    }

    @Override
    public CompiledRules compile(
        Map<String, String> texts,
        Vocabulary vocabulary,
        List<CheckedRule> rules,
        Problems problems) {
      Map<String, byte[]> files =
          PackClasses.compile(texts, vocabulary, rules, Lanes.SESSION_ONLY, problems).files();
      LanePlan plan = PackClasses.plan(new PackLoader(files, vocabulary).model(), rules);
      return new DroolsRules(
          PackClasses.withLane(files, doctor.apply(plan), rules), vocabulary, rules);
    }

    @Override
    public List<Witness> witnesses(
        Map<String, String> drl, Vocabulary vocabulary, CompiledRules compiled) {
      return REAL.witnesses(drl, vocabulary, compiled);
    }
  }
}
