package io.riskgate.stores.remote;

import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.spi.History;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Computes aggregates of one transfer from the records of its keys. */
final class Reckoning {
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final Transfer t;
  private final long timeMs;
  private final long nowMs;
  private final ZoneId zone;

  /** When its day and its month began, from when that is asked for first. */
  private long dayMs = History.NEVER;

  private long monthMs = History.NEVER;

  /**
   * Prepares to compute.
   *
   * @param t the transfer
   * @param timeMs its event time
   * @param nowMs the clock, by which what is open expires
   */
  Reckoning(Transfer t, long timeMs, long nowMs, ZoneId zone) {
    this.t = t;
    this.timeMs = timeMs;
    this.nowMs = nowMs;
    this.zone = zone;
  }

  private long fromMs(Plan.Part part) {
    return switch (part.a.window().kind()) {
      case TRAILING -> timeMs - part.backMs;
      case CALENDAR_DAY -> dayMs();
      case CALENDAR_MONTH -> monthMs();
    };
  }

  private long dayMs() {
    if (dayMs == History.NEVER) {
      dayMs = startMs(date());
    }
    return dayMs;
  }

  private long monthMs() {
    if (monthMs == History.NEVER) {
      monthMs = startMs(date().withDayOfMonth(1));
    }
    return monthMs;
  }

  private LocalDate date() {
    return LocalDate.ofInstant(Instant.ofEpochMilli(timeMs), zone);
  }

  private long startMs(LocalDate of) {
    return of.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /**
   * Puts the aggregates of transfers that one record has into a history.
   *
   * @param ownAt the place of the transfer's own event in the record, or {@link Events#NONE}
   */
  void ofTransfers(List<Plan.Family> families, Events events, int ownAt, History to) {
    if (families.isEmpty()) {
      return;
    }
    EventRows rows = events.rows;
    int end = rows.firstAfter(timeMs);
    // Where no family asks whose they are, it is of no matter what they are compared with.
    boolean isOfPair = isOfPair(families);
    int payee = isOfPair ? rows.numberOf(t.payee()) : Names.NOTHING;
    int device = isOfPair ? rows.numberOf(t.device()) : Names.NOTHING;
    boolean hasOwn = ownAt != Events.NONE;
    long ownTraits = !hasOwn ? 0 : rows.traits(ownAt, nowMs, payee, device);
    int[] firsts = new int[families.size()];
    int first = end;
    for (int f = 0; f < firsts.length; f++) {
      firsts[f] = first(families.get(f), rows, end);
      first = Math.min(first, firsts[f]);
    }
    long[] traits = new long[end - first];
    for (int i = first; i < end; i++) {
      traits[i - first] = rows.traits(i, nowMs, payee, device);
    }
    int[] chosen = new int[end - first];
    for (int f = 0; f < firsts.length; f++) {
      Plan.Family family = families.get(f);
      boolean isOwn = hasOwn && (ownTraits & family.wanted) == family.wanted;
      // Equal times count in order of arrival: what came after the transfer is no part of it.
      int until = isOwn ? Math.min(end, ownAt) : end;
      int count = 0;
      for (int i = firsts[f]; i < until; i++) {
        long has = traits[i - first];
        if ((has & family.refused) == 0
            && (has & family.wanted) == family.wanted
            && i != ownAt
            && passes(family.filter, rows, i)) {
          chosen[count++] = i;
        }
      }
      for (int p = 0; p < family.parts.size(); p++) {
        Plan.Part part = family.parts.get(p);
        if (part.isOf(t)) {
          long fromMs = fromMs(part);
          long delayMs = part.delayMs;
          int from = place(chosen, count, rows.firstFrom(fromMs));
          int upTo = delayMs == 0 ? count : place(chosen, count, rows.firstAfter(timeMs - delayMs));
          to.aggregates()[part.index] =
              new Chosen(rows, chosen, from, Math.max(from, upTo)).measure(part, traits, first);
          if (fromMs <= events.droppedUpToMs || !hasOwn || (family.isOfPair && !isOwn)) {
            to.setCapped(part.index);
          }
        }
      }
    }
  }

  private static boolean isOfPair(List<Plan.Family> families) {
    for (int f = 0; f < families.size(); f++) {
      if (families.get(f).isOfPair) {
        return true;
      }
    }
    return false;
  }

  /** Where the longest window of a family begins; at the end where the transfer has none of it. */
  private int first(Plan.Family family, EventRows rows, int end) {
    long fromMs = Long.MAX_VALUE;
    for (int p = 0; p < family.parts.size(); p++) {
      Plan.Part part = family.parts.get(p);
      if (part.isOf(t)) {
        fromMs = Math.min(fromMs, fromMs(part));
      }
    }
    return fromMs == Long.MAX_VALUE ? end : Math.min(end, rows.firstFrom(fromMs));
  }

  /** How many of some places in order come before one. */
  private static int place(int[] places, int count, int before) {
    int found = Arrays.binarySearch(places, 0, count, before);
    return found < 0 ? -found - 1 : found;
  }

  /** What of a filter is no bit. */
  private boolean passes(Filter f, EventRows rows, int place) {
    long value = rows.value(place);
    Aggregate.Hours hours = f.hours();
    return value >= f.valueMin()
        && value <= f.valueMax()
        && (hours == null || hours.contains(rows.hour(place, zone)));
  }

  /** The events that count for one aggregate: those at some of the places. */
  private final class Chosen {
    private final EventRows rows;
    private final int[] places;
    private final int from;
    private final int to;

    Chosen(EventRows rows, int[] places, int from, int to) {
      this.rows = rows;
      this.places = places;
      this.from = from;
      this.to = to;
    }

    long measure(Plan.Part part, long[] traits, int first) {
      Aggregate a = part.a;
      int count = to - from;
      return switch (a.measure()) {
        case COUNT -> count;
        case SUM -> sum();
        case MAX -> max();
        case MEAN -> count == 0 ? 0 : mean(count);
        case LAST -> count == 0 ? 0 : rows.value(places[to - 1]);
        case SHARE -> count == 0 ? 0 : ofPart(part, traits, first) * 100L / count;
        case DISTINCT -> distinct(Objects.requireNonNull(a.field(), "DISTINCT has a field"));
      };
    }

    private long max() {
      long max = 0;
      for (int i = from; i < to; i++) {
        max = Math.max(max, rows.value(places[i]));
      }
      return max;
    }

    /** Saturates. */
    private long sum() {
      long sum = 0;
      for (int i = from; i < to; i++) {
        sum += rows.value(places[i]);
        if (sum < 0) {
          return Long.MAX_VALUE;
        }
      }
      return sum;
    }

    private long mean(int count) {
      long sum = sum();
      if (sum < Long.MAX_VALUE) {
        return sum / count;
      }
      BigInteger whole = BigInteger.ZERO;
      for (int i = from; i < to; i++) {
        whole = whole.add(BigInteger.valueOf(rows.value(places[i])));
      }
      return whole.divide(BigInteger.valueOf(count)).longValueExact();
    }

    private long ofPart(Plan.Part part, long[] traits, int first) {
      Filter filter = Objects.requireNonNull(part.a.part(), "SHARE has a part");
      long ofPart = 0;
      for (int i = from; i < to; i++) {
        if ((traits[places[i] - first] & part.refusedOfPart) == 0
            && passes(filter, rows, places[i])) {
          ofPart++;
        }
      }
      return ofPart;
    }

    private int distinct(Aggregate.Field field) {
      BitSet seen = new BitSet(rows.numbersEnd());
      for (int i = from; i < to; i++) {
        seen.set(rows.field(places[i], field));
      }
      seen.clear(Names.NOTHING);
      return seen.cardinality();
    }
  }

  /** Puts an aggregate of fraud reports into a history. */
  void ofReports(Plan.Part part, List<Report> reports, Predicate<Report> isOfKey, History to) {
    Aggregate a = part.a;
    long fromMs = fromMs(part);
    long toMs = timeMs - part.delayMs;
    long count = 0;
    BigInteger sum = BigInteger.ZERO;
    long max = 0;
    Set<Object> distinct = new HashSet<>();
    Filter f = a.filter();
    for (Report r : reports) {
      if (r.knownAtMs() >= fromMs && r.knownAtMs() <= toMs && isOfKey.test(r) && r.passes(f)) {
        count++;
        sum = sum.add(BigInteger.valueOf(r.value()));
        max = Math.max(max, r.value());
        Object field = a.field() == null ? null : r.field(Objects.requireNonNull(a.field()));
        if (field != null) {
          distinct.add(field);
        }
      }
    }
    to.aggregates()[part.index] =
        switch (a.measure()) {
          case COUNT -> count;
          case SUM -> sum.min(LARGEST).longValueExact();
          case MAX -> max;
          case DISTINCT -> distinct.size();
          case MEAN, LAST, SHARE -> throw new IllegalArgumentException("Not of reports: " + a);
        };
  }
}
