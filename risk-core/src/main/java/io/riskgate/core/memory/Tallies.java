package io.riskgate.core.memory;

import io.riskgate.core.TransferState;
import io.riskgate.core.memory.InMemoryStore.Cap;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is counted ahead of a busy key: the {@link Tally} of each aggregate whose window holds many
 * events. Guarded by the monitor of the key's stripe.
 *
 * <p>The record's latest events are looked at one by one. Older ones are folded into all tallies,
 * once their transfers are closed; until then they are {@link Pending}. So {@link #folded()} events
 * at the record's beginning are counted here, whether or not they have left it since.
 */
final class Tallies {
  /** Where a window holds more than these events, it is counted ahead. */
  static final int MANY = 128;

  /** How many of the latest events are looked at one by one; some more for a while. */
  static final int LATEST = 4;

  /** Callers' clocks may be apart by this: what expires is folded when it has expired for all. */
  static final long CLOCKS_APART_MS = 2 * 60_000;

  private final int self;
  private final TallyTable all = new TallyTable();

  /** Null while only aggregates are read that look at all of the key's events. */
  private @Nullable PickedTallies picked;

  private final Pending pending = new Pending();

  /** How many of the record's events are folded or pending. */
  private int folded;

  /** Events up to this time, as packed, are missing for lack of room for what is pending. */
  private long lostUpTo;

  // The last place of what was folded.
  private long placeTime;
  private int placeInJournal;

  /**
   * Begins without any.
   *
   * @param self the number of the key
   */
  Tallies(int self) {
    this.self = self;
  }

  int folded() {
    return folded;
  }

  /** Says that the oldest event, with a time as packed, has left the record. */
  void oldestLeft(long time) {
    if (folded == 0) {
      lost(time); // the record has room for less than what is looked at one by one
    } else {
      folded--;
    }
  }

  /** Says that what is known of the events up to a time, as packed, may not be right. */
  void lost(long time) {
    lostUpTo = Math.max(lostUpTo, time);
  }

  /** Whether the events to a payee are counted ahead. */
  boolean hasPayee(int payee) {
    PickedTallies known = picked;
    return known != null && known.hasPayee(payee);
  }

  /** The tally of an aggregate, begun on first use. */
  private Tally tally(
      AggregatePlan plan,
      PlannedAggregate wanted,
      KeyRecord record,
      long windowStartMs,
      Asked asked,
      Journal journal) {
    TallyTable table = wanted.isPicked() ? picked().table(wanted, asked) : all;
    Tally known = table.find(plan, wanted);
    if (known != null) {
      return known;
    }
    Tally begun = begin(wanted, record, windowStartMs, asked, journal);
    table.add(plan, wanted, begun);
    return begun;
  }

  private PickedTallies picked() {
    PickedTallies known = picked;
    if (known == null) {
      known = new PickedTallies();
      picked = known;
    }
    return known;
  }

  private Tally begin(
      PlannedAggregate wanted, KeyRecord record, long windowStartMs, Asked asked, Journal journal) {
    Tally tally = Tally.beginning(wanted, self, windowStartMs, record.droppedUpTo());
    for (int i = 0; i < folded; i++) {
      long event = record.event(i);
      int party = record.party(i);
      int inJournal = record.inJournal(i);
      if (EventBits.isFolded(event) && wanted.picks(party, inJournal, asked, journal)) {
        int code = EventBits.stateCode(event);
        tally.fold(event, record.value(i), party, inJournal, code, true, journal);
      }
    }
    return tally;
  }

  // ---- folding

  /** Takes note of an event that was added before the record's latest. */
  void insertedAmongFolded(KeyRecord record, long event, long value, int party, int inJournal) {
    folded++;
    pend(record, event, value, party, inJournal);
    takePlace(event, inJournal);
  }

  /** Takes over what a repeated attempt says. */
  void replaced(KeyRecord record, long event, long value, int party, int inJournal) {
    pending.replace(event, value, party, inJournal);
    boolean hasPlace = (event & EventBits.HAS_PLACE) != 0;
    if (hasPlace && event >>> EventBits.TIME_SHIFT > placeTime) {
      takePlace(event, inJournal);
    } else if (!hasPlace && placeTime != 0 && inJournal == placeInJournal) {
      placeTime = 0; // it was the last one with a place, and says none any more
      for (int i = 0; i < folded; i++) {
        if (record.inJournal(i) != inJournal) {
          takePlace(record.event(i), record.inJournal(i));
        }
      }
    }
  }

  /**
   * Takes an undecided attempt back.
   *
   * @param index where it is in the record, or -1
   */
  void leave(int inJournal, int index) {
    pending.leave(inJournal);
    if (index >= 0 && index < folded) {
      folded--;
    }
  }

  /** Folds what is not among the latest, where that is enough to be worth it. */
  void fold(KeyRecord record, Journal journal, long nowMs) {
    if (record.size() - folded <= 2 * LATEST) {
      return;
    }
    long closedMs = nowMs - CLOCKS_APART_MS;
    foldPending(record, journal, closedMs);
    while (record.size() - folded > LATEST) {
      int i = folded++;
      long event = record.event(i);
      int code = lastingCode(event, record.inJournal(i), journal, closedMs);
      if (code != EventBits.IN_JOURNAL) {
        record.setFolded(i, code);
        long value = record.value(i);
        fold(record, event, value, record.party(i), record.inJournal(i), code, true, journal);
      } else {
        pend(record, event, record.value(i), record.party(i), record.inJournal(i));
      }
      takePlace(event, record.inJournal(i));
    }
  }

  /**
   * The code of a state that nothing but a settlement that comes late can change; IN_JOURNAL where
   * there is none yet.
   */
  private static int lastingCode(long event, int inJournal, Journal journal, long closedMs) {
    int known = EventBits.stateCode(event);
    if (known != EventBits.IN_JOURNAL) {
      return known;
    }
    long standing = journal.standing(inJournal);
    int code = EventBits.stateCode(standing, closedMs);
    boolean lasts = EventBits.isFinal(standing) || EventBits.isClosed(code);
    return lasts ? code : EventBits.IN_JOURNAL;
  }

  private void foldPending(KeyRecord record, Journal journal, long closedMs) {
    int kept = 0;
    for (int n = pending.size(); n > 0; n--) {
      long event = pending.event(kept);
      int inJournal = pending.inJournal(kept);
      int code = lastingCode(event, inJournal, journal, closedMs);
      if (code == EventBits.IN_JOURNAL) {
        kept++;
        continue;
      }
      int i = record.indexOf(inJournal, EventBits.isOut(event), EventBits.timeOf(event));
      if (i >= 0) {
        record.setFolded(i, code);
      }
      long value = pending.value(kept);
      fold(record, event, value, pending.party(kept), inJournal, code, false, journal);
      pending.remove(kept);
    }
  }

  private void fold(
      KeyRecord record,
      long event,
      long value,
      int party,
      int inJournal,
      int code,
      boolean inOrder,
      Journal journal) {
    int full = all.fold(event, value, party, inJournal, code, inOrder, journal);
    PickedTallies some = picked;
    if (some != null && EventBits.isOut(event)) {
      full += some.fold(event, value, party, inJournal, code, inOrder, journal);
    }
    for (; full > 0; full--) {
      record.count(Cap.DIFFERENT_VALUES);
    }
  }

  private void pend(KeyRecord record, long event, long value, int party, int inJournal) {
    if (pending.size() >= Pending.MAX) {
      record.count(Cap.OPEN_OF_BUSY_KEY);
      int oldest = pending.oldest();
      lost(pending.event(oldest) >>> EventBits.TIME_SHIFT);
      pending.remove(oldest);
    }
    pending.add(event, value, party, inJournal);
  }

  /** Says that the transfer of an event, which was folded as closed, has been settled after all. */
  void settled(long event, long value, int party, int inJournal, int was, Journal journal) {
    int is = TransferState.SETTLED.ordinal();
    all.change(event, value, party, inJournal, was, is, journal);
    PickedTallies some = picked;
    if (some != null && EventBits.isOut(event)) {
      some.change(event, value, party, inJournal, was, is, journal);
    }
  }

  /** Says for good in which state the transfer of an event stands that is still pending. */
  void endForGood(int inJournal, int code) {
    pending.endForGood(inJournal, code);
  }

  // ---- reading

  /**
   * Works out an aggregate's value over the events from a time up to the one with index {@code
   * last}.
   */
  long value(
      AggregatePlan plan,
      PlannedAggregate wanted,
      KeyRecord record,
      int last,
      long fromMs,
      Asked asked,
      Journal journal) {
    Tally tally = tally(plan, wanted, record, fromMs, asked, journal);
    Gathering into = asked.gathering;
    into.clear(self);
    long from = tally.begins(record, fromMs);
    boolean isLast = wanted.aggregate.measure() == Aggregate.Measure.LAST;
    if (isLast) {
      wanted.scan(record, folded, last, from, asked, journal); // first: of equal times it is later
      if (into.lastTime() != 0) {
        return into.value(Aggregate.Measure.LAST);
      }
    }
    long upTo = upTo(wanted, record, last, asked);
    if (!tally.gather(record, last, upTo, fromMs, lostUpTo, asked, journal)) {
      return wanted.value(record, last, fromMs, self, asked, journal);
    }
    if (!isLast) {
      wanted.scan(record, folded, last, from, asked, journal);
    }
    long endsBefore = tally.endsBefore(record, upTo, fromMs);
    for (int i = 0; i < pending.size(); i++) {
      long time = pending.event(i) >>> EventBits.TIME_SHIFT;
      boolean isBeforeEnd = time < upTo || (time == upTo && isUpTo(last, record, i));
      if (time >= from && time < endsBefore && isBeforeEnd) {
        into.isTied |= isLast && time == into.lastTime();
        wanted.consider(pending, i, asked, journal);
      }
    }
    if (isLast) {
      breakTie(wanted, record, last, asked, journal);
    }
    return into.value(wanted.aggregate.measure());
  }

  /**
   * Of events of one time the one that arrived last counts, and what was folded after its transfer
   * had ended did not arrive then. The record knows, if it has them all.
   */
  private static void breakTie(
      PlannedAggregate wanted, KeyRecord record, int last, Asked asked, Journal journal) {
    Gathering into = asked.gathering;
    long time = into.lastTime();
    if (!into.isTied) {
      return;
    }
    if (record.droppedUpTo() >= time) {
      into.isCapped = true;
      return;
    }
    long kept = into.value(Aggregate.Measure.LAST);
    into.clearLast();
    int lastOfTime = Math.min(last, record.lastUpTo(EventBits.time(time)));
    wanted.scan(record, 0, lastOfTime, time, asked, journal);
    if (into.lastTime() == 0) {
      into.offerLast(time, kept); // it was so once, and counts on
    }
  }

  /**
   * The time, as packed, after which nothing of what was folded is in a window; none where all of
   * it comes before the window's end. Where all that the record still has is later, that is the
   * window's own end.
   */
  private long upTo(PlannedAggregate wanted, KeyRecord record, int last, Asked asked) {
    if (last >= folded - 1) {
      return Long.MAX_VALUE;
    }
    return last >= 0
        ? record.event(last) >>> EventBits.TIME_SHIFT
        : EventBits.packTime(asked.timeMs - wanted.delayMs);
  }

  /** Whether what is pending does not come after an event of the record, at the same time. */
  private boolean isUpTo(int last, KeyRecord record, int i) {
    long event = pending.event(i);
    boolean isOut = EventBits.isOut(event);
    return record.indexOf(pending.inJournal(i), isOut, EventBits.timeOf(event)) <= last;
  }

  // ---- the last place

  private void takePlace(long event, int inJournal) {
    long time = event >>> EventBits.TIME_SHIFT;
    if (EventBits.isOut(event) && (event & EventBits.HAS_PLACE) != 0 && time >= placeTime) {
      placeTime = time;
      placeInJournal = inJournal;
    }
  }

  /** When the last of the folded events was whose place is known; none where there is none. */
  long placeMs() {
    return placeTime == 0 ? History.NEVER : EventBits.time(placeTime);
  }

  /** Where the event of {@link #placeMs()} is in the journal. */
  int placeInJournal() {
    return placeInJournal;
  }

  // ---- images

  void write(ImageOut out) {
    out.put(self);
    out.put(folded);
    out.put(lostUpTo);
    out.put(placeTime);
    out.put(placeInJournal);
    pending.write(out);
    all.write(out);
    PickedTallies some = picked;
    out.putFlag(some != null);
    if (some != null) {
      some.write(out);
    }
  }

  static Tallies read(ImageIn in, Function<StoreSchema, AggregatePlan> planOf) {
    Tallies read = new Tallies(in.nextInt());
    read.folded = in.nextCount();
    read.lostUpTo = in.next();
    read.placeTime = in.next();
    read.placeInJournal = in.nextInt();
    read.pending.read(in);
    read.all.read(in, planOf, read.self);
    if (in.nextFlag()) {
      read.picked().read(in, planOf, read.self);
    }
    return read;
  }
}
