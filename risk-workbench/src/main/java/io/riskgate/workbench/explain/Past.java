package io.riskgate.workbench.explain;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The transfers before one that have something in common with it, so that the events behind its
 * aggregates can be shown. The aggregates' values themselves are the engine's.
 */
final class Past {
  /** How many are kept, the latest; a busy account must not fill the memory. */
  static final int MAX = 20_000;

  private final Transfer wanted;
  private final Deque<PastEvent> events = new ArrayDeque<>();
  private boolean dropped;

  Past(Transfer wanted) {
    this.wanted = wanted;
  }

  /** Whether it has an account, device, address, customer or merchant in common with the one. */
  boolean isRelated(Transfer other) {
    return other.tenant().equals(wanted.tenant())
        && (isSame(other.payer(), wanted.payer())
            || isSame(other.payer(), wanted.payee())
            || isSame(other.payee(), wanted.payee())
            || isSame(other.payee(), wanted.payer())
            || isSame(other.device(), wanted.device())
            || isSame(other.ip(), wanted.ip())
            || isSame(other.customer(), wanted.customer())
            || isSame(other.merchant(), wanted.merchant()));
  }

  private static boolean isSame(@Nullable String a, @Nullable String b) {
    return a != null && a.equals(b);
  }

  void add(PastEvent event) {
    if (events.size() == MAX) {
      events.removeFirst();
      dropped = true;
    }
    events.addLast(event);
  }

  /** Whether older ones were dropped. */
  boolean isDropped() {
    return dropped;
  }

  /**
   * The events that an aggregate counts, the latest first.
   *
   * @param at the event time of the transfer
   * @param zone the pack's
   * @param state where an event stands at that time
   */
  List<PastEvent> behind(
      Aggregate aggregate, Instant at, ZoneId zone, Function<PastEvent, TransferState> state) {
    List<PastEvent> found = new ArrayList<>();
    if (aggregate.of() == Aggregate.Source.REPORTS) {
      return found; // reports are no transfers
    }
    Instant until = at.minus(aggregate.delay());
    Instant from = from(aggregate, at, zone);
    events
        .descendingIterator()
        .forEachRemaining(
            event -> {
              if (!event.time().isBefore(from)
                  && !event.time().isAfter(until)
                  && hasKey(aggregate, event.transfer())
                  && passes(aggregate.filter(), event, zone, state)
                  && (aggregate.field() == null
                      || field(aggregate.field(), event.transfer()) != null)) {
                found.add(event);
              }
            });
    return found;
  }

  private static Instant from(Aggregate aggregate, Instant at, ZoneId zone) {
    Duration length = aggregate.window().length();
    ZonedDateTime day = at.atZone(zone).truncatedTo(ChronoUnit.DAYS);
    return switch (aggregate.window().kind()) {
      case TRAILING -> at.minus(aggregate.delay()).minus(length);
      case CALENDAR_DAY -> day.toInstant();
      case CALENDAR_MONTH -> day.withDayOfMonth(1).toInstant();
    };
  }

  private boolean hasKey(Aggregate aggregate, Transfer event) {
    boolean in = aggregate.direction() == Aggregate.Direction.IN;
    return switch (aggregate.key()) {
      case PAYER -> isSame(in ? event.payee() : event.payer(), wanted.payer());
      case PAYEE -> isSame(in ? event.payee() : event.payer(), wanted.payee());
      case PAYER_PAYEE ->
          isSame(event.payer(), wanted.payer()) && isSame(event.payee(), wanted.payee());
      case DEVICE -> isSame(event.device(), wanted.device());
      case PAYER_DEVICE ->
          isSame(event.payer(), wanted.payer()) && isSame(event.device(), wanted.device());
      case IP -> isSame(event.ip(), wanted.ip());
      case CUSTOMER -> isSame(event.customer(), wanted.customer());
      case MERCHANT -> isSame(event.merchant(), wanted.merchant());
    };
  }

  private static boolean passes(
      Aggregate.Filter filter,
      PastEvent event,
      ZoneId zone,
      Function<PastEvent, TransferState> state) {
    Transfer transfer = event.transfer();
    Aggregate.Hours hours = filter.hours();
    return (filter.kinds().isEmpty() || filter.kinds().contains(transfer.kind()))
        && (filter.assetClasses().isEmpty()
            || filter.assetClasses().contains(transfer.assetClass()))
        && (filter.channels().isEmpty() || filter.channels().contains(transfer.channel()))
        && filter.valueMin() <= event.value()
        && event.value() <= filter.valueMax()
        && (hours == null || hours.contains(event.time().atZone(zone).getHour()))
        && (filter.states().isEmpty() || filter.states().contains(state.apply(event)));
  }

  private static @Nullable Object field(Aggregate.Field field, Transfer transfer) {
    return switch (field) {
      case PAYER -> transfer.payer();
      case PAYEE -> transfer.payee();
      case DEVICE -> transfer.device();
      case IP -> transfer.ip();
      case CUSTOMER -> transfer.customer();
      case ORIGIN_COUNTRY -> transfer.originCountry();
      case PLACE -> transfer.hasLocation() ? place(transfer) : null;
    };
  }

  private static String place(Transfer transfer) {
    return Math.floor(transfer.latitude() * 10) + "," + Math.floor(transfer.longitude() * 10);
  }

  /**
   * What an aggregate comes to over these events; null for one that is not worked out here. Where
   * it is not the engine's value, the events are not all there, or the engine counts in buckets.
   */
  static @Nullable Long value(Aggregate aggregate, List<PastEvent> events) {
    return switch (aggregate.measure()) {
      case COUNT -> (long) events.size();
      case SUM -> events.stream().mapToLong(PastEvent::value).sum();
      case MAX -> events.stream().mapToLong(PastEvent::value).max().orElse(0);
      case LAST -> events.isEmpty() ? 0L : events.get(0).value();
      case MEAN ->
          events.isEmpty() ? 0L : events.stream().mapToLong(PastEvent::value).sum() / events.size();
      case DISTINCT ->
          events.stream()
              .map(event -> field(Objects.requireNonNull(aggregate.field()), event.transfer()))
              .distinct()
              .count();
      case SHARE -> null;
    };
  }
}
