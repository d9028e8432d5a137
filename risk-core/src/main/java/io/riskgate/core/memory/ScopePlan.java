package io.riskgate.core.memory;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The aggregates that read one side of one sort of record, and how their values are worked out in
 * one pass over its events, from the latest to the oldest. Immutable. {@link
 * PlannedAggregate#value} says the same for one aggregate at a time, plainly.
 *
 * <p>Each aggregate is a bit. Which of them count an event by its direction, kind, class and
 * channel is looked up in a table by the event's lower bits, and which by its state in another;
 * those whose window an event lies in change a few times in a pass, as aggregates share windows. So
 * an event costs nothing for the aggregates that do not count it, which are most.
 *
 * <p>Windows that hold many events are not gone through: they are counted ahead.
 */
final class ScopePlan {
  /** How many aggregates one plan has room for. */
  static final int AGGREGATES_MAX = Long.SIZE;

  /** A window that some aggregates share. */
  private record Window(Aggregate.WindowKind kind, long reachMs, long delayMs) {}

  private final AggregatePlan plan;
  private final PlannedAggregate[] planned;
  private final Aggregate.Measure[] measures;
  private final boolean out;
  private final Window[] windows;

  /** Of each window, the aggregates over it. */
  private final long[] over;

  private final long[] bySort = new long[1 << EventBits.SORT_BITS];
  private final long[] byState = new long[EventBits.IN_JOURNAL];

  /** Those that count in every state. */
  private final long anyState;

  /** Those that ask for more of an event than its sort and state. */
  private final long asking;

  private final long ofPayee;
  private final long ofPayer;
  private final long ofDevice;
  private final long different;

  private ScopePlan(AggregatePlan plan, List<PlannedAggregate> aggregates, boolean out) {
    this.plan = plan;
    this.out = out;
    planned = aggregates.toArray(new PlannedAggregate[0]);
    measures = new Aggregate.Measure[planned.length];
    List<Window> found = new ArrayList<>();
    long[] masks = new long[planned.length];
    long everyState = 0;
    long more = 0;
    long payees = 0;
    long payers = 0;
    long devices = 0;
    long sets = 0;
    for (int i = 0; i < planned.length; i++) {
      PlannedAggregate p = planned[i];
      long bit = 1L << i;
      measures[i] = p.aggregate.measure();
      Window window = new Window(p.aggregate.window().kind(), p.windowMs + p.delayMs, p.delayMs);
      int known = found.indexOf(window);
      if (known < 0) {
        known = found.size();
        found.add(window);
      }
      masks[known] |= bit;
      for (int sort = 0; sort < bySort.length; sort++) {
        bySort[sort] |= p.acceptsSort(sort) ? bit : 0;
      }
      for (int code = 0; code < byState.length; code++) {
        byState[code] |= p.acceptsState(code) ? bit : 0;
      }
      everyState |= p.acceptsAnyState() ? bit : 0;
      more |= p.asksForMore() ? bit : 0;
      payees |= p.isOfPayee() ? bit : 0;
      payers |= p.isOfPayer() ? bit : 0;
      devices |= p.isOfDevice() ? bit : 0;
      sets |= measures[i] == Aggregate.Measure.DISTINCT ? bit : 0;
    }
    windows = found.toArray(new Window[0]);
    over = Arrays.copyOf(masks, windows.length);
    anyState = everyState;
    asking = more;
    ofPayee = payees;
    ofPayer = payers;
    ofDevice = devices;
    different = sets;
  }

  /** The plans for some aggregates that read the same side of a record: mostly one. */
  static List<ScopePlan> of(AggregatePlan plan, List<PlannedAggregate> aggregates, boolean out) {
    List<ScopePlan> plans = new ArrayList<>();
    for (int from = 0; from < aggregates.size(); from += AGGREGATES_MAX) {
      int to = Math.min(from + AGGREGATES_MAX, aggregates.size());
      plans.add(new ScopePlan(plan, aggregates.subList(from, to), out));
    }
    return plans;
  }

  /**
   * Computes the aggregates over the events that come before a transfer's own in a record.
   *
   * @param self the number of the key
   */
  void read(KeyRecord record, int self, Asked asked, Journal journal, History into) {
    int last = record.lastBefore(asked.inJournal, out, asked.timeMs);
    OnePass pass = asked.pass;
    pass.begin(windows.length, planned.length);
    // Without a device there is nothing to pick; a pair's are counted ahead at the payer alone.
    long nothing = asked.hasDevice() ? 0 : ofDevice;
    long countable = ~(nothing | ofPayer);
    long wanted = 0;
    for (int w = 0; w < windows.length; w++) {
      Window window = windows[w];
      long fromMs = plan.windowStart(window.kind, window.reachMs, asked.timeMs);
      boolean isDelayed = window.delayMs != 0;
      int lastInWindow = isDelayed ? record.lastUpTo(asked.timeMs - window.delayMs) : last;
      long mask = over[w];
      if ((mask & countable) != 0 && record.isBusy(lastInWindow, fromMs)) {
        readAhead(mask & countable, record, lastInWindow, fromMs, self, asked, journal, into);
        mask &= ~countable;
      }
      if (record.isCappedSince(fromMs)) {
        setCapped(mask, into);
      }
      pass.mask[w] = mask & ~nothing;
      pass.from[w] = EventBits.packTime(fromMs);
      pass.upTo[w] = isDelayed ? EventBits.packTime(asked.timeMs - window.delayMs) : Long.MAX_VALUE;
      wanted |= mask;
    }
    for (long bits = wanted & different; bits != 0; bits &= bits - 1) {
      pass.set(Long.numberOfTrailingZeros(bits)).clear(self);
    }
    goThrough(record, last, self, asked, journal);
    for (long bits = wanted; bits != 0; bits &= bits - 1) {
      int i = Long.numberOfTrailingZeros(bits);
      into.aggregates()[planned[i].index] = pass.value(i, measures[i], asked.gathering);
    }
  }

  private void readAhead(
      long aggregates,
      KeyRecord record,
      int last,
      long fromMs,
      int self,
      Asked asked,
      Journal journal,
      History into) {
    Tallies tallies = record.beginTallies(self, journal, asked.nowMs);
    for (long bits = aggregates; bits != 0; bits &= bits - 1) {
      PlannedAggregate p = planned[Long.numberOfTrailingZeros(bits)];
      into.aggregates()[p.index] = tallies.value(plan, p, record, last, fromMs, asked, journal);
      if (asked.gathering.isCapped) {
        into.setCapped(p.index);
      }
    }
  }

  private void setCapped(long aggregates, History into) {
    for (long bits = aggregates; bits != 0; bits &= bits - 1) {
      into.setCapped(planned[Long.numberOfTrailingZeros(bits)].index);
    }
  }

  private void goThrough(KeyRecord record, int last, int self, Asked asked, Journal journal) {
    if (last < 0) {
      return;
    }
    OnePass pass = asked.pass;
    long open = 0; // the aggregates in whose windows the event lies
    long openFrom = Long.MAX_VALUE; // down to which time they are the same ones
    for (int index = last; index >= 0; index--) {
      long event = record.event(index);
      long time = event >>> EventBits.TIME_SHIFT;
      if (time < openFrom) {
        open = open(pass, time);
        openFrom = openFrom(pass, time);
        if (openFrom == 0) {
          return; // all windows begin later
        }
      }
      long counting = bySort[(int) event & EventBits.SORT_MASK] & open;
      if (counting != 0) {
        count(counting, event, record, index, self, asked, journal);
      }
    }
  }

  private long open(OnePass pass, long time) {
    long open = 0;
    for (int w = 0; w < windows.length; w++) {
      open |= time >= pass.from[w] && time <= pass.upTo[w] ? pass.mask[w] : 0;
    }
    return open;
  }

  /** Down to which time the windows are open that are open at a time; 0 where none is any more. */
  private long openFrom(OnePass pass, long time) {
    long until = 0;
    for (int w = 0; w < windows.length; w++) {
      if (pass.mask[w] != 0 && time >= pass.from[w]) {
        until = Math.max(until, time > pass.upTo[w] ? pass.upTo[w] + 1 : pass.from[w]);
      }
    }
    return until;
  }

  /** Counts an event for those of some aggregates that look at more than its sort, too. */
  private void count(
      long bySortAndTime,
      long event,
      KeyRecord record,
      int index,
      int self,
      Asked asked,
      Journal journal) {
    long value = record.value(index);
    int party = record.party(index);
    long counting = bySortAndTime;
    if (party != asked.payee) {
      counting &= ~ofPayee;
    }
    if (party != asked.payer) {
      counting &= ~ofPayer;
    }
    for (long bits = counting & asking; bits != 0; bits &= bits - 1) {
      int i = Long.numberOfTrailingZeros(bits);
      counting &= planned[i].acceptsMore(event, value) ? -1 : ~(1L << i);
    }
    int code = 0;
    if ((counting & ~anyState) != 0) {
      code = record.stateCode(index, journal, asked.nowMs);
      counting &= byState[code] | anyState;
    }
    int inJournal = record.inJournal(index);
    if ((counting & ofDevice) != 0 && !PlannedAggregate.isOnDevice(inJournal, asked, journal)) {
      counting &= ~ofDevice;
    }
    for (; counting != 0; counting &= counting - 1) {
      take(
          Long.numberOfTrailingZeros(counting),
          event,
          value,
          party,
          inJournal,
          code,
          self,
          asked,
          journal);
    }
  }

  private void take(
      int i,
      long event,
      long value,
      int party,
      int inJournal,
      int code,
      int self,
      Asked asked,
      Journal journal) {
    OnePass pass = asked.pass;
    long[] numbers = pass.numbers;
    int n = OnePass.NUMBERS * i;
    switch (measures[i]) {
      case COUNT -> numbers[n]++;
      case SUM, MEAN -> {
        numbers[n]++;
        numbers[n + 1] += value >>> Integer.SIZE;
        numbers[n + 2] += value & 0xffff_ffffL;
      }
      case MAX -> numbers[n] = Math.max(numbers[n], value);
      case LAST -> {
        long time = event >>> EventBits.TIME_SHIFT;
        if (time > numbers[n]) {
          numbers[n] = time;
          numbers[n + 1] = value;
        }
      }
      case SHARE -> {
        numbers[n]++;
        numbers[n + 1] += planned[i].isOfPart(event, value, code) ? 1 : 0;
      }
      case DISTINCT -> {
        long field = planned[i].field(event, party, inJournal, self, journal);
        if (field != PlannedAggregate.NO_FIELD) {
          pass.set(i).addDifferent(field);
        }
      }
    }
  }
}
