package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RemoteStore;
import io.riskgate.stores.tck.RiskStoreContract;
import io.riskgate.stores.tck.StoreCaps;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole contract of a store, over a server that is up; where the store may lag, it waits. */
abstract class DatabaseContract extends RiskStoreContract {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final AtomicInteger STORES = new AtomicInteger();

  abstract RecordServer server();

  private RecordServer namespace() {
    return new Namespace(server(), "n" + STORES.incrementAndGet() + ":");
  }

  @Override
  protected RiskStore openStore() {
    return RemoteStore.on(namespace()).budget(LONG).open();
  }

  @Override
  protected RiskStore openStore(StoreCaps caps) {
    return RemoteStore.on(namespace())
        .budget(LONG)
        .eventsPerKeyMax(caps.eventsPerKey())
        .dealingsPerAccountMax(caps.dealingsPerAccount())
        .open();
  }

  @Override
  protected void settleDown(RiskStore store) {
    assertThat(((RemoteStore) store).drain(LONG)).isTrue();
  }
}
