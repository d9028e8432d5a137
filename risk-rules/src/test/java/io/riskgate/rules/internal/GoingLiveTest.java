package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.pack.RulePackException;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.RulePacks;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pack must pass when it is to replace another in a running engine. */
class GoingLiveTest {
  private static final String TESTS =
      """
      - rule: LARGE
        fires: { value: P.LARGE_AMOUNT + 0.01 }
        quiet: { value: P.LARGE_AMOUNT }
      """;

  private static List<String> refusal(RiskEngine engine, RulePack candidate) {
    RulePackException refused =
        catchThrowableOfType(RulePackException.class, () -> engine.activate(candidate));
    assertThat(refused).as("the pack is refused").isNotNull();
    return refused.problems().stream().map(PackProblem::toString).toList();
  }

  @Test
  @DisplayName("a pack whose own tests fail is refused, with file and line")
  void failing_tests_refuse() {
    LoadedPack good = new TestPack().file("tests/a.yaml", TESTS).load();
    try (RiskEngine engine = RiskEngine.builder().rules(good).build()) {
      LoadedPack off =
          new TestPack()
              .file(
                  "tests/a.yaml",
                  TESTS.replace("quiet: { value: P.LARGE_AMOUNT }", "quiet: { value: 6000.00 }"))
              .load();

      assertThat(refusal(engine, off))
          .containsExactly("tests/a.yaml:3: error: rule LARGE should be 'quiet' and is 'fires'");
      assertThat(engine.activePack()).isEqualTo(good.identity());
    }
  }

  @Test
  @DisplayName("a pack goes live with a warning for each rule that no test sees fire or stay quiet")
  void untested_rules_are_named() {
    LoadedPack tested = new TestPack().file("tests/a.yaml", TESTS).load();
    LoadedPack untested = new TestPack().load();
    try (RiskEngine engine = RiskEngine.builder().rules(untested).build()) {
      assertThat(engine.activate(tested)).isEmpty();
      assertThat(engine.activate(untested))
          .extracting(PackProblem::toString)
          .containsExactlyInAnyOrder(
              "rules/a.drl:1: warning: rule LARGE has no test with 'fires'",
              "rules/a.drl:1: warning: rule LARGE has no test with 'quiet'");
    }
  }

  @Test
  @DisplayName(
      "hundreds of rules with patterns do not replace a single rule: ten times slower and more")
  void a_far_slower_pack_is_refused() {
    String[] rules = new String[2 * 200];
    for (int i = 0; i < rules.length; i += 2) {
      rules[i] = "PATTERN_" + i;
      rules[i + 1] = "purpose matches \"(?is).*(word" + i + "|other" + i + ").*\"";
    }
    LoadedPack slow = new TestPack().rules(rules).load();
    LoadedPack quick = new TestPack().load();
    try (RiskEngine engine = RiskEngine.builder().rules(quick).build()) {
      assertThat(refusal(engine, slow))
          .anySatisfy(
              problem ->
                  assertThat(problem)
                      .startsWith("rules: error: evaluating the rules takes ")
                      .contains(" times as long as those of test/1.0.0@")
                      .endsWith("10 times and more are refused"));
      assertThat(engine.activePack()).isEqualTo(quick.identity());
    }
    try (RiskEngine engine = RiskEngine.builder().rules(slow).build()) {
      assertThat(engine.activate(quick)).noneMatch(problem -> problem.file().equals("rules"));
    }
  }

  @Test
  @DisplayName("the bundled pack, whose rules are compiled already, passes what it must to go live")
  void the_bundled_pack_goes_live() {
    RulePack bundled = RulePacks.bundled("cn");

    assertThat(bundled.problemsReplacing(new TestPack().load()))
        .noneMatch(problem -> problem.severity() == PackProblem.Severity.ERROR);
  }

  @Test
  @DisplayName("from twice as long on the author is told, from ten times on the pack is refused")
  void ratios_decide() {
    assertThat(compare(100_000, 100_000)).isEmpty();
    assertThat(compare(400_000, 100_000).orElseThrow().severity())
        .isEqualTo(PackProblem.Severity.WARNING);
    assertThat(compare(3_000_000, 100_000).orElseThrow().severity())
        .isEqualTo(PackProblem.Severity.ERROR);
  }

  @Test
  @DisplayName("what takes less than a microsecond a transfer counts as a microsecond")
  void next_to_nothing_is_no_measure() {
    assertThat(compare(4_000, 100).stream())
        .noneMatch(problem -> problem.severity() == PackProblem.Severity.ERROR);
  }

  @Test
  @DisplayName("a pack that takes seconds a transfer is refused in bounded time")
  void a_hopeless_pack_ends_soon() {
    AtomicLong evaluations = new AtomicLong();
    Timed hopeless = new Timed(new TestPack().load(), 300_000_000, evaluations);

    assertThat(hopeless.beside(new Timed(new TestPack().load(), 1_000)).orElseThrow().severity())
        .isEqualTo(PackProblem.Severity.ERROR);
    assertThat(evaluations).hasValueLessThan(20);
  }

  private static Optional<PackProblem> compare(long candidateNanos, long currentNanos) {
    LoadedPack pack = new TestPack().load();
    return new Timed(pack, candidateNanos).beside(new Timed(pack, currentNanos));
  }

  /** A pack whose evaluation takes so long by a clock of its own, which no other load touches. */
  private record Timed(RulePack real, long nanos, AtomicLong evaluations) implements RulePack {
    private static final AtomicLong NOW = new AtomicLong();

    Timed(RulePack real, long nanos) {
      this(real, nanos, new AtomicLong());
    }

    Optional<PackProblem> beside(Timed current) {
      LatencyFacts facts = new LatencyFacts((LoadedPack) real, current);
      return new LatencyCheck(this, facts.of(this), current, facts.of(current), NOW::get).run();
    }

    @Override
    public PackIdentity identity() {
      return new PackIdentity("timed", "1", "0".repeat(64));
    }

    @Override
    public Policy policy() {
      return real.policy();
    }

    @Override
    public List<Rule> rules() {
      return real.rules();
    }

    @Override
    public List<Aggregate> aggregates() {
      return real.aggregates();
    }

    @Override
    public Messages messages() {
      return real.messages();
    }

    @Override
    public TransferFacts newFacts() {
      return real.newFacts();
    }

    @Override
    public RuleEvaluator newEvaluator() {
      return new RuleEvaluator() {
        @Override
        public void evaluate(TransferFacts facts, RuleResults results) {
          evaluations.incrementAndGet();
          NOW.addAndGet(nanos);
        }

        @Override
        public void close() {}
      };
    }
  }
}
