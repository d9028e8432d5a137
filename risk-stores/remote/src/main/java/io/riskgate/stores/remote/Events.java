package io.riskgate.stores.remote;

import io.riskgate.core.TransferState;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.spi.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of one record, by event time and, where times are equal, by arrival. */
final class Events {
  private record Name(String owner, String id) {}

  final List<Event> all = new ArrayList<>();

  /** Those to which a reference leads. */
  private final Map<Name, Event> live = new HashMap<>();

  /** The latest event time of what was dropped. */
  long droppedUpToMs = History.NEVER;

  @Nullable Event live(String owner, String id) {
    return live.get(new Name(owner, id));
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
    all.add(place, e);
    live.put(new Name(e.owner, e.id), e);
  }

  void remove(Event e) {
    all.remove(placeOf(e));
    live.remove(new Name(e.owner, e.id), e);
  }

  /** From now on no reference leads to an event. */
  void detach(Event e) {
    live.remove(new Name(e.owner, e.id), e);
    if (e.isHidden) {
      all.remove(placeOf(e));
    }
    e.detach();
  }

  /** The place of the first event with a later time. */
  int firstAfter(long timeMs) {
    int low = 0;
    int high = all.size();
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
    return timeMs == Long.MIN_VALUE ? 0 : firstAfter(timeMs - 1);
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
    List<Event> stay = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      Event e = all.get(i);
      boolean isWanted =
          isAccount
              && e.isLive()
              && !e.isEndTold()
              && !e.isForgottenAt(nowMs, keeping.referencesMs());
      if (isWanted) {
        stay.add(e);
      } else {
        droppedUpToMs = Math.max(droppedUpToMs, e.timeMs);
        live.remove(new Name(e.owner, e.id), e);
      }
    }
    if (stay.size() < most) {
      List<Event> rest = new ArrayList<>(all.subList(most, all.size()));
      all.clear();
      all.addAll(stay);
      all.addAll(rest);
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
      if (e.state == TransferState.SETTLED && !e.isHidden && of.test(e)) {
        return e.timeMs;
      }
    }
    return History.NEVER;
  }

  /**
   * Writes them. Of one that says what an item of the book says, only which item it is; the items
   * have been written before.
   */
  void write(RecordOut to, String self, Book book) {
    to.time(droppedUpToMs, 0);
    to.out.putVar(all.size());
    long before = 0;
    int next = 0;
    for (Event e : all) {
      Item item = e.isLive() && e.owner.equals(self) ? book.items.get(e.id) : null;
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
      all.add(e);
      if (e.isLive()) {
        live.put(new Name(e.owner, e.id), e);
      }
    }
  }
}
