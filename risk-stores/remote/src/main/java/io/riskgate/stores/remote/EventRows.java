package io.riskgate.stores.remote;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The events of one record, as numbers: a collector has nothing to follow, and what changes in an
 * event writes no pointer. Names stand in them as numbers that count in this record alone. What not
 * all events have stands apart, four words each.
 *
 * <pre>
 *  0 event time     1 traits as stored   2 value             3 when it expires, as it was told
 *  4 payer, payee   5 device, IP         6 customer, country 7 place, hour of the day + 1
 *  8 stamp          9 revision          10 amount           11 owner, id
 * 12 merchant, currency    13 asset, and what has few values
 * 14 which of those apart, scale, marks
 *
 *  0 said value     1 latitude           2 longitude         3 when its owner was asked last
 * </pre>
 */
final class EventRows {
  private static final int TIME = 0;
  private static final int TRAITS = 1;
  private static final int VALUE = 2;
  private static final int EXPIRES = 3;
  private static final int PARTIES = 4;
  private static final int ORIGIN = 5;
  private static final int OTHERS = 6;
  private static final int PLACE = 7;
  private static final int STAMP = 8;
  private static final int REVISION = 9;
  private static final int AMOUNT = 10;
  private static final int REFERENCE = 11;
  private static final int GOODS = 12;
  private static final int SORT = 13;
  private static final int MARKS = 14;
  private static final int WORDS = 15;

  // What not all have.
  private static final int SAID = 0;
  private static final int LATITUDE = 1;
  private static final int LONGITUDE = 2;
  private static final int ASKED = 3;
  private static final int MORE = 4;

  private static final int SCALE_SHIFT = 24;
  private static final int SCALE_MASK = 0xff;
  private static final int MARKS_MASK = (1 << SCALE_SHIFT) - 1;

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
  private final LongRows rows = new LongRows(WORDS);
  private Names names = new Names();

  /** What not all have, by numbers from 1. */
  private LongRows more = new LongRows(MORE);

  /**
   * How many events have left, or have other names than before: theirs, and what not all have, are
   * still here.
   */
  private int left;

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
    rows.insert(place);
    fill(place, e);
  }

  void remove(int place) {
    if (place == 0) {
      dropFirst(1);
      return;
    }
    rows.remove(place);
    leave(1);
  }

  void dropFirst(int count) {
    rows.dropFirst(count);
    leave(count);
  }

  /** Puts a row in the place of another. */
  void copy(int from, int to) {
    rows.copy(from, to);
  }

  /** Writes the row of an event anew, with the names that it has now. */
  void write(int place, Event e) {
    fill(place, e);
    leave(1);
  }

  /** Begins anew with the names where most may be of events that have left. */
  private void leave(int count) {
    left += count;
    if (left > rows.size() + 2 * FEW || (rows.size() == 0 && left > 0)) {
      forgetNames();
    }
  }

  /** Lets go of all that no event has any more: names, what not all have, and most free rows. */
  void forgetNames() {
    left = 0;
    rows.trim();
    Names old = names;
    names = new Names();
    int[] anew = new int[old.end()];
    LongRows oldMore = more;
    more = new LongRows(MORE);
    for (int i = 0; i < rows.size(); i++) {
      long[] part = rows.part(i);
      int at = rows.at(i);
      part[at + PARTIES] = renumber(part[at + PARTIES], old, anew);
      part[at + ORIGIN] = renumber(part[at + ORIGIN], old, anew);
      part[at + OTHERS] = renumber(part[at + OTHERS], old, anew);
      part[at + PLACE] = both(renumber(high(part[at + PLACE]), old, anew), low(part[at + PLACE]));
      part[at + REFERENCE] = renumber(part[at + REFERENCE], old, anew);
      part[at + GOODS] = renumber(part[at + GOODS], old, anew);
      part[at + SORT] = both(renumber(high(part[at + SORT]), old, anew), low(part[at + SORT]));
      int its = high(part[at + MARKS]);
      if (its > 0) {
        int next = addMore();
        for (int column = 0; column < MORE; column++) {
          more.set(next - 1, column, oldMore.get(its - 1, column));
        }
        part[at + MARKS] = both(next, low(part[at + MARKS]));
      }
    }
  }

  private int addMore() {
    more.insert(more.size());
    return more.size();
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
    long[] part = rows.part(place);
    int at = rows.at(place);
    Long said = e.said;
    part[at + TIME] = e.timeMs;
    part[at + VALUE] = e.value;
    part[at + PARTIES] = both(names.add(e.payer), names.add(e.payee));
    part[at + ORIGIN] = both(names.add(e.device), names.add(e.ip));
    part[at + OTHERS] = both(names.add(e.customer), names.add(e.country));
    part[at + PLACE] = both(e.isPlaced ? names.addPlace(e.place()) : Names.NOTHING, 0);
    part[at + STAMP] = e.stamp;
    part[at + AMOUNT] = e.amountMinor;
    part[at + REFERENCE] = both(names.add(e.owner), names.add(e.id));
    part[at + GOODS] = both(names.add(e.merchant), names.add(e.currency));
    long sort =
        e.kind.ordinal() << KIND_SHIFT
            | e.channel.ordinal() << CHANNEL_SHIFT
            | e.assetClass.ordinal() << CLASS_SHIFT
            | (e.isHidden() ? HIDDEN : 0)
            | (e.isPlaced ? PLACED : 0)
            | (said == null ? 0 : VALUED)
            | (e.payer.equals(account) ? OUT : 0)
            | (e.payee.equals(account) ? IN : 0);
    part[at + SORT] = both(names.add(e.asset), (int) sort);
    boolean hasMore = said != null || e.isPlaced || e.askedMs != Event.NEVER_ASKED;
    int its = hasMore ? addMore() : 0;
    part[at + MARKS] = both(its, (e.scale & SCALE_MASK) << SCALE_SHIFT);
    if (hasMore) {
      more.set(its - 1, SAID, said == null ? 0 : said);
      more.set(its - 1, LATITUDE, Double.doubleToRawLongBits(e.latitude));
      more.set(its - 1, LONGITUDE, Double.doubleToRawLongBits(e.longitude));
      more.set(its - 1, ASKED, e.askedMs);
    }
    stand(place, e.state(), e.expiresAtMs(), e.revision(), e.marks());
  }

  /** From now on an event stands so. */
  void stand(int place, @Nullable TransferState state, long expiresAtMs, long revision, int marks) {
    long[] part = rows.part(place);
    int at = rows.at(place);
    part[at + MARKS] = (part[at + MARKS] & ~(long) MARKS_MASK) | (marks & MARKS_MASK);
    stand(place, state, expiresAtMs, revision);
  }

  private void stand(int place, @Nullable TransferState state, long expiresAtMs, long revision) {
    long[] part = rows.part(place);
    int at = rows.at(place);
    long number = state == null ? 0 : state.ordinal() + 1;
    part[at + SORT] = (part[at + SORT] & ~((long) SORT_MASK << STATE_SHIFT)) | number;
    part[at + EXPIRES] = expiresAtMs;
    part[at + REVISION] = revision;
    trait(place);
  }

  private void trait(int place) {
    rows.set(
        place,
        TRAITS,
        isHidden(place)
            ? Traits.HIDDEN
            : Traits.of(
                kind(place),
                assetClass(place),
                channel(place),
                state(place),
                (rows.get(place, SORT) & OUT) != 0,
                (rows.get(place, SORT) & IN) != 0));
  }

  /** From now on no reference leads to an event. */
  void detach(int place) {
    rows.set(place, STAMP, 0);
    rows.set(place, REFERENCE, both(names.add(""), low(rows.get(place, REFERENCE))));
    stand(place, state(place), 0, 0);
    leave(1);
  }

  /** From now on an event is there to be stopped only. */
  void hide(int place) {
    rows.set(place, SORT, rows.get(place, SORT) | HIDDEN);
    trait(place);
  }

  /** Its owner is asked now what became of it. */
  void ask(int place, long nowMs) {
    long word = rows.get(place, MARKS);
    int its = high(word);
    if (its == 0) {
      its = addMore();
      rows.set(place, MARKS, both(its, low(word)));
    }
    more.set(its - 1, ASKED, nowMs);
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

  // ---- what they say

  int size() {
    return rows.size();
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
    int place = rows.size() - 1; // most that are asked for have come lately
    while (place >= 0 && (rows.get(place, REFERENCE) != reference || !isLive(place))) {
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
    int high = rows.size();
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
    return timeMs == Long.MIN_VALUE || rows.size() == 0 || timeMs(0) >= timeMs
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
    long[] part = rows.part(place);
    int at = rows.at(place);
    return Traits.at(
        part[at + TRAITS],
        nowMs >= part[at + EXPIRES],
        low(part[at + PARTIES]) == payee,
        high(part[at + ORIGIN]) == device);
  }

  long timeMs(int place) {
    return rows.get(place, TIME);
  }

  long value(int place) {
    return rows.get(place, VALUE);
  }

  /** The number of what an event has as a field. */
  int field(int place, Aggregate.Field field) {
    return switch (field) {
      case PAYER -> high(rows.get(place, PARTIES));
      case PAYEE -> low(rows.get(place, PARTIES));
      case DEVICE -> high(rows.get(place, ORIGIN));
      case IP -> low(rows.get(place, ORIGIN));
      case CUSTOMER -> high(rows.get(place, OTHERS));
      case ORIGIN_COUNTRY -> low(rows.get(place, OTHERS));
      case PLACE -> high(rows.get(place, PLACE));
    };
  }

  /** The hour of the day in which an event was. */
  int hour(int place, ZoneId zone) {
    if (!zone.equals(hoursIn)) {
      for (int i = 0; i < rows.size(); i++) {
        rows.set(i, PLACE, rows.get(i, PLACE) & -1L << Integer.SIZE);
      }
      hoursIn = zone;
    }
    long word = rows.get(place, PLACE);
    int known = low(word);
    if (known == 0) {
      known = Instant.ofEpochMilli(timeMs(place)).atZone(zone).getHour() + 1;
      rows.set(place, PLACE, word | known);
    }
    return known - 1;
  }

  // ---- the rest

  private long more(int place, int column, long otherwise) {
    int its = high(rows.get(place, MARKS));
    return its == 0 ? otherwise : more.get(its - 1, column);
  }

  private int sort(int place, int shift) {
    return (int) (rows.get(place, SORT) >>> shift) & SORT_MASK;
  }

  long stamp(int place) {
    return rows.get(place, STAMP);
  }

  boolean isLive(int place) {
    return stamp(place) != 0;
  }

  long revision(int place) {
    return rows.get(place, REVISION);
  }

  long amountMinor(int place) {
    return rows.get(place, AMOUNT);
  }

  @Nullable Long said(int place) {
    return (rows.get(place, SORT) & VALUED) == 0 ? null : more(place, SAID, 0);
  }

  boolean isPlaced(int place) {
    return (rows.get(place, SORT) & PLACED) != 0;
  }

  double latitude(int place) {
    return Double.longBitsToDouble(more(place, LATITUDE, 0));
  }

  double longitude(int place) {
    return Double.longBitsToDouble(more(place, LONGITUDE, 0));
  }

  long askedMs(int place) {
    return more(place, ASKED, Event.NEVER_ASKED);
  }

  /** The number of the owner; that of an empty name once no reference leads here. */
  int owner(int place) {
    return high(rows.get(place, REFERENCE));
  }

  int id(int place) {
    return low(rows.get(place, REFERENCE));
  }

  int merchant(int place) {
    return high(rows.get(place, GOODS));
  }

  int currency(int place) {
    return low(rows.get(place, GOODS));
  }

  int asset(int place) {
    return high(rows.get(place, SORT));
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
    return (rows.get(place, SORT) & HIDDEN) != 0;
  }

  long expiresAtMs(int place) {
    return rows.get(place, EXPIRES);
  }

  int scale(int place) {
    return low(rows.get(place, MARKS)) >>> SCALE_SHIFT;
  }

  int marks(int place) {
    return low(rows.get(place, MARKS)) & MARKS_MASK;
  }
}
