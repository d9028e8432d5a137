package io.riskgate.stores.tck;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.RiskStore;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;

/** Some of the contract's cases; each begins with an empty store. */
abstract class Theme {
  private final RiskStoreContract contract;
  private final List<RiskStore> opened = new ArrayList<>();

  Theme(RiskStoreContract contract) {
    this.contract = contract;
  }

  /** An empty store, closed after the case. */
  final RiskStore open() {
    RiskStore store = openUntracked();
    opened.add(store);
    return store;
  }

  /** An empty store with small caps; the case is skipped where there is no such store. */
  final RiskStore open(StoreCaps caps) {
    RiskStore store = contract.openStore(caps);
    if (store == null) {
      return Assumptions.abort("This store cannot be opened with small caps");
    }
    RiskStore settling = new Settling(store, contract::settleDown);
    opened.add(settling);
    return settling;
  }

  /** An empty store that the case itself closes. */
  final RiskStore openUntracked() {
    return new Settling(contract.openStore(), contract::settleDown);
  }

  final RiskStore openUntracked(StoreCaps caps) {
    RiskStore store = Objects.requireNonNull(contract.openStore(caps), "a store with small caps");
    return new Settling(store, contract::settleDown);
  }

  @AfterEach
  final void closeStores() {
    opened.forEach(RiskStore::close);
  }

  final Desk desk(ZoneId zone, List<Limit> limits, Aggregate... aggregates) {
    return new Desk(open(), Kit.schema(zone, limits, List.of(aggregates)));
  }

  final Desk desk(List<Limit> limits, Aggregate... aggregates) {
    return desk(Kit.SHANGHAI, limits, aggregates);
  }

  final Desk desk(Limit limit) {
    return desk(List.of(limit));
  }

  final Desk desk(Aggregate... aggregates) {
    return desk(List.of(), aggregates);
  }
}
