package io.riskgate.core.memory;

import io.riskgate.core.internal.ZoneCalendar;
import io.riskgate.core.internal.ZoneHours;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A schema's aggregates, sorted by the record they read and with their filters turned into bit
 * masks. Immutable.
 */
final class AggregatePlan {
  /** What aggregates read. */
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
    REPORTS_OF_MERCHANT;

    /** Whether it reads the record of an account. */
    boolean isOfAccount() {
      return switch (this) {
        case PAYER_OUT, PAYER_IN, PAYEE_OUT, PAYEE_IN, PAYER_PAYEE, PAYER_DEVICE -> true;
        default -> false;
      };
    }

    /** Whether what it reads is received; all others read what is paid. */
    boolean isIn() {
      return this == PAYER_IN || this == PAYEE_IN;
    }
  }

  final StoreSchema schema;
  private final Map<Scope, List<PlannedAggregate>> byScope = new EnumMap<>(Scope.class);
  private final Map<Scope, List<ReportAggregate>> ofReports = new EnumMap<>(Scope.class);
  private final EnumSet<Aggregate.Field> fields = EnumSet.noneOf(Aggregate.Field.class);
  private final int fieldsMask;
  private final ZoneCalendar calendar;
  private final Map<Scope, List<ScopePlan>> plans = new EnumMap<>(Scope.class);
  private final List<ScopePlan> pairsAtPayee;
  private final long longestOfPairMs;

  AggregatePlan(StoreSchema schema) {
    this.schema = schema;
    this.calendar = new ZoneCalendar(schema.zone());
    ZoneHours hours = new ZoneHours(schema.zone());
    for (int i = 0; i < schema.aggregates().size(); i++) {
      Aggregate a = schema.aggregates().get(i);
      if (a.of() == Aggregate.Source.REPORTS) {
        ofReports.computeIfAbsent(scope(a), s -> new ArrayList<>()).add(new ReportAggregate(i, a));
      } else {
        byScope
            .computeIfAbsent(scope(a), s -> new ArrayList<>())
            .add(new PlannedAggregate(i, a, schema.zone(), hours));
        fields.addAll(fields(a));
      }
    }
    fieldsMask = Details.mask(fields);
    byScope.forEach((scope, all) -> plans.put(scope, ScopePlan.of(this, all, !scope.isIn())));
    pairsAtPayee =
        ScopePlan.of(
            this,
            byScope.getOrDefault(Scope.PAYER_PAYEE, List.of()).stream()
                .map(PlannedAggregate::atPayee)
                .toList(),
            false);
    longestOfPairMs = longestWindowMs(Scope.PAYER_PAYEE);
  }

  /** Whether this is the plan of a schema; engines pass the very object they declared. */
  @SuppressWarnings("ReferenceEquality") // equality is the slow way, taken by the map of plans
  boolean isFor(StoreSchema other) {
    return schema == other;
  }

  /** How far back the aggregates of a scope look at most, in milliseconds. */
  long longestWindowMs(Scope scope) {
    long longest = 0;
    for (PlannedAggregate p : byScope.getOrDefault(scope, List.of())) {
      longest = Math.max(longest, p.windowMs + p.delayMs);
    }
    for (ReportAggregate p : ofReports.getOrDefault(scope, List.of())) {
      longest = Math.max(longest, p.windowMs + p.delayMs);
    }
    return longest;
  }

  /** The records that are read. */
  Set<Scope> scopes() {
    return byScope.keySet();
  }

  boolean reads(Scope scope) {
    return byScope.containsKey(scope) || ofReports.containsKey(scope);
  }

  /** The fields that must be kept with each event for an aggregate; others always are. */
  static Set<Aggregate.Field> fields(Aggregate a) {
    EnumSet<Aggregate.Field> fields = EnumSet.noneOf(Aggregate.Field.class);
    Aggregate.Field field = a.field();
    if (a.of() == Aggregate.Source.TRANSFERS && field != null) {
      switch (field) {
        case DEVICE, IP, CUSTOMER, ORIGIN_COUNTRY -> fields.add(field);
        case PAYEE -> {
          if (!scope(a).isOfAccount()) {
            fields.add(field);
          }
        }
        case PAYER, PLACE -> {
          // they stand in the event, and in its details
        }
      }
    }
    if (scope(a) == Scope.PAYER_DEVICE) {
      fields.add(Aggregate.Field.DEVICE);
    }
    return fields;
  }

  /** The fields that must be kept with each event. */
  Set<Aggregate.Field> fields() {
    return fields;
  }

  /** The same, as {@link Details#mask} has them. */
  int fieldsMask() {
    return fieldsMask;
  }

  /** What an aggregate reads. */
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
    for (ReportAggregate p : ofReports.getOrDefault(scope, List.of())) {
      into.setCapped(p.index);
    }
  }

  /**
   * Computes the aggregates of a scope over the events that come before a transfer's own in a
   * record.
   *
   * @param self the number of the key
   */
  void read(Scope scope, KeyRecord record, int self, Asked asked, Journal journal, History into) {
    List<ScopePlan> wanted = plans.get(scope);
    if (wanted != null && !record.isUntouched()) {
      read(wanted, record, self, asked, journal, into);
    }
  }

  /**
   * Computes the aggregates of a pair from what the payee received before a transfer.
   *
   * @param self the payee's number
   */
  void readPairAtPayee(KeyRecord payee, int self, Asked asked, Journal journal, History into) {
    if (!payee.isUntouched()) {
      read(pairsAtPayee, payee, self, asked, journal, into);
    }
  }

  /** Whether a pair's windows hold many events of the payer, or of the payee. */
  boolean isPairBusy(KeyRecord record, boolean out, Asked asked) {
    int last = record.lastBefore(asked.inJournal, out, asked.timeMs);
    return !pairsAtPayee.isEmpty() && record.isBusy(last, asked.timeMs - longestOfPairMs);
  }

  private static void read(
      List<ScopePlan> wanted,
      KeyRecord record,
      int self,
      Asked asked,
      Journal journal,
      History into) {
    for (int i = 0; i < wanted.size(); i++) {
      wanted.get(i).read(record, self, asked, journal, into);
    }
  }

  /** Computes the aggregates of a scope of reports. */
  void read(Scope scope, EventRing ring, Asked asked, History into) {
    for (ReportAggregate p : ofReports.getOrDefault(scope, List.of())) {
      long reachMs = p.windowMs + p.delayMs;
      long fromMs = windowStart(p.aggregate.window().kind(), reachMs, asked.timeMs);
      int last = ring.lastUpTo(asked.timeMs - p.delayMs);
      into.aggregates()[p.index] = p.value(ring, last, fromMs, asked.transfer);
      if (ring.isCappedSince(fromMs)) {
        into.setCapped(p.index);
      }
    }
  }

  /** Where a window begins that ends with an event. */
  long windowStart(Aggregate.WindowKind kind, long reachMs, long eventTimeMs) {
    return switch (kind) {
      case TRAILING -> eventTimeMs - reachMs;
      case CALENDAR_DAY -> calendar.day(eventTimeMs).startMs();
      case CALENDAR_MONTH -> calendar.day(eventTimeMs).monthStartMs();
    };
  }

  /** The aggregate of transfers with an index in the schema. */
  PlannedAggregate planned(int index) {
    for (List<PlannedAggregate> all : byScope.values()) {
      for (PlannedAggregate planned : all) {
        if (planned.index == index) {
          return planned;
        }
      }
    }
    throw new WireException("A schema has no aggregate of transfers at " + index);
  }
}
