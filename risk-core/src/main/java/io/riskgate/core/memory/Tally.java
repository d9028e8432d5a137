package io.riskgate.core.memory;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.pack.Aggregate;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one aggregate counts of a busy key's events, all but the latest, summed up by time: in
 * buckets of a 64th of the window, of which there are more than the window is long.
 *
 * <p>The sum over the buckets that a window covers is kept, and follows the window as it moves on,
 * so that reading costs the same however long the window is and however much happened in it. The
 * bucket in which a window begins is gone through event by event where the record has its events
 * still; where they have left the record, it is counted as a whole, so that the window begins up to
 * a 64th of its length early. Calendar windows begin where a bucket begins, or they are marked.
 *
 * <p>Of different values, the bucket in which each came last is kept, for {@value #DIFFERENT_MAX}
 * of them at most; beyond, the count is a lower bound. Guarded by the monitor of the key's stripe.
 */
final class Tally {
  /** How many buckets a window has. */
  static final int PARTS = 64;

  /** How many different values are kept apart. */
  static final int DIFFERENT_MAX = 4_096;

  private static final int PARTS_OF_REACH_MAX = 2_048;
  private static final int SLACK = 32;
  private static final long DAY_PART_MS = 15 * 60_000L;
  private static final long MONTH_PART_MS = 60 * 60_000L;

  /**
   * A slot has the number of its bucket plus one, how many events, and two longs of the measure.
   */
  private static final int COUNT = 1;

  /** Of LAST, in the place of the count: which of the last time's events came last is not known. */
  private static final long TIED = 1;

  private static final int FIRST = 2;
  private static final int SECOND = 3;

  private final PlannedAggregate of;
  private final Aggregate.Measure measure;
  private final int self;
  private final long width;
  private final boolean isOfCalendar;
  private final long shift;
  private final int reachBuckets;
  private final int mask;
  private final int stride;
  private final long[] slots;
  private final @Nullable LatestBuckets latest;

  /** Events up to this time were dropped before it was begun. */
  private final long wholeAfter;

  /** No bucket before this one is here for certain. */
  private long lostBefore = Long.MIN_VALUE;

  /** The newest bucket when different values that no window reaches were let go of last. */
  private long clearedAt = Long.MIN_VALUE;

  /** The latest bucket in which there was a value more than could be kept apart. */
  private long fullAt = Long.MIN_VALUE;

  private long newest = Long.MIN_VALUE;

  // What is in the buckets from one to another.
  private long from;
  private long to = Long.MIN_VALUE;
  private long count;
  private long first;
  private long second;

  /**
   * Begins an empty one.
   *
   * @param windowStartMs where a window begins, for those that begin with the calendar
   * @param wholeAfter the time, as {@link EventBits#packTime} has it, up to which events were
   *     dropped
   */
  static Tally beginning(PlannedAggregate of, int self, long windowStartMs, long wholeAfter) {
    return new Tally(of, self, EventBits.packTime(windowStartMs), wholeAfter);
  }

  private Tally(PlannedAggregate of, int self, long begins, long wholeAfter) {
    this.of = of;
    this.self = self;
    this.wholeAfter = wholeAfter;
    measure = of.aggregate.measure();
    long reach = of.windowMs + of.delayMs;
    switch (of.aggregate.window().kind()) {
      case CALENDAR_DAY -> width = DAY_PART_MS;
      case CALENDAR_MONTH -> width = MONTH_PART_MS;
      default -> width = Math.max(1, Math.max(of.windowMs / PARTS, reach / PARTS_OF_REACH_MAX));
    }
    isOfCalendar = of.aggregate.window().kind() != Aggregate.WindowKind.TRAILING;
    shift = isOfCalendar ? Math.floorMod(begins, width) : 0;
    reachBuckets = (int) (reach / width) + SLACK;
    int buckets = Integer.highestOneBit(reachBuckets) << 1;
    mask = buckets - 1;
    stride =
        switch (measure) {
          case COUNT, DISTINCT -> FIRST;
          case MAX, SHARE -> SECOND;
          case SUM, MEAN, LAST -> SECOND + 1;
        };
    slots = new long[buckets * stride];
    latest = measure == Aggregate.Measure.DISTINCT ? new LatestBuckets() : null;
  }

  /** Whether it is of this aggregate, or of one that has the same value. */
  boolean isOf(PlannedAggregate other) {
    return of.shape.equals(other.shape);
  }

  private long bucket(long packedTime) {
    return Math.floorDiv(packedTime - shift, width);
  }

  private long start(long bucket) {
    return bucket * width + shift;
  }

  // ---- folding

  /**
   * Counts an event, whose transfer stands in the state with a code, if it is to be counted.
   *
   * @param inOrder whether nothing that was counted before it comes after it
   * @return whether there was room for it
   */
  boolean fold(
      long event,
      long value,
      int party,
      int inJournal,
      int code,
      boolean inOrder,
      Journal journal) {
    if (!of.acceptsAt(event, value, code)) {
      return true;
    }
    long time = event >>> EventBits.TIME_SHIFT;
    long bucket = bucket(time);
    int slot = slot(bucket);
    if (slot < 0) {
      return true; // no window reaches so far back
    }
    switch (measure) {
      case COUNT -> add(bucket, slot, 1, 0, 0);
      case SUM, MEAN -> add(bucket, slot, 1, value >>> Integer.SIZE, value & 0xffff_ffffL);
      case SHARE -> add(bucket, slot, 1, of.isOfPart(event, value, code) ? 1 : 0, 0);
      case MAX -> {
        slots[slot + COUNT]++;
        slots[slot + FIRST] = Math.max(slots[slot + FIRST], value);
        first = isSummed(bucket) ? Math.max(first, value) : first;
      }
      case LAST -> {
        boolean isTie = time == slots[slot + FIRST];
        if (time > slots[slot + FIRST] || (isTie && inOrder)) {
          slots[slot + FIRST] = time;
          slots[slot + SECOND] = value;
          slots[slot + COUNT] = 0;
        } else if (isTie) {
          slots[slot + COUNT] = TIED;
        }
      }
      case DISTINCT -> {
        long field = of.field(event, party, inJournal, self, journal);
        return field == PlannedAggregate.NO_FIELD || fold(field, bucket, slot);
      }
    }
    return true;
  }

  private boolean fold(long field, long bucket, int slot) {
    LatestBuckets known = latest;
    if (known == null) {
      return true;
    }
    long before = known.get(field);
    if (before >= bucket) {
      return true;
    }
    if (before == LatestBuckets.NONE && known.size() >= DIFFERENT_MAX) {
      if (newest > clearedAt) {
        clearedAt = newest; // nothing else can have left before the next bucket
        known.removeBefore(newest - reachBuckets);
      }
      if (known.size() >= DIFFERENT_MAX) {
        fullAt = Math.max(fullAt, bucket);
        return false;
      }
    }
    known.put(field, bucket);
    if (before != LatestBuckets.NONE) {
      int old = (int) (before & mask) * stride;
      if (slots[old] == before + 1) {
        add(before, old, -1, 0, 0);
      }
    }
    add(bucket, slot, 1, 0, 0);
    return true;
  }

  /** Takes back what an event counted where that is possible: not of the largest and different. */
  private void remove(long event, long value, int code) {
    long bucket = bucket(event >>> EventBits.TIME_SHIFT);
    int slot = (int) (bucket & mask) * stride;
    if (!of.acceptsAt(event, value, code) || slots[slot] != bucket + 1) {
      return;
    }
    switch (measure) {
      case COUNT -> add(bucket, slot, -1, 0, 0);
      case SUM, MEAN -> add(bucket, slot, -1, -(value >>> Integer.SIZE), -(value & 0xffff_ffffL));
      case SHARE -> add(bucket, slot, -1, of.isOfPart(event, value, code) ? -1 : 0, 0);
      case MAX, LAST, DISTINCT -> {
        // it was so at a time
      }
    }
  }

  /** Says that the transfer of an event that was folded stands elsewhere after all. */
  void change(long event, long value, int party, int inJournal, int was, int is, Journal journal) {
    remove(event, value, was);
    if (!of.acceptsAt(event, value, was) || !isOneOfEach()) {
      fold(event, value, party, inJournal, is, false, journal);
    }
  }

  private boolean isOneOfEach() {
    return measure == Aggregate.Measure.MAX
        || measure == Aggregate.Measure.LAST
        || measure == Aggregate.Measure.DISTINCT;
  }

  private void add(long bucket, int slot, long ofCount, long ofFirst, long ofSecond) {
    slots[slot + COUNT] += ofCount;
    if (stride > FIRST) {
      slots[slot + FIRST] += ofFirst;
    }
    if (stride > SECOND) {
      slots[slot + SECOND] += ofSecond;
    }
    if (isSummed(bucket)) {
      count += ofCount;
      first += ofFirst;
      second += ofSecond;
    }
  }

  private boolean isSummed(long bucket) {
    return bucket >= from && bucket <= to;
  }

  /** The slot of a bucket, made where need be; negative where it is too old to have one. */
  private int slot(long bucket) {
    int slot = (int) (bucket & mask) * stride;
    long before = slots[slot] - 1;
    if (slots[slot] == 0 || before < bucket) {
      if (slots[slot] != 0) {
        lostBefore = Math.max(lostBefore, before + 1);
        if (isSummed(before)) {
          to = Long.MIN_VALUE; // to be summed anew
        }
        Arrays.fill(slots, slot, slot + stride, 0);
      }
      slots[slot] = bucket + 1;
    } else if (before > bucket) {
      lostBefore = Math.max(lostBefore, bucket + 1);
      return -1;
    }
    newest = Math.max(newest, bucket);
    return slot;
  }

  // ---- reading

  /** Whether a value is one of the different ones that {@link #gather} has counted. */
  boolean counts(long field) {
    LatestBuckets known = latest;
    if (known == null) {
      return false;
    }
    long bucket = known.get(field);
    return bucket != LatestBuckets.NONE && isSummed(bucket);
  }

  /**
   * Where what is told of a window begins, as packed. What was counted ahead is not told apart
   * within a bucket, so where the record lacks events of the window that is where a bucket begins,
   * and for all that is counted.
   */
  long begins(KeyRecord record, long fromMs) {
    long start = EventBits.packTime(fromMs);
    return record.isCappedSince(fromMs) ? Math.min(start, start(bucket(start))) : start;
  }

  /**
   * The time, as packed, before which what is told of a window ends, where that is earlier than the
   * window itself: the record lacks events of its last bucket. Otherwise {@link Long#MAX_VALUE}.
   */
  long endsBefore(KeyRecord record, long upTo, long fromMs) {
    if (upTo == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long end = Math.max(EventBits.packTime(fromMs), start(bucket(upTo)));
    return record.droppedUpTo() >= end ? end : Long.MAX_VALUE;
  }

  /**
   * Takes what was folded of a window.
   *
   * @param last the index of the last event in the window, in the record
   * @param upTo the time, as packed, after which there is nothing in the window; {@link
   *     Long#MAX_VALUE} where all that was folded comes before the window's end
   * @param fromMs where the window begins
   * @param lostUpTo events up to this time are missing, as packed
   * @return whether it could: if not, the record has all events of the window
   */
  boolean gather(
      KeyRecord record,
      int last,
      long upTo,
      long fromMs,
      long lostUpTo,
      Asked asked,
      Journal journal) {
    long start = EventBits.packTime(fromMs);
    boolean isWhole = !record.isCappedSince(fromMs);
    boolean toTheEnd = upTo == Long.MAX_VALUE;
    long low = bucket(start);
    long high = newest;
    boolean isPart = latest != null && !toTheEnd;
    if (isWhole && (low < lostBefore || low <= fullAt || start <= lostUpTo || isPart)) {
      return false;
    }
    long end = Long.MAX_VALUE; // of what is gone through at the beginning of the window
    if (!toTheEnd) {
      high = bucket(upTo) - 1;
      end = Math.max(start, start(high + 1));
    }
    boolean isEarly = start(low) < start;
    boolean goesThrough = isEarly && isWhole;
    if (goesThrough) {
      low++;
    }
    sum(low, high);
    Gathering into = asked.gathering;
    into.counted = latest == null ? null : this;
    take(into);
    if (!toTheEnd && endsBefore(record, upTo, fromMs) == Long.MAX_VALUE) {
      of.scanFolded(record, last, end, asked, journal);
    }
    if (goesThrough) {
      int lastOfFirst = record.lastUpTo(EventBits.time(Math.min(end, start(low)) - 1));
      of.scanFolded(record, Math.min(lastOfFirst, last), start, asked, journal);
    }
    into.isCapped =
        start <= wholeAfter
            || start <= lostUpTo
            || low < lostBefore
            || low <= fullAt
            || (isPart && newest > high)
            || (isEarly && !isWhole && isOfCalendar); // the zone's clocks changed by half an hour
    return true;
  }

  private void take(Gathering into) {
    switch (measure) {
      case COUNT, DISTINCT -> into.count += count;
      case SUM, MEAN -> {
        into.count += count;
        into.high += first;
        into.low += second;
      }
      case SHARE -> {
        into.count += count;
        into.part += first;
      }
      case MAX -> into.max = Math.max(into.max, first);
      case LAST -> {
        into.offerLast(first, second);
        into.isTied = count == TIED;
      }
    }
  }

  /** Sums up the buckets from one to another, beginning with what was summed up last. */
  private void sum(long low, long high) {
    if (low > high) {
      clearSum(low, high);
      return;
    }
    boolean isNear =
        to != Long.MIN_VALUE
            && from <= to
            && Math.abs(low - from) + Math.abs(high - to) <= high - low
            && measure != Aggregate.Measure.LAST;
    if (!isNear) {
      clearSum(low, high);
      sumAll(low, high);
      return;
    }
    while (from < low) {
      subtract(from++);
    }
    while (from > low) {
      plus(--from);
    }
    while (to > high) {
      subtract(to--);
    }
    while (to < high) {
      plus(++to);
    }
    if (measure == Aggregate.Measure.MAX && first == UNKNOWN) {
      clearSum(low, high);
      sumAll(low, high);
    }
  }

  /** The largest value was in a bucket that left. */
  private static final long UNKNOWN = -1;

  private void clearSum(long low, long high) {
    from = low;
    to = high;
    count = 0;
    first = 0;
    second = 0;
  }

  private void sumAll(long low, long high) {
    for (long bucket = high; bucket >= low && bucket >= high - mask; bucket--) {
      plus(bucket);
      if (measure == Aggregate.Measure.LAST && first != 0) {
        return;
      }
    }
  }

  private void plus(long bucket) {
    int slot = (int) (bucket & mask) * stride;
    if (slots[slot] != bucket + 1) {
      return;
    }
    count += slots[slot + COUNT];
    switch (measure) {
      case SUM, MEAN -> {
        first += slots[slot + FIRST];
        second += slots[slot + SECOND];
      }
      case SHARE -> first += slots[slot + FIRST];
      case MAX -> first = first == UNKNOWN ? UNKNOWN : Math.max(first, slots[slot + FIRST]);
      case LAST -> {
        first = slots[slot + FIRST];
        second = slots[slot + SECOND];
      }
      case COUNT, DISTINCT -> {
        // nothing else
      }
    }
  }

  private void subtract(long bucket) {
    int slot = (int) (bucket & mask) * stride;
    if (slots[slot] != bucket + 1) {
      return;
    }
    count -= slots[slot + COUNT];
    switch (measure) {
      case SUM, MEAN -> {
        first -= slots[slot + FIRST];
        second -= slots[slot + SECOND];
      }
      case SHARE -> first -= slots[slot + FIRST];
      case MAX -> first = slots[slot + FIRST] >= first ? UNKNOWN : first;
      case LAST, COUNT, DISTINCT -> {
        // nothing else
      }
    }
  }

  /** In which bucket each of some numbers came last: open addressing, at most half full. */
  private static final class LatestBuckets {
    static final long NONE = Long.MIN_VALUE;

    private final long factor = ThreadLocalRandom.current().nextLong() | 1; // unknown to strangers
    private long[] table = new long[2 * 32];
    private int size;

    LatestBuckets() {
      clear();
    }

    private void clear() {
      for (int i = 1; i < table.length; i += 2) {
        table[i] = NONE;
      }
      size = 0;
    }

    int size() {
      return size;
    }

    private int place(long field) {
      int places = table.length / 2;
      long mixed = field * factor;
      int place = (int) ((mixed ^ mixed >>> Integer.SIZE) & (places - 1));
      while (table[2 * place + 1] != NONE && table[2 * place] != field) {
        place = (place + 1) & (places - 1);
      }
      return 2 * place;
    }

    long get(long field) {
      return table[place(field) + 1];
    }

    void put(long field, long bucket) {
      int place = place(field);
      if (table[place + 1] == NONE) {
        if (2 * (size + 1) > table.length / 2) {
          rehash(2 * table.length, Long.MIN_VALUE + 1);
          place = place(field);
        }
        size++;
        table[place] = field;
      }
      table[place + 1] = bucket;
    }

    void write(ImageOut out) {
      long[] all = new long[2 * size];
      int at = 0;
      for (int i = 0; i < table.length; i += 2) {
        if (table[i + 1] != NONE) {
          all[at++] = table[i];
          all[at++] = table[i + 1];
        }
      }
      out.putLongs(all);
    }

    void removeBefore(long bucket) {
      rehash(table.length, bucket);
    }

    private void rehash(int length, long fromBucket) {
      long[] before = table;
      table = new long[length];
      clear();
      for (int i = 0; i < before.length; i += 2) {
        if (before[i + 1] != NONE && before[i + 1] >= fromBucket) {
          int place = place(before[i]);
          table[place] = before[i];
          table[place + 1] = before[i + 1];
          size++;
        }
      }
    }
  }

  // ---- images

  void write(ImageOut out) {
    out.put(shift);
    out.put(wholeAfter);
    out.put(lostBefore);
    out.put(clearedAt);
    out.put(fullAt);
    out.put(newest);
    out.putLongs(slots);
    LatestBuckets known = latest;
    out.putFlag(known != null);
    if (known != null) {
      known.write(out);
    }
  }

  /** One as it was written; of which aggregate it is, is known only then. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Image(long shift, long[] numbers, long[] slots, long @Nullable [] latest) {
    static Image read(ImageIn in) {
      long shift = in.next();
      long[] numbers = {in.next(), in.next(), in.next(), in.next(), in.next()};
      long[] slots = in.nextLongs();
      return new Image(shift, numbers, slots, in.nextFlag() ? in.nextLongs() : null);
    }

    Tally tally(PlannedAggregate of, int self) {
      Tally tally = new Tally(of, self, shift, numbers[0]);
      LatestBuckets known = tally.latest;
      if (tally.slots.length != slots.length || (known == null) != (latest == null)) {
        throw new WireException("What is counted ahead has another size");
      }
      tally.lostBefore = numbers[1];
      tally.clearedAt = numbers[2];
      tally.fullAt = numbers[3];
      tally.newest = numbers[4];
      System.arraycopy(slots, 0, tally.slots, 0, slots.length);
      if (known != null && latest != null) {
        for (int i = 0; i < latest.length; i += 2) {
          known.put(latest[i], latest[i + 1]);
        }
      }
      return tally;
    }
  }
}
