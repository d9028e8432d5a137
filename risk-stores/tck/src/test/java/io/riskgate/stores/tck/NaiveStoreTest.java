package io.riskgate.stores.tck;

import io.riskgate.core.spi.RiskStore;

/** The model is held to the same contract as the stores that are compared with it. */
class NaiveStoreTest extends RiskStoreContract {
  @Override
  protected RiskStore openStore() {
    return new NaiveStore();
  }
}
