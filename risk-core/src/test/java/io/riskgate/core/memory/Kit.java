package io.riskgate.core.memory;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Degraded;
import io.riskgate.core.Mark;
import io.riskgate.core.Mode;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
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
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** What the tests of the in-memory store share: a pack in plain Java, a clock, short forms. */
final class Kit {
  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  /** Ten in the morning in Shanghai. */
  static final long START_MS = Instant.parse("2026-03-10T02:00:00Z").toEpochMilli();

  static final long MINUTE_MS = 60_000;
  static final long HOUR_MS = 60 * MINUTE_MS;
  static final long DAY_MS = 24 * HOUR_MS;

  static final long SINGLE_MAX = 1_000_000;
  static final long DAILY_MAX = 5_000_000;

  static final Limit SINGLE =
      new Limit(
          "single",
          AssetClass.FIAT,
          Limit.Measure.VALUE,
          Limit.Window.SINGLE,
          SINGLE_MAX,
          Demand.verify(VerificationMethod.SMS_CODE));
  static final Limit DAILY =
      new Limit(
          "daily",
          AssetClass.FIAT,
          Limit.Measure.VALUE,
          Limit.Window.DAY,
          DAILY_MAX,
          Demand.verify(VerificationMethod.SMS_CODE));

  private static final PackIdentity IDENTITY = new PackIdentity("kit", "1", "0".repeat(64));

  private Kit() {}

  /** A clock that the test moves. */
  static final class Clock implements InstantSource {
    private final AtomicLong nowMs = new AtomicLong(START_MS);

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(nowMs.get());
    }

    @Override
    public long millis() {
      return nowMs.get();
    }

    long advanceMs(long ms) {
      return nowMs.addAndGet(ms);
    }

    void setMs(long ms) {
      nowMs.set(ms);
    }
  }

  /** The number of all attempts by the payer in the last hours. */
  static Aggregate outCount(String name, Duration window) {
    return aggregate(name, Aggregate.Key.PAYER, Aggregate.Direction.OUT, window);
  }

  static Aggregate aggregate(
      String name, Aggregate.Key key, Aggregate.Direction direction, Duration window) {
    return new Aggregate(
        name,
        key,
        direction,
        Aggregate.Measure.COUNT,
        null,
        Aggregate.Window.trailing(window),
        Aggregate.Filter.ALL);
  }

  static Policy.Builder policy(Limit... limits) {
    return Policy.builder("CNY").zone(SHANGHAI).limits(List.of(limits));
  }

  /** A pack whose rules are a lambda. */
  record Pack(
      Policy policy,
      List<Rule> rules,
      List<Aggregate> aggregates,
      BiConsumer<TransferFacts, RuleResults> evaluation)
      implements RulePack {
    static Pack of(Policy policy, Aggregate... aggregates) {
      return new Pack(policy, List.of(), List.of(aggregates), (facts, results) -> {});
    }

    Pack evaluating(List<Rule> newRules, BiConsumer<TransferFacts, RuleResults> how) {
      return new Pack(policy, newRules, aggregates, how);
    }

    @Override
    public PackIdentity identity() {
      return IDENTITY;
    }

    @Override
    public Messages messages() {
      return Messages.NONE;
    }

    @Override
    public TransferFacts newFacts() {
      return new TransferFacts(new AggregateValues(aggregates.size()) {}) {};
    }

    @Override
    public RuleEvaluator newEvaluator() {
      return new RuleEvaluator() {
        @Override
        public void evaluate(TransferFacts facts, RuleResults results) {
          evaluation.accept(facts, results);
        }

        @Override
        public void close() {
          // nothing is held
        }
      };
    }
  }

  static RiskEngine.Builder engine(Pack pack, RiskStore store, Clock clock) {
    return RiskEngine.builder()
        .rules(pack)
        .store(store)
        .clock(clock)
        .historyCompleteSince(Instant.EPOCH);
  }

  static Transfer transfer(String id, String payer, String payee, long minor, long timeMs) {
    return builder(id, payer, payee, minor, timeMs).build();
  }

  static Transfer.Builder builder(String id, String payer, String payee, long minor, long timeMs) {
    return Transfer.builder()
        .id(id)
        .payer(payer)
        .payee(payee)
        .amount(minor, "CNY")
        .time(Instant.ofEpochMilli(timeMs));
  }

  static StoreSchema schema(List<Limit> limits, Aggregate... aggregates) {
    return new StoreSchema(List.of(aggregates), limits, SHANGHAI, Duration.ofDays(3));
  }

  /** What an engine declares for a pack. */
  static StoreSchema schemaOf(Pack pack) {
    Policy policy = pack.policy();
    return new StoreSchema(
        pack.aggregates(), policy.limits(), policy.zone(), policy.referencesKept());
  }

  static Moment moment(long ms) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(ms), SHANGHAI);
    return new Moment(ms, date.toEpochDay(), date.getYear() * 12L + date.getMonthValue());
  }

  /** A store called directly, so that a test can put anything between any two of its steps. */
  static final class Direct {
    final RiskStore store;
    final StoreSchema schema;

    Direct(RiskStore store, StoreSchema schema) {
      this.store = store;
      this.schema = schema;
      store.declare(List.of(schema), 0);
    }

    static Attempt attemptOf(StoreSchema schema, Transfer t, long nowMs) {
      Instant time = t.time();
      return new Attempt(
          schema,
          new Reference(t.tenant(), t.payer(), t.id()),
          t,
          t.amountMinor(),
          time == null ? nowMs : time.toEpochMilli(),
          moment(nowMs));
    }

    History attempt(Transfer t, long nowMs) {
      History history = history();
      store.attempt(attemptOf(schema, t, nowMs), history);
      return history;
    }

    History history() {
      return new History(new long[schema.aggregates().size()], schema.limits().size());
    }

    boolean observe(Transfer t, long nowMs) {
      Attempt movement = attemptOf(schema, t, nowMs);
      return store.observe(movement, moment(movement.eventTimeMs()));
    }

    CommitResult commit(
        Transfer t,
        long revision,
        TransferState state,
        boolean covered,
        long expiresAtMs,
        long ms) {
      return store.commit(
          commitOf(schema, t, revision, state, covered, expiresAtMs, Set.of(), moment(ms)));
    }

    CommitResult reserve(Transfer t, long revision, long nowMs) {
      return commit(t, revision, TransferState.RESERVED, false, nowMs + 15 * MINUTE_MS, nowMs);
    }

    StoredTransfer attemptAndReserve(Transfer t, long nowMs) {
      StoredTransfer stored = reserve(t, attempt(t, nowMs).revision(), nowMs).stored();
      if (stored == null) {
        throw new AssertionError("not reserved: " + t);
      }
      return stored;
    }

    StoredTransfer find(Transfer t, long nowMs) {
      StoredTransfer stored = store.find(reference(t), moment(nowMs));
      if (stored == null) {
        throw new AssertionError("not remembered: " + t);
      }
      return stored;
    }

    long used(String owner, int limit, long nowMs) {
      return store
          .used(schema, new Reference(Transfer.DEFAULT_TENANT, owner, "?"), moment(nowMs))[limit];
    }
  }

  static Reference reference(Transfer t) {
    return new Reference(t.tenant(), t.payer(), t.id());
  }

  static Demand demandOf(TransferState state) {
    return switch (state) {
      case AWAITING_VERIFICATION -> Demand.verify(VerificationMethod.SMS_CODE);
      case HELD -> Demand.hold(ReleasePath.BANK);
      default -> Demand.NOTHING;
    };
  }

  /** What the commits made here take to be suspicious: a matter of the amount. */
  static boolean isSuspicious(Transfer t) {
    return t.amountMinor() % 100 == 80;
  }

  static Commit commitOf(
      StoreSchema schema,
      Transfer t,
      long revision,
      TransferState state,
      boolean covered,
      long expiresAtMs,
      Set<Mark> marks,
      Moment moment) {
    List<Claim> claims = new java.util.ArrayList<>();
    List<io.riskgate.core.LimitUsage> usages = new java.util.ArrayList<>();
    for (int i = 0; i < schema.limits().size(); i++) {
      Limit limit = schema.limits().get(i);
      boolean letGo = limit.counts() == Limit.Counts.LET_GO;
      if (limit.window() != Limit.Window.SINGLE
          && limit.assetClasses().contains(t.assetClass())
          && t.kind().countsAgainstLimits()
          && (letGo || isSuspicious(t))) {
        long amount = limit.amountOf(t.amountMinor());
        usages.add(new io.riskgate.core.LimitUsage(limit, amount, limit.max()));
        if (state == TransferState.RESERVED || !letGo) {
          claims.add(new Claim(i, amount, limit.max(), covered));
        }
      }
    }
    return new Commit(
        schema,
        reference(t),
        revision,
        verdict(state),
        demandOf(state),
        state,
        claims,
        usages,
        marks,
        List.of(),
        null,
        List.of(),
        expiresAtMs,
        moment);
  }

  private static Verdict verdict(TransferState state) {
    return new Verdict(
        IDENTITY,
        Mode.ENFORCE,
        0,
        List.of(),
        List.of(),
        false,
        List.<Degraded>of(),
        Demand.NOTHING,
        demandOf(state),
        List.of());
  }
}
