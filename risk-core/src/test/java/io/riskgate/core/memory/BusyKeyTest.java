package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.HOUR_MS;
import static io.riskgate.core.memory.Kit.MINUTE_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static io.riskgate.core.memory.Kit.moment;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Sentence;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.memory.InMemoryStore.Cap;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.pack.Aggregate.WindowKind;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is counted ahead of busy keys is compared with a list of all that happened, which is gone
 * through for every value.
 */
class BusyKeyTest {
  private static final Set<TransferState> GOES =
      Set.of(TransferState.RESERVED, TransferState.SETTLED);
  private static final Filter SETTLED = states(Set.of(TransferState.SETTLED));
  private static final Filter GOING = states(GOES);
  private static final Window H1 = Window.trailing(Duration.ofHours(1));
  private static final Window H6 = Window.trailing(Duration.ofHours(6));
  private static final Window M100 = Window.trailing(Duration.ofMinutes(100));
  private static final Duration NONE = Duration.ZERO;
  private static final Duration M45 = Duration.ofMinutes(45);

  private static final List<Aggregate> AGGREGATES =
      List.of(
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.COUNT, null, H1, NONE, Filter.ALL),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.COUNT, null, H6, NONE, SETTLED),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.COUNT, null, H6, NONE, cancelled()),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.SUM, null, H6, NONE, GOING),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.SUM, null, M100, M45, SETTLED),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.MAX, null, H6, NONE, SETTLED),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.MAX, null, M100, NONE, Filter.ALL),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.MEAN, null, H6, NONE, SETTLED),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.LAST, null, H6, NONE, SETTLED),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.LAST, null, H6, M45, Filter.ALL),
          of(Aggregate.Key.PAYER, Direction.OUT, Measure.SHARE, null, H6, NONE, Filter.ALL),
          of(
              Aggregate.Key.PAYER,
              Direction.OUT,
              Measure.DISTINCT,
              Field.PAYEE,
              H6,
              NONE,
              Filter.ALL),
          of(
              Aggregate.Key.PAYER,
              Direction.OUT,
              Measure.DISTINCT,
              Field.PLACE,
              M100,
              NONE,
              SETTLED),
          of(
              Aggregate.Key.PAYER,
              Direction.OUT,
              Measure.DISTINCT,
              Field.DEVICE,
              H6,
              M45,
              Filter.ALL),
          of(
              Aggregate.Key.PAYER,
              Direction.OUT,
              Measure.COUNT,
              null,
              Window.calendarDay(),
              NONE,
              GOING),
          of(
              Aggregate.Key.PAYER,
              Direction.OUT,
              Measure.SUM,
              null,
              Window.calendarMonth(),
              NONE,
              SETTLED),
          of(Aggregate.Key.PAYER, Direction.IN, Measure.SUM, null, H6, NONE, SETTLED),
          of(Aggregate.Key.PAYEE, Direction.IN, Measure.COUNT, null, H6, NONE, Filter.ALL),
          of(Aggregate.Key.PAYEE, Direction.IN, Measure.DISTINCT, Field.PAYER, H6, NONE, SETTLED),
          of(Aggregate.Key.PAYEE, Direction.OUT, Measure.COUNT, null, H1, NONE, Filter.ALL),
          of(Aggregate.Key.PAYER_PAYEE, Direction.OUT, Measure.COUNT, null, H6, NONE, GOING),
          of(Aggregate.Key.PAYER_PAYEE, Direction.OUT, Measure.MAX, null, H6, NONE, Filter.ALL),
          of(Aggregate.Key.PAYER_PAYEE, Direction.OUT, Measure.SUM, null, M100, M45, SETTLED),
          of(Aggregate.Key.PAYER_PAYEE, Direction.OUT, Measure.LAST, null, H6, NONE, SETTLED),
          of(Aggregate.Key.PAYER_PAYEE, Direction.OUT, Measure.SHARE, null, H6, NONE, Filter.ALL),
          of(
              Aggregate.Key.PAYER_PAYEE,
              Direction.OUT,
              Measure.DISTINCT,
              Field.DEVICE,
              H6,
              NONE,
              SETTLED),
          of(Aggregate.Key.PAYER_DEVICE, Direction.OUT, Measure.COUNT, null, H6, NONE, GOING),
          of(Aggregate.Key.PAYER_DEVICE, Direction.OUT, Measure.SUM, null, H6, M45, SETTLED),
          of(
              Aggregate.Key.PAYER_DEVICE,
              Direction.OUT,
              Measure.DISTINCT,
              Field.PAYEE,
              H6,
              NONE,
              Filter.ALL),
          of(
              Aggregate.Key.DEVICE,
              Direction.OUT,
              Measure.DISTINCT,
              Field.PAYER,
              H6,
              NONE,
              Filter.ALL),
          of(Aggregate.Key.DEVICE, Direction.OUT, Measure.COUNT, null, H6, NONE, SETTLED));

  private static final StoreSchema SCHEMA =
      Kit.schema(List.of(), AGGREGATES.toArray(new Aggregate[0]));

  private static Filter states(Set<TransferState> states) {
    return new Filter(Set.of(), Set.of(), Set.of(), states, 0);
  }

  private static Filter cancelled() {
    return new Filter(
        Set.of(TransferKind.PAYMENT),
        Set.of(),
        Set.of(),
        Set.of(TransferState.CANCELLED, TransferState.EXPIRED),
        500);
  }

  private static Aggregate of(
      Aggregate.Key key,
      Direction direction,
      Measure measure,
      @Nullable Field field,
      Window window,
      Duration delay,
      Filter filter) {
    Filter part = measure == Measure.SHARE ? states(Set.of(TransferState.SETTLED)) : null;
    String name = "a" + key + direction + measure + field + window + delay + filter.states();
    return new Aggregate(
        name, Source.TRANSFERS, key, direction, measure, field, window, delay, filter, part);
  }

  /** What happened once, as the model has it. */
  private static final class Happened {
    final Transfer t;
    final long timeMs;
    final long arrival;
    @Nullable TransferState state;
    long expiresAtMs = Long.MAX_VALUE;

    Happened(Transfer t, long timeMs, long arrival) {
      this.t = t;
      this.timeMs = timeMs;
      this.arrival = arrival;
    }

    @Nullable TransferState state(long nowMs) {
      TransferState s = state;
      return s != null && s.isOpen() && nowMs >= expiresAtMs ? TransferState.EXPIRED : s;
    }
  }

  private final List<Happened> all = new ArrayList<>();
  private Random random = new Random(1);
  private long nowMs = START_MS;
  private int arrivals;

  /** With how many others the account has most of its dealings; one of them is as busy as it is. */
  private int partners = 3;

  // ---- the model

  private static String account(Transfer t, Aggregate.Key key, Direction direction) {
    return switch (key) {
      case PAYER, PAYEE -> direction == Direction.OUT ? t.payer() : t.payee();
      case PAYER_PAYEE -> t.payer() + ">" + t.payee();
      case PAYER_DEVICE -> t.payer() + " on " + t.device();
      default -> String.valueOf(t.device());
    };
  }

  private static String asked(Transfer t, Aggregate.Key key) {
    return switch (key) {
      case PAYER -> t.payer();
      case PAYEE -> t.payee();
      case PAYER_PAYEE -> t.payer() + ">" + t.payee();
      case PAYER_DEVICE -> t.payer() + " on " + t.device();
      default -> String.valueOf(t.device());
    };
  }

  private static @Nullable Object field(Field field, Transfer t) {
    return switch (field) {
      case PAYER -> t.payer();
      case PAYEE -> t.payee();
      case DEVICE -> t.device();
      default ->
          t.hasLocation()
              ? Math.floor(t.latitude() * 10) + "/" + Math.floor(t.longitude() * 10)
              : null;
    };
  }

  private static boolean accepts(Filter f, Happened h, long nowMs) {
    TransferState state = h.state(nowMs);
    return (f.kinds().isEmpty() || f.kinds().contains(h.t.kind()))
        && (f.states().isEmpty() || (state != null && f.states().contains(state)))
        && h.t.amountMinor() >= f.valueMin();
  }

  private static long startMs(Aggregate a, long atMs) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(atMs), Kit.SHANGHAI);
    return switch (a.window().kind()) {
      case TRAILING -> atMs - a.reach().toMillis();
      case CALENDAR_DAY -> day.atStartOfDay(Kit.SHANGHAI).toInstant().toEpochMilli();
      case CALENDAR_MONTH ->
          day.withDayOfMonth(1).atStartOfDay(Kit.SHANGHAI).toInstant().toEpochMilli();
    };
  }

  /** The value over the events between two times, of those that came before another. */
  private long model(Aggregate a, Happened own, long fromMs, long toMs) {
    String key = asked(own.t, a.key());
    List<Happened> in =
        all.stream()
            .filter(h -> h.arrival < own.arrival && h.timeMs >= fromMs && h.timeMs <= toMs)
            .filter(h -> account(h.t, a.key(), a.direction()).equals(key))
            .filter(h -> accepts(a.filter(), h, nowMs))
            .sorted(Comparator.comparingLong(h -> h.timeMs))
            .toList();
    long sum = in.stream().mapToLong(h -> h.t.amountMinor()).sum();
    Field field = a.field();
    Filter part = a.part();
    return switch (a.measure()) {
      case COUNT -> in.size();
      case SUM -> sum;
      case MAX -> in.stream().mapToLong(h -> h.t.amountMinor()).max().orElse(0);
      case MEAN -> in.isEmpty() ? 0 : sum / in.size();
      case LAST -> in.isEmpty() ? 0 : in.get(in.size() - 1).t.amountMinor();
      case SHARE ->
          in.isEmpty() || part == null
              ? 0
              : 100 * in.stream().filter(h -> accepts(part, h, nowMs)).count() / in.size();
      case DISTINCT ->
          field == null
              ? 0
              : in.stream().flatMap(h -> Stream.ofNullable(field(field, h.t))).distinct().count();
    };
  }

  private long exact(Aggregate a, Happened own) {
    long to = own.timeMs - a.delay().toMillis();
    return model(a, own, startMs(a, own.timeMs), to);
  }

  // ---- what happens

  private Transfer next(long timeMs) {
    boolean in = random.nextInt(4) == 0;
    String other = "B" + (random.nextInt(3) == 0 ? random.nextInt(200) : random.nextInt(partners));
    Transfer.Builder t =
        Kit.builder(
                "t" + arrivals,
                in ? other : "A",
                in ? "A" : other,
                1 + random.nextInt(1_000),
                timeMs)
            .kind(random.nextBoolean() ? TransferKind.TRANSFER : TransferKind.PAYMENT);
    if (random.nextInt(3) > 0) {
      t.device("d" + random.nextInt(5));
    }
    if (random.nextInt(3) == 0) {
      t.location(random.nextInt(30), random.nextInt(30));
    }
    return t.build();
  }

  private Happened happens(long lagMs) {
    Happened own = new Happened(next(nowMs - lagMs), nowMs - lagMs, arrivals++);
    all.add(own);
    return own;
  }

  private void ends(Direct direct, Happened h, long revision) {
    int how = random.nextInt(20);
    if (how == 0) {
      return; // nothing is decided
    }
    h.expiresAtMs = nowMs + (how < 3 ? 5 * HOUR_MS : 15 * MINUTE_MS);
    h.state = how < 3 ? TransferState.HELD : TransferState.RESERVED;
    direct.commit(h.t, revision, h.state, false, h.expiresAtMs, nowMs);
    if (how > 6) {
      settle(direct, h);
    } else if (how > 4) {
      direct.store.cancel(Kit.reference(h.t), moment(nowMs));
      h.state = TransferState.CANCELLED;
    }
  }

  /** Settles one of the last so many, however it ended. */
  private void settleLate(Direct direct, int ofLast) {
    Happened h = all.get(Math.max(0, all.size() - 1 - random.nextInt(ofLast)));
    if (h.state != null) {
      settle(direct, h);
    }
  }

  private void settle(Direct direct, Happened h) {
    assertThat(direct.store.settle(Kit.reference(h.t), moment(nowMs))).isNotNull();
    h.state = TransferState.SETTLED;
  }

  private static boolean isOfDevice(Aggregate a) {
    return a.key() == Aggregate.Key.DEVICE || a.key() == Aggregate.Key.PAYER_DEVICE;
  }

  private static boolean isChecked(int i) {
    return i > 200 && i % 23 < 2;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  @Sentence({"H-1", "H-2", "H-9", "H-10"})
  @DisplayName("however busy a key is, its windows are exact while its events are retained")
  void exactWhileRetained(int seed) {
    random = new Random(seed);
    partners = 1 + seed % 3;
    Direct direct = new Direct(InMemoryStore.create(), SCHEMA);
    for (int i = 0; i < 1_500; i++) {
      nowMs += random.nextInt((int) MINUTE_MS);
      boolean isLate = random.nextInt(12) == 0;
      Happened own = happens(isLate ? random.nextInt((int) (3 * HOUR_MS)) : 0);
      History history = direct.attempt(own.t, nowMs);
      if (isChecked(i)) {
        for (int k = 0; k < AGGREGATES.size(); k++) {
          Aggregate a = AGGREGATES.get(k);
          if (!isOfDevice(a) || own.t.device() != null) {
            assertThat(history.aggregates()[k])
                .as("step %s, %s", i, a.name())
                .isEqualTo(exact(a, own));
          }
          assertThat(history.isCapped(k)).as("step %s, %s", i, a.name()).isFalse();
        }
      }
      ends(direct, own, history.revision());
      if (random.nextInt(10) == 0) {
        settleLate(direct, 400);
      }
    }
  }

  /** How long a part of a window is, which may be counted too much or too little. */
  private static long errorMs(Aggregate a) {
    return switch (a.window().kind()) {
      case TRAILING -> Math.max(a.window().length().toMillis() / 64, a.reach().toMillis() / 2_048);
      case CALENDAR_DAY, CALENDAR_MONTH -> 0;
    };
  }

  /** Whether a value is that of a window that begins up to a 64th of its length early. */
  private boolean isNear(Aggregate a, Happened own, long value) {
    long from = startMs(a, own.timeMs);
    long to = own.timeMs - a.delay().toMillis();
    long error = errorMs(a);
    if (value == model(a, own, from, to)) {
      return true;
    }
    if (a.delay().isZero()) {
      return all.stream()
          .filter(h -> h.timeMs < from && h.timeMs >= from - error)
          .anyMatch(h -> value == model(a, own, h.timeMs, to));
    }
    return a.measure() == Measure.LAST
        || (value >= model(a, own, from, to - error) && value <= model(a, own, from - error, to));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14, 15, 16})
  @Sentence({"H-11", "D-5"})
  @DisplayName(
      "where events have left the record, a window may begin a 64th of its length early, no more,"
          + " or is marked")
  void near(int seed) {
    random = new Random(seed);
    partners = 1 + seed % 3;
    InMemoryStore store = InMemoryStore.builder().eventsPerKeyMax(160).build();
    Direct direct = new Direct(store, SCHEMA);
    int unmarked = 0;
    int inexact = 0;
    for (int i = 0; i < 2_500; i++) {
      nowMs += random.nextInt((int) MINUTE_MS);
      Happened own = happens(0);
      History history = direct.attempt(own.t, nowMs);
      if (isChecked(i)) {
        for (int k = 0; k < AGGREGATES.size(); k++) {
          Aggregate a = AGGREGATES.get(k);
          if (isOfDevice(a) && own.t.device() == null) {
            continue;
          }
          long value = history.aggregates()[k];
          if (!history.isCapped(k)) {
            unmarked++;
            inexact += value == exact(a, own) ? 0 : 1;
            assertThat(isNear(a, own, value))
                .as("step %s, %s: %s, not %s", i, a.name(), value, exact(a, own))
                .isTrue();
          } else if (a.measure() == Measure.COUNT || a.measure() == Measure.DISTINCT) {
            assertThat(value)
                .as("step %s, marked, %s", i, a.name())
                .isLessThanOrEqualTo(
                    model(a, own, startMs(a, own.timeMs) - errorMs(a), own.timeMs));
          }
          boolean isPair = a.key() == Aggregate.Key.PAYER_PAYEE;
          boolean isDelayedDistinct = a.measure() == Measure.DISTINCT && !a.delay().isZero();
          if (!isPair && !isDelayedDistinct && a.key() == Aggregate.Key.PAYER) {
            assertThat(history.isCapped(k) && i > 1_000)
                .as("step %s, marked, %s", i, a.name())
                .isFalse();
          }
        }
      }
      ends(direct, own, history.revision());
    }
    assertThat(unmarked).isPositive();
    assertThat(inexact).as("values that show the error").isPositive();
  }

  @Test
  @Sentence("H-2")
  @DisplayName("what was cancelled or had expired and is settled after all counts as settled")
  void settledAfterAll() {
    Direct direct = new Direct(InMemoryStore.create(), SCHEMA);
    for (int i = 0; i < 600; i++) {
      nowMs += 10_000;
      Happened own = happens(0);
      History history = direct.attempt(own.t, nowMs);
      own.expiresAtMs = nowMs + MINUTE_MS;
      own.state = TransferState.RESERVED;
      direct.commit(own.t, history.revision(), own.state, false, own.expiresAtMs, nowMs);
    }
    nowMs += HOUR_MS;
    List<Happened> before = List.copyOf(all);
    Happened between = happens(0);
    direct.attempt(between.t, nowMs); // what expired is counted ahead
    for (Happened h : before) {
      settle(direct, h);
    }
    Happened own = happens(0);
    History history = direct.attempt(own.t, nowMs);
    for (int k = 0; k < AGGREGATES.size(); k++) {
      Aggregate a = AGGREGATES.get(k);
      if (!isOfDevice(a) || own.t.device() != null) {
        assertThat(history.aggregates()[k]).as(a.name()).isEqualTo(exact(a, own));
      }
    }
    assertThat(history.aggregates()[1]).isGreaterThan(200);
  }

  @Test
  @Sentence("D-5")
  @DisplayName("a new pack's windows over a busy key are marked as far as events have left it")
  void anotherPack() {
    InMemoryStore store = InMemoryStore.builder().eventsPerKeyMax(200).build();
    Direct direct = new Direct(store, SCHEMA);
    for (int i = 0; i < 1_000; i++) {
      nowMs += MINUTE_MS;
      Happened own = happens(0);
      ends(direct, own, direct.attempt(own.t, nowMs).revision());
    }
    Aggregate same = AGGREGATES.get(3);
    Aggregate other =
        of(Aggregate.Key.PAYER, Direction.OUT, Measure.SUM, null, H6, NONE, Filter.ALL);
    StoreSchema next = Kit.schema(List.of(), other, same);
    Direct after = new Direct(store, next);
    nowMs += MINUTE_MS;
    Transfer t = Kit.transfer("u", "A", "B0", 1, nowMs);
    History history = after.attempt(t, nowMs);
    assertThat(history.isCapped(0)).isTrue();
    assertThat(history.isCapped(1)).as("the pack before had the same").isFalse();
    for (int i = 0; i < 400; i++) {
      nowMs += MINUTE_MS;
      Transfer v = Kit.transfer("v" + i, "A", "B0", 1, nowMs);
      history = after.attempt(v, nowMs);
      after.commit(v, history.revision(), TransferState.HELD, false, nowMs + MINUTE_MS, nowMs);
    }
    assertThat(history.isCapped(0)).as("once its window has passed").isFalse();
    assertThat(history.aggregates()[0]).isBetween(359L, 366L);
  }

  @Test
  @Sentence("D-5")
  @DisplayName("where very many transfers of a busy key are never decided, its windows are marked")
  void neverDecided() {
    Direct whole = new Direct(InMemoryStore.create(), SCHEMA);
    Direct small = new Direct(InMemoryStore.builder().eventsPerKeyMax(200).build(), SCHEMA);
    int marked = 0;
    for (int i = 0; i < 600; i++) {
      nowMs += 1_000;
      Transfer t = Kit.transfer("t" + i, "A", "B", 1, nowMs);
      History exact = whole.attempt(t, nowMs);
      assertThat(exact.aggregates()[0]).isEqualTo(i);
      assertThat(exact.isCapped(0)).as("all are retained").isFalse();
      History history = small.attempt(t, nowMs);
      assertThat(history.isCapped(0)).isEqualTo(history.aggregates()[0] < i);
      marked += history.isCapped(0) ? 1 : 0;
    }
    assertThat(marked).isPositive();
    assertThat(((InMemoryStore) whole.store).capsHit()).containsEntry(Cap.EVENTS, 0L);
    Map<Cap, Long> hits = ((InMemoryStore) small.store).capsHit();
    assertThat(hits).containsEntry(Cap.EVENTS, 800L); // 400 of the payer, and of the payee
    assertThat(hits.get(Cap.OPEN_OF_BUSY_KEY)).isPositive();
    assertThat(hits).containsEntry(Cap.DEALINGS, 0L);
  }

  @Test
  @Sentence("D-5")
  @DisplayName("more different values than are kept apart are counted as a lower bound, and marked")
  void veryManyPayees() {
    InMemoryStore store = InMemoryStore.builder().eventsPerKeyMax(1_000).build();
    StoreSchema schema = Kit.schema(List.of(), AGGREGATES.get(11));
    Direct direct = new Direct(store, schema);
    int payees = Tally.DIFFERENT_MAX + 500;
    History history = direct.history();
    for (int i = 0; i < payees; i++) {
      nowMs += 1_000;
      Transfer t = Kit.transfer("t" + i, "A", "P" + i, 1, nowMs);
      history = direct.attempt(t, nowMs);
      direct.commit(t, history.revision(), TransferState.HELD, false, nowMs + 1, nowMs);
      assertThat(history.isCapped(0) || history.aggregates()[0] == i).isTrue();
    }
    assertThat(history.isCapped(0)).isTrue();
    assertThat(history.aggregates()[0]).isBetween((long) Tally.DIFFERENT_MAX, payees - 1L);
    assertThat(store.capsHit().get(Cap.DIFFERENT_VALUES)).isPositive();
    nowMs += 7 * HOUR_MS;
    history = direct.attempt(Kit.transfer("u", "A", "P", 1, nowMs), nowMs);
    assertThat(history.isCapped(0)).isFalse();
    assertThat(history.aggregates()[0]).isZero();
  }

  @Test
  @DisplayName("a key that is busy no more keeps nothing of it")
  void busyNoMore() {
    InMemoryStore store = InMemoryStore.create();
    Direct direct = new Direct(store, SCHEMA);
    for (int i = 0; i < 500; i++) {
      nowMs += MINUTE_MS;
      direct.observe(Kit.transfer("t" + i, "A", "B", 1, nowMs), nowMs);
    }
    nowMs += 60 * DAY_MS;
    History history = direct.attempt(Kit.transfer("u", "A", "B", 1, nowMs), nowMs);
    for (int k = 0; k < AGGREGATES.size(); k++) {
      if (AGGREGATES.get(k).window().kind() == WindowKind.TRAILING) {
        assertThat(history.aggregates()[k]).isZero();
      }
      assertThat(history.isCapped(k)).isFalse();
    }
  }
}
