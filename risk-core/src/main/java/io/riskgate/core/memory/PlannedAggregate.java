package io.riskgate.core.memory;

import io.riskgate.core.internal.ZoneHours;
import io.riskgate.core.memory.AggregatePlan.Scope;
import io.riskgate.core.pack.Aggregate;
import java.time.ZoneId;
import java.util.List;

/**
 * One aggregate of transfers, and how its value is worked out from a key's record. Immutable.
 *
 * <p>An account's record has what it pays and what it receives; each aggregate looks at one of the
 * two. Aggregates of a pair, and of a payer's device, are picked out of what the payer pays; those
 * of a pair also out of what the payee receives, where that is less work.
 *
 * <p>Where a window holds few events, they are gone through one by one. Where it holds many, all
 * but the latest have been counted before, in a {@link Tally}.
 */
final class PlannedAggregate {
  /** An event that has no such field. */
  static final long NO_FIELD = Long.MIN_VALUE;

  /** Its place in the schema. */
  final int index;

  final Aggregate aggregate;
  final long windowMs;
  final long delayMs;

  /** Equal to that of another aggregate that has the same value, whatever its name and schema. */
  final Object shape;

  private final Aggregate.Measure measure;
  private final EventFilter filter;

  /** What SHARE asks of an event that counts; the filter itself for the other measures. */
  private final EventFilter part;

  private final boolean out;
  private final boolean ofAccount;
  private final boolean samePayee;
  private final boolean samePayer;
  private final boolean sameDevice;
  private final boolean anyState;

  PlannedAggregate(int index, Aggregate aggregate, ZoneId zone, ZoneHours hours) {
    this.index = index;
    this.aggregate = aggregate;
    measure = aggregate.measure();
    windowMs = aggregate.window().length().toMillis();
    delayMs = aggregate.delay().toMillis();
    filter = new EventFilter(aggregate.filter(), hours);
    Aggregate.Filter ofPart = aggregate.part();
    part = ofPart == null ? filter : new EventFilter(ofPart, hours);
    shape = List.of(unnamed(aggregate), aggregate.readsZone() ? zone : "");
    Scope scope = AggregatePlan.scope(aggregate);
    out = aggregate.direction() == Aggregate.Direction.OUT;
    ofAccount = scope.isOfAccount();
    samePayee = scope == Scope.PAYER_PAYEE;
    samePayer = false;
    sameDevice = scope == Scope.PAYER_DEVICE;
    anyState = filter.acceptsAllStates() && part.acceptsAllStates();
  }

  private PlannedAggregate(PlannedAggregate ofPair) {
    index = ofPair.index;
    aggregate = ofPair.aggregate;
    measure = ofPair.measure;
    windowMs = ofPair.windowMs;
    delayMs = ofPair.delayMs;
    filter = ofPair.filter;
    part = ofPair.part;
    shape = ofPair.shape;
    out = false;
    ofAccount = true;
    samePayee = false;
    samePayer = true;
    sameDevice = false;
    anyState = ofPair.anyState;
  }

  /** The same of a pair, to be read from what the payee receives. */
  PlannedAggregate atPayee() {
    return new PlannedAggregate(this);
  }

  private static Aggregate unnamed(Aggregate a) {
    return new Aggregate(
        "",
        a.of(),
        a.key(),
        a.direction(),
        a.measure(),
        a.field(),
        a.window(),
        a.delay(),
        a.filter(),
        a.part());
  }

  /** Whether it looks at some of the record's events alone. */
  boolean isPicked() {
    return samePayee || samePayer || sameDevice;
  }

  /** Whether those that it looks at are those to one payee. */
  boolean isOfPayee() {
    return samePayee;
  }

  /** Whether those that it looks at are those from one payer. */
  boolean isOfPayer() {
    return samePayer;
  }

  /** Whether those that it looks at are those on one device. */
  boolean isOfDevice() {
    return sameDevice;
  }

  /**
   * Whether it can be read from tallies: a pair's are the payer's alone, and without a device there
   * is nothing to count.
   */
  boolean isCountedAhead(Asked asked) {
    return !samePayer && (!sameDevice || asked.hasDevice());
  }

  /** Whether an event is one of those that it looks at for a transfer. */
  boolean picks(int party, int inJournal, Asked asked, Journal journal) {
    return (!samePayee || party == asked.payee)
        && (!samePayer || party == asked.payer)
        && (!sameDevice || isOnDevice(inJournal, asked, journal));
  }

  // ---- one event

  /** Whether an event counts, but for its state and its device. */
  private boolean accepts(long event, long value, int party, Asked asked) {
    return EventBits.isOut(event) == out
        && (!samePayee || party == asked.payee)
        && (!samePayer || party == asked.payer)
        && filter.accepts(event, value);
  }

  /** Whether an event of a sort counts, as {@link EventBits#SORT_MASK} has it. */
  boolean acceptsSort(long sort) {
    return EventBits.isOut(sort) == out && filter.acceptsSort(sort);
  }

  /** Whether {@link #acceptsMore} may turn down an event. */
  boolean asksForMore() {
    return filter.asksForMore();
  }

  /** Whether an event of a sort that counts does so by its value and its hour. */
  boolean acceptsMore(long event, long value) {
    return filter.acceptsMore(event, value);
  }

  /** Whether events count in every state, and nobody asks in which. */
  boolean acceptsAnyState() {
    return anyState;
  }

  /** Whether events count in the state with a code. */
  boolean acceptsState(int code) {
    return filter.acceptsState(code);
  }

  /** Whether an event counts whose transfer stands in the state with a code. */
  boolean acceptsAt(long event, long value, int code) {
    return EventBits.isOut(event) == out
        && filter.accepts(event, value)
        && filter.acceptsState(code);
  }

  /** Whether an event that counts is of the part. */
  boolean isOfPart(long event, long value, int code) {
    return part.accepts(event, value) && part.acceptsState(code);
  }

  /** Whether an event was on the device of the transfer that is looked at. */
  static boolean isOnDevice(int inJournal, Asked asked, Journal journal) {
    int address = journal.present(inJournal);
    long[] page = journal.page(address);
    int at = Journal.details(address);
    return Details.has(page, at, Aggregate.Field.DEVICE)
        && Details.hash(page, at, Aggregate.Field.DEVICE) == asked.device;
  }

  /** The hash of the device that an event was on, where it is known. */
  static long device(int inJournal, Journal journal) {
    return journal.field(inJournal, Aggregate.Field.DEVICE);
  }

  /** The number that stands for an event's field whose different values are counted. */
  long field(long event, int party, int inJournal, int self, Journal journal) {
    Aggregate.Field field = aggregate.field();
    if (field == null) {
      throw new IllegalStateException("DISTINCT names a field");
    }
    return switch (field) {
      case PAYER -> ofAccount && out ? self : party;
      case PAYEE -> ofAccount ? (out ? party : self) : journal.field(inJournal, field);
      case PLACE -> place(event, inJournal, journal);
      default -> journal.field(inJournal, field);
    };
  }

  private static long place(long event, int inJournal, Journal journal) {
    return (event & EventBits.HAS_PLACE) == 0
        ? NO_FIELD
        : journal.field(inJournal, Aggregate.Field.PLACE);
  }

  /** Takes an event that counts. */
  private void take(
      long event, long value, int party, int inJournal, int code, Asked asked, Journal journal) {
    Gathering into = asked.gathering;
    switch (measure) {
      case COUNT -> into.count++;
      case SUM, MEAN -> into.add(value);
      case MAX -> into.max = Math.max(into.max, value);
      case LAST -> into.offerLast(event >>> EventBits.TIME_SHIFT, value);
      case SHARE -> {
        into.count++;
        into.part += isOfPart(event, value, code) ? 1 : 0;
      }
      case DISTINCT -> {
        long field = field(event, party, inJournal, into.self, journal);
        if (field != NO_FIELD) {
          into.addDifferent(field);
        }
      }
    }
  }

  /** Takes an event of a record, if it counts. */
  private void consider(KeyRecord record, int index, Asked asked, Journal journal) {
    long event = record.event(index);
    long value = record.value(index);
    int party = record.party(index);
    if (!accepts(event, value, party, asked)) {
      return;
    }
    int inJournal = record.inJournal(index);
    int code = anyState ? 0 : record.stateCode(index, journal, asked.nowMs);
    if (filter.acceptsState(code) && (!sameDevice || isOnDevice(inJournal, asked, journal))) {
      take(event, value, party, inJournal, code, asked, journal);
    }
  }

  /** Takes an event, which stands in no record, if it counts. */
  void consider(Pending pending, int i, Asked asked, Journal journal) {
    long event = pending.event(i);
    long value = pending.value(i);
    int code = pending.stateCode(i, journal, asked.nowMs);
    int party = pending.party(i);
    int inJournal = pending.inJournal(i);
    if (acceptsAt(event, value, code) && picks(party, inJournal, asked, journal)) {
      take(event, value, party, inJournal, code, asked, journal);
    }
  }

  // ---- all events

  /**
   * Its value over the events of a record from a time up to the one with index {@code last}, each
   * looked at.
   *
   * @param self the account's own number; of other keys of no use
   */
  long value(KeyRecord record, int last, long fromMs, int self, Asked asked, Journal journal) {
    Gathering into = asked.gathering;
    into.clear(self);
    into.isCapped = record.isCappedSince(fromMs);
    if (!sameDevice || asked.hasDevice()) {
      scan(record, 0, last, EventBits.packTime(fromMs), asked, journal);
    }
    return into.value(measure);
  }

  /** Takes the events of a record that count, from an index on and from a time on. */
  void scan(KeyRecord record, int first, int last, long from, Asked asked, Journal journal) {
    if (last < first) {
      return;
    }
    boolean isLast = measure == Aggregate.Measure.LAST;
    long[] a = record.a;
    int shift = record.timeShift;
    long least = from - record.timeBase;
    int at = record.at(last);
    for (int i = last; i >= first; i--, at -= KeyRecord.EVENT_LONGS) {
      if (a[at] >>> shift < least || (isLast && asked.gathering.hasLastAt(record.time(i)))) {
        return;
      }
      if (EventBits.isOut(a[at]) == out) {
        consider(record, i, asked, journal);
      }
    }
  }

  /** The same of those events alone that have been folded into the tallies. */
  void scanFolded(KeyRecord record, int last, long from, Asked asked, Journal journal) {
    for (int i = last; i >= 0; i--) {
      if (record.time(i) < from) {
        return;
      }
      if (record.isFolded(i)) {
        consider(record, i, asked, journal);
      }
    }
  }
}
