package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.benchmarks.FactStream.Share;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RuleLane;
import io.riskgate.rules.RulePacks;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured side by side does the same work. */
class BenchmarksAgreeTest {
  private static Workload cn;
  private static Workload forty;

  @BeforeAll
  static void transfers() {
    cn = new Workload(RuleBook.CN);
    forty = new Workload(RuleBook.GENERATED_40);
  }

  /**
   * Of what differs by a setting alone one is tried here; each process that measures proves its
   * own.
   */
  @ParameterizedTest
  @EnumSource(
      names = {
        "HAND_WRITTEN",
        "MIXED_PACK",
        "EVRETE_TEXT_REUSED",
        "EVRETE_LAMBDA_REUSED",
        "EVRETE_LAMBDA_THREADS",
        "DROOLS_SEQUENTIAL"
      },
      mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("all find the hits of the rules that are written by hand, for every transfer")
  void sameHits(Variant variant) {
    variant.open(cn).close(); // throws where a hit differs
  }

  @Test
  @DisplayName("a pack that uses both lanes finds the same hits")
  void mixed() {
    RulePack pack = MixedPack.load();
    assertThat(RulePacks.lanes(pack).stream().filter(RuleLane::direct)).hasSize(108);
    assertThat(RulePacks.lanes(pack).stream().filter(lane -> !lane.direct())).hasSize(15);

    RiskgateRules mixed = new RiskgateRules(cn, List.of(pack));
    cn.prove(mixed);
    mixed.close();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LIST_OF_LAMBDAS",
        "DIRECT_LANE",
        "EASY_RULES",
        "EVRETE_LAMBDA_CLEARED",
        "DROOLS_REUSED"
      })
  @DisplayName("generated rules hit the same wherever they are evaluated")
  void generated(Variant variant) {
    variant.open(forty).close();
  }

  @Test
  @DisplayName("a contender that finds one hit less, or more, is found out")
  void wrong() {
    int some =
        IntStream.range(0, FactStream.FACTS)
            .filter(i -> cn.expected(i).count() == 1)
            .findAny()
            .getAsInt();
    assertThatThrownBy(() -> cn.prove(but(some, new HitBits())))
        .hasMessageContaining("Fact " + some + ":");
    HitBits more = new HitBits();
    more.hit(cn.expected(some).rules().iterator().next());
    more.hit(CnRule.ELDERLY_VIRTUAL_CURRENCY);
    assertThatThrownBy(() -> cn.prove(but(some, more))).hasMessageContaining("Fact " + some + ":");
  }

  /** Finds what is right, but for one transfer. */
  private static Contender but(int fact, HitBits found) {
    return new Contender() {
      private int last;

      @Override
      public void evaluate(int fact) {
        last = fact;
      }

      @Override
      public HitBits hits() {
        return last == fact ? found : cn.expected(last);
      }
    };
  }

  @Test
  @DisplayName(
      "of 4,096 transfers 60 % hit no rule, 35 % one to four, and 5 % more, whichever rules")
  void shares() {
    Map<Share, Integer> exactly =
        Map.of(Share.NONE, 2_458, Share.ONE_TO_FOUR, 1_434, Share.MORE, 204);

    assertThat(shares(cn)).isEqualTo(exactly);
    assertThat(shares(forty)).isEqualTo(exactly);
  }

  private static Map<Share, Integer> shares(Workload workload) {
    Map<Share, Integer> shares = new EnumMap<>(Share.class);
    for (int i = 0; i < FactStream.FACTS; i++) {
      shares.merge(Share.ofHits(workload.expected(i).count()), 1, Integer::sum);
    }
    return shares;
  }

  @Test
  @DisplayName("each rule is hit by some transfer")
  void reached() {
    Set<CnRule> reached = EnumSet.noneOf(CnRule.class);
    for (int i = 0; i < FactStream.FACTS; i++) {
      reached.addAll(cn.expected(i).rules());
    }
    assertThat(reached).containsExactlyInAnyOrder(CnRule.values());
  }

  @Test
  @DisplayName("each rule of the pack is written by hand too")
  void byHand() {
    assertThat(RulePacks.bundled("cn").rules().stream().map(r -> r.code()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CnRule.values()).map(CnRule::name).toList());
  }
}
