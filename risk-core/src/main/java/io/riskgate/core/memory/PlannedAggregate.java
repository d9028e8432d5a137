package io.riskgate.core.memory;

import io.riskgate.core.Amounts;
import io.riskgate.core.internal.ZoneHours;
import io.riskgate.core.memory.AggregatePlan.Scope;
import io.riskgate.core.pack.Aggregate;

/**
 * One aggregate of transfers, and how its value is worked out from a key's record. Immutable.
 *
 * <p>An account's record has what it pays and what it receives; each aggregate looks at one of the
 * two. Aggregates of a pair, and of a payer's device, are picked out of what the payer pays.
 */
final class PlannedAggregate {
  /** Its place in the schema. */
  final int index;

  final Aggregate aggregate;
  final long windowMs;
  final long delayMs;
  private final EventFilter filter;

  /** What SHARE asks of an event that counts; the filter itself for the other measures. */
  private final EventFilter part;

  private final boolean out;
  private final boolean ofAccount;
  private final boolean samePayee;
  private final boolean sameDevice;

  PlannedAggregate(int index, Aggregate aggregate, ZoneHours zone) {
    this.index = index;
    this.aggregate = aggregate;
    windowMs = aggregate.window().length().toMillis();
    delayMs = aggregate.delay().toMillis();
    filter = new EventFilter(aggregate.filter(), zone);
    Aggregate.Filter ofPart = aggregate.part();
    part = ofPart == null ? filter : new EventFilter(ofPart, zone);
    Scope scope = AggregatePlan.scope(aggregate);
    out = aggregate.direction() == Aggregate.Direction.OUT;
    ofAccount = scope.isOfAccount();
    samePayee = scope == Scope.PAYER_PAYEE;
    sameDevice = scope == Scope.PAYER_DEVICE;
  }

  /**
   * Its value over the events of a record from a time up to the one with index {@code last}.
   *
   * @param self the account's own number; of other keys of no use
   */
  long value(KeyRecord record, int last, long fromMs, int self, Asked asked, Journal journal) {
    if ((sameDevice && !asked.hasDevice()) || last < 0) {
      return 0;
    }
    return switch (aggregate.measure()) {
      case COUNT, SUM, MAX -> total(record, last, fromMs, asked, journal);
      case DISTINCT -> distinct(record, last, fromMs, self, asked, journal);
      case MEAN -> mean(record, last, fromMs, asked, journal);
      case LAST -> last(record, last, fromMs, asked, journal);
      case SHARE -> share(record, last, fromMs, asked, journal);
    };
  }

  private boolean accepts(KeyRecord record, int i, long event, Asked asked, Journal journal) {
    return EventBits.isOut(event) == out
        && (!samePayee || record.party(i) == asked.payee)
        && filter.accepts(event, record.value(i))
        && isInState(filter, record, i, asked, journal)
        && (!sameDevice || isOnDevice(record, i, asked, journal));
  }

  private static boolean isInState(
      EventFilter by, KeyRecord record, int i, Asked asked, Journal journal) {
    return by.acceptsAllStates() || by.acceptsState(record.stateCode(i, journal, asked.nowMs));
  }

  private static boolean isOnDevice(KeyRecord record, int i, Asked asked, Journal journal) {
    int address = journal.present(record.inJournal(i));
    long[] page = journal.page(address);
    int at = Journal.details(address);
    return Details.has(page, at, Aggregate.Field.DEVICE)
        && Details.hash(page, at, Aggregate.Field.DEVICE) == asked.device;
  }

  private long total(KeyRecord record, int last, long fromMs, Asked asked, Journal journal) {
    Aggregate.Measure measure = aggregate.measure();
    long from = EventBits.packTime(fromMs);
    long result = 0;
    for (int i = last; i >= 0; i--) {
      long event = record.event(i);
      if (event >>> EventBits.TIME_SHIFT < from) {
        break;
      }
      if (accepts(record, i, event, asked, journal)) {
        switch (measure) {
          case COUNT -> result++;
          case SUM -> result = Amounts.addSaturating(result, record.value(i));
          case MAX -> result = Math.max(result, record.value(i));
          default -> throw new IllegalStateException("worked out elsewhere: " + measure);
        }
      }
    }
    return result;
  }

  /**
   * Values are added up as two numbers of 32 bits each, so that no sum of values, none of which is
   * negative, overflows; and divided as one divides on paper.
   */
  private long mean(KeyRecord record, int last, long fromMs, Asked asked, Journal journal) {
    long from = EventBits.packTime(fromMs);
    long high = 0;
    long low = 0;
    long count = 0;
    for (int i = last; i >= 0; i--) {
      long event = record.event(i);
      if (event >>> EventBits.TIME_SHIFT < from) {
        break;
      }
      if (accepts(record, i, event, asked, journal)) {
        long value = record.value(i);
        high += value >>> Integer.SIZE;
        low += value & 0xFFFF_FFFFL;
        count++;
      }
    }
    if (count == 0) {
      return 0;
    }
    long rest = ((high % count) << Integer.SIZE) + low; // unsigned: below 2^64
    return ((high / count) << Integer.SIZE) + Long.divideUnsigned(rest, count);
  }

  private long last(KeyRecord record, int last, long fromMs, Asked asked, Journal journal) {
    long from = EventBits.packTime(fromMs);
    for (int i = last; i >= 0; i--) {
      long event = record.event(i);
      if (event >>> EventBits.TIME_SHIFT < from) {
        break;
      }
      if (accepts(record, i, event, asked, journal)) {
        return record.value(i);
      }
    }
    return 0;
  }

  private long share(KeyRecord record, int last, long fromMs, Asked asked, Journal journal) {
    long from = EventBits.packTime(fromMs);
    long all = 0;
    long ofPart = 0;
    for (int i = last; i >= 0; i--) {
      long event = record.event(i);
      if (event >>> EventBits.TIME_SHIFT < from) {
        break;
      }
      if (accepts(record, i, event, asked, journal)) {
        all++;
        if (part.accepts(event, record.value(i)) && isInState(part, record, i, asked, journal)) {
          ofPart++;
        }
      }
    }
    return all == 0 ? 0 : 100 * ofPart / all;
  }

  private long distinct(
      KeyRecord record, int last, long fromMs, int self, Asked asked, Journal journal) {
    Aggregate.Field field = aggregate.field();
    if (field == null) {
      throw new IllegalStateException("DISTINCT names a field");
    }
    long from = EventBits.packTime(fromMs);
    asked.clearSet();
    for (int i = last; i >= 0; i--) {
      long event = record.event(i);
      if (event >>> EventBits.TIME_SHIFT < from) {
        break;
      }
      if (accepts(record, i, event, asked, journal)) {
        switch (field) {
          case PAYER -> asked.addToSet(ofAccount && out ? self : record.party(i));
          case PAYEE -> addPayee(record, i, self, asked, journal);
          case PLACE -> addPlace(record, i, event, asked, journal);
          default -> addHash(record, i, field, asked, journal);
        }
      }
    }
    return asked.countOfSet();
  }

  private void addPayee(KeyRecord record, int i, int self, Asked asked, Journal journal) {
    if (ofAccount) {
      asked.addToSet(out ? record.party(i) : self);
    } else {
      addHash(record, i, Aggregate.Field.PAYEE, asked, journal);
    }
  }

  private static void addPlace(KeyRecord record, int i, long event, Asked asked, Journal journal) {
    if ((event & EventBits.HAS_PLACE) == 0) {
      return;
    }
    int address = journal.present(record.inJournal(i));
    long[] page = journal.page(address);
    int at = Journal.details(address);
    asked.addToSet(Details.grid(page, at));
  }

  private static void addHash(
      KeyRecord record, int i, Aggregate.Field field, Asked asked, Journal journal) {
    int address = journal.present(record.inJournal(i));
    long[] page = journal.page(address);
    int at = Journal.details(address);
    if (Details.has(page, at, field)) {
      asked.addToSet(Details.hash(page, at, field));
    }
  }
}
