package io.riskgate.core.memory;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store's semantics in lists and loops over everything that ever happened: slow, and plain
 * enough to be seen to be right.
 */
final class NaiveStore {
  private static final long KEPT_MS = 3 * Kit.DAY_MS;

  /** One transfer or movement; its place in {@link #all} is its order of arrival. */
  static final class Item {
    final Transfer t;
    final long timeMs;
    final long knownSinceMs;
    long attemptedMs;
    boolean disturbed;
    @Nullable TransferState state;
    long expiresAtMs;
    boolean reservedOnce;
    long claimAtMs;

    /** When its suspicious value was claimed, or never. */
    long suspiciousAtMs = History.NEVER;

    final Set<Mark> marks = EnumSet.noneOf(Mark.class);

    /** The place in the order of settlements and observations, or none. */
    boolean seen;

    Item(Transfer t, long nowMs) {
      this.t = t;
      this.timeMs = timeMs(t);
      this.knownSinceMs = nowMs;
      this.attemptedMs = nowMs;
    }

    boolean isOpen() {
      return state != null && state.isOpen();
    }
  }

  final List<Item> all = new ArrayList<>();
  final Map<Reference, Item> references = new HashMap<>();
  final List<NaiveReport> reports = new ArrayList<>();
  final List<Signal> signals = new ArrayList<>();
  private final StoreSchema schema;

  NaiveStore(StoreSchema schema) {
    this.schema = schema;
  }

  static long timeMs(Transfer t) {
    return Objects.requireNonNull(t.time()).toEpochMilli();
  }

  /** Lets time pass: what has expired expires, and old references are forgotten. */
  void at(long nowMs) {
    for (Item item : all) {
      if (item.isOpen() && nowMs >= item.expiresAtMs) {
        item.state = TransferState.EXPIRED;
      }
    }
    references.values().removeIf(i -> nowMs - i.knownSinceMs >= KEPT_MS && !i.isOpen());
  }

  /** The remembered item, or null. */
  @Nullable Item find(Reference reference) {
    return references.get(reference);
  }

  /** Records an attempt that is new. */
  Item add(Transfer t, long nowMs) {
    Item item = new Item(t, nowMs);
    all.add(item);
    references.put(Kit.reference(t), item);
    return item;
  }

  void reserve(Item item, long nowMs) {
    item.state = TransferState.RESERVED;
    item.reservedOnce = true;
    item.claimAtMs = nowMs;
  }

  /** Takes note that a decision about an item was recorded. */
  void decided(Item item, long nowMs) {
    if (Kit.isSuspicious(item.t) && item.suspiciousAtMs == History.NEVER) {
      item.suspiciousAtMs = nowMs;
    }
  }

  void settle(Item item, long nowMs) {
    switch (Objects.requireNonNull(item.state)) {
      case AWAITING_VERIFICATION, HELD -> item.marks.add(Mark.UNVERIFIED);
      case EXPIRED -> item.marks.add(Mark.LATE);
      case CANCELLED -> item.marks.add(Mark.AFTER_CANCEL);
      default -> {
        // in order
      }
    }
    if (!item.reservedOnce) {
      item.claimAtMs = nowMs;
    }
    item.state = TransferState.SETTLED;
    item.seen = true;
  }

  void observed(Item item) {
    item.state = TransferState.SETTLED;
    item.claimAtMs = item.timeMs;
    item.seen = true;
  }

  /** The use of a limit's present window. */
  long used(Limit limit, String tenant, String owner, long nowMs) {
    return all.stream()
        .filter(i -> i.t.tenant().equals(tenant) && i.t.payer().equals(owner))
        .mapToLong(i -> usedBy(limit, i, nowMs))
        .sum();
  }

  /** The use of a limit without an item: of its window, where its suspicious value counts. */
  long usedByOthers(Limit limit, Item item, long nowMs) {
    boolean claimed =
        limit.counts() == Limit.Counts.SUSPICIOUS
            && item.suspiciousAtMs != History.NEVER
            && counts(limit, item.t);
    long atMs = claimed ? item.suspiciousAtMs : nowMs;
    return used(limit, item.t.tenant(), item.t.payer(), atMs) - usedBy(limit, item, atMs);
  }

  /** What an item uses of a limit's present window. */
  private long usedBy(Limit limit, Item item, long nowMs) {
    return counts(limit, item.t) && isClaimed(limit, item, nowMs)
        ? limit.amountOf(item.t.amountMinor())
        : 0;
  }

  private boolean isClaimed(Limit limit, Item item, long nowMs) {
    if (limit.counts() == Limit.Counts.SUSPICIOUS) {
      return item.suspiciousAtMs != History.NEVER
          && isSameWindow(limit, item.suspiciousAtMs, nowMs);
    }
    return (item.state == TransferState.RESERVED || item.state == TransferState.SETTLED)
        && isSameWindow(limit, item.claimAtMs, nowMs);
  }

  /** Whether a limit is about a transfer. */
  static boolean counts(Limit limit, Transfer t) {
    return t.kind().countsAgainstLimits()
        && limit.assetClasses().contains(t.assetClass())
        && (limit.counts() == Limit.Counts.LET_GO || Kit.isSuspicious(t));
  }

  private boolean isSameWindow(Limit limit, long atMs, long nowMs) {
    LocalDate then = date(atMs);
    LocalDate now = date(nowMs);
    return switch (limit.window()) {
      case SINGLE -> false;
      case DAY -> then.equals(now);
      case MONTH -> then.withDayOfMonth(1).equals(now.withDayOfMonth(1));
    };
  }

  private LocalDate date(long ms) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(ms), schema.zone());
  }

  /**
   * What came before an item among the items of a key: what is earlier or, at the same time, what
   * arrived before it; where the item is none of them itself, all that has arrived.
   */
  private Stream<Item> before(Item own, Predicate<Transfer> key, boolean orderKnown) {
    boolean arrivesHere = orderKnown && key.test(own.t);
    return all.stream()
        .filter(i -> i.t.tenant().equals(own.t.tenant()) && key.test(i.t))
        .filter(
            i ->
                i.timeMs < own.timeMs
                    || (i.timeMs == own.timeMs
                        && (!arrivesHere || all.indexOf(i) < all.indexOf(own))));
  }

  /**
   * The value of an aggregate for an item.
   *
   * @param orderKnown whether, where times are equal, it is known what arrived before the item;
   *     otherwise everything counts as if it had
   */
  long aggregate(Aggregate a, Item own, boolean orderKnown) {
    if (a.of() == Aggregate.Source.REPORTS) {
      return NaiveReport.aggregate(
          a, own.t, reports, windowStart(a, own).toEpochMilli(), windowEnd(a, own).toEpochMilli());
    }
    Transfer t = own.t;
    boolean out = a.direction() == Direction.OUT;
    Predicate<Transfer> key =
        switch (a.key()) {
          case PAYER -> o -> (out ? o.payer() : o.payee()).equals(t.payer());
          case PAYEE -> o -> (out ? o.payer() : o.payee()).equals(t.payee());
          case PAYER_PAYEE -> o -> o.payer().equals(t.payer()) && o.payee().equals(t.payee());
          case DEVICE -> o -> t.device() != null && t.device().equals(o.device());
          case PAYER_DEVICE ->
              o ->
                  t.device() != null
                      && t.device().equals(o.device())
                      && o.payer().equals(t.payer());
          case IP -> o -> t.ip() != null && t.ip().equals(o.ip());
          case CUSTOMER -> o -> t.customer() != null && t.customer().equals(o.customer());
          case MERCHANT -> o -> t.merchant() != null && t.merchant().equals(o.merchant());
        };
    List<Item> counted =
        before(own, key, orderKnown)
            .filter(i -> i.timeMs >= windowStart(a, own).toEpochMilli())
            .filter(i -> i.timeMs <= windowEnd(a, own).toEpochMilli())
            .filter(i -> passes(a.filter(), i))
            .toList();
    LongStream values = counted.stream().mapToLong(i -> i.t.amountMinor());
    return switch (a.measure()) {
      case COUNT -> counted.size();
      case SUM -> values.sum();
      case MAX -> values.max().orElse(0);
      case MEAN -> counted.isEmpty() ? 0 : values.sum() / counted.size();
      case LAST -> counted.isEmpty() ? 0 : latest(counted.stream()).t.amountMinor();
      case SHARE ->
          counted.isEmpty()
              ? 0
              : counted.stream().filter(i -> passes(Objects.requireNonNull(a.part()), i)).count()
                  * 100
                  / counted.size();
      case DISTINCT ->
          counted.stream()
              .map(i -> field(Objects.requireNonNull(a.field()), i.t))
              .filter(Objects::nonNull)
              .distinct()
              .count();
    };
  }

  private boolean passes(Aggregate.Filter f, Item i) {
    return (f.kinds().isEmpty() || f.kinds().contains(i.t.kind()))
        && (f.assetClasses().isEmpty() || f.assetClasses().contains(i.t.assetClass()))
        && (f.channels().isEmpty() || f.channels().contains(i.t.channel()))
        && (f.states().isEmpty() || (i.state != null && f.states().contains(i.state)))
        && i.t.amountMinor() >= f.valueMin()
        && i.t.amountMinor() <= f.valueMax()
        && (f.hours() == null || isWithin(f.hours(), i.timeMs));
  }

  /** Goes round the clock from the first hour to the last. */
  private boolean isWithin(Aggregate.Hours hours, long ms) {
    int hour = Instant.ofEpochMilli(ms).atZone(schema.zone()).getHour();
    for (int h = hours.from(); h != hours.to(); h = (h + 1) % 24) {
      if (h == hour) {
        return true;
      }
    }
    return hour == hours.to();
  }

  private Instant windowStart(Aggregate a, Item own) {
    LocalDate date = date(own.timeMs);
    return switch (a.window().kind()) {
      case TRAILING -> windowEnd(a, own).minus(a.window().length());
      case CALENDAR_DAY -> date.atStartOfDay(schema.zone()).toInstant();
      case CALENDAR_MONTH -> date.withDayOfMonth(1).atStartOfDay(schema.zone()).toInstant();
    };
  }

  private static Instant windowEnd(Aggregate a, Item own) {
    return Instant.ofEpochMilli(own.timeMs).minus(a.delay());
  }

  /** Takes a report, or does nothing where its id is known; whether it was new. */
  boolean report(FraudReport report) {
    if (reports.stream().anyMatch(r -> r.isSame(report))) {
      return false;
    }
    Reference reference = report.reference();
    Item of = reference == null ? null : references.get(reference);
    boolean known = of != null && of.t.payee().equals(report.payee());
    reports.add(NaiveReport.of(report, known ? of.t : null));
    return true;
  }

  /** Takes a signal, or does nothing where its id is known; whether it was new. */
  boolean signal(Signal signal) {
    boolean isNew =
        signals.stream()
            .noneMatch(s -> s.id().equals(signal.id()) && subject(s).equals(subject(signal)));
    if (isNew) {
      signals.add(signal);
    }
    return isNew;
  }

  private static List<Object> subject(Signal s) {
    return List.of(s.tenant(), s.subject(), s.name());
  }

  /** The signals before an item, as long as no cap is hit. */
  List<Signal> signals(Item own) {
    List<Signal> found = new ArrayList<>();
    for (Signal.Subject subject : Signal.Subject.values()) {
      String name = subject == Signal.Subject.ACCOUNT ? own.t.payer() : own.t.customer();
      for (int i = signals.size() - 1; i >= 0; i--) {
        Signal s = signals.get(i);
        long ageMs = own.timeMs - s.at().toEpochMilli();
        if (s.tenant().equals(own.t.tenant())
            && s.subject() == subject
            && s.name().equals(name)
            && ageMs >= 0
            && ageMs <= 30 * Kit.DAY_MS) {
          found.add(s);
        }
      }
    }
    found.sort(Comparator.comparing(Signal::at).reversed());
    return found;
  }

  private static @Nullable Object field(Aggregate.Field field, Transfer t) {
    return switch (field) {
      case PAYER -> t.payer();
      case PAYEE -> t.payee();
      case DEVICE -> t.device();
      case IP -> t.ip();
      case CUSTOMER -> t.customer();
      case ORIGIN_COUNTRY -> t.originCountry();
      case PLACE ->
          t.hasLocation()
              ? Math.floor(t.latitude() * 10) + "," + Math.floor(t.longitude() * 10)
              : null;
    };
  }

  private LongStream seen(Item own, Predicate<Transfer> which) {
    return all.stream()
        .filter(i -> i.seen && i.t.tenant().equals(own.t.tenant()) && which.test(i.t))
        .mapToLong(i -> i.timeMs)
        .filter(ms -> ms <= own.timeMs);
  }

  long firstSeenMs(Item own, Predicate<Transfer> which) {
    return seen(own, which).min().orElse(History.NEVER);
  }

  long lastSeenMs(Item own, Predicate<Transfer> which) {
    return seen(own, which).max().orElse(History.NEVER);
  }

  static Predicate<Transfer> withAccount(String account) {
    return t -> t.payer().equals(account) || t.payee().equals(account);
  }

  /** The last item of the payer's before this one that says where it was asked from, or null. */
  @Nullable Item lastPlace(Item own) {
    return latest(
        before(own, o -> o.payer().equals(own.t.payer()), true).filter(i -> i.t.hasLocation()));
  }

  /** The latest of some items, of those with equal times the one that arrived last; or null. */
  private @Nullable Item latest(Stream<Item> items) {
    return items
        .max(
            (a, b) ->
                a.timeMs != b.timeMs
                    ? Long.compare(a.timeMs, b.timeMs)
                    : Integer.compare(all.indexOf(a), all.indexOf(b)))
        .orElse(null);
  }
}
