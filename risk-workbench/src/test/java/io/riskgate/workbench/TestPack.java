package io.riskgate.workbench;

import io.riskgate.core.AssetClass;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.facts.AggregateValues;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A small rule pack written in Java, so that tests of the command line need not compile rules. */
public final class TestPack implements RulePack {
  /** What the payer asked for in 24 hours, whatever came of it. */
  public static final String OUT_COUNT_24H = "payerOutCount24h";

  private final Policy policy;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Predicate<TransferFacts>> conditions = new ArrayList<>();

  private TestPack(Policy policy) {
    this.policy = policy;
  }

  /**
   * A pack in CNY that verifies above 10,000 and above 50,000 a day, holds withdrawals above 40,000
   * and finds it worth a word when a payer is asked the third time in a day.
   */
  public static TestPack standard() {
    TestPack pack =
        new TestPack(
            Policy.builder("CNY")
                .homeCountry("CN")
                .zone(ZoneId.of("Asia/Shanghai"))
                .limits(
                    List.of(
                        limit("SINGLE_FIAT", Limit.Window.SINGLE, 10_000_00),
                        limit("DAILY_FIAT", Limit.Window.DAY, 50_000_00)))
                .build());
    pack.rule(
        new Rule("LARGE_WITHDRAWAL", 60, "cash", Demand.hold(ReleasePath.BANK), "FAKE_JOB"),
        facts -> facts.getKind() == TransferKind.WITHDRAWAL && facts.getValue() > 40_000_00);
    pack.rule(
        new Rule("OFTEN", 10, "pace", Demand.NOTHING, ""),
        facts -> facts.aggregates().value(0) >= 2);
    return pack;
  }

  /** A pack whose rules say how often the payer asked in 24 hours: N0, N1, N2 … up to N9. */
  public static TestPack countingAttempts() {
    TestPack pack = new TestPack(Policy.builder("CNY").build());
    for (int i = 0; i < 10; i++) {
      long count = i;
      pack.rule(
          new Rule("N" + i, 1, "count", Demand.NOTHING, ""),
          facts -> facts.aggregates().value(0) == count);
    }
    return pack;
  }

  /** A pack that holds what goes to a payee of whom a fraud was reported within 30 days. */
  public static TestPack holdingReportedPayees() {
    TestPack pack = new TestPack(Policy.builder("CNY").zone(ZoneId.of("Asia/Shanghai")).build());
    pack.rule(
        new Rule("REPORTED_PAYEE", 60, "payee", Demand.hold(ReleasePath.BANK), ""),
        facts -> facts.aggregates().value(1) > 0);
    return pack;
  }

  /**
   * A pack that verifies from 40 points on: 30 above 1,000, 30 more above 2,000 and 20 for a rule
   * of the same group that fires with it; one that only informs, and one that nothing reaches.
   */
  public static TestPack adding() {
    TestPack pack =
        new TestPack(
            Policy.builder("CNY")
                .bands(List.of(new Band(40, Demand.verify(VerificationMethod.SMS_CODE))))
                .build());
    pack.over("ABOVE_1000", 30, "first", 1_000_00);
    pack.over("ABOVE_2000", 30, "second", 2_000_00);
    pack.over("ALSO_ABOVE_2000", 20, "second", 2_000_00);
    pack.over("INFORMS", 0, "third", 0);
    pack.over("ABOVE_ALL", 30, "fourth", Long.MAX_VALUE);
    return pack;
  }

  private void over(String code, int points, String group, long value) {
    rule(new Rule(code, points, group, Demand.NOTHING, ""), facts -> facts.getValue() > value);
  }

  /** A pack whose rule says that the payer has paid this payee before. */
  public static TestPack knowingPayees() {
    TestPack pack = new TestPack(Policy.builder("CNY").build());
    pack.rule(
        new Rule("PAID_BEFORE", 1, "payee", Demand.NOTHING, ""),
        facts -> facts.getCounterparty().isPaidBefore());
    return pack;
  }

  /** A pack that holds what is asked for through Tor. */
  public static TestPack holdingTor() {
    TestPack pack = new TestPack(Policy.builder("CNY").build());
    pack.rule(
        new Rule("TOR", 60, "origin", Demand.hold(ReleasePath.BANK), ""),
        facts -> facts.getOrigin().isTor());
    return pack;
  }

  private static Limit limit(String id, Limit.Window window, long max) {
    return new Limit(
        id,
        AssetClass.FIAT,
        Limit.Measure.VALUE,
        window,
        max,
        Demand.verify(VerificationMethod.SMS_CODE));
  }

  private void rule(Rule rule, Predicate<TransferFacts> condition) {
    rules.add(rule);
    conditions.add(condition);
  }

  @Override
  public PackIdentity identity() {
    return new PackIdentity("test", "1", "0".repeat(64));
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public List<Rule> rules() {
    return rules;
  }

  @Override
  public List<Aggregate> aggregates() {
    return List.of(
        new Aggregate(
            OUT_COUNT_24H,
            Aggregate.Key.PAYER,
            Aggregate.Direction.OUT,
            Aggregate.Measure.COUNT,
            null,
            Aggregate.Window.trailing(Duration.ofHours(24)),
            Aggregate.Filter.ALL),
        new Aggregate(
            "payeeReports30d",
            Aggregate.Source.REPORTS,
            Aggregate.Key.PAYEE,
            Aggregate.Direction.IN,
            Aggregate.Measure.COUNT,
            null,
            Aggregate.Window.trailing(Duration.ofDays(30)),
            Duration.ZERO,
            Aggregate.Filter.ALL,
            null));
  }

  @Override
  public Messages messages() {
    return Messages.NONE;
  }

  @Override
  public TransferFacts newFacts() {
    return new TransferFacts(new AggregateValues(2) {}) {};
  }

  @Override
  public RuleEvaluator newEvaluator() {
    return new RuleEvaluator() {
      @Override
      public void evaluate(TransferFacts facts, RuleResults results) {
        for (int i = 0; i < conditions.size(); i++) {
          if (conditions.get(i).test(facts)) {
            results.hit(i);
          }
        }
      }

      @Override
      public void close() {}
    };
  }
}
