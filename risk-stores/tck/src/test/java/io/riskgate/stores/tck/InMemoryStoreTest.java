package io.riskgate.stores.tck;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.RiskStore;

/** The store that comes with the core keeps the contract. */
class InMemoryStoreTest extends RiskStoreContract {
  @Override
  protected RiskStore openStore() {
    return InMemoryStore.create();
  }

  @Override
  protected RiskStore openStore(StoreCaps caps) {
    return InMemoryStore.builder()
        .eventsPerKeyMax(caps.eventsPerKey())
        .dealingsPerAccountMax(caps.dealingsPerAccount())
        .keysMax(caps.keys())
        .build();
  }
}
