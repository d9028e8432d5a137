package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.RulePacks;
import io.riskgate.rules.RuleReader;
import io.riskgate.rules.RuleReading;
import io.riskgate.rules.RuleReading.Clause;
import io.riskgate.rules.RuleReading.Truth;
import io.riskgate.rules.RuleReading.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What explanations say of a rule is what its evaluator finds. */
@DisplayName("Reading rules clause by clause")
class PackReaderTest {
  private static final LoadedPack CN = (LoadedPack) RulePacks.bundled("cn");
  private static final int PROBES = 2_000;

  @Test
  @DisplayName(
      "On 2,000 made-up transfers, clauses and evaluator agree about every rule of the bundled"
          + " pack")
  void agreesOnTheBundledPack() {
    Map<Truth, Integer> seen = agree(CN, PROBES);

    // Else the test could not fail.
    assertThat(seen.get(Truth.YES)).isGreaterThan(500);
    assertThat(seen.get(Truth.NO)).isGreaterThan(100_000);
  }

  @Test
  @DisplayName("They agree about every form that a constraint may have, division by zero included")
  void agreesOnEveryForm() {
    LoadedPack pack =
        new TestPack()
            .rules(
                "RELATIONS",
                "value >= P.LARGE_AMOUNT, hour != 3, dayOfWeek <= 5, history.outCount < P.COUNT",
                "CHOICE",
                "kind in (TransferKind.TRANSFER, TransferKind.PAYMENT) && channel not in"
                    + " (Channel.WEB)",
                "NUMBERS",
                "history.outCount in (1, 2, 3) || history.outCount not in (4, 5, 6, 7)",
                "SUMS",
                "value * 100 - P.COUNT * history.max90d > P.LARGE_AMOUNT + payer.balance",
                "QUOTIENT",
                "value / history.max90d >= P.COUNT",
                "REST",
                "(history.outCount + P.SHIFT) % 5 == 2",
                "NEGATIVE",
                "payer.balance < -P.LARGE_AMOUNT || value - payer.balance > P.LARGE_AMOUNT",
                "TEXT",
                "purpose contains \"a\\\\b\" || purpose matches \"(?is).*(loan|贷款).*\"",
                "NOT_TEXT",
                "purpose not contains \"rent\" && purpose not matches \"[a-z]{2,5}\"",
                "TRUTH",
                "!counterparty.paidBefore && (device.usedBefore == false || counterparty.overseas)",
                "NEITHER",
                "!(value > P.LARGE_AMOUNT || hour < 6) && !(counterparty.paidBefore && hour > 20)",
                "COUNTRY",
                "counterparty.country in (\"SG\", \"HK\") || origin.country == \"US\"")
            .load();

    Map<Truth, Integer> seen = agree(pack, PROBES);

    assertThat(seen.get(Truth.YES)).isGreaterThan(500);
    assertThat(seen.get(Truth.FAILS)).isGreaterThan(100);
  }

  /** Compares rule by rule, and counts what the clauses came to. */
  private static Map<Truth, Integer> agree(LoadedPack pack, int count) {
    PackReader reader = new PackReader(pack);
    FactProbes probes =
        new FactProbes(
            pack.vocabulary(), NeutralFacts.of(pack.definition()), pack.understood(), 20260105);
    RuleResults results = new RuleResults(pack.rules().size());
    Map<Truth, Integer> seen = new HashMap<>();
    Set<String> fired = new TreeSet<>();
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      for (int i = 0; i < count; i++) {
        TransferFacts facts = pack.newFacts();
        probes.fill(facts);
        facts.availability().clear(); // whether a hit stands is another matter
        facts.getSignal().setAll(facts.signals());
        results.clear();
        evaluator.evaluate(facts, results);
        List<RuleReading> readings = reader.read(facts, false);
        for (int rule = 0; rule < readings.size(); rule++) {
          RuleReading reading = readings.get(rule);
          reading.clauses().forEach(clause -> seen.merge(clause.truth(), 1, Integer::sum));
          compare(reading, results, rule, probes);
          if (results.isHit(rule)) {
            fired.add(reading.code());
          }
        }
      }
    }
    assertThat(fired).hasSizeGreaterThan(pack.rules().size() / 2);
    return seen;
  }

  private static void compare(RuleReading reading, RuleResults results, int rule, Object probe) {
    boolean fails = reading.clauses().stream().anyMatch(clause -> clause.truth() == Truth.FAILS);
    if (reading.direct() && !fails) {
      // Read once all at once: the order of clauses decides only which of two failures is seen.
      assertThat(reading.holds())
          .as("%s on %s", reading.code(), probe)
          .contains(results.isHit(rule));
    } else if (reading.holds().isPresent() && !reading.holds().get() && !fails) {
      assertThat(results.isHit(rule)).as("%s on %s", reading.code(), probe).isFalse();
    } else if (fails) {
      assertThat(results.isHit(rule)).as("%s on %s", reading.code(), probe).isFalse();
    }
  }

  @Test
  @DisplayName("Every change that is said to turn a clause turns it, and one less does not")
  void turnsTurn() {
    PackReader reader = new PackReader(CN);
    FactProbes probes =
        new FactProbes(CN.vocabulary(), NeutralFacts.of(CN.definition()), CN.understood(), 7);
    FactWriter writer = new FactWriter();
    int tried = 0;
    for (int i = 0; i < 20; i++) {
      TransferFacts facts = CN.newFacts();
      probes.fill(facts);
      List<RuleReading> readings = reader.read(facts);
      for (int rule = i % 5; rule < readings.size(); rule += 5) {
        List<Clause> clauses = readings.get(rule).clauses();
        for (int c = 0; c < clauses.size(); c++) {
          for (Turn turn : clauses.get(c).turns()) {
            FactInfo fact = CN.vocabulary().facts().find(turn.value().name());
            if (fact == null) {
              continue; // a parameter: see below
            }
            tried++;
            Object before = turn.value().value();
            writer.write(facts, fact, turn.to());
            assertThat(reader.read(facts, false).get(rule).clauses().get(c).truth())
                .as("%s with %s", clauses.get(c).text(), turn)
                .isNotEqualTo(clauses.get(c).truth());
            if (turn.to() instanceof Long to && Math.abs(to - (Long) before) > 1) {
              writer.write(facts, fact, to > (Long) before ? to - 1 : to + 1);
              assertThat(reader.read(facts, false).get(rule).clauses().get(c).truth())
                  .as("%s, one less than %s", clauses.get(c).text(), turn)
                  .isEqualTo(clauses.get(c).truth());
            }
            writer.write(facts, fact, before);
          }
        }
      }
    }
    assertThat(tried).isGreaterThan(500);
  }

  @Test
  @DisplayName(
      "A pack with one parameter changed finds what the pack says with that number in its file")
  void changesAParameter() {
    TestPack files =
        new TestPack()
            .rules("LARGE", "value > P.LARGE_AMOUNT", "MANY", "history.outCount >= P.COUNT");
    RulePack changed = RuleReader.of(files.load()).with("COUNT", 3);
    RulePack written =
        files
            .edit("pack.yaml", "COUNT: { type: count, value: 6", "COUNT: { type: count, value: 3")
            .load();

    for (long count = 0; count < 8; count++) {
      for (long value : new long[] {499_999, 500_001}) {
        assertThat(hits(changed, value, count)).isEqualTo(hits(written, value, count));
      }
    }
    assertThat(hits(changed, 0, 3)).containsExactly("MANY");
    assertThatThrownBy(() -> RuleReader.of(files.load()).with("COUNT", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RuleReader.of(files.load()).with("CUONT", 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CUONT");
  }

  private static List<String> hits(RulePack pack, long value, long count) {
    TransferFacts facts = pack.newFacts();
    facts.setValue(value);
    facts.aggregates().array()[0] = count;
    RuleResults results = new RuleResults(pack.rules().size());
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      evaluator.evaluate(facts, results);
    }
    List<String> hits = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.isHit(i)) {
        hits.add(pack.rules().get(i).code());
      }
    }
    return hits;
  }

  @Test
  @DisplayName("A clause says what it read, each once, and how far it is from turning")
  void tellsValues() {
    LoadedPack pack =
        new TestPack().rules("SUM", "value + history.max90d > 3 * P.LARGE_AMOUNT, hour < 6").load();
    TransferFacts facts = pack.newFacts();
    facts.setValue(1_000_000);
    facts.aggregates().array()[1] = 400_000;
    facts.setHour(5);

    RuleReading reading = RuleReader.of(pack).read(facts).get(0);

    assertThat(reading.holds()).contains(false);
    Clause sum = reading.clauses().get(0);
    assertThat(sum.truth()).isEqualTo(Truth.NO);
    assertThat(sum.text()).isEqualTo("(value + history.max90d) > (3 * P.LARGE_AMOUNT)");
    assertThat(sum.values())
        .extracting(value -> value.name() + "=" + value.value())
        .containsExactly("value=1000000", "history.max90d=400000", "P.LARGE_AMOUNT=500000");
    assertThat(sum.turns())
        .extracting(turn -> turn.value().name() + "=" + turn.to())
        .containsExactlyInAnyOrder(
            "value=1100001", "history.max90d=500001", "P.LARGE_AMOUNT=466666");
    assertThat(reading.clauses().get(1).turns())
        .extracting(turn -> turn.value().name() + "=" + turn.to())
        .containsExactly("hour=6");
  }

  @Test
  @DisplayName(
      "What a session decides about signals and flags is told as unknown, and the rest as it is")
  void tellsOfSessions() {
    LoadedPack pack =
        new TestPack()
            .whole(
                "ON_CALL",
                "TransferFacts( value > P.LARGE_AMOUNT ) exists Signal( kind == SignalKind.ON_CALL"
                    + " )",
                "")
            .load();
    TransferFacts facts = pack.newFacts();

    RuleReading reading = RuleReader.of(pack).read(facts).get(0);

    assertThat(reading.direct()).isFalse();
    assertThat(reading.clauses())
        .extracting(Clause::truth)
        .containsExactly(Truth.NO, Truth.UNKNOWN);
    assertThat(reading.clauses().get(1).text())
        .isEqualTo("exists( Signal( kind == SignalKind.ON_CALL ) )");
    assertThat(reading.holds()).contains(false);
  }
}
