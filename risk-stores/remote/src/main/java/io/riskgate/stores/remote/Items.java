package io.riskgate.stores.remote;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The references of one owner by their ids, in the order in which they came. Two arrays: one more
 * mostly writes one pointer, however many there are.
 */
final class Items implements Iterable<Item> {
  private static final int FEW = 4;
  private static final int SPREAD = 0x9E3779B9;
  private static final @Nullable Item[] NONE = {};
  private static final int[] NOWHERE = {};

  /** In the order in which they came, with gaps where one has left. */
  private @Nullable Item[] all = NONE;

  /**
   * Places and 1, each at the place of its id's hash or in one of those behind; at most half are
   * taken. What leads to a gap leads nowhere, and what is searched is behind it.
   */
  private int[] table = NOWHERE;

  private int first;
  private int end;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** For how many there is room, gaps included. */
  int room() {
    return all.length;
  }

  /** All of them, in the order in which they came. */
  List<Item> list() {
    List<Item> list = new ArrayList<>(size);
    forEach(list::add);
    return list;
  }

  private int home(String id) {
    return (id.hashCode() * SPREAD) >>> Integer.numberOfLeadingZeros(table.length - 1);
  }

  @Nullable Item get(String id) {
    if (size == 0) {
      return null;
    }
    for (int at = home(id); table[at] != 0; at = at + 1 & table.length - 1) {
      Item item = all[table[at] - 1];
      if (item != null && item.id.equals(id)) {
        return item;
      }
    }
    return null;
  }

  /** Adds one whose id is not here. */
  void add(Item item) {
    if (end == all.length || all.length > 4 * (size + FEW)) {
      makeRoom();
    }
    all[end++] = item;
    size++;
    enter(item.id, end);
  }

  /** Closes the gaps, and makes room for half as many more. */
  private void makeRoom() {
    @Nullable Item[] to = new Item[size + size / 2 + FEW];
    int[] places = new int[Integer.highestOneBit(2 * to.length - 1) << 1];
    int count = 0;
    for (int i = first; i < end; i++) {
      if (all[i] != null) {
        to[count++] = all[i];
      }
    }
    all = to;
    table = places;
    first = 0;
    end = count;
    for (int i = 0; i < end; i++) {
      Item item = all[i];
      if (item != null) {
        enter(item.id, i + 1);
      }
    }
  }

  private void enter(String id, int number) {
    int at = home(id);
    while (table[at] != 0) {
      at = at + 1 & table.length - 1;
    }
    table[at] = number;
  }

  private void remove(int place) {
    all[place] = null;
    size--;
    while (first < end && all[first] == null) {
      first++;
    }
    if (size == 0) {
      all = NONE;
      table = NOWHERE;
      first = 0;
      end = 0;
    }
  }

  /**
   * In the order in which they came; what it has given last may be removed by it. None may be added
   * meanwhile.
   */
  @Override
  public Iterator<Item> iterator() {
    return new Iterator<>() {
      private int given = -1;
      private int next = behind(first - 1);

      private int behind(int place) {
        int found = place + 1;
        while (found < end && all[found] == null) {
          found++;
        }
        return found;
      }

      @Override
      public boolean hasNext() {
        return next < end;
      }

      @Override
      public Item next() {
        Item item = hasNext() ? all[next] : null;
        if (item == null) {
          throw new NoSuchElementException();
        }
        given = next;
        next = behind(given);
        return item;
      }

      @Override
      public void remove() {
        if (given < 0) {
          throw new IllegalStateException("It has given none that is still there");
        }
        Items.this.remove(given);
        given = -1;
      }
    };
  }
}
