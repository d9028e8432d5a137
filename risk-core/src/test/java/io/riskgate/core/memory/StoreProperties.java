package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.facts.Bound;
import io.riskgate.core.memory.NaiveStore.Item;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The in-memory store does, step by step, what the naive one does. */
class StoreProperties {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** Two days before the clocks go forward, and four before the month ends. */
  private static final long START_MS = Instant.parse("2026-03-27T20:00:00Z").toEpochMilli();

  private static final String[] TENANTS = {Transfer.DEFAULT_TENANT, "other"};
  private static final String[] ACCOUNTS = {"A", "B", "C", "D"};
  private static final long[] AMOUNTS = {1, 30, 50, 80, 250};
  private static final long[] OFFSETS_MS = {
    0, 0, 0, -1, -Kit.MINUTE_MS, -Kit.HOUR_MS, -7 * Kit.HOUR_MS, -23 * Kit.HOUR_MS, Kit.MINUTE_MS
  };
  private static final long[] STEPS_MS = {
    1, Kit.MINUTE_MS, 15 * Kit.MINUTE_MS, Kit.HOUR_MS, 6 * Kit.HOUR_MS, 25 * Kit.HOUR_MS
  };

  private static final Limit[] LIMITS = {
    limit("single", AssetClass.FIAT, Limit.Measure.VALUE, Limit.Window.SINGLE, 200),
    limit("day", AssetClass.FIAT, Limit.Measure.VALUE, Limit.Window.DAY, 260),
    limit("times", AssetClass.FIAT, Limit.Measure.COUNT, Limit.Window.DAY, 4),
    limit("month", AssetClass.FIAT, Limit.Measure.VALUE, Limit.Window.MONTH, 600),
    limit("coins", AssetClass.VIRTUAL_CURRENCY, Limit.Measure.VALUE, Limit.Window.DAY, 100),
    suspicious("suspiciousDay", Limit.Measure.VALUE, Limit.Window.DAY, 170),
    suspicious("suspiciousMonth", Limit.Measure.COUNT, Limit.Window.MONTH, 3),
  };

  private static Limit suspicious(String id, Limit.Measure measure, Limit.Window window, long max) {
    return new Limit(
        id,
        Set.of(AssetClass.FIAT, AssetClass.VIRTUAL_CURRENCY),
        measure,
        Limit.Counts.SUSPICIOUS,
        window,
        max,
        Demand.verify(VerificationMethod.SMS_CODE),
        Demand.NOTHING);
  }

  private static Limit limit(
      String id, AssetClass assets, Limit.Measure measure, Limit.Window window, long max) {
    return new Limit(id, assets, measure, window, max, Demand.verify(VerificationMethod.SMS_CODE));
  }

  private static final Filter SETTLED =
      new Filter(Set.of(), Set.of(), Set.of(), Set.of(TransferState.SETTLED), 0);
  private static final Filter DECLINED =
      new Filter(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(TransferState.CANCELLED, TransferState.EXPIRED, TransferState.HELD),
          0);
  private static final Filter LARGE_FIAT_TRANSFERS =
      new Filter(
          Set.of(TransferKind.TRANSFER, TransferKind.PAYMENT),
          Set.of(AssetClass.FIAT),
          Set.of(Channel.MOBILE),
          Set.of(),
          50);

  private static final StoreSchema SCHEMA =
      new StoreSchema(
          List.of(
              a(0, Aggregate.Key.PAYER, Direction.OUT, Measure.COUNT, null, hours(1), Filter.ALL),
              a(
                  1,
                  Aggregate.Key.PAYER,
                  Direction.OUT,
                  Measure.SUM,
                  null,
                  Window.calendarDay(),
                  SETTLED),
              a(2, Aggregate.Key.PAYER, Direction.IN, Measure.MAX, null, hours(48), Filter.ALL),
              a(
                  3,
                  Aggregate.Key.PAYER,
                  Direction.OUT,
                  Measure.DISTINCT,
                  Field.PAYEE,
                  hours(24),
                  Filter.ALL),
              a(
                  4,
                  Aggregate.Key.PAYEE,
                  Direction.IN,
                  Measure.DISTINCT,
                  Field.PAYER,
                  hours(6),
                  DECLINED),
              a(
                  5,
                  Aggregate.Key.PAYEE,
                  Direction.OUT,
                  Measure.SUM,
                  null,
                  Window.calendarMonth(),
                  SETTLED),
              a(
                  6,
                  Aggregate.Key.PAYER_PAYEE,
                  Direction.OUT,
                  Measure.COUNT,
                  null,
                  hours(24),
                  Filter.ALL),
              a(
                  7,
                  Aggregate.Key.DEVICE,
                  Direction.OUT,
                  Measure.DISTINCT,
                  Field.PAYER,
                  hours(24),
                  Filter.ALL),
              a(
                  8,
                  Aggregate.Key.PAYER_DEVICE,
                  Direction.OUT,
                  Measure.MAX,
                  null,
                  hours(24),
                  SETTLED),
              a(
                  9,
                  Aggregate.Key.IP,
                  Direction.OUT,
                  Measure.COUNT,
                  null,
                  hours(1),
                  LARGE_FIAT_TRANSFERS),
              a(
                  10,
                  Aggregate.Key.CUSTOMER,
                  Direction.OUT,
                  Measure.SUM,
                  null,
                  hours(30),
                  Filter.ALL),
              a(
                  11,
                  Aggregate.Key.MERCHANT,
                  Direction.OUT,
                  Measure.COUNT,
                  null,
                  hours(24),
                  Filter.ALL),
              a(
                  12,
                  Aggregate.Key.PAYER,
                  Direction.OUT,
                  Measure.DISTINCT,
                  Field.PLACE,
                  hours(24),
                  Filter.ALL),
              a(
                  13,
                  Aggregate.Key.PAYER,
                  Direction.OUT,
                  Measure.COUNT,
                  null,
                  Window.calendarDay(),
                  DECLINED),
              a(14, Aggregate.Key.PAYER, Direction.OUT, Measure.MEAN, null, hours(24), Filter.ALL),
              a(15, Aggregate.Key.PAYEE, Direction.IN, Measure.LAST, null, hours(6), SETTLED),
              delayed(16, Source.TRANSFERS, Aggregate.Key.PAYER, Direction.OUT, Measure.SHARE),
              delayed(17, Source.TRANSFERS, Aggregate.Key.DEVICE, Direction.OUT, Measure.COUNT),
              delayed(18, Source.REPORTS, Aggregate.Key.PAYEE, Direction.IN, Measure.COUNT),
              delayed(19, Source.REPORTS, Aggregate.Key.PAYER, Direction.OUT, Measure.SUM),
              ofReports(20, Aggregate.Key.PAYER_PAYEE, Direction.OUT),
              ofReports(21, Aggregate.Key.DEVICE, Direction.OUT),
              ofReports(22, Aggregate.Key.PAYER_DEVICE, Direction.OUT),
              ofReports(23, Aggregate.Key.IP, Direction.OUT),
              ofReports(24, Aggregate.Key.CUSTOMER, Direction.OUT),
              ofReports(25, Aggregate.Key.MERCHANT, Direction.OUT),
              ofReports(26, Aggregate.Key.PAYER, Direction.IN),
              a(
                  27,
                  Aggregate.Key.PAYER,
                  Direction.OUT,
                  Measure.COUNT,
                  null,
                  hours(24 * 14),
                  inHours(22, 2)),
              a(28, Aggregate.Key.PAYEE, Direction.IN, Measure.SUM, null, hours(72), inHours(3, 3)),
              new Aggregate(
                  "a29",
                  Source.TRANSFERS,
                  Aggregate.Key.PAYER,
                  Direction.OUT,
                  Measure.SHARE,
                  null,
                  hours(24 * 14),
                  Duration.ZERO,
                  Filter.ALL,
                  inHours(0, 5))),
          List.of(LIMITS),
          ZONE,
          Duration.ofDays(3));

  private static Aggregate a(
      int index,
      Aggregate.Key key,
      Direction direction,
      Measure measure,
      Field field,
      Window window,
      Filter filter) {
    return new Aggregate("a" + index, key, direction, measure, field, window, filter);
  }

  /** Over three hours, known for two; of a share, the part is that of at least 50. */
  private static Aggregate delayed(
      int index, Source of, Aggregate.Key key, Direction direction, Measure measure) {
    return new Aggregate(
        "a" + index,
        of,
        key,
        direction,
        measure,
        null,
        hours(3),
        Duration.ofHours(2),
        Filter.ALL,
        measure == Measure.SHARE
            ? new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), 50, 200)
            : null);
  }

  private static Aggregate ofReports(int index, Aggregate.Key key, Direction direction) {
    return new Aggregate(
        "a" + index,
        Source.REPORTS,
        key,
        direction,
        Measure.COUNT,
        null,
        hours(30),
        Duration.ZERO,
        new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), 0, 100),
        null);
  }

  private static Filter inHours(int from, int to) {
    return new Filter(
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        0,
        Filter.NO_MAX,
        new Aggregate.Hours(from, to));
  }

  private static Window hours(int hours) {
    return Window.trailing(Duration.ofHours(hours));
  }

  /** What is done in one step. */
  enum What {
    DECIDE,
    ATTEMPT,
    COMMIT,
    SETTLE,
    CANCEL,
    OBSERVE,
    REPORT,
    SIGNAL,
    STOP,
    WAIT
  }

  /**
   * One step.
   *
   * @param times picks of the event time's offset from the clock, and of how long is waited
   * @param flavour bits that pick everything else of a transfer
   */
  record Step(
      What what, int payer, int payee, int id, int amount, int times, int flavour, int state) {}

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<What> what =
        Arbitraries.of(
            What.DECIDE,
            What.DECIDE,
            What.DECIDE,
            What.DECIDE,
            What.DECIDE,
            What.ATTEMPT,
            What.COMMIT,
            What.COMMIT,
            What.SETTLE,
            What.SETTLE,
            What.CANCEL,
            What.OBSERVE,
            What.REPORT,
            What.REPORT,
            What.SIGNAL,
            What.STOP,
            What.WAIT,
            What.WAIT);
    Arbitrary<Step> step =
        Combinators.combine(
                what,
                Arbitraries.integers().between(0, ACCOUNTS.length - 1),
                Arbitraries.integers().between(0, ACCOUNTS.length - 1),
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, AMOUNTS.length - 1),
                Arbitraries.integers().between(0, 53),
                Arbitraries.integers().between(0, (1 << 14) - 1),
                Arbitraries.integers().between(0, 5))
            .as(Step::new);
    return step.list().ofMaxSize(80);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  @Label("any history leaves what the naive store says, after each of its steps")
  void sameAsNaive(@ForAll("histories") List<Step> history) {
    new Run(InMemoryStore.create(), false).all(history);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  @Label("D-5: with caps each value is the naive one, or is marked and at most that")
  void cappedValuesAreMarkedLowerBounds(@ForAll("histories") List<Step> history) {
    InMemoryStore capped =
        InMemoryStore.builder().eventsPerKeyMax(3).dealingsPerAccountMax(2).keysMax(8).build();
    new Run(capped, true).all(history);
  }

  /** The two stores, side by side. */
  private static final class Run {
    private final InMemoryStore store;
    private final NaiveStore naive = new NaiveStore(SCHEMA);
    private final boolean capped;
    private final Map<Reference, Long> revisions = new HashMap<>();
    private int stops;
    private long nowMs = START_MS;

    Run(InMemoryStore store, boolean capped) {
      this.store = store;
      this.capped = capped;
      store.declare(List.of(SCHEMA), START_MS);
    }

    void all(List<Step> history) {
      for (Step step : history) {
        naive.at(nowMs);
        one(step);
        naive.at(nowMs);
        assertSameStates();
        assertSameUse();
        assertSameReadAgain();
        if (!capped) {
          assertSameMovements();
        }
      }
    }

    /** Of each account, by event time and, where times are equal, first what it pays. */
    private void assertSameMovements() {
      for (String tenant : TENANTS) {
        for (String account : ACCOUNTS) {
          long fromMs = nowMs - 20 * Kit.HOUR_MS; // all events are kept that long
          long toMs = nowMs + 1;
          List<String> expected =
              naive.all.stream()
                  .filter(i -> i.t.tenant().equals(tenant) && i.timeMs >= fromMs)
                  .filter(i -> i.timeMs < toMs && NaiveStore.withAccount(account).test(i.t))
                  .sorted(
                      Comparator.comparingLong((Item i) -> i.timeMs)
                          .thenComparing(i -> !i.t.payer().equals(account)))
                  .map(i -> i.t.id() + " " + i.timeMs + " " + i.state)
                  .toList();
          List<String> found = new ArrayList<>();
          long next = fromMs;
          while (next != History.NEVER) { // in pages of two
            MovementPage page = store.movements(tenant, account, next, toMs, 2, moment(nowMs));
            page.movements().stream()
                .map(
                    m ->
                        m.transfer().id() + " " + NaiveStore.timeMs(m.transfer()) + " " + m.state())
                .forEach(found::add);
            next = page.nextMs();
          }
          assertThat(found).as("%s of %s", account, tenant).isEqualTo(expected);
        }
      }
    }

    /** Every attempt that is remembered reads as what is known by now of what came before it. */
    private void assertSameReadAgain() {
      naive.references.forEach(
          (reference, item) -> {
            History history = new History(new long[SCHEMA.aggregates().size()], LIMITS.length);
            boolean isKnown = store.read(attemptOf(item.t), history);
            boolean isAttempt = item.state == null || !isObserved(item);
            if (!capped || !isAttempt) { // with caps its own event may be gone
              assertThat(isKnown).as("%s", item.t).isEqualTo(isAttempt);
            }
            if (isKnown) {
              assertSamePast(item, history);
              assertSameSeen(item, history);
              assertSameUseByOthers(item, history);
            }
          });
    }

    private void assertSameUseByOthers(Item item, History history) {
      for (int i = 0; i < LIMITS.length; i++) {
        assertThat(history.used()[i])
            .as("%s", LIMITS[i])
            .isEqualTo(naive.usedByOthers(LIMITS[i], item, nowMs));
      }
    }

    private void one(Step step) {
      Transfer t = transfer(step);
      switch (step.what()) {
        case DECIDE -> {
          if (attempt(t)) {
            commit(t, step);
          }
        }
        case ATTEMPT -> attempt(t);
        case COMMIT -> commit(t, step);
        case SETTLE -> settle(Kit.reference(t));
        case CANCEL -> cancel(Kit.reference(t));
        case OBSERVE -> observe(t);
        case REPORT -> report(t, step);
        case SIGNAL -> signal(t, step);
        case STOP -> stop(t);
        case WAIT -> nowMs += STEPS_MS[step.times() % STEPS_MS.length];
      }
    }

    private Transfer transfer(Step s) {
      int f = s.flavour();
      long timeMs = nowMs + OFFSETS_MS[s.times() % OFFSETS_MS.length];
      Transfer.Builder b =
          Kit.builder(
                  "t" + s.id(),
                  ACCOUNTS[s.payer()],
                  ACCOUNTS[s.payee()],
                  AMOUNTS[s.amount()],
                  timeMs)
              .tenant(TENANTS[(f & 7) == 7 ? 1 : 0])
              .channel((f >> 3 & 1) == 0 ? Channel.MOBILE : Channel.WEB)
              .kind(TransferKind.values()[Math.max(0, (f >> 4 & 15) - 10)])
              .device(some("dev", f >> 8 & 3))
              .ip(some("10.0.0.", f & 15))
              .customer(some("cust", f >> 10 & 3))
              .merchant(some("shop", f >> 6 & 1));
      if ((f >> 12 & 3) == 1) {
        b.asset(AMOUNTS[s.amount()], "BTC", 8, AssetClass.VIRTUAL_CURRENCY);
      } else if ((f >> 12 & 3) > 1) {
        b.location(50 + (f & 3) / 10.0, -(f >> 4 & 3) / 20.0);
      }
      Transfer t = b.build();
      // Half of the time it is the transfer that is known under the reference already.
      Item known = naive.find(Kit.reference(t));
      return known != null && (s.times() & 1) == 0 ? known.t : t;
    }

    private static String some(String prefix, int n) {
      return n == 0 ? null : prefix + n;
    }

    private static Moment moment(long ms) {
      LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(ms), ZONE);
      return new Moment(ms, date.toEpochDay(), date.getYear() * 12L + date.getMonthValue());
    }

    private Attempt attemptOf(Transfer t) {
      return new Attempt(
          SCHEMA, Kit.reference(t), t, t.amountMinor(), NaiveStore.timeMs(t), moment(nowMs));
    }

    /** Whether it is undecided now. */
    private boolean attempt(Transfer t) {
      History history = new History(new long[SCHEMA.aggregates().size()], LIMITS.length);
      Item known = naive.find(Kit.reference(t));
      boolean isMovement = known != null && known.state != null && isObserved(known);
      if (known != null && (!known.t.hasSameContentAs(t) || isMovement)) {
        assertThatThrownBy(() -> store.attempt(attemptOf(t), history))
            .isInstanceOf(ConflictingTransferException.class);
        return false;
      }
      Transfer said = known == null ? t : known.t; // a retry in the same words
      StoredTransfer stored = store.attempt(attemptOf(said), history);
      if (known != null && known.state != null) {
        assertThat(stored).isNotNull();
        assertThat(stored.state()).isEqualTo(known.state);
        return false;
      }
      assertThat(stored).isNull();
      Item item = known == null ? naive.add(t, nowMs) : known;
      item.attemptedMs = nowMs;
      item.disturbed = false;
      revisions.put(Kit.reference(t), history.revision());
      assertSameHistory(item, history);
      return true;
    }

    private boolean isObserved(Item item) {
      return store.find(Kit.reference(item.t), moment(nowMs)) == null;
    }

    private void assertSameHistory(Item item, History history) {
      assertSamePast(item, history);
      for (int i = 0; i < LIMITS.length; i++) {
        assertThat(history.used()[i])
            .as("%s", LIMITS[i])
            .isEqualTo(naive.used(LIMITS[i], item.t.tenant(), item.t.payer(), nowMs));
      }
      assertSameSeen(item, history);
    }

    private void assertSamePast(Item item, History history) {
      for (int i = 0; i < SCHEMA.aggregates().size(); i++) {
        Aggregate aggregate = SCHEMA.aggregates().get(i);
        long value = history.aggregates()[i];
        if (history.isCapped(i)) { // a repeated attempt may itself have been dropped meanwhile
          assertThat(capped).isTrue();
          if (aggregate.bound() == Bound.LOWER) {
            assertThat(value)
                .as("%s", aggregate)
                .isLessThanOrEqualTo(naive.aggregate(aggregate, item, false));
          }
        } else {
          assertThat(value).as("%s", aggregate).isEqualTo(naive.aggregate(aggregate, item, true));
        }
      }
      if (history.isSignalsCapped()) {
        assertThat(naive.signals(item)).containsAll(history.signals());
      } else {
        assertThat(history.signals()).isEqualTo(naive.signals(item));
      }
    }

    private void assertSameSeen(Item item, History history) {
      String payer = item.t.payer();
      String payee = item.t.payee();
      assertThat(history.payerFirstSeenMs())
          .isEqualTo(naive.firstSeenMs(item, NaiveStore.withAccount(payer)));
      assertThat(history.payeeFirstSeenMs())
          .isEqualTo(naive.firstSeenMs(item, NaiveStore.withAccount(payee)));
      if (capped) {
        return; // first and last seen may be marked too, and a last place may be gone
      }
      assertThat(history.payerLastSeenMs())
          .isEqualTo(naive.lastSeenMs(item, NaiveStore.withAccount(payer)));
      assertThat(history.pairFirstSeenMs())
          .isEqualTo(
              naive.firstSeenMs(item, o -> o.payer().equals(payer) && o.payee().equals(payee)));
      assertThat(history.pairLastSeenMs())
          .isEqualTo(
              naive.lastSeenMs(item, o -> o.payer().equals(payer) && o.payee().equals(payee)));
      String device = item.t.device();
      assertThat(history.payerDeviceFirstSeenMs())
          .isEqualTo(
              naive.firstSeenMs(
                  item,
                  o -> device != null && device.equals(o.device()) && o.payer().equals(payer)));
      Item place = naive.lastPlace(item);
      assertThat(history.lastPlaceMs()).isEqualTo(place == null ? History.NEVER : place.timeMs);
      if (place != null) {
        assertThat(history.lastLatitude()).isEqualTo(place.t.latitude());
        assertThat(history.lastLongitude()).isEqualTo(place.t.longitude());
      }
    }

    private void commit(Transfer asked, Step step) {
      Item item = naive.find(Kit.reference(asked));
      if (item == null
          || (item.state != null && !item.isOpen())
          || (item.state == null && nowMs - item.attemptedMs >= Kit.DAY_MS)) {
        return; // no engine would
      }
      Reference reference = Kit.reference(item.t);
      StoredTransfer stored = store.find(reference, moment(nowMs));
      if (stored != null && stored.state() == TransferState.RESERVED) {
        return;
      }
      TransferState state =
          switch (step.state()) {
            case 0 -> TransferState.AWAITING_VERIFICATION;
            case 1 -> TransferState.HELD;
            default -> TransferState.RESERVED;
          };
      boolean covered = step.state() == 5;
      long revision = stored == null ? revisions.getOrDefault(reference, 0L) : stored.revision();
      long expiresAtMs = nowMs + (state == TransferState.HELD ? Kit.DAY_MS : 15 * Kit.MINUTE_MS);
      CommitResult result =
          store.commit(
              Kit.commitOf(
                  SCHEMA, item.t, revision, state, covered, expiresAtMs, Set.of(), moment(nowMs)));
      Status expected = Status.COMMITTED;
      if (item.state == null && item.disturbed) {
        expected = Status.CHANGED;
      } else if (!covered && passes(item, state)) {
        expected = Status.PASSED;
      }
      assertThat(result.status()).isEqualTo(expected);
      if (expected == Status.COMMITTED) {
        item.expiresAtMs = expiresAtMs;
        naive.decided(item, nowMs);
        if (state == TransferState.RESERVED) {
          naive.reserve(item, nowMs);
        } else {
          item.state = state;
        }
      }
    }

    private boolean passes(Item item, TransferState state) {
      for (Limit limit : LIMITS) {
        boolean isClaimed =
            state == TransferState.RESERVED || limit.counts() == Limit.Counts.SUSPICIOUS;
        if (limit.window() != Limit.Window.SINGLE
            && isClaimed
            && NaiveStore.counts(limit, item.t)
            && naive.usedByOthers(limit, item, nowMs) + limit.amountOf(item.t.amountMinor())
                > limit.max()) {
          return true;
        }
      }
      return false;
    }

    private void settle(Reference reference) {
      StoredTransfer settled = store.settle(reference, moment(nowMs));
      Item item = decided(reference, settled);
      if (item != null && item.state != TransferState.SETTLED) {
        naive.settle(item, nowMs);
        assertThat(settled.marks()).containsAll(item.marks);
      }
    }

    private void cancel(Reference reference) {
      StoredTransfer cancelled = store.cancel(reference, moment(nowMs));
      Item item = decided(reference, cancelled);
      if (item != null && item.isOpen()) {
        item.state = TransferState.CANCELLED;
      }
    }

    /** The item, or null where none is decided under the reference. */
    private Item decided(Reference reference, StoredTransfer answer) {
      Item item = naive.find(reference);
      if (item == null || item.state == null || isObserved(item)) {
        assertThat(answer).isNull();
        return null;
      }
      assertThat(answer).isNotNull();
      return item;
    }

    private void observe(Transfer t) {
      Item known = naive.find(Kit.reference(t));
      boolean wasObserved = known != null && known.state != null && isObserved(known);
      if (known != null
          && (!known.t.hasSameContentAs(t) || (known.state != null && !wasObserved))) {
        assertThatThrownBy(() -> store.observe(attemptOf(t), moment(NaiveStore.timeMs(t))))
            .isInstanceOf(ConflictingTransferException.class);
        return;
      }
      Transfer said = known == null ? t : known.t;
      boolean isNew = store.observe(attemptOf(said), moment(NaiveStore.timeMs(said)));
      assertThat(isNew).isEqualTo(!wasObserved);
      if (isNew) {
        naive.observed(known == null ? naive.add(t, nowMs) : known);
      }
    }

    /** Reports a payment like a transfer, with or without its reference, some things left out. */
    private void report(Transfer t, Step step) {
      int f = step.flavour();
      FraudReport report =
          FraudReport.builder()
              .tenant(t.tenant())
              .id("r" + step.id() + step.state())
              .knownAt(t.time())
              .payee(t.payee())
              .reference((f & 1) == 0 ? Kit.reference(t) : null)
              .payer((f & 2) == 0 ? t.payer() : null)
              .device((f & 4) == 0 ? t.device() : null)
              .ip((f & 8) == 0 ? t.ip() : null)
              .customer((f & 16) == 0 ? t.customer() : null)
              .merchant((f & 32) == 0 ? t.merchant() : null)
              .value((f & 64) == 0 ? t.amountMinor() : null)
              .build();
      boolean isNew;
      try {
        isNew = store.report(report, moment(nowMs));
      } catch (StoreException e) {
        assertThat(capped).isTrue(); // no room for another id: it was not taken
        return;
      }
      assertThat(isNew).isEqualTo(naive.report(report));
    }

    private void signal(Transfer t, Step step) {
      SignalKind kind = SignalKind.values()[step.amount()];
      String id = "s" + step.id() + step.state();
      String customer = t.customer();
      Signal signal =
          customer == null || (step.flavour() & 1) == 0
              ? Signal.ofAccount(t.tenant(), id, t.payer(), kind, t.time())
              : Signal.ofCustomer(t.tenant(), id, customer, kind, t.time());
      boolean isNew;
      try {
        isNew = store.signal(signal, moment(nowMs));
      } catch (StoreException e) {
        assertThat(capped).isTrue(); // no room for another subject: it was not taken
        return;
      }
      assertThat(isNew).isEqualTo(naive.signal(signal));
    }

    private void stop(Transfer t) {
      String account = t.payer();
      String id = "stop" + stops++;
      List<Reference> moved =
          store.impose(
              Control.freeze(id, t.tenant(), account, null, "bank", "why"),
              Demand.hold(ReleasePath.AUTHORITY),
              nowMs + Kit.DAY_MS,
              moment(nowMs));
      assertThat(store.lift(t.tenant(), account, id, "bank", "why", moment(nowMs))).isTrue();
      List<Reference> expected = new ArrayList<>();
      for (Item item : naive.references.values()) {
        if (item.t.tenant().equals(t.tenant()) && NaiveStore.withAccount(account).test(item.t)) {
          if (item.state == null) {
            item.disturbed = true;
          } else if (item.isOpen()) {
            item.state = TransferState.HELD;
            item.expiresAtMs = nowMs + Kit.DAY_MS;
            expected.add(Kit.reference(item.t));
          }
        }
      }
      assertThat(moved).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void assertSameStates() {
      naive.references.forEach(
          (reference, item) -> {
            StoredTransfer stored = store.find(reference, moment(nowMs));
            if (stored == null) {
              assertThat(item.state)
                  .as("%s", item.t)
                  .isIn(null, TransferState.SETTLED); // undecided, or observed
            } else {
              assertThat(stored.state()).as("%s", item.t).isEqualTo(item.state);
              if (item.isOpen()) {
                assertThat(stored.expiresAtMs()).isEqualTo(item.expiresAtMs);
              }
            }
          });
    }

    private void assertSameUse() {
      for (String tenant : TENANTS) {
        for (String owner : ACCOUNTS) {
          long[] used = store.used(SCHEMA, new Reference(tenant, owner, "?"), moment(nowMs));
          for (int i = 0; i < LIMITS.length; i++) {
            assertThat(used[i])
                .as("%s of %s", LIMITS[i].id(), owner)
                .isEqualTo(naive.used(LIMITS[i], tenant, owner, nowMs));
          }
        }
      }
    }
  }
}
