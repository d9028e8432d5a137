package io.riskgate.stores.remote;

import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Hours;
import io.riskgate.core.spi.StoreSchema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The aggregates of a schema, by the record from which they are read. */
final class Plan {
  /** Whose record it is. */
  enum Source {
    PAYER,
    PAYEE,
    DEVICE,
    IP,
    CUSTOMER,
    MERCHANT;

    private static Source of(Aggregate.Key key) {
      return switch (key) {
        case PAYER, PAYER_PAYEE, PAYER_DEVICE -> PAYER;
        case PAYEE -> PAYEE;
        case DEVICE -> DEVICE;
        case IP -> IP;
        case CUSTOMER -> CUSTOMER;
        case MERCHANT -> MERCHANT;
      };
    }

    /** Its id; null where the transfer has none. */
    @Nullable String idOf(Transfer t) {
      return switch (this) {
        case PAYER -> t.payer();
        case PAYEE -> t.payee();
        case DEVICE -> t.device();
        case IP -> t.ip();
        case CUSTOMER -> t.customer();
        case MERCHANT -> t.merchant();
      };
    }

    boolean isAccount() {
      return this == PAYER || this == PAYEE;
    }

    RecordKey.Kind kind() {
      return switch (this) {
        case PAYER, PAYEE -> RecordKey.Kind.ACCOUNT;
        case DEVICE -> RecordKey.Kind.DEVICE;
        case IP -> RecordKey.Kind.IP;
        case CUSTOMER -> RecordKey.Kind.CUSTOMER;
        case MERCHANT -> RecordKey.Kind.MERCHANT;
      };
    }
  }

  /** An aggregate and its place among those of the schema. */
  static final class Part {
    final Aggregate a;
    final int index;
    final long refusedOfPart;

    /** How long before the transfer it ends. */
    final long delayMs;

    /** How long before the transfer it begins, where its window is a trailing one. */
    final long backMs;

    /** Whether a transfer has it: one without a device has nothing of its device. */
    boolean isOf(Transfer t) {
      return a.key() != Aggregate.Key.PAYER_DEVICE || t.device() != null;
    }

    private Part(Aggregate a, int index) {
      this.a = a;
      this.index = index;
      Filter part = a.part();
      refusedOfPart = part == null ? 0 : Traits.refused(part);
      delayMs = a.delay().toMillis();
      boolean isTrailing = a.window().kind() == Aggregate.WindowKind.TRAILING;
      backMs = isTrailing ? delayMs + a.window().length().toMillis() : 0;
    }
  }

  /** Which events count: what several aggregates, of other windows or measures, may share. */
  private record Choice(
      long wanted, long refused, long valueMin, long valueMax, @Nullable Hours hours) {}

  /** Aggregates for which the same events count. */
  static final class Family {
    final List<Part> parts = new ArrayList<>();
    final Filter filter;

    /** As {@link Traits} says. */
    final long wanted;

    final long refused;

    /** Whether it is about the payer and something else of the transfer. */
    final boolean isOfPair;

    private Family(Aggregate first) {
      filter = first.filter();
      wanted = Traits.wanted(first);
      refused = Traits.refused(filter);
      isOfPair =
          first.key() == Aggregate.Key.PAYER_DEVICE || first.key() == Aggregate.Key.PAYER_PAYEE;
    }
  }

  /** What is read from one record. */
  static final class Reading {
    private final Map<Choice, Family> byChoice = new HashMap<>();
    private final List<Family> families = new ArrayList<>();
    private final List<Part> ofReports = new ArrayList<>();

    private void add(Part part) {
      if (part.a.of() == Aggregate.Source.REPORTS) {
        ofReports.add(part);
        return;
      }
      Filter f = part.a.filter();
      Choice choice =
          new Choice(
              Traits.wanted(part.a), Traits.refused(f), f.valueMin(), f.valueMax(), f.hours());
      byChoice.computeIfAbsent(choice, c -> begun(part.a)).parts.add(part);
    }

    private Family begun(Aggregate first) {
      Family family = new Family(first);
      families.add(family);
      return family;
    }

    List<Family> families() {
      return families;
    }

    List<Part> ofReports() {
      return ofReports;
    }

    /** All of them. */
    List<Part> parts() {
      List<Part> all = new ArrayList<>(ofReports);
      families.forEach(family -> all.addAll(family.parts));
      return all;
    }
  }

  final StoreSchema schema;
  private final Map<Source, Reading> readings = new EnumMap<>(Source.class);

  Plan(StoreSchema schema) {
    this.schema = schema;
    List<Aggregate> declared = schema.aggregates();
    for (int i = 0; i < declared.size(); i++) {
      Aggregate a = declared.get(i);
      readings.computeIfAbsent(Source.of(a.key()), s -> new Reading()).add(new Part(a, i));
    }
  }

  Map<Source, Reading> readings() {
    return readings;
  }
}
