package io.riskgate.stores.remote;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
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

  private final long timeMs;
  private final long nowMs;
  private final ZoneId zone;
  private @Nullable LocalDate date;

  /**
   * Prepares to compute.
   *
   * @param timeMs the event time of the transfer
   * @param nowMs the clock, by which what is open expires
   */
  Reckoning(long timeMs, long nowMs, ZoneId zone) {
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
   * Puts an aggregate of transfers into a history.
   *
   * @param own the transfer's own event in the record, or null
   * @param isOfKey whether an event of the record is one of the key
   */
  void ofTransfers(
      Aggregate a,
      int index,
      Events events,
      @Nullable Event own,
      Predicate<Event> isOfKey,
      History to) {
    long fromMs = fromMs(a);
    long toMs = timeMs - a.delay().toMillis();
    boolean orderKnown = own != null && isOfKey.test(own);
    int end = events.firstAfter(toMs);
    Sum sum = new Sum(a);
    for (int i = events.firstFrom(fromMs); i < end; i++) {
      Event e = events.all.get(i);
      if (e == own) {
        if (orderKnown) {
          break;
        }
      } else if (!e.isHidden && isOfKey.test(e) && passes(a.filter(), e)) {
        sum.add(e);
      }
    }
    to.aggregates()[index] = sum.value();
    if (fromMs <= events.droppedUpToMs) {
      to.setCapped(index);
    }
  }

  /** Adds up what is counted; sums of many large values need more than 64 bits. */
  private final class Sum {
    private final Aggregate a;
    private long count;
    private long ofPart;
    private long sum;
    private BigInteger carried = BigInteger.ZERO;
    private long max;
    private long last;
    private @Nullable Set<Object> distinct;

    Sum(Aggregate a) {
      this.a = a;
    }

    void add(Event e) {
      count++;
      last = e.value;
      max = Math.max(max, e.value);
      long next = sum + e.value;
      if (next < 0) {
        carried = carried.add(BigInteger.valueOf(sum));
        next = e.value;
      }
      sum = next;
      Filter part = a.part();
      if (part != null && passes(part, e)) {
        ofPart++;
      }
      Aggregate.Field field = a.field();
      if (field != null) {
        count(e.field(field));
      }
    }

    private void count(@Nullable Object value) {
      if (value != null) {
        Set<Object> known = distinct;
        if (known == null) {
          known = new HashSet<>();
          distinct = known;
        }
        known.add(value);
      }
    }

    private BigInteger whole() {
      return carried.add(BigInteger.valueOf(sum));
    }

    long value() {
      return switch (a.measure()) {
        case COUNT -> count;
        case SUM -> whole().min(LARGEST).longValueExact();
        case MAX -> max;
        case MEAN -> count == 0 ? 0 : whole().divide(BigInteger.valueOf(count)).longValueExact();
        case LAST -> last;
        case SHARE -> count == 0 ? 0 : ofPart * 100 / count;
        case DISTINCT -> {
          Set<Object> known = distinct;
          yield known == null ? 0 : known.size();
        }
      };
    }
  }

  private boolean passes(Filter f, Event e) {
    Aggregate.Hours hours = f.hours();
    return (f.kinds().isEmpty() || f.kinds().contains(e.kind))
        && (f.assetClasses().isEmpty() || f.assetClasses().contains(e.assetClass))
        && (f.channels().isEmpty() || f.channels().contains(e.channel))
        && (f.states().isEmpty() || isIn(f, e))
        && e.value >= f.valueMin()
        && e.value <= f.valueMax()
        && (hours == null || hours.contains(Instant.ofEpochMilli(e.timeMs).atZone(zone).getHour()));
  }

  private boolean isIn(Filter f, Event e) {
    io.riskgate.core.TransferState state = e.stateAt(nowMs);
    return state != null && f.states().contains(state);
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
