package io.riskgate.stores.remote;

import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.spi.History;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Computes aggregates of one transfer from the records of its keys. */
final class Reckoning {
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final Transfer t;
  private final long timeMs;
  private final long nowMs;
  private final ZoneId zone;
  private @Nullable LocalDate date;

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

  private LocalDate date() {
    LocalDate known = date;
    if (known == null) {
      known = LocalDate.ofInstant(Instant.ofEpochMilli(timeMs), zone);
      date = known;
    }
    return known;
  }

  private long fromMs(Aggregate a) {
    return switch (a.window().kind()) {
      case TRAILING -> timeMs - a.delay().toMillis() - a.window().length().toMillis();
      case CALENDAR_DAY -> date().atStartOfDay(zone).toInstant().toEpochMilli();
      case CALENDAR_MONTH -> date().withDayOfMonth(1).atStartOfDay(zone).toInstant().toEpochMilli();
    };
  }

  /**
   * Puts the aggregates of transfers that one record has into a history.
   *
   * @param own the transfer's own event in the record, or null
   * @param account the account whose record it is; null where it is another's
   */
  void ofTransfers(
      List<Plan.Part> parts,
      Events events,
      @Nullable Event own,
      @Nullable String account,
      History to) {
    long earliestMs = Long.MAX_VALUE;
    for (Plan.Part part : parts) {
      if (part.a.of() == Source.TRANSFERS) {
        earliestMs = Math.min(earliestMs, fromMs(part.a));
      }
    }
    int end = events.firstAfter(timeMs);
    int first = Math.min(events.firstFrom(earliestMs), end);
    int ownAt = own == null ? -1 : events.placeOf(own);
    long ownTraits = own == null ? 0 : Traits.of(own, account, t, nowMs);
    long[] traits = new long[end - first];
    for (int i = first; i < end; i++) {
      traits[i - first] = Traits.of(events.all.get(i), account, t, nowMs);
    }
    for (Plan.Part part : parts) {
      if (part.a.of() == Source.TRANSFERS) {
        boolean isOwn = own != null && (ownTraits & part.wanted) == part.wanted;
        long fromMs = fromMs(part.a);
        long toMs = timeMs - part.a.delay().toMillis();
        int upTo = part.a.delay().isZero() ? end : events.firstAfter(toMs);
        int from = events.firstFrom(fromMs);
        Sum sum = new Sum(part);
        // Equal times count in order of arrival: what came after the transfer is no part of it.
        int until = isOwn ? Math.min(upTo, ownAt) : upTo;
        for (int i = from; i < until; i++) {
          long has = traits[i - first];
          if ((has & part.refused) == 0 && (has & part.wanted) == part.wanted && i != ownAt) {
            sum.add(events.all.get(i), has);
          }
        }
        to.aggregates()[part.index] = sum.value();
        if (fromMs <= events.droppedUpToMs || own == null || (part.isOfPair && !isOwn)) {
          to.setCapped(part.index);
        }
      }
    }
  }

  /** Adds up what is counted; sums of many large values need more than 64 bits. */
  private final class Sum {
    private final Plan.Part part;
    private final Aggregate a;
    private long count;
    private long ofPart;
    private long sum;
    private BigInteger carried = BigInteger.ZERO;
    private long max;
    private long last;

    /** One of the values, and all of them once there are others. */
    private @Nullable Object one;

    private @Nullable Set<Object> distinct;

    Sum(Plan.Part part) {
      this.part = part;
      a = part.a;
    }

    void add(Event e, long traits) {
      if (!passes(part.filter, e)) {
        return;
      }
      count++;
      last = e.value;
      max = Math.max(max, e.value);
      long next = sum + e.value;
      if (next < 0) {
        carried = carried.add(BigInteger.valueOf(sum));
        next = e.value;
      }
      sum = next;
      Filter ofWhole = a.part();
      if (ofWhole != null && (traits & part.refusedOfPart) == 0 && passes(ofWhole, e)) {
        ofPart++;
      }
      Aggregate.Field field = a.field();
      if (field != null) {
        count(e.field(field));
      }
    }

    private void count(@Nullable Object value) {
      if (value == null || value.equals(one)) {
        return;
      }
      if (one == null) {
        one = value;
        return;
      }
      Set<Object> known = distinct;
      if (known == null) {
        known = new HashSet<>();
        known.add(one);
        distinct = known;
      }
      known.add(value);
    }

    private BigInteger whole() {
      return carried.add(BigInteger.valueOf(sum));
    }

    long value() {
      return switch (a.measure()) {
        case COUNT -> count;
        case SUM -> carried.signum() == 0 ? sum : whole().min(LARGEST).longValueExact();
        case MAX -> max;
        case MEAN -> count == 0 ? 0 : whole().divide(BigInteger.valueOf(count)).longValueExact();
        case LAST -> last;
        case SHARE -> count == 0 ? 0 : ofPart * 100 / count;
        case DISTINCT -> {
          Set<Object> known = distinct;
          yield known != null ? known.size() : one == null ? 0 : 1;
        }
      };
    }
  }

  /** What of a filter is no bit. */
  private boolean passes(Filter f, Event e) {
    Aggregate.Hours hours = f.hours();
    return e.value >= f.valueMin()
        && e.value <= f.valueMax()
        && (hours == null || hours.contains(e.hour(zone)));
  }

  /** Puts an aggregate of fraud reports into a history. */
  void ofReports(
      Aggregate a, int index, List<Report> reports, Predicate<Report> isOfKey, History to) {
    long fromMs = fromMs(a);
    long toMs = timeMs - a.delay().toMillis();
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
    to.aggregates()[index] =
        switch (a.measure()) {
          case COUNT -> count;
          case SUM -> sum.min(LARGEST).longValueExact();
          case MAX -> max;
          case DISTINCT -> distinct.size();
          case MEAN, LAST, SHARE -> throw new IllegalArgumentException("not of reports: " + a);
        };
  }
}
