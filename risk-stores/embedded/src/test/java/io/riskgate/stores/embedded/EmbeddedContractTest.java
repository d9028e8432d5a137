package io.riskgate.stores.embedded;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.tck.RiskStoreContract;
import io.riskgate.stores.tck.StoreCaps;
import org.junit.jupiter.api.AfterEach;

/** The embedded store keeps the contract, with every call waiting for its file. */
class EmbeddedContractTest extends RiskStoreContract {
  private final Folders folders = new Folders();

  @Override
  protected RiskStore openStore() {
    return builder().open();
  }

  @Override
  protected RiskStore openStore(StoreCaps caps) {
    return builder().memory(memory(caps)).open();
  }

  static InMemoryStore.Builder memory(StoreCaps caps) {
    return InMemoryStore.builder()
        .eventsPerKeyMax(caps.eventsPerKey())
        .dealingsPerAccountMax(caps.dealingsPerAccount())
        .keysMax(caps.keys());
  }

  private EmbeddedStoreBuilder builder() {
    return EmbeddedStore.at(folders.next()).disk(new CheapDisk()).snapshotOnClose(false);
  }

  @AfterEach
  void removeFolders() {
    folders.close();
  }
}
