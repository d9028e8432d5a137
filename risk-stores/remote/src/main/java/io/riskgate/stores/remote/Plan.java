package io.riskgate.stores.remote;

import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.spi.StoreSchema;
import java.util.ArrayList;
import java.util.EnumMap;
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

  /** An aggregate as it is computed. */
  static final class Part {
    final Aggregate a;
    final int index;
    final Filter filter;

    /** As {@link Traits} says. */
    final long refused;

    final long wanted;
    final long refusedOfPart;

    /** Whether it is about the payer and something else of the transfer. */
    final boolean isOfPair;

    private Part(Aggregate a, int index) {
      this.a = a;
      this.index = index;
      filter = a.filter();
      refused = Traits.refused(filter);
      wanted = Traits.wanted(a);
      isOfPair = a.key() == Aggregate.Key.PAYER_PAYEE || a.key() == Aggregate.Key.PAYER_DEVICE;
      Filter part = a.part();
      refusedOfPart = part == null ? 0 : Traits.refused(part);
    }
  }

  final StoreSchema schema;
  private final Map<Source, List<Part>> parts = new EnumMap<>(Source.class);

  Plan(StoreSchema schema) {
    this.schema = schema;
    List<Aggregate> declared = schema.aggregates();
    for (int i = 0; i < declared.size(); i++) {
      Aggregate a = declared.get(i);
      parts.computeIfAbsent(Source.of(a.key()), s -> new ArrayList<>()).add(new Part(a, i));
    }
  }

  Map<Source, List<Part>> parts() {
    return parts;
  }
}
