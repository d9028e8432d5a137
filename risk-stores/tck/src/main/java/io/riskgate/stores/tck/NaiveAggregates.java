package io.riskgate.stores.tck;

import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Source;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes aggregates from everything that ever happened. */
final class NaiveAggregates {
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  /** By event time and, where times are equal, by arrival. */
  static final Comparator<NaiveItem> EVENT_ORDER =
      Comparator.<NaiveItem>comparingLong(i -> i.timeMs).thenComparingInt(i -> i.number);

  private final List<NaiveItem> items;
  private final List<NaiveReport> reports;

  NaiveAggregates(List<NaiveItem> items, List<NaiveReport> reports) {
    this.items = items;
    this.reports = reports;
  }

  /** The value of an aggregate for an item. */
  long value(Aggregate a, NaiveItem own, ZoneId zone) {
    return value(a, own, zone, true);
  }

  /** The same as if all that has the item's very event time had arrived before it. */
  long valueOfAllUpTo(Aggregate a, NaiveItem own, ZoneId zone) {
    return value(a, own, zone, false);
  }

  private long value(Aggregate a, NaiveItem own, ZoneId zone, boolean orderKnown) {
    long toMs = own.timeMs - a.delay().toMillis();
    long fromMs = windowStartMs(a, own.timeMs, toMs, zone);
    return a.of() == Source.REPORTS
        ? ofReports(a, own, fromMs, toMs)
        : ofTransfers(a, own, zone, orderKnown, fromMs, toMs);
  }

  private static long windowStartMs(Aggregate a, long atMs, long toMs, ZoneId zone) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(atMs), zone);
    return switch (a.window().kind()) {
      case TRAILING -> toMs - a.window().length().toMillis();
      case CALENDAR_DAY -> date.atStartOfDay(zone).toInstant().toEpochMilli();
      case CALENDAR_MONTH -> date.withDayOfMonth(1).atStartOfDay(zone).toInstant().toEpochMilli();
    };
  }

  private long ofTransfers(
      Aggregate a, NaiveItem own, ZoneId zone, boolean orderKnown, long fromMs, long toMs) {
    List<NaiveItem> counted =
        before(own, orderKnown, i -> i.isAbout(a, own.transfer))
            .filter(i -> i.timeMs >= fromMs && i.timeMs <= toMs)
            .filter(i -> passes(a.filter(), i, a.key(), zone))
            .toList();
    return switch (a.measure()) {
      case COUNT -> counted.size();
      case SUM -> sum(counted).min(LARGEST).longValueExact();
      case MAX -> counted.stream().mapToLong(i -> i.value).max().orElse(0);
      case MEAN ->
          counted.isEmpty()
              ? 0
              : sum(counted).divide(BigInteger.valueOf(counted.size())).longValueExact();
      case LAST -> counted.stream().max(EVENT_ORDER).map(i -> i.value).orElse(0L);
      case SHARE -> share(a, counted, zone);
      case DISTINCT -> distinct(counted, i -> i.field(fieldOf(a)));
    };
  }

  /**
   * What came before an item among the items of a key: what is earlier or, at the same time,
   * arrived before it. Where the item is none of them itself, nobody knows what arrived first, and
   * all of the same time counts.
   */
  Stream<NaiveItem> before(NaiveItem own, boolean orderKnown, Predicate<NaiveItem> key) {
    boolean isOneOfThem = orderKnown && key.test(own);
    return items.stream()
        .filter(i -> i.transfer.tenant().equals(own.transfer.tenant()) && key.test(i))
        .filter(
            i ->
                (isOneOfThem || i.timeMs != own.timeMs)
                    ? EVENT_ORDER.compare(i, own) < 0
                    : i != own);
  }

  private static BigInteger sum(List<NaiveItem> counted) {
    return counted.stream()
        .map(i -> BigInteger.valueOf(i.value))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static long share(Aggregate a, List<NaiveItem> counted, ZoneId zone) {
    Filter part = Objects.requireNonNull(a.part(), "a share has a part");
    long ofPart = counted.stream().filter(i -> passes(part, i, a.key(), zone)).count();
    return counted.isEmpty() ? 0 : ofPart * 100 / counted.size();
  }

  private static Aggregate.Field fieldOf(Aggregate a) {
    return Objects.requireNonNull(a.field(), "DISTINCT names a field");
  }

  private static <T> long distinct(List<T> counted, Function<T, @Nullable Object> field) {
    return counted.stream().map(field).filter(Objects::nonNull).distinct().count();
  }

  private static boolean passes(Filter f, NaiveItem i, Aggregate.Key key, ZoneId zone) {
    Aggregate.Hours hours = f.hours();
    TransferState state = i.stateAt(key);
    return (f.kinds().isEmpty() || f.kinds().contains(i.transfer.kind()))
        && (f.assetClasses().isEmpty() || f.assetClasses().contains(i.transfer.assetClass()))
        && (f.channels().isEmpty() || f.channels().contains(i.transfer.channel()))
        && (f.states().isEmpty() || (state != null && f.states().contains(state)))
        && i.value >= f.valueMin()
        && i.value <= f.valueMax()
        && (hours == null || isWithin(hours, i.timeMs, zone));
  }

  /** Goes round the clock from the first hour to the last. */
  private static boolean isWithin(Aggregate.Hours hours, long ms, ZoneId zone) {
    int hour = Instant.ofEpochMilli(ms).atZone(zone).getHour();
    for (int h = hours.from(); h != hours.to(); h = (h + 1) % 24) {
      if (h == hour) {
        return true;
      }
    }
    return hour == hours.to();
  }

  private long ofReports(Aggregate a, NaiveItem own, long fromMs, long toMs) {
    List<NaiveReport> counted =
        reports.stream()
            .filter(r -> r.tenant.equals(own.transfer.tenant()) && r.isAbout(a, own.transfer))
            .filter(r -> r.knownAtMs >= fromMs && r.knownAtMs <= toMs)
            .filter(r -> r.passes(a.filter()))
            .toList();
    return switch (a.measure()) {
      case COUNT -> counted.size();
      case SUM ->
          counted.stream()
              .map(r -> BigInteger.valueOf(r.value))
              .reduce(BigInteger.ZERO, BigInteger::add)
              .min(LARGEST)
              .longValueExact();
      case MAX -> counted.stream().mapToLong(r -> r.value).max().orElse(0);
      case DISTINCT -> distinct(counted, r -> r.field(fieldOf(a)));
      case MEAN, LAST, SHARE -> throw new AssertionError("Not of reports: " + a);
    };
  }
}
