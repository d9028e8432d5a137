package io.riskgate.core.memory;

import io.riskgate.core.TransferState;
import io.riskgate.core.memory.InMemoryStore.Cap;
import org.jspecify.annotations.Nullable;

/**
 * One key's record: its events by event time and, where times are equal, in order of arrival. Made
 * for one visit, under the monitor of its stripe.
 *
 * <p>The body has a few longs of counts and times, then (of accounts) the dealings, then the
 * events, each of three longs: {@link EventBits}; the value; the number of the other party (of
 * devices and the like, of the payer) and where the event is in the journal. Events are removed at
 * the front, so there may be a gap before them, and room after them. A body that is too large for a
 * slab is an array of its own.
 */
class KeyRecord {
  static final int HEADER_LONGS = 2;
  static final int EVENT_LONGS = 3;

  private static final int COUNTS = 0;
  private static final int DROPPED = 1;

  private static final int SIZE_BITS = 24;

  /** The largest cap: the gap before the events, which may be a little longer, is counted too. */
  static final int EVENTS_MAX = 1 << (SIZE_BITS - 1);

  private static final long SIZE_MASK = (1L << SIZE_BITS) - 1;
  private static final int HEAD_SHIFT = SIZE_BITS;
  private static final int SMALL = 32;
  private static final int FEW = 4;

  /** How much of a record may be unused after events left it, in longs. */
  private static final int SLACK_LONGS = 8 * EVENT_LONGS;

  private final KeyStripe stripe;
  private final int headerLongs;

  /** The key's number within its stripe. */
  final int number;

  private @Nullable Attached attached;
  private int address;
  long[] a;
  int base;
  private int length;

  // What the counts say, as it is asked for often:
  private int size;
  private int first;

  KeyRecord(KeyStripe stripe, int address, int headerLongs) {
    this.stripe = stripe;
    this.address = address;
    this.headerLongs = headerLongs;
    a = stripe.page(address);
    number = KeyStripe.number(a, Slab.offset(address));
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
    size = (int) (a[base + COUNTS] & SIZE_MASK);
    first = base + fixed() + EVENT_LONGS * head();
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
    Attached created = new Attached();
    setAttached(created);
    return created;
  }

  /** Replaces what it has besides its record. */
  final void setAttached(@Nullable Attached what) {
    long[] page = stripe.page(address);
    int at = Slab.offset(address);
    stripe.detach(KeyStripe.extra(page, at));
    KeyStripe.setExtra(page, at, what == null ? 0 : stripe.attach(what));
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

  private int head() {
    return (int) (a[base + COUNTS] >>> HEAD_SHIFT & SIZE_MASK);
  }

  private void setEvents(int head, int size) {
    long others = a[base + COUNTS] & ~(SIZE_MASK << HEAD_SHIFT | SIZE_MASK);
    a[base + COUNTS] = others | (long) head << HEAD_SHIFT | size;
    counted();
  }

  /** The upper bits of the counts, which belong to subclasses. */
  final int flags() {
    return (int) (a[base + COUNTS] >>> (2 * SIZE_BITS));
  }

  final void setFlags(int flags) {
    long events = a[base + COUNTS] & (SIZE_MASK << HEAD_SHIFT | SIZE_MASK);
    a[base + COUNTS] = (long) flags << (2 * SIZE_BITS) | events;
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

  /** The first long of an event, 0 being the oldest. */
  final long event(int index) {
    return a[at(index)];
  }

  final long timeMs(int index) {
    return EventBits.timeOf(a[at(index)]);
  }

  final long value(int index) {
    return a[at(index) + 1];
  }

  /** The number of the other party. */
  final int party(int index) {
    return (int) (a[at(index) + 2] >>> Integer.SIZE);
  }

  /** Where an event is in the journal. */
  final int inJournal(int index) {
    return (int) a[at(index) + 2];
  }

  /** The code of an event's state at a clock. */
  final int stateCode(int index, Journal journal, long nowMs) {
    return stateCodeAt(at(index), journal, nowMs);
  }

  /** The same of the event that begins at a place of {@link #a}. */
  final int stateCodeAt(int at, Journal journal, long nowMs) {
    int code = EventBits.stateCode(a[at]);
    if (code != EventBits.IN_JOURNAL) {
      return code;
    }
    long standing = journal.standing((int) a[at + 2]);
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
    return size() == 0 && a[base + DROPPED] == 0;
  }

  /** The index of the last event at or before a time, or -1. */
  final int lastUpTo(long timeMs) {
    int from = 0;
    int to = size();
    int first = at(0);
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (EventBits.timeOf(a[first + EVENT_LONGS * middle]) <= timeMs) {
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
    boolean isSearched = size > SMALL && event(size - SMALL) >>> EventBits.TIME_SHIFT > packed;
    for (int i = isSearched ? lastUpTo(timeMs) : size - 1; i >= 0; i--) {
      long event = event(i);
      long time = event >>> EventBits.TIME_SHIFT;
      if (time < packed) {
        break;
      }
      if (time == packed && inJournal(i) == inJournal && EventBits.isOut(event) == out) {
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
    int index = known >= 0 ? known : insert(event);
    int at = at(index);
    Tallies tallies = tallies();
    if (tallies != null && index < tallies.folded()) {
      if (known < 0) {
        tallies.insertedAmongFolded(this, event, value, party, inJournal);
      } else if (EventBits.isFolded(a[at])) {
        return; // its transfer has ended: nothing about it changes
      } else {
        tallies.replaced(event, value, party, inJournal);
      }
    }
    a[at] = event;
    a[at + 1] = value;
    a[at + 2] = (long) party << Integer.SIZE | (inJournal & 0xffff_ffffL);
    while (size() > cap) {
      count(Cap.EVENTS);
      removeOldest();
    }
  }

  /** Makes a gap for an event behind all that are not later; its index. */
  private int insert(long event) {
    makeRoom();
    int size = size();
    int index = size;
    long packed = event >>> EventBits.TIME_SHIFT;
    while (index > 0 && event(index - 1) >>> EventBits.TIME_SHIFT > packed) {
      index--;
    }
    int at = at(index);
    System.arraycopy(a, at, a, at + EVENT_LONGS, EVENT_LONGS * (size - index));
    setEvents(head(), size + 1);
    return index;
  }

  private void makeRoom() {
    int size = size();
    int head = head();
    int fixed = fixed();
    if (fixed + EVENT_LONGS * (head + size + 1) <= length) {
      return;
    }
    boolean worthwhile = size <= 4 * SMALL || head * 4 >= size;
    if (head == 0 || !worthwhile) {
      // Most devices and addresses have very few events: there a place more is dear.
      int more = size < FEW ? 1 : size < SMALL ? 2 : 1 + size / 16;
      resize(fixed + EVENT_LONGS * (size + more));
    } else {
      closeGap();
    }
  }

  /** Moves the events to the front. */
  private void closeGap() {
    int head = head();
    if (head > 0) {
      int to = base + fixed();
      int longs = EVENT_LONGS * size();
      System.arraycopy(a, to + EVENT_LONGS * head, a, to, longs);
      setEvents(0, size());
    }
  }

  /** Moves everything into a body of another length, which has room for it. */
  final void resize(int longs) {
    closeGap();
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
    int used = fixed() + EVENT_LONGS * size();
    if (used + EVENT_LONGS * head() + longs > length) {
      resize(used + longs);
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
  final void settledLate(long event, long value, int party, int inJournal, Journal journal) {
    int index = indexOf(inJournal, EventBits.isOut(event), EventBits.timeOf(event));
    if (index < 0) {
      if (size() > 0 && event >>> EventBits.TIME_SHIFT <= event(0) >>> EventBits.TIME_SHIFT) {
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
      known.settled(a[at], value, party, inJournal, was, journal);
    }
    a[at] = EventBits.withState(a[at], TransferState.SETTLED.ordinal());
  }

  /** The same as {@link #droppedUpToMs()}, as {@link EventBits#packTime} has it. */
  final long droppedUpTo() {
    return a[base + DROPPED];
  }

  /** The event time up to which events were dropped, or none. */
  final long droppedUpToMs() {
    return EventBits.time(a[base + DROPPED]);
  }

  /** Takes note of events up to a time that could not be kept. */
  final void missed(long upToMs) {
    a[base + DROPPED] = Math.max(a[base + DROPPED], EventBits.packTime(upToMs));
  }

  /** Whether events at or after a time were dropped, so that counts from there on are bounds. */
  final boolean isCappedSince(long fromMs) {
    long dropped = a[base + DROPPED];
    return dropped != 0 && dropped >= EventBits.packTime(fromMs);
  }

  /** Removes the events before a time, which no window reaches any more. */
  final void prune(long beforeMs) {
    int before = size();
    while (size() > 0 && timeMs(0) < beforeMs) {
      removeOldest();
    }
    if (size() < before) {
      int used = fixed() + EVENT_LONGS * size();
      if (length - used > SLACK_LONGS && length > 2 * used) {
        resize(used + EVENT_LONGS);
      }
      Tallies known = tallies();
      if (known != null && size() <= Tallies.MANY / 2 && !isCappedSince(beforeMs)) {
        attach().tallies = null; // every window can be gone through
      }
    }
  }

  private void removeOldest() {
    missed(timeMs(0));
    setEvents(size() == 1 ? 0 : head() + 1, size() - 1);
    Tallies known = tallies();
    if (known != null) {
      known.oldestLeft(a[base + DROPPED]);
    }
  }

  /** Makes it a record that is as long as its header, and empty. */
  final void reset(int longs) {
    address = stripe.resize(address, longs);
    load();
    java.util.Arrays.fill(a, base, base + longs, 0);
    counted();
  }
}
