package io.riskgate.docs;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.RiskStore;

/** The store of whoever writes one, as docs/stores.md speaks of it. */
public final class MyStore {
  private MyStore() {}

  /** Opens an empty one. */
  public static RiskStore openEmpty() {
    return InMemoryStore.create();
  }

  /** Opens an empty one with caps. */
  public static RiskStore openEmpty(int eventsPerKey, int dealingsPerAccount, int keys) {
    return InMemoryStore.builder()
        .eventsPerKeyMax(eventsPerKey)
        .dealingsPerAccountMax(dealingsPerAccount)
        .keysMax(keys)
        .build();
  }
}
