package io.riskgate.core.memory;

import io.riskgate.core.Amounts;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.internal.ZoneCalendar;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema's aggregates, sorted by the ring they read and with their filters turned into bit masks.
 * Immutable.
 */
final class AggregatePlan {
  /** A ring that aggregates read. */
  enum Scope {
    PAYER_OUT,
    PAYER_IN,
    PAYEE_OUT,
    PAYEE_IN,
    PAYER_PAYEE,
    DEVICE,
    PAYER_DEVICE,
    IP,
    CUSTOMER,
    MERCHANT
  }

  private static final long ALL = -1L;

  /** Attempts without a decision have no state; this bit stands for them. */
  private static final long UNDECIDED_BIT = 1L << 62;

  private record Planned(
      int index,
      Aggregate aggregate,
      long windowMs,
      long kinds,
      long assetClasses,
      long channels,
      long states) {
    boolean accepts(Event event, long nowMs) {
      Transfer t = event.transfer;
      if (event.value() < aggregate.filter().valueMin()
          || (kinds & 1L << t.kind().ordinal()) == 0
          || (assetClasses & 1L << t.assetClass().ordinal()) == 0
          || (channels & 1L << t.channel().ordinal()) == 0) {
        return false;
      }
      if (states == ALL) {
        return true;
      }
      TransferState state = event.state(nowMs);
      return (states & (state == null ? UNDECIDED_BIT : 1L << state.ordinal())) != 0;
    }
  }

  final StoreSchema schema;
  private final Map<Scope, List<Planned>> byScope = new EnumMap<>(Scope.class);
  private final ZoneCalendar calendar;

  /** The longest window of all, in milliseconds. */
  final long longestWindowMs;

  AggregatePlan(StoreSchema schema) {
    this.schema = schema;
    this.calendar = new ZoneCalendar(schema.zone());
    long longest = 0;
    for (int i = 0; i < schema.aggregates().size(); i++) {
      Aggregate a = schema.aggregates().get(i);
      long windowMs = a.window().length().toMillis();
      longest = Math.max(longest, windowMs);
      byScope
          .computeIfAbsent(scope(a), s -> new ArrayList<>())
          .add(
              new Planned(
                  i,
                  a,
                  windowMs,
                  mask(a.filter().kinds()),
                  mask(a.filter().assetClasses()),
                  mask(a.filter().channels()),
                  mask(a.filter().states())));
    }
    longestWindowMs = longest;
  }

  /** Whether this is the plan of a schema; engines pass the very object they declared. */
  @SuppressWarnings("ReferenceEquality") // equality is the slow way, taken by the map of plans
  boolean isFor(StoreSchema other) {
    return schema == other;
  }

  /** The rings that are read. */
  Set<Scope> scopes() {
    return byScope.keySet();
  }

  boolean reads(Scope scope) {
    return byScope.containsKey(scope);
  }

  /** The ring that an aggregate reads. */
  static Scope scope(Aggregate a) {
    boolean out = a.direction() == Aggregate.Direction.OUT;
    return switch (a.key()) {
      case PAYER -> out ? Scope.PAYER_OUT : Scope.PAYER_IN;
      case PAYEE -> out ? Scope.PAYEE_OUT : Scope.PAYEE_IN;
      case PAYER_PAYEE -> Scope.PAYER_PAYEE;
      case DEVICE -> Scope.DEVICE;
      case PAYER_DEVICE -> Scope.PAYER_DEVICE;
      case IP -> Scope.IP;
      case CUSTOMER -> Scope.CUSTOMER;
      case MERCHANT -> Scope.MERCHANT;
    };
  }

  private static <E extends Enum<E>> long mask(Set<E> allowed) {
    long mask = 0;
    for (E e : allowed) {
      mask |= 1L << e.ordinal();
    }
    return allowed.isEmpty() ? ALL : mask;
  }

  /** Says that the aggregates of a scope are lower bounds, because its events could not be kept. */
  void markCapped(Scope scope, History into) {
    for (Planned p : byScope.getOrDefault(scope, List.of())) {
      into.setCapped(p.index());
    }
  }

  /**
   * Computes the aggregates of a scope over the events that come before a transfer's own in a ring.
   */
  void read(Scope scope, EventRing ring, Event own, long nowMs, History into) {
    List<Planned> planned = byScope.get(scope);
    if (planned == null || ring.isUntouched()) {
      return;
    }
    int last = ring.lastBefore(own);
    for (int i = 0; i < planned.size(); i++) {
      Planned p = planned.get(i);
      long fromMs = windowStart(p, own.timeMs);
      into.aggregates()[p.index()] =
          p.aggregate().measure() == Aggregate.Measure.DISTINCT
              ? distinct(p, ring, last, fromMs, nowMs)
              : total(p, ring, last, fromMs, nowMs);
      if (ring.isCappedSince(fromMs)) {
        into.setCapped(p.index());
      }
    }
  }

  private long windowStart(Planned p, long eventTimeMs) {
    return switch (p.aggregate().window().kind()) {
      case TRAILING -> eventTimeMs - p.windowMs();
      case CALENDAR_DAY -> calendar.day(eventTimeMs).startMs();
      case CALENDAR_MONTH -> calendar.day(eventTimeMs).monthStartMs();
    };
  }

  private static long total(Planned p, EventRing ring, int last, long fromMs, long nowMs) {
    Aggregate.Measure measure = p.aggregate().measure();
    long result = 0;
    for (int i = last; i >= 0; i--) {
      Event event = ring.get(i);
      if (event.timeMs < fromMs) {
        break;
      }
      if (p.accepts(event, nowMs)) {
        switch (measure) {
          case COUNT -> result++;
          case SUM -> result = Amounts.addSaturating(result, event.value());
          case MAX -> result = Math.max(result, event.value());
          case DISTINCT -> throw new IllegalStateException("counted elsewhere");
        }
      }
    }
    return result;
  }

  private static long distinct(Planned p, EventRing ring, int last, long fromMs, long nowMs) {
    Set<Object> values = new HashSet<>();
    for (int i = last; i >= 0; i--) {
      Event event = ring.get(i);
      if (event.timeMs < fromMs) {
        break;
      }
      if (p.accepts(event, nowMs)) {
        Object value = field(p.aggregate().field(), event.transfer);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values.size();
  }

  private static @Nullable Object field(Aggregate.@Nullable Field field, Transfer t) {
    if (field == null) {
      return null;
    }
    return switch (field) {
      case PAYER -> t.payer();
      case PAYEE -> t.payee();
      case DEVICE -> t.device();
      case IP -> t.ip();
      case CUSTOMER -> t.customer();
      case ORIGIN_COUNTRY -> t.originCountry();
      case PLACE ->
          t.hasLocation()
              ? Math.floor(t.latitude() * 10) * 10_000 + Math.floor(t.longitude() * 10)
              : null;
    };
  }
}
