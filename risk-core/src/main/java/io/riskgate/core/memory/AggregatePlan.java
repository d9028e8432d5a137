package io.riskgate.core.memory;

import io.riskgate.core.internal.ZoneCalendar;
import io.riskgate.core.internal.ZoneHours;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    MERCHANT,
    /** Reports by an account as the victim; all that its pairs and devices say as well. */
    REPORTS_BY_PAYER,
    REPORTS_BY_PAYEE,
    /** Reports of an account as the one that was paid. */
    REPORTS_OF_PAYER,
    REPORTS_OF_PAYEE,
    REPORTS_ON_DEVICE,
    REPORTS_ON_IP,
    REPORTS_OF_CUSTOMER,
    REPORTS_OF_MERCHANT
  }

  final StoreSchema schema;
  private final Map<Scope, List<PlannedAggregate>> byScope = new EnumMap<>(Scope.class);
  private final ZoneCalendar calendar;

  /** How far back the aggregates look at most, in milliseconds. */
  final long longestWindowMs;

  AggregatePlan(StoreSchema schema) {
    this.schema = schema;
    this.calendar = new ZoneCalendar(schema.zone());
    ZoneHours hours = new ZoneHours(schema.zone());
    long longest = 0;
    for (int i = 0; i < schema.aggregates().size(); i++) {
      Aggregate a = schema.aggregates().get(i);
      longest = Math.max(longest, a.reach().toMillis());
      byScope
          .computeIfAbsent(scope(a), s -> new ArrayList<>())
          .add(new PlannedAggregate(i, a, hours));
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
    if (a.of() == Aggregate.Source.REPORTS) {
      return scopeOfReports(a.key(), out);
    }
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

  private static Scope scopeOfReports(Aggregate.Key key, boolean out) {
    return switch (key) {
      case PAYER -> out ? Scope.REPORTS_BY_PAYER : Scope.REPORTS_OF_PAYER;
      case PAYEE -> out ? Scope.REPORTS_BY_PAYEE : Scope.REPORTS_OF_PAYEE;
      case PAYER_PAYEE, PAYER_DEVICE -> Scope.REPORTS_BY_PAYER;
      case DEVICE -> Scope.REPORTS_ON_DEVICE;
      case IP -> Scope.REPORTS_ON_IP;
      case CUSTOMER -> Scope.REPORTS_OF_CUSTOMER;
      case MERCHANT -> Scope.REPORTS_OF_MERCHANT;
    };
  }

  /** Says that the aggregates of a scope are lower bounds, because its events could not be kept. */
  void markCapped(Scope scope, History into) {
    for (PlannedAggregate p : byScope.getOrDefault(scope, List.of())) {
      into.setCapped(p.index);
    }
  }

  /**
   * Computes the aggregates of a scope over the events that come before a transfer's own in a ring.
   */
  void read(Scope scope, EventRing ring, Event own, long nowMs, History into) {
    List<PlannedAggregate> planned = byScope.get(scope);
    if (planned == null || ring.isUntouched()) {
      return;
    }
    int last = ring.lastBefore(own);
    for (int i = 0; i < planned.size(); i++) {
      PlannedAggregate p = planned.get(i);
      long fromMs = windowStart(p, own.timeMs);
      int lastInWindow = p.delayMs == 0 ? last : ring.lastUpTo(own.timeMs - p.delayMs);
      into.aggregates()[p.index] = p.value(ring, lastInWindow, fromMs, own.transfer, nowMs);
      if (ring.isCappedSince(fromMs)) {
        into.setCapped(p.index);
      }
    }
  }

  private long windowStart(PlannedAggregate p, long eventTimeMs) {
    return switch (p.aggregate.window().kind()) {
      case TRAILING -> eventTimeMs - p.delayMs - p.windowMs;
      case CALENDAR_DAY -> calendar.day(eventTimeMs).startMs();
      case CALENDAR_MONTH -> calendar.day(eventTimeMs).monthStartMs();
    };
  }
}
