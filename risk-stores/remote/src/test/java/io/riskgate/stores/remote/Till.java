package io.riskgate.stores.remote;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Control;
import io.riskgate.core.Degraded;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mode;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Someone who lets money go through one store, with one limit a day. */
final class Till {
  static final String TENANT = Transfer.DEFAULT_TENANT;
  static final long DAILY_MAX = 1_000;
  static final long START_MS = Instant.parse("2026-03-10T02:00:00Z").toEpochMilli();
  static final long PENDING_MS = 900_000;

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Limit DAILY =
      new Limit(
          "daily",
          AssetClass.FIAT,
          Limit.Measure.VALUE,
          Limit.Window.DAY,
          DAILY_MAX,
          Demand.verify(VerificationMethod.SMS_CODE));

  private static final Aggregate.Window DAY = Aggregate.Window.trailing(Duration.ofDays(1));

  /** What an account was paid and has kept, what it paid, and what a device has paid. */
  static final StoreSchema SCHEMA =
      new StoreSchema(
          List.of(
              new Aggregate(
                  "received",
                  Aggregate.Key.PAYEE,
                  Aggregate.Direction.IN,
                  Aggregate.Measure.SUM,
                  null,
                  DAY,
                  new Aggregate.Filter(
                      Set.of(), Set.of(), Set.of(), Set.of(TransferState.SETTLED), 0)),
              new Aggregate(
                  "paid",
                  Aggregate.Key.PAYER,
                  Aggregate.Direction.OUT,
                  Aggregate.Measure.COUNT,
                  null,
                  DAY,
                  Aggregate.Filter.ALL),
              new Aggregate(
                  "ofDevice",
                  Aggregate.Key.DEVICE,
                  Aggregate.Direction.OUT,
                  Aggregate.Measure.COUNT,
                  null,
                  DAY,
                  Aggregate.Filter.ALL)),
          List.of(DAILY),
          ZONE,
          Duration.ofDays(3));

  final RiskStore store;
  long nowMs = START_MS;

  Till(RiskStore store) {
    this.store = store;
    store.declare(List.of(SCHEMA), nowMs);
  }

  Moment moment() {
    long day = Instant.ofEpochMilli(nowMs).atZone(ZONE).toLocalDate().toEpochDay();
    return new Moment(nowMs, day, day / 30);
  }

  Transfer pays(String id, String payer, String payee, long amount) {
    return Transfer.builder()
        .id(id)
        .payer(payer)
        .payee(payee)
        .amount(amount, "CNY")
        .time(Instant.ofEpochMilli(nowMs))
        .device("phone-of-" + payer)
        .build();
  }

  static Reference reference(Transfer t) {
    return new Reference(t.tenant(), t.payer(), t.id());
  }

  History attempt(Transfer t) {
    History history = new History(new long[3], 1);
    StoredTransfer stored = tryAttempt(t, history);
    if (stored != null) {
      throw new AssertionError("decided already: " + stored);
    }
    return history;
  }

  @org.jspecify.annotations.Nullable
  StoredTransfer tryAttempt(Transfer t, History history) {
    return store.attempt(attemptOf(t), history);
  }

  Attempt attemptOf(Transfer t) {
    return attemptOf(reference(t), t);
  }

  private Attempt attemptOf(Reference reference, Transfer t) {
    long timeMs = Objects.requireNonNull(t.time()).toEpochMilli();
    return new Attempt(SCHEMA, reference, t, t.amountMinor(), timeMs, moment());
  }

  CommitResult commit(Transfer t, long fromRevision) {
    return commit(reference(t), t, fromRevision);
  }

  CommitResult commit(Transfer t, long fromRevision, long deadlineNanos) {
    return commit(reference(t), t, fromRevision, List.of(), deadlineNanos);
  }

  /** A decision that leaves a signal. */
  CommitResult commit(Transfer t, long fromRevision, Signal left) {
    return commit(reference(t), t, fromRevision, List.of(left), RiskStore.NO_DEADLINE);
  }

  private CommitResult commit(Reference reference, Transfer t, long fromRevision) {
    return commit(reference, t, fromRevision, List.of(), RiskStore.NO_DEADLINE);
  }

  private CommitResult commit(
      Reference reference,
      Transfer t,
      long fromRevision,
      List<Signal> signals,
      long deadlineNanos) {
    Verdict verdict =
        new Verdict(
            new PackIdentity("till", "1", "0".repeat(64)),
            Mode.ENFORCE,
            0,
            List.of(),
            List.of(),
            false,
            List.<Degraded>of(),
            Demand.NOTHING,
            Demand.NOTHING,
            List.of());
    return store.commit(
        new Commit(
            SCHEMA,
            reference,
            fromRevision,
            verdict,
            Demand.NOTHING,
            TransferState.RESERVED,
            List.of(new Claim(0, t.amountMinor(), DAILY_MAX, false)),
            List.of(new LimitUsage(DAILY, 0, DAILY_MAX)),
            Set.of(),
            List.of(),
            null,
            signals,
            nowMs + PENDING_MS,
            moment()),
        deadlineNanos);
  }

  CommitResult.Status pay(Transfer t) {
    return commit(t, attempt(t).revision()).status();
  }

  /** Attempts where a customer owns the limits. */
  History attemptAs(String owner, Transfer t) {
    History history = new History(new long[3], 1);
    store.attempt(attemptOf(new Reference(t.tenant(), owner, t.id()), t), history);
    return history;
  }

  CommitResult.Status payAs(String owner, Transfer t) {
    Reference reference = new Reference(t.tenant(), owner, t.id());
    return commit(reference, t, attemptAs(owner, t).revision()).status();
  }

  void settle(Transfer t) {
    store.settle(reference(t), moment());
  }

  long used(String owner) {
    return store.used(SCHEMA, new Reference(TENANT, owner, "?"), moment())[0];
  }

  List<Reference> freeze(String account) {
    return store.impose(
        Control.freeze("f", TENANT, account, null, "bank", "why"),
        Demand.hold(ReleasePath.AUTHORITY),
        nowMs + 86_400_000L,
        moment());
  }

  @org.jspecify.annotations.Nullable
  StoredTransfer find(Transfer t) {
    return store.find(reference(t), moment());
  }
}
