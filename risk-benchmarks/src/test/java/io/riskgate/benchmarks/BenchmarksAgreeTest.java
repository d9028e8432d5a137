package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.RulePacks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is measured side by side does the same work. */
class BenchmarksAgreeTest {
  @Test
  void hand_written_rules_ours_and_joined_facts_find_the_same_hits() {
    RulesBenchmark benchmark = new RulesBenchmark();
    benchmark.setUp(); // throws where a variant differs
    benchmark.tearDown();
    assertThat(benchmark.reached())
        .as("rules that a fact hits")
        .containsExactlyInAnyOrder(CnRule.values());
  }

  @Test
  void every_rule_of_the_pack_is_written_by_hand_too() {
    assertThat(RulePacks.bundled("cn").rules().stream().map(r -> r.code()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CnRule.values()).map(CnRule::name).toList());
  }
}
