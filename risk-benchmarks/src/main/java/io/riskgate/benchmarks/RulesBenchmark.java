package io.riskgate.benchmarks;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.RulePacks;
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
  private int[] bitOfRule;
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
    bitOfRule =
        pack.rules().stream().mapToInt(r -> HandWrittenRules.CODES.indexOf(r.code())).toArray();
    proveEqual();
  }

  private void proveEqual() {
    for (int i = 0; i < stream.facts.length; i++) {
      long expected = HandWrittenRules.evaluate(stream.facts[i], stream.histories[i]);
      long ours = hits(evaluator, stream.facts[i]);
      long session = hits(sessionEvaluator, sessionFacts[i]);
      long theirs = joined.evaluate(stream.facts[i], stream.histories[i]);
      long plain = reused.evaluate(flat[i]);
      if (ours != expected || session != expected || theirs != expected || plain != expected) {
        throw new IllegalStateException(
            "Fact "
                + i
                + ": by hand "
                + Long.toBinaryString(expected)
                + ", ours "
                + Long.toBinaryString(ours)
                + ", in sessions "
                + Long.toBinaryString(session)
                + ", joined "
                + Long.toBinaryString(theirs)
                + ", in a plain session "
                + Long.toBinaryString(plain));
      }
    }
  }

  private long hits(RuleEvaluator by, TransferFacts facts) {
    results.clear();
    by.evaluate(facts, results);
    long hits = 0;
    for (int rule = 0; rule < bitOfRule.length; rule++) {
      hits |= results.isHit(rule) ? 1L << bitOfRule[rule] : 0;
    }
    return hits;
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
  public long handWrittenJava() {
    int i = next();
    return HandWrittenRules.evaluate(stream.facts[i], stream.histories[i]);
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
  public long droolsReusedSessionFlatFact() {
    return reused.evaluate(flat[next()]);
  }

  /** Drools with joined facts and a fresh session a transfer. */
  @Benchmark
  public long droolsFreshSessionJoinedFacts() {
    int i = next();
    return joined.evaluate(stream.facts[i], stream.histories[i]);
  }
}
