package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Mode;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.Sentence;
import io.riskgate.core.ShadowReport;
import io.riskgate.core.ShadowReport.Comparison;
import io.riskgate.core.Transfer;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.facts.AggregateValues;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shadow goes on when another pack decides. */
class ChampionsTest {
  private static final Instant NOON = Instant.parse("2024-03-14T04:00:00Z");

  /** A pack with one rule, which always asks for the same. */
  private record OneRule(String version, Demand demand) implements RulePack {
    @Override
    public PackIdentity identity() {
      return new PackIdentity("one", version, "0".repeat(64));
    }

    @Override
    public Policy policy() {
      return Policy.builder("CNY").build();
    }

    @Override
    public List<Rule> rules() {
      return List.of(new Rule("ONE", 0, "one", demand, ""));
    }

    @Override
    public List<Aggregate> aggregates() {
      return List.of();
    }

    @Override
    public Messages messages() {
      return Messages.NONE;
    }

    @Override
    public TransferFacts newFacts() {
      return new TransferFacts(new AggregateValues(0) {}) {};
    }

    @Override
    public RuleEvaluator newEvaluator() {
      return new RuleEvaluator() {
        @Override
        public void evaluate(TransferFacts facts, RuleResults results) {
          results.hit(0);
        }

        @Override
        public void close() {
          // nothing is held
        }
      };
    }
  }

  private static final Demand SMS = Demand.verify(VerificationMethod.SMS_CODE);

  private static PackRuntime runtime(String version, Demand demand) {
    OneRule pack = new OneRule(version, demand);
    return new PackRuntime(pack, PackRuntime.schemaOf(pack), new Coverage(pack, 0, new long[0], 0));
  }

  private final ShadowScoring shadow =
      new ShadowScoring(
          runtime("candidate", SMS), InMemoryStore.create(), () -> NOON, 64, ended -> {});

  @AfterEach
  void close() {
    shadow.close();
  }

  private void decided(PackRuntime champion, Demand demand) {
    Transfer t =
        Transfer.builder()
            .id("T1")
            .payer("alice")
            .payee("bob")
            .amount("100.00", "CNY")
            .time(NOON)
            .build();
    Attempt attempt =
        new Attempt(
            champion.schema,
            new Reference("default", "alice", "T1"),
            t,
            10_000,
            NOON.toEpochMilli(),
            champion.moment(NOON.toEpochMilli()));
    Scoring.Risk risk = new Scoring.Risk(0, List.of(), List.of(), false, List.of(), demand);
    Judgement judgement =
        Judgement.of(champion, Mode.ENFORCE, t, 10_000, risk, new long[0], List.of(), List.of());
    shadow.offer(
        champion,
        attempt,
        new History(new long[0], 0),
        Intelligence.NONE,
        new long[0],
        List.of(),
        List.of(),
        judgement);
  }

  private List<Comparison> comparisons() {
    assertThat(shadow.drain(Duration.ofSeconds(60))).isTrue();
    return shadow.report().comparisons();
  }

  @Test
  @Sentence("X-10")
  void each_count_belongs_to_the_champion_that_decided() {
    PackRuntime first = runtime("1", Demand.NOTHING);
    PackRuntime second = runtime("2", SMS);
    shadow.start();

    decided(first, Demand.NOTHING);
    decided(second, SMS);
    decided(first, Demand.NOTHING); // in flight while the other became active
    decided(second, SMS);
    decided(second, SMS);

    List<Comparison> comparisons = comparisons();
    assertThat(comparisons).extracting(c -> c.champion().version()).containsExactly("1", "2");
    assertThat(comparisons.get(0).count(Outcome.ALLOW, Outcome.VERIFY)).isEqualTo(2);
    assertThat(comparisons.get(0).compared()).isEqualTo(2);
    assertThat(comparisons.get(1).count(Outcome.VERIFY, Outcome.VERIFY)).isEqualTo(3);
    assertThat(comparisons.get(1).agreed()).isEqualTo(3);
    assertThat(comparisons.get(1).championRules().count()).isEqualTo(3);
  }

  @Test
  @Sentence("X-10")
  void a_pack_that_comes_back_goes_on_with_its_counts() {
    shadow.start();
    decided(runtime("1", SMS), SMS);
    decided(runtime("2", SMS), SMS);
    decided(runtime("1", SMS), SMS); // rolled back to

    assertThat(comparisons())
        .extracting(Comparison::compared, c -> c.champion().version())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2L, "1"),
            org.assertj.core.groups.Tuple.tuple(1L, "2"));
  }

  @Test
  @Sentence("X-10")
  void of_many_champions_those_that_came_first_are_left_out() {
    shadow.start();
    for (int i = 1; i <= ShadowReport.CHAMPIONS_MAX + 2; i++) {
      decided(runtime("" + i, SMS), SMS);
    }

    assertThat(comparisons())
        .hasSize(ShadowReport.CHAMPIONS_MAX)
        .first()
        .extracting(c -> c.champion().version())
        .isEqualTo("3");
  }
}
