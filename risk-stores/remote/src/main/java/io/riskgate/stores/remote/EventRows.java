package io.riskgate.stores.remote;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events of one record, as numbers in a few arrays: a collector has nothing to follow, and what
 * changes in an event writes no pointer. What aggregates look at are eight words an event, one line
 * of a processor's cache, side by side in the events' order; the rest stands apart. Names stand in
 * them as numbers that count in this record alone.
 *
 * <pre>
 * 0 event time    1 traits as stored      2 value            3 when it expires, if it is open
 * 4 payer, payee  5 device, IP address    6 customer, country  7 place, hour of the day + 1
 * </pre>
 *
 * <pre>
 * 0 stamp         1 revision              2 amount           3 said value
 * 4 latitude      5 longitude             6 when its owner was asked last
 * 7 owner, id     8 merchant, currency    9 asset, and what has few values
 * 10 when it expires, as it was told      11 scale, marks
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

  private static final int REST = 12;
  private static final int STAMP = 0;
  private static final int REVISION = 1;
  private static final int AMOUNT = 2;
  private static final int SAID = 3;
  private static final int LATITUDE = 4;
  private static final int LONGITUDE = 5;
  private static final int ASKED = 6;
  private static final int REFERENCE = 7;
  private static final int GOODS = 8;
  private static final int SORT = 9;
  private static final int UNTIL = 10;
  private static final int MARKS = 11;

  // What has few values, from the lowest bit.
  private static final int STATE_SHIFT = 0;
  private static final int KIND_SHIFT = 6;
  private static final int CHANNEL_SHIFT = 12;
  private static final int CLASS_SHIFT = 18;
  private static final int SORT_MASK = (1 << 6) - 1;
  private static final long HIDDEN = 1L << 24;
  private static final long PLACED = 1L << 25;
  private static final long VALUED = 1L << 26;
  private static final long OUT = 1L << 27;
  private static final long IN = 1L << 28;

  private static final TransferKind[] KINDS = TransferKind.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final AssetClass[] CLASSES = AssetClass.values();
  private static final TransferState[] STATES = TransferState.values();

  private static final int FEW = 4;

  private final @Nullable String account;
  private Names names = new Names();
  private long[] words = new long[FEW * WORDS];
  private long[] rest = new long[FEW * REST];

  /** How many events have left, or have other names than before: theirs are still here. */
  private int left;

  /** The row of the first event: rows before it are free. */
  private int head;

  private int size;
  private @Nullable ZoneId hoursIn;

  /**
   * No events yet.
   *
   * @param account the account whose record it is, or null where it is another's
   */
  EventRows(@Nullable String account) {
    this.account = account;
  }

  // ---- what is in them

  void insert(int place, Event e) {
    if ((head + size + 1) * WORDS > words.length) {
      makeRoom();
    }
    int after = size - place;
    System.arraycopy(words, at(place), words, at(place + 1), after * WORDS);
    System.arraycopy(rest, restAt(place), rest, restAt(place + 1), after * REST);
    size++;
    fill(place, e);
  }

  private void makeRoom() {
    // Where at least as many are free before the first one, moving down costs little in the mean.
    move(head >= size && head > 0 ? words.length / WORDS : size + size / 2 + 1);
  }

  /** Moves them to the start of arrays with room for so many. */
  private void move(int room) {
    boolean isSame = room * WORDS == words.length;
    long[] toWords = isSame ? words : new long[room * WORDS];
    long[] toRest = isSame ? rest : new long[room * REST];
    System.arraycopy(words, at(0), toWords, 0, size * WORDS);
    System.arraycopy(rest, restAt(0), toRest, 0, size * REST);
    words = toWords;
    rest = toRest;
    head = 0;
    clear(size, room);
  }

  /** What has left says nothing any more. */
  private void clear(int from, int to) {
    Arrays.fill(words, at(from), at(to), 0);
    Arrays.fill(rest, restAt(from), restAt(to), 0);
  }

  void remove(int place) {
    if (place == 0) {
      dropFirst(1);
      return;
    }
    int after = size - place - 1;
    System.arraycopy(words, at(place + 1), words, at(place), after * WORDS);
    System.arraycopy(rest, restAt(place + 1), rest, restAt(place), after * REST);
    size--;
    clear(size, size + 1);
    leave(1);
  }

  void dropFirst(int count) {
    clear(0, count);
    head += count;
    size -= count;
    leave(count);
  }

  /** Puts a row in the place of another. */
  void copy(int from, int to) {
    System.arraycopy(words, at(from), words, at(to), WORDS);
    System.arraycopy(rest, restAt(from), rest, restAt(to), REST);
  }

  /** Writes the row of an event anew, with the names that it has now. */
  void write(int place, Event e) {
    fill(place, e);
    leave(1);
  }

  /** Begins anew with the names where most may be of events that have left. */
  private void leave(int count) {
    left += count;
    if (left > size + 2 * FEW || (size == 0 && left > 0)) {
      forgetNames();
    }
  }

  /** Lets go of all names that no event has any more, and of most rows that are free. */
  void forgetNames() {
    left = 0;
    Names old = names;
    names = new Names();
    int[] anew = new int[old.end()];
    for (int i = 0; i < size; i++) {
      int at = at(i);
      words[at + PARTIES] = renumber(words[at + PARTIES], old, anew);
      words[at + ORIGIN] = renumber(words[at + ORIGIN], old, anew);
      words[at + OTHERS] = renumber(words[at + OTHERS], old, anew);
      words[at + PLACE] =
          both(renumber(high(words[at + PLACE]), old, anew), low(words[at + PLACE]));
      int restAt = restAt(i);
      rest[restAt + REFERENCE] = renumber(rest[restAt + REFERENCE], old, anew);
      rest[restAt + GOODS] = renumber(rest[restAt + GOODS], old, anew);
      rest[restAt + SORT] =
          both(renumber(high(rest[restAt + SORT]), old, anew), low(rest[restAt + SORT]));
    }
    if (words.length > 2 * (size + FEW) * WORDS) {
      move(size + size / 2 + FEW);
    }
  }

  private long renumber(long two, Names old, int[] anew) {
    return both(renumber(high(two), old, anew), renumber(low(two), old, anew));
  }

  private int renumber(int number, Names old, int[] anew) {
    if (number != Names.NOTHING && anew[number] == 0) {
      anew[number] = names.addFrom(old, number);
    }
    return anew[number];
  }

  private void fill(int place, Event e) {
    int at = at(place);
    words[at + TIME] = e.timeMs;
    words[at + VALUE] = e.value;
    words[at + PARTIES] = both(names.add(e.payer), names.add(e.payee));
    words[at + ORIGIN] = both(names.add(e.device), names.add(e.ip));
    words[at + OTHERS] = both(names.add(e.customer), names.add(e.country));
    words[at + PLACE] = both(e.isPlaced ? names.addPlace(e.place()) : Names.NOTHING, 0);
    int restAt = restAt(place);
    Long said = e.said;
    rest[restAt + STAMP] = e.stamp;
    rest[restAt + AMOUNT] = e.amountMinor;
    rest[restAt + SAID] = said == null ? 0 : said;
    rest[restAt + LATITUDE] = Double.doubleToRawLongBits(e.latitude);
    rest[restAt + LONGITUDE] = Double.doubleToRawLongBits(e.longitude);
    rest[restAt + ASKED] = e.askedMs;
    rest[restAt + REFERENCE] = both(names.add(e.owner), names.add(e.id));
    rest[restAt + GOODS] = both(names.add(e.merchant), names.add(e.currency));
    long sort =
        e.kind.ordinal() << KIND_SHIFT
            | e.channel.ordinal() << CHANNEL_SHIFT
            | e.assetClass.ordinal() << CLASS_SHIFT
            | (e.isHidden() ? HIDDEN : 0)
            | (e.isPlaced ? PLACED : 0)
            | (said == null ? 0 : VALUED)
            | (e.payer.equals(account) ? OUT : 0)
            | (e.payee.equals(account) ? IN : 0);
    rest[restAt + SORT] = both(names.add(e.asset), (int) sort);
    rest[restAt + MARKS] = both(e.scale, e.marks());
    stand(place, e.state(), e.expiresAtMs(), e.revision());
  }

  /** From now on an event stands so. */
  void stand(int place, @Nullable TransferState state, long expiresAtMs, long revision, int marks) {
    int restAt = restAt(place);
    rest[restAt + MARKS] = both(high(rest[restAt + MARKS]), marks);
    stand(place, state, expiresAtMs, revision);
  }

  private void stand(int place, @Nullable TransferState state, long expiresAtMs, long revision) {
    int restAt = restAt(place);
    long number = state == null ? 0 : state.ordinal() + 1;
    rest[restAt + SORT] = (rest[restAt + SORT] & ~((long) SORT_MASK << STATE_SHIFT)) | number;
    rest[restAt + UNTIL] = expiresAtMs;
    rest[restAt + REVISION] = revision;
    words[at(place) + EXPIRES] = state != null && state.isOpen() ? expiresAtMs : Long.MAX_VALUE;
    trait(place);
  }

  private void trait(int place) {
    words[at(place) + TRAITS] =
        isHidden(place)
            ? Traits.HIDDEN
            : Traits.of(
                kind(place),
                assetClass(place),
                channel(place),
                state(place),
                (rest(place, SORT) & OUT) != 0,
                (rest(place, SORT) & IN) != 0);
  }

  /** From now on no reference leads to an event. */
  void detach(int place) {
    int restAt = restAt(place);
    rest[restAt + STAMP] = 0;
    rest[restAt + REFERENCE] = both(names.add(""), low(rest[restAt + REFERENCE]));
    stand(place, state(place), 0, 0);
    leave(1);
  }

  /** From now on an event is there to be stopped only. */
  void hide(int place) {
    rest[restAt(place) + SORT] |= HIDDEN;
    trait(place);
  }

  /** Its owner is asked now what became of it. */
  void ask(int place, long nowMs) {
    rest[restAt(place) + ASKED] = nowMs;
  }

  private static long both(int high, int low) {
    return (long) high << Integer.SIZE | Integer.toUnsignedLong(low);
  }

  private static int high(long two) {
    return (int) (two >>> Integer.SIZE);
  }

  private static int low(long two) {
    return (int) two;
  }

  private int at(int place) {
    return (head + place) * WORDS;
  }

  private int restAt(int place) {
    return (head + place) * REST;
  }

  // ---- what they say

  int size() {
    return size;
  }

  /** One more than the highest number of a name. */
  int numbersEnd() {
    return names.end();
  }

  /** The number of a name, {@link Names#NOTHING} of none, {@link Names#UNKNOWN} of a stranger. */
  int numberOf(@Nullable String name) {
    return names.find(name);
  }

  /** The name with a number. */
  String name(int number) {
    return names.text(number);
  }

  /** The place of the event to which a reference leads, or {@link Events#NONE}. */
  int find(String owner, String id) {
    int idNumber = names.find(id);
    int ownerNumber = idNumber == Names.UNKNOWN ? idNumber : names.find(owner);
    if (ownerNumber == Names.UNKNOWN) {
      return Events.NONE;
    }
    long reference = both(ownerNumber, idNumber);
    int place = size - 1; // most that are asked for have come lately
    while (place >= 0 && (rest[restAt(place) + REFERENCE] != reference || !isLive(place))) {
      place--;
    }
    return place;
  }

  /** An event as it stands now. */
  Event event(int place) {
    return new Event(this, place);
  }

  /** The place of the first event with a later time. */
  int firstAfter(long timeMs) {
    int low = 0;
    int high = size;
    if (high > 0 && timeMs(high - 1) <= timeMs) {
      return high; // most come in the order of their times
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeMs(middle) <= timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The place of the first event of a time or later. */
  int firstFrom(long timeMs) {
    return timeMs == Long.MIN_VALUE || size == 0 || timeMs(0) >= timeMs
        ? 0
        : firstAfter(timeMs - 1);
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
        low(words[at + PARTIES]) == payee,
        high(words[at + ORIGIN]) == device);
  }

  long timeMs(int place) {
    return words[at(place) + TIME];
  }

  long value(int place) {
    return words[at(place) + VALUE];
  }

  /** The number of what an event has as a field. */
  int field(int place, Aggregate.Field field) {
    int at = at(place);
    return switch (field) {
      case PAYER -> high(words[at + PARTIES]);
      case PAYEE -> low(words[at + PARTIES]);
      case DEVICE -> high(words[at + ORIGIN]);
      case IP -> low(words[at + ORIGIN]);
      case CUSTOMER -> high(words[at + OTHERS]);
      case ORIGIN_COUNTRY -> low(words[at + OTHERS]);
      case PLACE -> high(words[at + PLACE]);
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
    int known = low(words[at + PLACE]);
    if (known == 0) {
      known = Instant.ofEpochMilli(words[at + TIME]).atZone(zone).getHour() + 1;
      words[at + PLACE] |= known;
    }
    return known - 1;
  }

  // ---- the rest

  private long rest(int place, int column) {
    return rest[restAt(place) + column];
  }

  private int sort(int place, int shift) {
    return (int) (rest(place, SORT) >>> shift) & SORT_MASK;
  }

  long stamp(int place) {
    return rest(place, STAMP);
  }

  boolean isLive(int place) {
    return stamp(place) != 0;
  }

  long revision(int place) {
    return rest(place, REVISION);
  }

  long amountMinor(int place) {
    return rest(place, AMOUNT);
  }

  @Nullable Long said(int place) {
    return (rest(place, SORT) & VALUED) == 0 ? null : rest(place, SAID);
  }

  boolean isPlaced(int place) {
    return (rest(place, SORT) & PLACED) != 0;
  }

  double latitude(int place) {
    return Double.longBitsToDouble(rest(place, LATITUDE));
  }

  double longitude(int place) {
    return Double.longBitsToDouble(rest(place, LONGITUDE));
  }

  long askedMs(int place) {
    return rest(place, ASKED);
  }

  /** The number of the owner; that of an empty name once no reference leads here. */
  int owner(int place) {
    return high(rest(place, REFERENCE));
  }

  int id(int place) {
    return low(rest(place, REFERENCE));
  }

  int merchant(int place) {
    return high(rest(place, GOODS));
  }

  int currency(int place) {
    return low(rest(place, GOODS));
  }

  int asset(int place) {
    return high(rest(place, SORT));
  }

  @Nullable String nullableName(int number) {
    return names.nullable(number);
  }

  TransferKind kind(int place) {
    return KINDS[sort(place, KIND_SHIFT)];
  }

  Channel channel(int place) {
    return CHANNELS[sort(place, CHANNEL_SHIFT)];
  }

  AssetClass assetClass(int place) {
    return CLASSES[sort(place, CLASS_SHIFT)];
  }

  @Nullable TransferState state(int place) {
    int number = sort(place, STATE_SHIFT);
    return number == 0 ? null : STATES[number - 1];
  }

  boolean isHidden(int place) {
    return (rest(place, SORT) & HIDDEN) != 0;
  }

  long expiresAtMs(int place) {
    return rest(place, UNTIL);
  }

  int scale(int place) {
    return high(rest(place, MARKS));
  }

  int marks(int place) {
    return low(rest(place, MARKS));
  }
}
