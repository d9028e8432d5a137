package io.riskgate.stores.remote;

import io.riskgate.core.TransferState;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The events of one record, by event time and, where times are equal, by arrival. Each has a place,
 * from 0, which it keeps until one before it comes or leaves.
 */
final class Events {
  /** What is undecided for so long is asked for: whoever attempted it may have died. */
  static final long UNDECIDED_MS = 60_000;

  /** So often an owner is asked what became of one transfer. */
  private static final long ASK_AGAIN_MS = 60_000;

  /** There is no event. */
  static final int NONE = -1;

  final EventRows rows;

  /** The latest event time of what was dropped. */
  long droppedUpToMs = History.NEVER;

  /** No event to which a reference leads is known since before this. */
  private long knownFromMs = Long.MAX_VALUE;

  /**
   * No events yet.
   *
   * @param account the account whose record it is, or null where it is another's
   */
  Events(@Nullable String account) {
    rows = new EventRows(account);
  }

  // ---- how one stands

  long knownSinceMs(int place) {
    return rows.stamp(place) >> Event.STAMP_SHIFT;
  }

  @Nullable TransferState stateAt(int place, long nowMs) {
    return at(rows.state(place), rows.expiresAtMs(place), nowMs);
  }

  /** A state at a clock. */
  static @Nullable TransferState at(@Nullable TransferState s, long expiresAtMs, long nowMs) {
    return s != null && s.isOpen() && nowMs >= expiresAtMs ? TransferState.EXPIRED : s;
  }

  boolean isOpenAt(int place, long nowMs) {
    TransferState now = stateAt(place, nowMs);
    return now != null && now.isOpen();
  }

  /** Whether its owner has said how it ended. */
  boolean isEndTold(int place) {
    TransferState s = rows.state(place);
    return s != null && !s.isOpen();
  }

  /** Whether its reference is forgotten at a clock. */
  boolean isForgottenAt(int place, long nowMs, long keptMs) {
    return nowMs - knownSinceMs(place) >= keptMs && !isOpenAt(place, nowMs);
  }

  /** Whether a control may have to find it: its owner has not said how it ended. */
  boolean mayBeStopped(int place, long nowMs, Keeping keeping) {
    return rows.isLive(place)
        && !isEndTold(place)
        && !isForgottenAt(place, nowMs, keeping.referencesMs());
  }

  /** From when on its owner is asked what became of it, if he has not told its end by then. */
  long lostMs(int place) {
    long silentMs =
        rows.state(place) == null ? knownSinceMs(place) + UNDECIDED_MS : rows.expiresAtMs(place);
    long askedMs = rows.askedMs(place);
    return askedMs == Event.NEVER_ASKED ? silentMs : Math.max(silentMs, askedMs + ASK_AGAIN_MS);
  }

  // ---- what changes in one

  /** From now on an event says what was said last of an undecided attempt. */
  void take(int place, Event told) {
    Event e = rows.event(place);
    e.take(told);
    rows.write(place, e);
  }

  /** From now on an event stands as its owner's item. */
  void stand(int place, Item item) {
    boolean isDecided = item.isDecided();
    rows.stand(
        place,
        item.state(),
        isDecided ? item.expiresAtMs() : rows.expiresAtMs(place),
        item.revision,
        isDecided ? item.marks() : rows.marks(place));
  }

  /** What has expired by a clock has expired for good. */
  void lapse(int place, long nowMs) {
    rows.stand(
        place,
        stateAt(place, nowMs),
        rows.expiresAtMs(place),
        rows.revision(place),
        rows.marks(place));
  }

  /** Takes the names of a forgotten account out of an event. */
  void scrub(int place, String account, Pseudonyms pseudonyms) {
    Event e = rows.event(place);
    if (e.scrub(account, pseudonyms)) {
      rows.write(place, e);
    }
  }

  // ---- events

  int size() {
    return rows.size();
  }

  boolean isEmpty() {
    return rows.size() == 0;
  }

  /** An event as it stands now. */
  Event event(int place) {
    return rows.event(place);
  }

  /** The place of the event to which a reference leads, or {@link #NONE}. */
  int find(String owner, String id) {
    return rows.find(owner, id);
  }

  /** Since when the one that is known longest is known, or since before that. */
  long knownFromMs() {
    return knownFromMs;
  }

  /** Looks since when the one that is known longest is known. */
  void lookKnownFrom() {
    knownFromMs = Long.MAX_VALUE;
    for (int i = 0; i < rows.size(); i++) {
      know(i);
    }
  }

  private void know(int place) {
    if (rows.isLive(place)) {
      knownFromMs = Math.min(knownFromMs, knownSinceMs(place));
    }
  }

  /**
   * Adds an event behind all that came before it. One that had been told elsewhere before, and is
   * here only now, takes the place that it has by its stamp.
   *
   * @return its place
   */
  int add(Event e, boolean isRepeated) {
    int place = rows.firstAfter(e.timeMs);
    if (isRepeated) {
      while (place > 0 && rows.timeMs(place - 1) == e.timeMs && rows.stamp(place - 1) > e.stamp) {
        place--;
      }
    }
    rows.insert(place, e);
    know(place);
    return place;
  }

  /** Of what was hidden, as its account was forgotten, no name stays. */
  void remove(int place) {
    boolean isHidden = rows.isHidden(place);
    rows.remove(place);
    if (isHidden) {
      rows.forgetNames();
    }
  }

  /** From now on no reference leads to an event. */
  void detach(int place) {
    if (rows.isHidden(place)) {
      remove(place);
    } else {
      rows.detach(place);
    }
  }

  /**
   * Lets go of what is kept no longer. Of an account, what is open or undecided stays beyond the
   * cap: a control that is set must find it.
   */
  void prune(long nowMs, Keeping keeping, boolean isAccount) {
    int old = rows.firstFrom(nowMs - keeping.reachMs());
    int most = Math.max(old, rows.size() - keeping.eventsMax());
    int to = most;
    for (int i = most - 1; i >= 0; i--) {
      if (isAccount && mayBeStopped(i, nowMs, keeping)) {
        to--;
        if (to != i) {
          rows.copy(i, to);
        }
      } else {
        droppedUpToMs = Math.max(droppedUpToMs, rows.timeMs(i));
      }
    }
    if (to > 0) {
      rows.dropFirst(to);
    }
  }

  /** The latest settled event up to a time, {@link History#NEVER} where there is none. */
  long lastSettled(long atMs) {
    return lastSettled(atMs, place -> true);
  }

  /** The same of those that one account has paid to another. */
  long lastSettled(long atMs, String payer, String payee) {
    int from = rows.numberOf(payer);
    int to = rows.numberOf(payee);
    return lastSettled(
        atMs,
        place ->
            rows.field(place, Aggregate.Field.PAYER) == from
                && rows.field(place, Aggregate.Field.PAYEE) == to);
  }

  private long lastSettled(long atMs, IntPredicate of) {
    for (int i = rows.firstAfter(atMs) - 1; i >= 0; i--) {
      if (rows.state(i) == TransferState.SETTLED && !rows.isHidden(i) && of.test(i)) {
        return rows.timeMs(i);
      }
    }
    return History.NEVER;
  }

  /**
   * Writes them. Of one that says what an item of the book says, only which item it is; the items
   * have been written before.
   *
   * @param items the items of the book, in the order in which they were written
   */
  void write(RecordOut to, String self, Book book, List<Item> items) {
    to.time(droppedUpToMs, 0);
    to.out.putVar(rows.size());
    long before = 0;
    int next = 0;
    for (int i = 0; i < rows.size(); i++) {
      Event e = rows.event(i);
      Item item = e.isLive() && e.owner.equals(self) ? item(e, next, book, items) : null;
      if (item != null && e.isOf(item)) {
        long distance = (long) item.place - next;
        to.out.putVar((distance << 1 ^ distance >> 63) + 1);
        next = item.place + 1;
      } else {
        to.out.putVar(0);
        e.write(to, before);
      }
      before = e.timeMs;
    }
  }

  /** The item of an event: most come in the same order as the events. */
  private static @Nullable Item item(Event e, int next, Book book, List<Item> items) {
    Item likely = next < items.size() ? items.get(next) : null;
    return likely != null && likely.id.equals(e.id) ? likely : book.items.get(e.id);
  }

  /**
   * Reads them.
   *
   * @param items the items of the book, in the order in which they were written
   */
  void read(RecordIn from, String self, List<Item> items) {
    droppedUpToMs = from.time(0);
    long before = 0;
    int next = 0;
    for (int i = from.in.nextCount(); i > 0; i--) {
      long how = from.in.nextVar();
      Event e;
      if (how == 0) {
        e = Event.read(from, before);
      } else {
        long zigzag = how - 1;
        long place = next + (zigzag >>> 1 ^ -(zigzag & 1));
        if (place < 0 || place >= items.size()) {
          throw new WireException("an event is of an item that is not there");
        }
        e = Event.of(self, items.get((int) place));
        next = (int) place + 1;
      }
      before = e.timeMs;
      rows.insert(rows.size(), e);
      know(rows.size() - 1);
    }
  }
}
