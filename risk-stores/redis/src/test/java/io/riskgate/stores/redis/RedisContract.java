package io.riskgate.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RemoteStore;
import io.riskgate.stores.tck.RiskStoreContract;
import io.riskgate.stores.tck.StoreCaps;

/** The whole contract of a store, nothing left out; where it may lag, the suite waits. */
abstract class RedisContract extends RiskStoreContract {
  /** One that holds nothing. */
  abstract RecordServer newServer();

  @Override
  protected RiskStore openStore() {
    return RemoteStore.on(newServer()).budget(Asking.LONG).open();
  }

  @Override
  protected RiskStore openStore(StoreCaps caps) {
    return RemoteStore.on(newServer())
        .budget(Asking.LONG)
        .eventsPerKeyMax(caps.eventsPerKey())
        .dealingsPerAccountMax(caps.dealingsPerAccount())
        .open();
  }

  @Override
  protected void settleDown(RiskStore store) {
    assertThat(((RemoteStore) store).drain(Asking.LONG)).isTrue();
  }
}
