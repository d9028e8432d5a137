package io.riskgate.benchmarks;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.RulePacks;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The rules of the pack {@code cn} alone: ours, the same written by hand in Java, and the same as
 * Drools tutorials have them. That all find the same hits is checked before anything is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RulesBenchmark {
  private FactStream stream;
  private RuleEvaluator evaluator;
  private RuleEvaluator sessionEvaluator;
  private TransferFacts[] sessionFacts;
  private RuleResults results;
  private JoinedFactsRules joined;
  private ReusedSessionRules reused;
  private FlatTransfer[] flat;
  private int[] numberOfRule;
  private final HitBits byHand = new HitBits();
  private final Set<CnRule> reached = EnumSet.noneOf(CnRule.class);
  private int next;

  /** Compiles the rules and proves that all variants agree. */
  @Setup
  public void setUp() {
    RulePack pack = RulePacks.bundled("cn");
    stream = new FactStream(pack);
    evaluator = pack.newEvaluator();
    RulePack sessionPack = RulePacks.bundled("cn", Lanes.SESSION_ONLY);
    sessionEvaluator = sessionPack.newEvaluator();
    sessionFacts = new FactStream(sessionPack).facts; // facts are of one pack
    results = new RuleResults(pack.rules().size());
    joined = new JoinedFactsRules();
    reused = new ReusedSessionRules();
    flat = new FlatTransfer[stream.facts.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = new FlatTransfer(stream.facts[i], stream.histories[i]);
    }
    numberOfRule =
        pack.rules().stream().mapToInt(rule -> CnRule.valueOf(rule.code()).ordinal()).toArray();
    proveEqual();
  }

  private void proveEqual() {
    for (int i = 0; i < stream.facts.length; i++) {
      HandWrittenRules.evaluate(stream.facts[i], stream.histories[i], byHand);
      Set<CnRule> expected = byHand.rules();
      reached.addAll(expected);
      same(i, "ours", expected, hits(evaluator, stream.facts[i]));
      same(i, "in sessions", expected, hits(sessionEvaluator, sessionFacts[i]));
      same(i, "joined", expected, joined.evaluate(stream.facts[i], stream.histories[i]));
      same(i, "in a plain session", expected, reused.evaluate(flat[i]));
    }
  }

  private static void same(int fact, String variant, Set<CnRule> expected, HitBits found) {
    if (!found.rules().equals(expected)) {
      throw new IllegalStateException(
          "Fact " + fact + ": by hand " + expected + ", " + variant + " " + found.rules());
    }
  }

  private HitBits hits(RuleEvaluator by, TransferFacts facts) {
    results.clear();
    by.evaluate(facts, results);
    HitBits hits = new HitBits();
    for (int rule = 0; rule < numberOfRule.length; rule++) {
      if (results.isHit(rule)) {
        hits.hit(numberOfRule[rule]);
      }
    }
    return hits;
  }

  /** The rules that some fact hits. */
  Set<CnRule> reached() {
    return reached;
  }

  /** Frees the sessions. */
  @TearDown
  public void tearDown() {
    evaluator.close();
    sessionEvaluator.close();
    reused.close();
  }

  private int next() {
    next = (next + 1) & (stream.facts.length - 1);
    return next;
  }

  /** The limit: plain Java. */
  @Benchmark
  public HitBits handWrittenJava() {
    int i = next();
    HandWrittenRules.evaluate(stream.facts[i], stream.histories[i], byHand);
    return byHand;
  }

  /** Riskgate: every rule of the pack takes the direct lane. */
  @Benchmark
  public int riskgate() {
    int i = next();
    results.clear();
    evaluator.evaluate(stream.facts[i], results);
    return results.hits();
  }

  /** Riskgate, loaded with {@code Lanes.SESSION_ONLY}. */
  @Benchmark
  public int riskgateSessionLane() {
    int i = next();
    results.clear();
    sessionEvaluator.evaluate(sessionFacts[i], results);
    return results.hits();
  }

  /** Drools at its best: one flat fact, and one session for all transfers. */
  @Benchmark
  public HitBits droolsReusedSessionFlatFact() {
    return reused.evaluate(flat[next()]);
  }

  /** Drools with joined facts and a fresh session a transfer. */
  @Benchmark
  public HitBits droolsFreshSessionJoinedFacts() {
    int i = next();
    return joined.evaluate(stream.facts[i], stream.histories[i]);
  }
}
