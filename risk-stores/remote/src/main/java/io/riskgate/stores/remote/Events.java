package io.riskgate.stores.remote;

import io.riskgate.core.TransferState;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.spi.History;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one record, by event time and, where times are equal, by arrival. */
final class Events {
  private static final int FEW = 16;

  final List<Event> all = new ArrayList<>();

  /** Those to which a reference leads. */
  private final EventIndex live = new EventIndex();

  /** The latest event time of what was dropped. */
  long droppedUpToMs = History.NEVER;

  private final @Nullable String account;

  /** No event to which a reference leads is known since before this. */
  private long knownFromMs = Long.MAX_VALUE;

  /** The same as rows, from when they are asked for first. */
  private @Nullable EventRows rows;

  /** How many changes were written into them since they were asked for last. */
  private int notedChanges;

  /**
   * No events yet.
   *
   * @param account the account whose record it is, or null where it is another's
   */
  Events(@Nullable String account) {
    this.account = account;
  }

  // ---- rows

  /** The events as aggregates look at them. */
  EventRows rows() {
    EventRows known = rows;
    if (known == null) {
      known = new EventRows(account, all);
      rows = known;
    }
    notedChanges = 0;
    return known;
  }

  /** Lets go of the rows, and of all names in them. */
  void forgetRows() {
    rows = null;
    notedChanges = 0;
  }

  /**
   * Hears that one of them has changed.
   *
   * @param isNamed whether names of it have, and not only how it stands
   */
  void changed(Event e, boolean isNamed) {
    EventRows known = rows;
    if (known == null) {
      return;
    }
    if (++notedChanges > all.size() + FEW) {
      forgetRows(); // nobody has asked for a long time
    } else if (isNamed) {
      known.write(placeOf(e), e);
      if (known.isWorn()) {
        forgetRows();
      }
    } else {
      known.stand(placeOf(e), e);
    }
  }

  /** Whether rows are kept up to date; for tests. */
  boolean hasRows() {
    return rows != null;
  }

  private void insert(int place, Event e) {
    all.add(place, e);
    e.isIn(this);
    if (e.isLive()) {
      knownFromMs = Math.min(knownFromMs, e.knownSinceMs());
    }
    EventRows known = rows;
    if (known != null) {
      known.insert(place, e);
      if (known.isWorn()) {
        forgetRows();
      }
    }
  }

  private void removeAt(int place) {
    all.remove(place).isIn(null);
    EventRows known = rows;
    if (all.isEmpty()) {
      forgetRows();
    } else if (known != null) {
      known.remove(place);
    }
  }

  // ---- events

  /** Since when the one that is known longest is known, or since before that. */
  long knownFromMs() {
    return knownFromMs;
  }

  /** Looks since when the one that is known longest is known. */
  void lookKnownFrom() {
    knownFromMs = Long.MAX_VALUE;
    for (Event e : all) {
      if (e.isLive()) {
        knownFromMs = Math.min(knownFromMs, e.knownSinceMs());
      }
    }
  }

  @Nullable Event live(String owner, String id) {
    return live.get(owner, id);
  }

  /**
   * Adds an event behind all that came before it. One that had been told elsewhere before, and is
   * here only now, takes the place that it has by its stamp.
   */
  void add(Event e, boolean isRepeated) {
    int place = firstAfter(e.timeMs);
    if (isRepeated) {
      while (place > 0
          && all.get(place - 1).timeMs == e.timeMs
          && all.get(place - 1).stamp > e.stamp) {
        place--;
      }
    }
    insert(place, e);
    live.put(e);
  }

  void remove(Event e) {
    removeAt(placeOf(e));
    live.remove(e);
  }

  /** From now on no reference leads to an event. */
  void detach(Event e) {
    live.remove(e);
    if (e.isHidden()) {
      removeAt(placeOf(e));
    }
    e.detach();
  }

  /** The place of the first event with a later time. */
  int firstAfter(long timeMs) {
    int low = 0;
    int high = all.size();
    if (high > 0 && all.get(high - 1).timeMs <= timeMs) {
      return high; // most come in the order of their times
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).timeMs <= timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The place of an event that is there. */
  int placeOf(Event e) {
    int place = firstAfter(e.timeMs) - 1;
    while (all.get(place) != e) {
      place--;
    }
    return place;
  }

  int firstFrom(long timeMs) {
    boolean isAll = timeMs == Long.MIN_VALUE || all.isEmpty() || all.get(0).timeMs >= timeMs;
    return isAll ? 0 : firstAfter(timeMs - 1);
  }

  /**
   * Lets go of what is kept no longer. Of an account, what is open or undecided stays beyond the
   * cap: a control that is set must find it.
   */
  void prune(long nowMs, Keeping keeping, boolean isAccount) {
    int old = firstFrom(nowMs - keeping.reachMs());
    int over = all.size() - keeping.eventsMax();
    int most = Math.max(old, over);
    if (most <= 0) {
      return;
    }
    EventRows known = rows;
    int to = most;
    for (int i = most - 1; i >= 0; i--) {
      Event e = all.get(i);
      boolean isWanted =
          isAccount
              && e.isLive()
              && !e.isEndTold()
              && !e.isForgottenAt(nowMs, keeping.referencesMs());
      if (isWanted) {
        to--;
        if (to != i) {
          all.set(to, e);
          if (known != null) {
            known.copy(i, to);
          }
        }
      } else {
        droppedUpToMs = Math.max(droppedUpToMs, e.timeMs);
        live.remove(e);
        e.isIn(null);
      }
    }
    if (to > 0) {
      all.subList(0, to).clear();
      if (all.isEmpty()) {
        forgetRows();
      } else if (known != null) {
        known.dropFirst(to);
      }
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<Event> registered() {
    List<Event> found = new ArrayList<>();
    for (Event e : all) {
      if (e.isLive() && !e.isEndTold()) {
        found.add(e);
      }
    }
    return found;
  }

  /**
   * The latest settled event of a party up to a time, {@link History#NEVER} where there is none.
   */
  long lastSettled(long atMs, java.util.function.Predicate<Event> of) {
    for (int i = firstAfter(atMs) - 1; i >= 0; i--) {
      Event e = all.get(i);
      if (e.state() == TransferState.SETTLED && !e.isHidden() && of.test(e)) {
        return e.timeMs;
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
    to.out.putVar(all.size());
    long before = 0;
    int next = 0;
    for (Event e : all) {
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
      insert(all.size(), e);
      if (e.isLive()) {
        live.put(e);
      }
    }
  }
}
