package io.riskgate.stores.remote;

import org.jspecify.annotations.Nullable;

/**
 * Events by the references that lead to them: a table of the events themselves, in which each
 * stands at the place of its hash or in one of those behind it, so that nothing is made for an
 * entry. At most two thirds of the places are taken.
 */
final class EventIndex {
  private static final int FEW = 4;
  private static final int SPREAD = 0x9E3779B9;

  private @Nullable Event[] table = new Event[FEW];
  private int size;

  private static int hash(String owner, String id) {
    return (31 * owner.hashCode() + id.hashCode()) * SPREAD;
  }

  private int home(String owner, String id) {
    return hash(owner, id) >>> Integer.numberOfLeadingZeros(table.length - 1);
  }

  private int next(int place) {
    return place + 1 & table.length - 1;
  }

  /** The place of an event with this reference, or the free one where it would be. */
  private int placeOf(String owner, String id) {
    int place = home(owner, id);
    for (Event e = table[place]; e != null; e = table[place]) {
      if (e.id.equals(id) && e.owner.equals(owner)) {
        return place;
      }
      place = next(place);
    }
    return place;
  }

  @Nullable Event get(String owner, String id) {
    return table[placeOf(owner, id)];
  }

  /** From now on its reference leads to this event, and to no other. */
  void put(Event e) {
    int place = placeOf(e.owner, e.id);
    if (table[place] == null && 3 * ++size > 2 * table.length) {
      grow();
      place = placeOf(e.owner, e.id);
    }
    table[place] = e;
  }

  private void grow() {
    @Nullable Event[] before = table;
    table = new Event[2 * before.length];
    for (Event e : before) {
      if (e != null) {
        table[placeOf(e.owner, e.id)] = e;
      }
    }
  }

  /** Takes an event out, if it is the one to which its reference leads. */
  void remove(Event e) {
    int free = placeOf(e.owner, e.id);
    if (table[free] != e) {
      return;
    }
    size--;
    // Those behind it move up, unless they stand between their own place and the free one.
    int mask = table.length - 1;
    int place = next(free);
    for (Event next = table[place]; next != null; next = table[place]) {
      int home = home(next.owner, next.id);
      if ((place - home & mask) >= (place - free & mask)) {
        table[free] = next;
        free = place;
      }
      place = next(place);
    }
    table[free] = null;
  }
}
