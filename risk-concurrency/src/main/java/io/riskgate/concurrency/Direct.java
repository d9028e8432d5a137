package io.riskgate.concurrency;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Control;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Mode;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store called through its port alone, with one daily limit, in short forms. */
final class Direct {
  static final String TENANT = Transfer.DEFAULT_TENANT;
  static final String PAYER = "A";
  static final String PAYEE = "B";

  /** Of transfers of 60, 60 and 40, the first and second never go on one day. */
  static final long DAILY_MAX = 100;

  static final long START_MS = Instant.parse("2026-03-10T02:00:00Z").toEpochMilli();
  static final long DAY_MS = Duration.ofDays(1).toMillis();
  static final long RESERVED_MS = Duration.ofMinutes(15).toMillis();

  private static final Limit DAILY =
      new Limit(
          "daily",
          AssetClass.FIAT,
          Limit.Measure.VALUE,
          Limit.Window.DAY,
          DAILY_MAX,
          Demand.verify(VerificationMethod.SMS_CODE));
  private static final PackIdentity IDENTITY = new PackIdentity("concurrency", "1", "0".repeat(64));

  final RiskStore store;
  final StoreSchema schema;

  Direct(Aggregate... aggregates) {
    this(InMemoryStore.create(), aggregates);
  }

  Direct(RiskStore store, Aggregate... aggregates) {
    this.store = store;
    this.schema = schema(aggregates);
    store.declare(List.of(schema), START_MS);
  }

  static StoreSchema schema(Aggregate... aggregates) {
    return new StoreSchema(List.of(aggregates), List.of(DAILY), ZoneOffset.UTC, Duration.ofDays(3));
  }

  /** How many attempts and movements there were of late. */
  static Aggregate count(
      String name, Aggregate.Key key, Aggregate.Direction direction, Aggregate.Filter filter) {
    return new Aggregate(
        name,
        key,
        direction,
        Aggregate.Measure.COUNT,
        null,
        Aggregate.Window.trailing(Duration.ofDays(30)),
        filter);
  }

  static Moment moment(long ms) {
    long day = Math.floorDiv(ms, DAY_MS);
    return new Moment(ms, day, day / 30);
  }

  static long amount(int id) {
    return id == 3 ? 40 : 60;
  }

  static Transfer transfer(int id, String payer, String payee, long timeMs) {
    return Transfer.builder()
        .id(Integer.toString(id))
        .payer(payer)
        .payee(payee)
        .amount(amount(id), "CNY")
        .time(Instant.ofEpochMilli(timeMs))
        .build();
  }

  static Transfer transfer(int id) {
    return transfer(id, PAYER, PAYEE, START_MS);
  }

  static Reference reference(Transfer t) {
    return new Reference(t.tenant(), t.payer(), t.id());
  }

  static Reference reference(int id) {
    return new Reference(TENANT, PAYER, Integer.toString(id));
  }

  History history() {
    return new History(new long[schema.aggregates().size()], schema.limits().size());
  }

  Attempt attemptOf(Transfer t, long nowMs) {
    long timeMs = Objects.requireNonNull(t.time(), "time").toEpochMilli();
    return new Attempt(schema, reference(t), t, t.amountMinor(), timeMs, moment(nowMs));
  }

  @Nullable StoredTransfer attempt(Transfer t, History history, long nowMs) {
    return store.attempt(attemptOf(t, nowMs), history);
  }

  /** What an attempt of an undecided transfer has read. */
  History attempt(Transfer t, long nowMs) {
    History history = history();
    attempt(t, history, nowMs);
    return history;
  }

  CommitResult commit(Transfer t, long revision, TransferState state, boolean covered, long nowMs) {
    long amount = t.amountMinor();
    List<Claim> claims =
        state == TransferState.RESERVED
            ? List.of(new Claim(0, amount, DAILY_MAX, covered))
            : List.of();
    Demand demand =
        switch (state) {
          case AWAITING_VERIFICATION -> Demand.verify(VerificationMethod.SMS_CODE);
          case HELD -> Demand.hold(ReleasePath.BANK);
          default -> Demand.NOTHING;
        };
    return store.commit(
        new Commit(
            schema,
            reference(t),
            revision,
            verdict(demand),
            demand,
            state,
            claims,
            List.of(new LimitUsage(DAILY, amount, DAILY_MAX)),
            Set.<Mark>of(),
            List.of(),
            null,
            List.of(),
            nowMs + RESERVED_MS,
            moment(nowMs)));
  }

  private static Verdict verdict(Demand demand) {
    return new Verdict(
        IDENTITY,
        Mode.ENFORCE,
        0,
        List.of(),
        List.of(),
        false,
        List.of(),
        demand,
        demand,
        List.of());
  }

  CommitResult reserve(Transfer t, long revision, long nowMs) {
    return commit(t, revision, TransferState.RESERVED, false, nowMs);
  }

  /**
   * Decides a transfer as the engine does: held where a control stops it, reserved within the
   * limit, otherwise to be verified, and from the beginning whenever something else has come first.
   */
  StoredTransfer score(Transfer t, long nowMs) {
    while (true) {
      History history = history();
      StoredTransfer known = attempt(t, history, nowMs);
      if (known != null) {
        return known;
      }
      TransferState wanted =
          isStopped(t, history.payerControls(), true)
                  || isStopped(t, history.payeeControls(), false)
              ? TransferState.HELD
              : TransferState.RESERVED;
      CommitResult result = commit(t, history.revision(), wanted, false, nowMs);
      if (result.status() == Status.PASSED) {
        result = commit(t, history.revision(), TransferState.AWAITING_VERIFICATION, false, nowMs);
      }
      StoredTransfer stored = result.stored();
      if (stored != null) {
        return stored;
      }
    }
  }

  private static boolean isStopped(Transfer t, List<Control> controls, boolean asPayer) {
    for (Control control : controls) {
      if (control.stops(t.kind(), t.assetClass(), asPayer)) {
        return true;
      }
    }
    return false;
  }

  @Nullable StoredTransfer find(int id) {
    return store.find(reference(id), moment(START_MS));
  }

  long used(long nowMs) {
    return store.used(schema, reference(0), moment(nowMs))[0];
  }

  List<Reference> freeze(String account) {
    return store.impose(
        Control.freeze("f", TENANT, account, null, "bank", "mule"),
        Demand.hold(ReleasePath.AUTHORITY),
        START_MS + DAY_MS,
        moment(START_MS));
  }

  boolean isControlled(String account) {
    return !store.controls(TENANT, account, moment(START_MS)).isEmpty();
  }

  boolean lift(String account, String control) {
    return store.lift(TENANT, account, control, "bank", "cleared", moment(START_MS));
  }

  @Nullable StoredNotice receive(String account, String number) {
    StopPaymentNotice notice =
        StopPaymentNotice.builder()
            .tenant(TENANT)
            .account(account)
            .number(number)
            .authority("police")
            .reason("fraud")
            .receivedAt(Instant.ofEpochMilli(START_MS))
            .build();
    return store.receive(
        StoredNotice.received(notice, START_MS + DAY_MS, START_MS + 2 * DAY_MS),
        Demand.hold(ReleasePath.AUTHORITY),
        START_MS + DAY_MS,
        moment(START_MS));
  }

  /** All of a stored transfer that changes, in words that are equal where it is. */
  static String say(@Nullable StoredTransfer stored) {
    if (stored == null) {
      return "unknown";
    }
    StringBuilder said = new StringBuilder();
    said.append(stored.state()).append(stored.marks()).append(" used");
    for (LimitUsage usage : stored.usages()) {
      said.append(' ').append(usage.used());
    }
    return said.append(" path ")
        .append(stored.demand().path())
        .append(" revision ")
        .append(stored.revision())
        .toString();
  }

  static String say(CommitResult result) {
    StringBuilder said = new StringBuilder();
    said.append(result.status()).append(' ').append(say(result.stored()));
    for (long used : result.used()) {
      said.append(" used by others ").append(used);
    }
    return said.append(" now ").append(result.revision()).toString();
  }
}
