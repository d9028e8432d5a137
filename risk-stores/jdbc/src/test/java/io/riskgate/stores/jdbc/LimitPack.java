package io.riskgate.stores.jdbc;

import io.riskgate.core.AssetClass;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.facts.AggregateValues;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** A pack without rules: one limit a day, and some counts by account, device and IP. */
final class LimitPack implements RulePack {
  static final long DAILY_MAX = 100_000;

  private static final Limit DAILY =
      new Limit(
          "daily",
          AssetClass.FIAT,
          Limit.Measure.VALUE,
          Limit.Window.DAY,
          DAILY_MAX,
          Demand.verify(VerificationMethod.SMS_CODE));

  private static Aggregate count(String id, Aggregate.Key key) {
    return new Aggregate(
        id,
        Aggregate.Source.TRANSFERS,
        key,
        Aggregate.Direction.OUT,
        Aggregate.Measure.COUNT,
        null,
        Aggregate.Window.trailing(Duration.ofHours(1)),
        Duration.ZERO,
        Aggregate.Filter.ALL,
        null);
  }

  private static final List<Aggregate> AGGREGATES =
      List.of(
          count("fromDevice", Aggregate.Key.DEVICE),
          count("fromIp", Aggregate.Key.IP),
          new Aggregate(
              "paid",
              Aggregate.Source.TRANSFERS,
              Aggregate.Key.PAYER,
              Aggregate.Direction.OUT,
              Aggregate.Measure.SUM,
              null,
              Aggregate.Window.trailing(Duration.ofDays(1)),
              Duration.ZERO,
              Aggregate.Filter.ALL,
              null),
          new Aggregate(
              "devices",
              Aggregate.Source.TRANSFERS,
              Aggregate.Key.PAYER,
              Aggregate.Direction.OUT,
              Aggregate.Measure.DISTINCT,
              Aggregate.Field.DEVICE,
              Aggregate.Window.trailing(Duration.ofDays(7)),
              Duration.ZERO,
              Aggregate.Filter.ALL,
              null));

  /** The schema that an engine makes of it. */
  static final StoreSchema SCHEMA =
      new StoreSchema(AGGREGATES, List.of(DAILY), ZoneId.of("Asia/Shanghai"), Duration.ofDays(3));

  @Override
  public PackIdentity identity() {
    return new PackIdentity("limit", "1", "0".repeat(64));
  }

  @Override
  public Policy policy() {
    return Policy.builder("CNY")
        .zone(ZoneId.of("Asia/Shanghai"))
        .limits(List.of(DAILY))
        .whenDegraded(Demand.verify(VerificationMethod.SMS_CODE))
        .build();
  }

  @Override
  public List<Rule> rules() {
    return List.of();
  }

  @Override
  public List<Aggregate> aggregates() {
    return AGGREGATES;
  }

  @Override
  public Messages messages() {
    return Messages.NONE;
  }

  @Override
  public TransferFacts newFacts() {
    return new TransferFacts(new AggregateValues(AGGREGATES.size()) {}) {};
  }

  @Override
  public RuleEvaluator newEvaluator() {
    return new RuleEvaluator() {
      @Override
      public void evaluate(TransferFacts facts, RuleResults results) {
        // there are no rules
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }
}
