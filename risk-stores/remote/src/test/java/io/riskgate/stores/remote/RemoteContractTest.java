package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.remote.kit.InProcessServer;
import io.riskgate.stores.tck.RiskStoreContract;
import io.riskgate.stores.tck.StoreCaps;
import java.time.Duration;

/** The store on a server keeps the contract; where it may lag, the suite waits. */
class RemoteContractTest extends RiskStoreContract {
  @Override
  protected RiskStore openStore() {
    return RemoteStore.on(new InProcessServer()).open();
  }

  @Override
  protected RiskStore openStore(StoreCaps caps) {
    return RemoteStore.on(new InProcessServer())
        .eventsPerKeyMax(caps.eventsPerKey())
        .dealingsPerAccountMax(caps.dealingsPerAccount())
        .open();
  }

  @Override
  protected void settleDown(RiskStore store) {
    assertThat(((RemoteStore) store).drain(Duration.ofSeconds(30))).isTrue();
  }
}
