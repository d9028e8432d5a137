package io.riskgate.stores.remote;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The changes to all records that are on their way, by record. They stand here, in one small map
 * that is written all the time, as a collector has to look at each of a million records that points
 * to something new.
 *
 * <p>What is said of one record is said under its lock. Cap: as many as there are callers, times
 * the records that one of them asks at once, and those that one batch in the background tells.
 */
final class Waiting {
  /** Of each record the change that was asked last; it leads to those before it. */
  private final Map<Folded, Ask<?, ?>> last = new ConcurrentHashMap<>();

  /** The first of those that wait for a record; null where none does. */
  @Nullable Ask<?, ?> first(Folded record) {
    return last.get(record);
  }

  boolean isEmpty() {
    return last.isEmpty();
  }

  void add(Folded record, Ask<?, ?> ask) {
    ask.next = last.put(record, ask);
  }

  /** Removes one that may not be there. */
  void remove(Folded record, Ask<?, ?> ask) {
    Ask<?, ?> before = null;
    Ask<?, ?> each = last.get(record);
    while (each != null && each != ask) {
      before = each;
      each = each.next;
    }
    if (each == null) {
      return;
    }
    Ask<?, ?> behind = ask.next;
    ask.next = null;
    if (before != null) {
      before.next = behind;
    } else if (behind != null) {
      last.put(record, behind);
    } else {
      last.remove(record);
    }
  }
}
