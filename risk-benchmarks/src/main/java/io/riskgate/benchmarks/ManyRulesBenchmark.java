package io.riskgate.benchmarks;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.RuleLane;
import io.riskgate.rules.RulePacks;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How the time of the direct lane grows with the number of rules. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ManyRulesBenchmark {
  /** How many rules; 500 is as many as a pack may have. */
  @Param({"40", "200", "500"})
  private int rules;

  private TransferFacts[] facts;
  private RuleEvaluator evaluator;
  private RuleResults results;
  private int next;

  /** Makes the rules and the facts. */
  @Setup
  public void setUp() {
    RulePack pack = GeneratedPack.load(rules);
    if (!RulePacks.lanes(pack).stream().allMatch(RuleLane::direct)) {
      throw new IllegalStateException("Not every rule takes the direct lane");
    }
    facts = new FactStream(pack).facts;
    evaluator = pack.newEvaluator();
    results = new RuleResults(rules);
    int hits = 0;
    for (TransferFacts each : facts) {
      results.clear();
      evaluator.evaluate(each, results);
      hits += results.hits();
    }
    System.out.println(rules + " rules, " + (double) hits / facts.length + " hits a transfer");
  }

  /** Frees the evaluator. */
  @TearDown
  public void tearDown() {
    evaluator.close();
  }

  /** The direct lane. */
  @Benchmark
  public int directLane() {
    next = (next + 1) & (facts.length - 1);
    results.clear();
    evaluator.evaluate(facts[next], results);
    return results.hits();
  }
}
