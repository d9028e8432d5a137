package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.internal.ZoneCalendar;
import io.riskgate.core.internal.ZoneHours;
import io.riskgate.core.memory.AggregatePlan.Scope;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Hours;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

/**
 * Gone through in one pass, a record's events give each aggregate the value that it has when it
 * alone goes through them, and the same mark where events are missing.
 */
class ScopePlanProperties {
  private static final SipHash HASH = new SipHash(1, 2);
  private static final int EVERY_FIELD = (1 << Field.values().length) - 1;
  private static final String[] DEVICES = {"one", "two", null};
  private static final int SELF = 77;
  private static final Duration[] LENGTHS = {
    Duration.ofMinutes(30), Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(90)
  };

  private final Journal journal = new Journal();
  private final Codes codes = new Codes();

  private static <E extends Enum<E>> Set<E> some(Class<E> type, Random random) {
    Set<E> some = EnumSet.noneOf(type);
    if (random.nextInt(3) > 0) { // else all
      for (E e : type.getEnumConstants()) {
        if (random.nextInt(3) > 0) {
          some.add(e);
        }
      }
    }
    return some;
  }

  private static Filter filter(Random random) {
    long valueMin = random.nextInt(4) == 0 ? random.nextInt(50) : 0;
    return new Filter(
        some(TransferKind.class, random),
        random.nextInt(3) == 0 ? some(AssetClass.class, random) : Set.of(),
        random.nextInt(3) == 0 ? some(Channel.class, random) : Set.of(),
        some(TransferState.class, random),
        Set.of(),
        valueMin,
        random.nextInt(4) == 0 ? valueMin + random.nextInt(50) : Filter.NO_MAX,
        random.nextInt(5) == 0 ? new Hours(random.nextInt(24), random.nextInt(24)) : null);
  }

  private static Aggregate aggregate(int i, Random random) {
    Measure measure = Measure.values()[random.nextInt(Measure.values().length)];
    Aggregate.Key key =
        switch (random.nextInt(5)) {
          case 0 -> Aggregate.Key.PAYER_PAYEE;
          case 1 -> Aggregate.Key.PAYER_DEVICE;
          default -> Aggregate.Key.PAYER;
        };
    boolean in = key == Aggregate.Key.PAYER && random.nextInt(3) == 0;
    Duration length = LENGTHS[random.nextInt(LENGTHS.length)];
    Window window =
        switch (random.nextInt(5)) {
          case 0 -> Window.calendarDay();
          case 1 -> Window.calendarMonth();
          default -> Window.trailing(length);
        };
    boolean isDelayed = window.kind() == Aggregate.WindowKind.TRAILING && random.nextInt(3) == 0;
    Field field =
        switch (random.nextInt(4)) {
          case 0 -> Field.DEVICE;
          case 1 -> Field.PLACE;
          default -> in ? Field.PAYER : Field.PAYEE;
        };
    return new Aggregate(
        "a" + i,
        Source.TRANSFERS,
        key,
        in ? Direction.IN : Direction.OUT,
        measure,
        measure == Measure.DISTINCT ? field : null,
        window,
        isDelayed ? Duration.ofHours(1 + random.nextInt(30)) : Duration.ZERO,
        filter(random),
        measure == Measure.SHARE ? filter(random) : null);
  }

  private static Transfer transfer(int i, long timeMs, Random random) {
    TransferKind kind = TransferKind.values()[random.nextInt(TransferKind.values().length)];
    Transfer.Builder b =
        Kit.builder("t" + i, "A", "B", 1 + random.nextInt(80), timeMs)
            .kind(kind)
            .channel(Channel.values()[random.nextInt(Channel.values().length)])
            .device(DEVICES[random.nextInt(DEVICES.length)]);
    if (random.nextInt(3) > 0) {
      b.location(random.nextInt(3), random.nextInt(3));
    }
    return b.build();
  }

  /** Writes what happened, and an event of it. */
  private void happen(AccountRecord record, int i, long timeMs, int cap, Random random) {
    Transfer t = transfer(i, timeMs, random);
    TransferState state =
        random.nextInt(9) == 0
            ? null
            : TransferState.values()[random.nextInt(TransferState.values().length)];
    long expiresAtMs =
        state != null && state.isOpen() ? START_MS + random.nextInt(2) * 2L - 1 : History.NEVER;
    boolean isFinal = state != null && !state.isOpen();
    int party = random.nextInt(4);
    Journal.Place place =
        journal.write(
            EventBits.standing(state, Set.of(), expiresAtMs, isFinal),
            new Details(t, Kit.reference(t), t.amountMinor(), EVERY_FIELD, party, HASH, codes),
            timeMs,
            START_MS);
    long event = EventBits.event(t, timeMs, random.nextInt(3) > 0);
    record.add(event, t.amountMinor(), party, place.address, cap);
    record.fold(journal, START_MS);
  }

  private AccountRecord record(Random random) {
    KeyStripe stripe = new KeyStripe(new CapHits());
    AccountRecord record =
        new AccountRecord(stripe, stripe.add(1, 1, "A", AccountRecord.HEADER_LONGS, START_MS));
    int events = random.nextInt(random.nextInt(8) == 0 ? 400 : 60);
    int cap = random.nextInt(4) == 0 ? 1 + random.nextInt(200) : Integer.MAX_VALUE;
    for (int i = 0; i < events; i++) {
      Duration back = LENGTHS[random.nextInt(LENGTHS.length)];
      long timeMs = START_MS - random.nextLong(2 * back.toMillis()) / 1_000 * 1_000;
      happen(record, i, random.nextInt(10) == 0 ? START_MS : timeMs, cap, random);
    }
    return record;
  }

  private Asked asked(Random random) {
    Transfer t = transfer(-1, START_MS, random);
    String device = t.device();
    Asked asked =
        new Asked(
            t, START_MS, START_MS, device == null ? 0 : Details.hash(HASH, device), new Scratch());
    asked.payee = random.nextInt(4);
    asked.payer = random.nextInt(4);
    return asked;
  }

  @Property(tries = 400)
  @Label("in one pass, and each by itself")
  void onePass(@ForAll long seed) {
    Random random = new Random(seed);
    List<Aggregate> aggregates = new ArrayList<>();
    for (int i = random.nextInt(random.nextInt(5) == 0 ? 150 : 40); i >= 0; i--) {
      aggregates.add(aggregate(i, random));
    }
    StoreSchema schema = Kit.schema(List.of(), aggregates.toArray(new Aggregate[0]));
    AggregatePlan plan = new AggregatePlan(schema);
    AccountRecord record = record(random);
    Asked asked = asked(random);
    History found = new History(new long[aggregates.size()], 0);
    List<Scope> scopes =
        List.of(Scope.PAYER_OUT, Scope.PAYER_IN, Scope.PAYER_PAYEE, Scope.PAYER_DEVICE);

    scopes.forEach(scope -> plan.read(scope, record, SELF, asked, journal, found));

    ZoneHours hours = new ZoneHours(schema.zone());
    ZoneCalendar.Day day = new ZoneCalendar(schema.zone()).day(START_MS);
    for (int i = 0; i < aggregates.size(); i++) {
      Aggregate a = aggregates.get(i);
      PlannedAggregate p = new PlannedAggregate(i, a, schema.zone(), hours);
      long fromMs =
          switch (a.window().kind()) {
            case TRAILING -> START_MS - p.windowMs - p.delayMs;
            case CALENDAR_DAY -> day.startMs();
            case CALENDAR_MONTH -> day.monthStartMs();
          };
      int last = record.lastUpTo(START_MS - p.delayMs);
      boolean isAhead = record.isBusy(last, fromMs) && p.isCountedAhead(asked);
      long alone =
          isAhead
              ? record
                  .beginTallies(SELF, journal, START_MS)
                  .value(plan, plan.planned(i), record, last, fromMs, asked, journal)
              : p.value(record, last, fromMs, SELF, asked, journal);

      assertThat(found.aggregates()[i]).as("%s", a).isEqualTo(alone);
      assertThat(found.isCapped(i)).as("%s", a).isEqualTo(asked.gathering.isCapped);
    }
  }

  @Property(tries = 100)
  @Label("a pair's, at the payee")
  void atPayee(@ForAll long seed) {
    Random random = new Random(seed);
    Aggregate[] aggregates = new Aggregate[1 + random.nextInt(20)];
    for (int i = 0; i < aggregates.length; i++) {
      Aggregate any = aggregate(i, random);
      aggregates[i] =
          new Aggregate(
              any.name(),
              any.of(),
              Aggregate.Key.PAYER_PAYEE,
              Direction.OUT,
              any.measure(),
              any.field(),
              Window.trailing(Duration.ofDays(7)),
              any.delay(),
              any.filter(),
              any.part());
    }
    StoreSchema schema = Kit.schema(List.of(), aggregates);
    AggregatePlan plan = new AggregatePlan(schema);
    AccountRecord record = record(random);
    Asked asked = asked(random);
    History found = new History(new long[aggregates.length], 0);

    plan.readPairAtPayee(record, SELF, asked, journal, found);

    for (int i = 0; i < aggregates.length; i++) {
      PlannedAggregate p = plan.planned(i).atPayee();
      long fromMs = START_MS - p.windowMs - p.delayMs;
      int last = record.lastUpTo(START_MS - p.delayMs);

      long alone = p.value(record, last, fromMs, SELF, asked, journal);

      assertThat(found.aggregates()[i]).as("%s", aggregates[i]).isEqualTo(alone);
      assertThat(found.isCapped(i))
          .isEqualTo(!record.isUntouched() && record.isCappedSince(fromMs));
    }
  }
}
