package io.riskgate.core.memory;

import io.riskgate.core.TransferState;
import io.riskgate.core.memory.InMemoryStore.Cap;
import org.jspecify.annotations.Nullable;

/**
 * A view of one key's record: its events by event time and, where times are equal, in order of
 * arrival. Good for one visit, under the monitor of its stripe; then {@link #moveTo} another.
 *
 * <p>The body has a few longs of counts and times, then (of accounts) the dealings, then the
 * events, each of two longs: when, 16 bits of the value, and the lower bits of {@link EventBits};
 * the number of the other party (of devices and the like, of the payer) and where the event is in
 * the journal. Events are removed at the front, so there may be a gap before them, and room after
 * them. What values have beyond 16 bits stands at the end of the body, from there backwards, in as
 * many bits as the largest needs: none, 16, 32 or 64. A body that is too large for a slab is an
 * array of its own.
 *
 * <p>Times are told from a base that the record names, in 34 bits; where its events lie further
 * apart they are whole, in 48 bits, and so are values, at the end. Which of these forms a record
 * has is found out anew where an event comes that does not fit.
 */
class KeyRecord {
  static final int HEADER_LONGS = 2;

  static final int EVENT_LONGS = 2;

  private static final int COUNTS = 0;
  private static final int DROPPED = 1;

  private static final int SIZE_BITS = 24;

  /** The largest cap: the gap before the events, which may be a little longer, is counted too. */
  static final int EVENTS_MAX = 1 << (SIZE_BITS - 1);

  private static final long SIZE_MASK = (1L << SIZE_BITS) - 1;
  private static final int HEAD_SHIFT = SIZE_BITS;
  private static final int FORM_SHIFT = 2 * SIZE_BITS;
  private static final int FORM_MASK = 7;
  private static final int FLAGS_SHIFT = FORM_SHIFT + 3;
  private static final int SMALL = 32;
  private static final int FEW = 4;

  /** How much of a record may be unused after events left it, in longs. */
  private static final int SLACK_LONGS = 8 * EVENT_LONGS;

  // ---- forms: how much of the values stands at the end, and whether times are whole

  private static final int WIDTH_MASK = 3;
  private static final int WHOLE_TIMES = 4;
  private static final int[] WIDTHS = {0, 16, 32, 64};

  private static final int BITS_MASK = (1 << 14) - 1;
  private static final int LOW_VALUE_SHIFT = 14;
  private static final int LOW_VALUE_BITS = 16;
  private static final long LOW_VALUE_MASK = (1L << LOW_VALUE_BITS) - 1;
  private static final int OFFSET_SHIFT = LOW_VALUE_SHIFT + LOW_VALUE_BITS;
  private static final long OFFSET_MAX = (1L << (Long.SIZE - OFFSET_SHIFT)) - 1;

  /** Bases are multiples of this many bits' milliseconds, and take what times leave of a long. */
  private static final int BASE_UNIT_BITS = 32;

  private static final int LONG_SHIFT = 6;
  private static final int COPY_LONGS = 3;
  private static final long[] NOTHING = {};

  private static final int BASE_BITS = Long.SIZE - EventBits.TIME_BITS;
  private static final long BASE_MASK = (1L << BASE_BITS) - 1;

  private final int headerLongs;
  private KeyStripe stripe;

  /** The key's number within its stripe. */
  int number;

  private @Nullable Attached attached;
  private int address;
  long[] a;
  int base;
  private int length;

  // What the counts say, as it is asked for often:
  private int size;
  private int head;
  private int first;
  private int width;

  /** How far up its first long an event's time stands, and what is to be added to it. */
  int timeShift;

  long timeBase;

  KeyRecord(KeyStripe stripe, int address, int headerLongs) {
    this.stripe = stripe;
    this.address = address;
    this.headerLongs = headerLongs;
    a = stripe.page(address);
    number = KeyStripe.number(a, Slab.offset(address));
    load();
  }

  /** Looks at another record of the same sort from now on. */
  final void moveTo(KeyStripe itsStripe, int itsAddress) {
    stripe = itsStripe;
    address = itsAddress;
    number = KeyStripe.number(stripe.page(address), Slab.offset(address));
    load();
  }

  private void load() {
    long[] page = stripe.page(address);
    int at = Slab.offset(address);
    Attached found = stripe.attached(KeyStripe.extra(page, at));
    attached = found;
    long[] large = found == null ? null : found.body;
    if (large == null) {
      a = page;
      base = at + KeyStripe.body(page, at);
      length = KeyStripe.bodyLongs(page, at);
    } else {
      a = large;
      base = 0;
      length = large.length;
    }
    counted();
  }

  /** Takes over what the counts say. */
  private void counted() {
    long counts = a[base + COUNTS];
    size = (int) (counts & SIZE_MASK);
    head = (int) (counts >>> HEAD_SHIFT & SIZE_MASK);
    first = base + fixed() + EVENT_LONGS * head;
    int form = (int) (counts >>> FORM_SHIFT) & FORM_MASK;
    width = WIDTHS[form & WIDTH_MASK];
    boolean isWhole = (form & WHOLE_TIMES) != 0;
    timeShift = isWhole ? EventBits.TIME_SHIFT : OFFSET_SHIFT;
    timeBase = isWhole ? 0 : (a[base + DROPPED] & BASE_MASK) << BASE_UNIT_BITS;
  }

  // ---- the key

  /** Takes note that a cap was hit. */
  final void count(Cap cap) {
    stripe.capHits.count(cap);
  }

  final void touch(long nowMs) {
    KeyStripe.touch(stripe.page(address), Slab.offset(address), nowMs);
  }

  final long touchedMs() {
    return KeyStripe.touchedMs(stripe.page(address), Slab.offset(address));
  }

  final int tenant() {
    return KeyStripe.tenant(stripe.page(address), Slab.offset(address));
  }

  final String name() {
    return KeyStripe.name(stripe.page(address), Slab.offset(address));
  }

  /** What it has besides its record, or null. */
  final @Nullable Attached attached() {
    return attached;
  }

  /** What it has besides its record, created on first use. */
  final Attached attach() {
    Attached known = attached;
    if (known != null) {
      return known;
    }
    Attached created = stripe.takeSpare();
    setAttached(created);
    return created;
  }

  /** Replaces what it has besides its record. */
  final void setAttached(@Nullable Attached what) {
    long[] page = stripe.page(address);
    int at = Slab.offset(address);
    int place = what == null ? 0 : stripe.attach(what); // first, as there may be no memory for it
    stripe.detach(KeyStripe.extra(page, at));
    KeyStripe.setExtra(page, at, place);
    attached = what;
  }

  /** Whether it may be removed once it is idle; lets go of what is of no more use. */
  final boolean isSweepable(long nowMs) {
    Attached known = attached;
    if (known == null) {
      return true;
    }
    boolean isSweepable = known.isSweepable(nowMs);
    if (known.isEmpty()) {
      setAttached(null);
      stripe.keepSpare(known);
    }
    return isSweepable;
  }

  final void remove() {
    stripe.remove(address);
  }

  /** Gives it another name. */
  final void rename(long hash, int tenant, String name) {
    address = stripe.rename(address, hash, tenant, name);
    load();
  }

  // ---- events

  final int size() {
    return size;
  }

  private void setEvents(int newHead, int newSize) {
    long others = a[base + COUNTS] & ~(SIZE_MASK << HEAD_SHIFT | SIZE_MASK);
    a[base + COUNTS] = others | (long) newHead << HEAD_SHIFT | newSize;
    counted();
  }

  /** The upper bits of the counts, which belong to subclasses. */
  final int flags() {
    return (int) (a[base + COUNTS] >>> FLAGS_SHIFT);
  }

  final void setFlags(int flags) {
    long others = a[base + COUNTS] & (1L << FLAGS_SHIFT) - 1;
    a[base + COUNTS] = (long) flags << FLAGS_SHIFT | others;
    counted();
  }

  /** How many longs lie between the header and the gap before the events. */
  int dealingsLongs() {
    return 0;
  }

  private int fixed() {
    return headerLongs + dealingsLongs();
  }

  /** Where in {@link #a} an event begins. The one before it begins {@link #EVENT_LONGS} before. */
  final int at(int index) {
    return first + EVENT_LONGS * index;
  }

  /** What {@link EventBits#event} says of an event, 0 being the oldest. */
  final long event(int index) {
    long written = a[at(index)];
    return time(index) << EventBits.TIME_SHIFT | (written & BITS_MASK);
  }

  /** The time of an event, as {@link EventBits#packTime} has it. */
  final long time(int index) {
    return (a[at(index)] >>> timeShift) + timeBase;
  }

  final long timeMs(int index) {
    return EventBits.time(time(index));
  }

  final long value(int index) {
    boolean isWhole = timeShift != OFFSET_SHIFT;
    long low = isWhole ? 0 : a[at(index)] >>> LOW_VALUE_SHIFT & LOW_VALUE_MASK;
    return width == 0 ? low : low | more(head + index) << (isWhole ? 0 : LOW_VALUE_BITS);
  }

  /** The number of the other party. */
  final int party(int index) {
    return (int) (a[at(index) + 1] >>> Integer.SIZE);
  }

  /** Where an event is in the journal. */
  final int inJournal(int index) {
    return (int) a[at(index) + 1];
  }

  /** Whether an event was folded into the tallies of the key. */
  final boolean isFolded(int index) {
    return EventBits.isFolded(a[at(index)]);
  }

  // ---- what values have at the end of the body

  private int moreAt(int place) {
    return base + length - 1 - ((place * width) >> LONG_SHIFT);
  }

  /** How far from the lowest bit of its long a place begins. */
  private int shift(int place) {
    return (place * width) & (Long.SIZE - 1);
  }

  private long moreMask() {
    return (1L << width) - 1;
  }

  private long more(int place) {
    long word = a[moreAt(place)];
    return width == Long.SIZE ? word : word >>> shift(place) & moreMask();
  }

  private void setMore(int place, long more) {
    int at = moreAt(place);
    if (width == Long.SIZE) {
      a[at] = more;
    } else {
      a[at] = (a[at] & ~(moreMask() << shift(place))) | more << shift(place);
    }
  }

  /** Moves what some places have to others. */
  private void moveMore(int from, int to, int count) {
    if (width > 0) {
      for (int i = 0; i < count; i++) {
        int next = from > to ? i : count - 1 - i;
        setMore(to + next, more(from + next));
      }
    }
  }

  /** How many longs so many values have at the end. */
  private int moreLongs(int count) {
    return (count * width + Long.SIZE - 1) >> LONG_SHIFT;
  }

  /** How many longs a body has that has room for so many events, gone ones included. */
  private int longsFor(int events) {
    return fixed() + EVENT_LONGS * events + moreLongs(events);
  }

  /** Writes an event that fits. */
  private void write(int index, long event, long value, int party, int inJournal) {
    int at = at(index);
    long offset = ((event >>> EventBits.TIME_SHIFT) - timeBase) << timeShift;
    boolean isWhole = timeShift != OFFSET_SHIFT;
    long low = isWhole ? 0 : (value & LOW_VALUE_MASK) << LOW_VALUE_SHIFT;
    a[at] = offset | low | (event & BITS_MASK);
    a[at + 1] = (long) party << Integer.SIZE | (inJournal & 0xffff_ffffL);
    if (width > 0) {
      setMore(head + index, isWhole ? value : value >>> LOW_VALUE_BITS);
    }
  }

  private boolean fits(long time, long value) {
    boolean isWhole = timeShift != OFFSET_SHIFT;
    long more = isWhole ? value : value >>> LOW_VALUE_BITS;
    return (isWhole || (time >= timeBase && time - timeBase <= OFFSET_MAX))
        && (width == Long.SIZE || more >>> width == 0);
  }

  /** Finds a form into which all events fit, and another one of these. */
  private void refit(long time, long value) {
    int count = size;
    long[] copy = count == 0 ? NOTHING : new long[COPY_LONGS * count];
    long earliest = time;
    long latest = time;
    long all = value;
    for (int i = 0; i < count; i++) {
      copy[COPY_LONGS * i] = event(i);
      copy[COPY_LONGS * i + 1] = value(i);
      copy[COPY_LONGS * i + 2] = a[at(i) + 1];
      earliest = Math.min(earliest, time(i));
      latest = Math.max(latest, time(i));
      all |= value(i);
    }
    long nextBase = earliest >>> BASE_UNIT_BITS;
    boolean isWhole = latest - (nextBase << BASE_UNIT_BITS) > OFFSET_MAX;
    long more = isWhole ? all : all >>> LOW_VALUE_BITS;
    int form = isWhole ? WHOLE_TIMES : 0;
    while (WIDTHS[form & WIDTH_MASK] < Long.SIZE - Long.numberOfLeadingZeros(more)) {
      form++;
    }
    setEvents(0, 0);
    long others = a[base + COUNTS] & ~((long) FORM_MASK << FORM_SHIFT);
    a[base + COUNTS] = others | (long) form << FORM_SHIFT;
    a[base + DROPPED] = (a[base + DROPPED] & ~BASE_MASK) | nextBase;
    counted();
    if (longsFor(count + 1) > length) {
      resize(longsFor(count + 1));
    }
    setEvents(0, count);
    for (int i = 0; i < count; i++) {
      long where = copy[COPY_LONGS * i + 2];
      int party = (int) (where >>> Integer.SIZE);
      write(i, copy[COPY_LONGS * i], copy[COPY_LONGS * i + 1], party, (int) where);
    }
  }

  // ---- states

  /** The code of an event's state at a clock. */
  final int stateCode(int index, Journal journal, long nowMs) {
    int at = at(index);
    int code = EventBits.stateCode(a[at]);
    if (code != EventBits.IN_JOURNAL) {
      return code;
    }
    long standing = journal.standing((int) a[at + 1]);
    code = EventBits.stateCode(standing, nowMs);
    if (EventBits.isFinal(standing)) {
      a[at] = EventBits.withState(a[at], code); // the journal need not be asked again
    }
    return code;
  }

  final boolean isSettled(int index, Journal journal) {
    return stateCode(index, journal, Long.MAX_VALUE) == TransferState.SETTLED.ordinal();
  }

  /** Whether it holds no event and none was ever dropped. */
  final boolean isUntouched() {
    return size() == 0 && droppedUpTo() == 0;
  }

  /** The index of the last event at or before a time, or -1. */
  final int lastUpTo(long timeMs) {
    int from = 0;
    int to = size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (timeMs(middle) <= timeMs) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  /** The index of an event, or -1 where it is not here. */
  final int indexOf(int inJournal, boolean out, long timeMs) {
    long packed = EventBits.packTime(timeMs);
    int size = size();
    boolean isSearched = size > SMALL && time(size - SMALL) > packed;
    for (int i = isSearched ? lastUpTo(timeMs) : size - 1; i >= 0; i--) {
      long time = time(i);
      if (time < packed) {
        break;
      }
      if (time == packed && inJournal(i) == inJournal && EventBits.isOut(a[at(i)]) == out) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The index of the last event that comes before another, or -1: of those with an earlier time or,
   * at equal times, of those that arrived before it; of all of them where it is not here.
   */
  final int lastBefore(int inJournal, boolean out, long timeMs) {
    int own = indexOf(inJournal, out, timeMs);
    return own >= 0 ? own - 1 : lastUpTo(timeMs);
  }

  /**
   * Adds an event; where it is here already, replaces it. Drops the oldest where there are more
   * than the cap.
   *
   * @param event as {@link EventBits#event} writes it
   */
  final void add(long event, long value, int party, int inJournal, int cap) {
    int known = indexOf(inJournal, EventBits.isOut(event), EventBits.timeOf(event));
    Tallies tallies = tallies();
    boolean isCounted = tallies != null && known >= 0 && known < tallies.folded();
    if (isCounted && isFolded(known)) {
      return; // its transfer has ended: nothing about it changes
    }
    long time = event >>> EventBits.TIME_SHIFT;
    if (size == 0 || !fits(time, value)) {
      refit(time, value);
    }
    int index = known >= 0 ? known : insert(time);
    if (tallies != null && index < tallies.folded()) {
      if (known < 0) {
        tallies.insertedAmongFolded(this, event, value, party, inJournal);
      } else {
        tallies.replaced(this, event, value, party, inJournal);
      }
    }
    write(index, event, value, party, inJournal);
    while (size() > cap) {
      count(Cap.EVENTS);
      removeOldest();
    }
  }

  /** Makes a gap for an event behind all that are not later than a time; its index. */
  private int insert(long time) {
    makeRoom();
    int index = size;
    while (index > 0 && time(index - 1) > time) {
      index--;
    }
    int at = at(index);
    System.arraycopy(a, at, a, at + EVENT_LONGS, EVENT_LONGS * (size - index));
    moveMore(head + index, head + index + 1, size - index);
    setEvents(head, size + 1);
    return index;
  }

  private void makeRoom() {
    if (longsFor(head + size + 1) <= length) {
      return;
    }
    boolean worthwhile = size <= 4 * SMALL || head * 4 >= size;
    if (head == 0 || !worthwhile) {
      // Most devices and addresses have very few events: there a place more is dear.
      int more = size < FEW ? 1 : size < SMALL ? 2 : 1 + size / 16;
      resize(longsFor(size + more));
    } else {
      closeGap();
    }
  }

  /** Moves the events to the front. */
  private void closeGap() {
    if (head > 0) {
      System.arraycopy(a, first, a, first - EVENT_LONGS * head, EVENT_LONGS * size);
      moveMore(head, 0, size);
      setEvents(0, size);
    }
  }

  /** Moves everything into a body of another length, which has room for it. */
  final void resize(int longs) {
    closeGap();
    int before = length;
    int atEnd = moreLongs(size);
    if (longs < before) {
      System.arraycopy(a, base + before - atEnd, a, base + longs - atEnd, atEnd);
    }
    move(longs);
    if (longs > before) {
      System.arraycopy(a, base + before - atEnd, a, base + longs - atEnd, atEnd);
    }
  }

  private void move(int longs) {
    Attached known = attached;
    int at = Slab.offset(address);
    int before = KeyStripe.body(stripe.page(address), at);
    if (before + longs < Slab.LONGS_MAX) {
      long[] large = known == null ? null : known.body;
      address = stripe.resize(address, longs);
      if (known != null && large != null) {
        known.body = null;
        long[] page = stripe.page(address);
        int body = Slab.offset(address) + before;
        System.arraycopy(large, 0, page, body, Math.min(longs, large.length));
      }
    } else {
      long[] large = new long[longs];
      System.arraycopy(a, base, large, 0, Math.min(longs, length));
      attach().body = large;
      if (KeyStripe.bodyLongs(stripe.page(address), Slab.offset(address)) > 0) {
        address = stripe.resize(address, 0);
      }
    }
    load();
  }

  /** Makes a gap of some longs before the events' own gap; where it begins. */
  final int widen(int offset, int longs) {
    if (longsFor(head + size) + longs > length) {
      resize(longsFor(size) + longs);
    }
    int at = base + offset;
    System.arraycopy(a, at, a, at + longs, at(size) - at);
    return at;
  }

  /** Closes a gap that {@link #widen} made. */
  final void narrow(int offset, int longs) {
    int at = base + offset;
    System.arraycopy(a, at + longs, a, at, at(size) - at - longs);
  }

  // ---- what is counted ahead

  /** What is counted ahead of this key, or null where it is not busy. */
  final @Nullable Tallies tallies() {
    Attached known = attached;
    return known == null ? null : known.tallies;
  }

  /** What is counted ahead of this key, begun on first use. */
  final Tallies beginTallies(int self, Journal journal, long nowMs) {
    Tallies known = tallies();
    if (known != null) {
      return known;
    }
    for (int i = 0; i < size(); i++) {
      a[at(i)] = EventBits.withFolded(a[at(i)], false); // there may have been others before
    }
    Tallies created = new Tallies(self);
    attach().tallies = created;
    created.fold(this, journal, nowMs);
    return created;
  }

  /**
   * Whether a window, which begins at a time and ends with the event with index {@code last}, holds
   * so many events that they are counted ahead. Where events are missing because there was no room
   * for the key, there may be none to count, and each such key would pay for tallies all the same.
   */
  final boolean isBusy(int last, long fromMs) {
    boolean isCounted = size() > 2 * Tallies.LATEST || tallies() != null;
    return (isCounted && isCappedSince(fromMs))
        || (last >= Tallies.MANY && timeMs(last - Tallies.MANY) >= fromMs);
  }

  /** Says that an event is counted ahead, in the state with a code. */
  final void setFolded(int index, int code) {
    int at = at(index);
    a[at] = EventBits.withFolded(EventBits.withState(a[at], code), true);
  }

  /** Folds what is not among the latest events, where the key is busy. */
  final void fold(Journal journal, long nowMs) {
    Tallies known = tallies();
    if (known != null) {
      known.fold(this, journal, nowMs);
    }
  }

  /** Says that the transfer of an event has been settled after it had ended otherwise. */
  final void settledLate(long event, int inJournal, Journal journal) {
    int index = indexOf(inJournal, EventBits.isOut(event), EventBits.timeOf(event));
    if (index < 0) {
      if (size() > 0 && event >>> EventBits.TIME_SHIFT <= time(0)) {
        // It may have been counted otherwise, before it left the record.
        Tallies known = tallies();
        if (known != null) {
          known.lost(event >>> EventBits.TIME_SHIFT);
        }
      }
      return;
    }
    int at = at(index);
    int was = EventBits.stateCode(a[at]);
    if (was == EventBits.IN_JOURNAL || was == TransferState.SETTLED.ordinal()) {
      return;
    }
    Tallies known = tallies();
    if (known != null && EventBits.isFolded(a[at])) {
      // The other party's number is the one in the record: it may have been forgotten since.
      known.settled(event(index), value(index), party(index), inJournal, was, journal);
    }
    a[at] = EventBits.withState(a[at], TransferState.SETTLED.ordinal());
  }

  /** Takes back what is here of an undecided transfer that the key is no part of any more. */
  final void leave(int inJournal, long timeMs) {
    Tallies known = tallies();
    int index = indexOf(inJournal, true, timeMs);
    if (index >= 0 && EventBits.isFolded(a[at(index)])) {
      return; // its reference was forgotten: it is as it is
    }
    if (known != null) {
      known.leave(inJournal, index);
    }
    if (index >= 0) {
      int after = size - 1 - index;
      System.arraycopy(a, at(index + 1), a, at(index), EVENT_LONGS * after);
      moveMore(head + index + 1, head + index, after);
      setEvents(head, size - 1);
    }
  }

  /** Says for good in which state a transfer stands that the key has paid, if it is here. */
  final void endForGood(int inJournal, long timeMs, int code) {
    int index = indexOf(inJournal, true, timeMs);
    if (index >= 0 && EventBits.stateCode(a[at(index)]) == EventBits.IN_JOURNAL) {
      a[at(index)] = EventBits.withState(a[at(index)], code);
    }
    Tallies known = tallies();
    if (known != null) {
      known.endForGood(inJournal, code);
    }
  }

  /** The same as {@link #droppedUpToMs()}, as {@link EventBits#packTime} has it. */
  final long droppedUpTo() {
    return a[base + DROPPED] >>> BASE_BITS;
  }

  /** The event time up to which events were dropped, or none. */
  final long droppedUpToMs() {
    return EventBits.time(droppedUpTo());
  }

  /** Takes note of events up to a time that could not be kept. */
  final void missed(long upToMs) {
    dropped(EventBits.packTime(upToMs));
  }

  private void dropped(long upTo) {
    if (upTo > droppedUpTo()) {
      a[base + DROPPED] = upTo << BASE_BITS | (a[base + DROPPED] & BASE_MASK);
    }
  }

  /** Whether neither an event nor the lack of one is known that is not before a time. */
  final boolean isNothingSince(long fromMs) {
    return (size == 0 || timeMs(size - 1) < fromMs) && !isCappedSince(fromMs);
  }

  /** Whether events at or after a time were dropped, so that counts from there on are bounds. */
  final boolean isCappedSince(long fromMs) {
    long dropped = droppedUpTo();
    return dropped != 0 && dropped >= EventBits.packTime(fromMs);
  }

  /** Removes the events before a time, which no window reaches any more. */
  final void prune(long beforeMs) {
    int before = size();
    while (size() > 0 && timeMs(0) < beforeMs) {
      removeOldest();
    }
    if (size() < before) {
      int used = longsFor(size);
      if (length - used > SLACK_LONGS && length > 2 * used) {
        resize(longsFor(size + 1));
      }
      Tallies known = tallies();
      if (known != null && size() <= Tallies.MANY / 2 && !isCappedSince(beforeMs)) {
        attach().tallies = null; // every window can be gone through
      }
    }
  }

  private void removeOldest() {
    dropped(time(0));
    setEvents(size == 1 ? 0 : head + 1, size - 1);
    Tallies known = tallies();
    if (known != null) {
      known.oldestLeft(droppedUpTo());
    }
  }

  /** Makes it an empty record, and as long as its header. */
  final void clear() {
    java.util.Arrays.fill(a, base, base + length, 0); // first, as there may be no room to move to
    counted();
    resize(headerLongs);
  }
}
