package io.riskgate.stores.remote;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.stores.remote.RecordKey.Kind;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which records a transfer concerns beside those of its owner and its two accounts. */
final class Subjects {
  private volatile Set<Kind> recorded = EnumSet.noneOf(Kind.class);
  private volatile Set<Kind> told = EnumSet.of(Kind.ACCOUNT);

  void declare(List<StoreSchema> inForce) {
    Set<Kind> wanted = EnumSet.noneOf(Kind.class);
    Set<Kind> withStates = EnumSet.of(Kind.ACCOUNT);
    for (StoreSchema schema : inForce) {
      for (Aggregate a : schema.aggregates()) {
        Kind kind = kindOf(a.key());
        if (kind != Kind.ACCOUNT) {
          wanted.add(kind);
        }
        if (asksForStates(a)) {
          withStates.add(kind);
        }
      }
    }
    recorded = wanted;
    told = withStates;
  }

  /** Whether an aggregate is another one once it is known what became of a transfer. */
  static boolean asksForStates(Aggregate a) {
    Aggregate.Filter part = a.part();
    return a.of() == Aggregate.Source.TRANSFERS
        && (!a.filter().states().isEmpty() || (part != null && !part.states().isEmpty()));
  }

  /**
   * Whether records of a kind are told what became of a transfer. Accounts are, for their controls
   * and exports; others where an aggregate of some pack asks for it.
   */
  boolean tells(Kind kind) {
    return told.contains(kind);
  }

  boolean records(Kind kind) {
    return kind == Kind.ACCOUNT || recorded.contains(kind);
  }

  static Kind kindOf(Aggregate.Key key) {
    return switch (key) {
      case PAYER, PAYEE, PAYER_PAYEE, PAYER_DEVICE -> Kind.ACCOUNT;
      case DEVICE -> Kind.DEVICE;
      case IP -> Kind.IP;
      case CUSTOMER -> Kind.CUSTOMER;
      case MERCHANT -> Kind.MERCHANT;
    };
  }

  static RecordKey account(String tenant, String account) {
    return new RecordKey(Kind.ACCOUNT, tenant, account);
  }

  /** The records of an event, but for that of its owner. */
  Set<RecordKey> others(String tenant, Event e) {
    Set<RecordKey> keys = all(tenant, e);
    keys.remove(account(tenant, e.owner));
    return keys;
  }

  /** The records of an event. */
  Set<RecordKey> all(String tenant, Event e) {
    Set<RecordKey> keys = new LinkedHashSet<>();
    keys.add(account(tenant, e.payer));
    keys.add(account(tenant, e.payee));
    add(keys, Kind.DEVICE, tenant, e.device);
    add(keys, Kind.IP, tenant, e.ip);
    add(keys, Kind.CUSTOMER, tenant, e.customer);
    add(keys, Kind.MERCHANT, tenant, e.merchant);
    return keys;
  }

  /** All other records that an account's record names. */
  Set<RecordKey> touched(String tenant, RecordState state) {
    Set<RecordKey> keys = new LinkedHashSet<>();
    for (Report r : state.reports) {
      add(keys, Kind.ACCOUNT, tenant, r.payerName());
      add(keys, Kind.ACCOUNT, tenant, r.payeeName());
    }
    state.seen.payees.keySet().forEach(payee -> keys.add(account(tenant, payee)));
    for (int i = 0; i < state.events.size(); i++) {
      Event e = state.events.event(i);
      keys.addAll(all(tenant, e));
      if (!e.owner.isEmpty()) {
        keys.add(account(tenant, e.owner));
      }
    }
    return keys;
  }

  private void add(Set<RecordKey> keys, Kind kind, String tenant, @Nullable String id) {
    if (id != null && records(kind)) {
      keys.add(new RecordKey(kind, tenant, id));
    }
  }
}
