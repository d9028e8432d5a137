package io.riskgate.stores.remote;

import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of one record as aggregates look at them: eight words an event, one line of a
 * processor's cache, side by side in the events' order. Names stand in them as numbers that count
 * in this record alone. {@link Events} says what is in them; they are no part of what is kept.
 *
 * <pre>
 * 0 event time    1 traits as stored      2 value            3 when it expires, if it is open
 * 4 payer, payee  5 device, IP address    6 customer, country  7 place, hour of the day + 1
 * </pre>
 */
final class EventRows {
  private static final int WORDS = 8;
  private static final int TIME = 0;
  private static final int TRAITS = 1;
  private static final int VALUE = 2;
  private static final int EXPIRES = 3;
  private static final int PARTIES = 4;
  private static final int ORIGIN = 5;
  private static final int OTHERS = 6;
  private static final int PLACE = 7;

  private static final int FEW = 8;

  /** What is not there has this number. */
  static final int NOTHING = 0;

  /** No event has what has this number. */
  private static final int UNKNOWN = -1;

  private final @Nullable String account;
  private final Map<Object, Integer> numbers;
  private long[] words;

  /** How many rows there may be before most of them are free. */
  private final int rowsMax;

  /** How many events have left, or have other names than before: theirs are still here. */
  private int left;

  /** The row of the first event: rows before it are free. */
  private int head;

  private int size;
  private @Nullable ZoneId hoursIn;

  /**
   * The rows of some events.
   *
   * @param account the account whose record it is, or null where it is another's
   */
  EventRows(@Nullable String account, List<Event> events) {
    this.account = account;
    int room = events.size() + events.size() / 2 + FEW;
    numbers = new HashMap<>(2 * room);
    words = new long[room * WORDS];
    for (Event e : events) {
      insert(size, e);
    }
    rowsMax = 2 * room;
  }

  // ---- what is in them

  /** Whether most names may be of events that have left, or most rows free: better begin anew. */
  boolean isWorn() {
    return left > size + FEW || words.length > (rowsMax + 2 * size) * WORDS;
  }

  void insert(int place, Event e) {
    if ((head + size + 1) * WORDS > words.length) {
      makeRoom();
    }
    int at = at(place);
    System.arraycopy(words, at, words, at + WORDS, at(size) - at);
    size++;
    fill(place, e);
  }

  private void makeRoom() {
    // Where at least as many are free before the first one, moving down costs little in the mean.
    long[] to = head >= size && head > 0 ? words : new long[words.length + words.length / 2];
    System.arraycopy(words, at(0), to, 0, size * WORDS);
    words = to;
    head = 0;
  }

  void remove(int place) {
    if (place == 0) {
      dropFirst(1);
      return;
    }
    int at = at(place);
    System.arraycopy(words, at + WORDS, words, at, at(size) - at - WORDS);
    size--;
    left++;
  }

  void dropFirst(int count) {
    head += count;
    size -= count;
    left += count;
  }

  /** Puts a row in the place of another. */
  void copy(int from, int to) {
    System.arraycopy(words, at(from), words, at(to), WORDS);
  }

  /** Writes the row of an event anew, with the names that it has now. */
  void write(int place, Event e) {
    left++;
    fill(place, e);
  }

  private void fill(int place, Event e) {
    int at = at(place);
    words[at + TIME] = e.timeMs;
    words[at + VALUE] = e.value;
    stand(place, e);
    words[at + PARTIES] = both(e.payer, e.payee);
    words[at + ORIGIN] = both(e.device, e.ip);
    words[at + OTHERS] = both(e.customer, e.country);
    words[at + PLACE] = both(e.isPlaced ? e.place() : null, null);
  }

  /** Writes anew how an event stands. */
  void stand(int place, Event e) {
    int at = at(place);
    TransferState state = e.state();
    words[at + TRAITS] = Traits.of(e, account);
    words[at + EXPIRES] = state != null && state.isOpen() ? e.expiresAtMs() : Long.MAX_VALUE;
  }

  private long both(@Nullable Object high, @Nullable Object low) {
    return (long) number(high) << Integer.SIZE | number(low);
  }

  private int number(@Nullable Object name) {
    if (name == null) {
      return NOTHING;
    }
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int next = numbers.size() + 1;
    numbers.put(name, next);
    return next;
  }

  private int at(int place) {
    return (head + place) * WORDS;
  }

  // ---- what they say

  int size() {
    return size;
  }

  /** One more than the highest number of a name. */
  int numbersEnd() {
    return numbers.size() + 1;
  }

  /**
   * The number of a name, {@link #NOTHING} of none; of a name that no event has, one for itself.
   */
  int numberOf(@Nullable String name) {
    return name == null ? NOTHING : numbers.getOrDefault(name, UNKNOWN);
  }

  /** The place of the first event with a later time. */
  int firstAfter(long timeMs) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (words[at(middle) + TIME] <= timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The place of the first event of a time or later. */
  int firstFrom(long timeMs) {
    return timeMs == Long.MIN_VALUE ? 0 : firstAfter(timeMs - 1);
  }

  /**
   * The traits of an event at a clock, beside a transfer.
   *
   * @param payee the number of the transfer's payee
   * @param device that of its device
   */
  long traits(int place, long nowMs, int payee, int device) {
    int at = at(place);
    return Traits.at(
        words[at + TRAITS],
        nowMs >= words[at + EXPIRES],
        (int) words[at + PARTIES] == payee,
        (int) (words[at + ORIGIN] >>> Integer.SIZE) == device);
  }

  long value(int place) {
    return words[at(place) + VALUE];
  }

  /** The number of what an event has as a field. */
  int field(int place, Aggregate.Field field) {
    int at = at(place);
    return switch (field) {
      case PAYER -> (int) (words[at + PARTIES] >>> Integer.SIZE);
      case PAYEE -> (int) words[at + PARTIES];
      case DEVICE -> (int) (words[at + ORIGIN] >>> Integer.SIZE);
      case IP -> (int) words[at + ORIGIN];
      case CUSTOMER -> (int) (words[at + OTHERS] >>> Integer.SIZE);
      case ORIGIN_COUNTRY -> (int) words[at + OTHERS];
      case PLACE -> (int) (words[at + PLACE] >>> Integer.SIZE);
    };
  }

  /** The hour of the day in which an event was. */
  int hour(int place, ZoneId zone) {
    if (!zone.equals(hoursIn)) {
      for (int i = 0; i < size; i++) {
        words[at(i) + PLACE] &= -1L << Integer.SIZE;
      }
      hoursIn = zone;
    }
    int at = at(place);
    int known = (int) words[at + PLACE];
    if (known == 0) {
      known = Instant.ofEpochMilli(words[at + TIME]).atZone(zone).getHour() + 1;
      words[at + PLACE] |= known;
    }
    return known - 1;
  }

  /** Whether it says the same of each event as another; for tests. */
  boolean says(EventRows other) {
    if (size != other.size) {
      return false;
    }
    Map<Integer, Object> names = names();
    Map<Integer, Object> others = other.names();
    for (int i = 0; i < size; i++) {
      boolean isSame =
          Arrays.equals(
              words, at(i), at(i) + PARTIES, other.words, other.at(i), other.at(i) + PARTIES);
      for (Aggregate.Field field : Aggregate.Field.values()) {
        isSame &=
            java.util.Objects.equals(names.get(field(i, field)), others.get(other.field(i, field)));
      }
      if (!isSame) {
        return false;
      }
    }
    return true;
  }

  private Map<Integer, Object> names() {
    Map<Integer, Object> names = new HashMap<>();
    numbers.forEach((name, number) -> names.put(number, name));
    return names;
  }
}
