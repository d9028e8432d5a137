package io.riskgate.springboot;

import io.riskgate.springboot.RiskgateProperties.Remote;
import io.riskgate.springboot.RiskgateProperties.Store;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RemoteStore;
import io.riskgate.stores.remote.RemoteStoreBuilder;

/** A store on a server, as properties say. */
final class RemoteSetup {
  private RemoteSetup() {}

  /** Opens the store; the server is closed where that fails. */
  static RemoteStore open(RecordServer server, Store store) {
    boolean isOpen = false;
    try {
      Remote remote = store.remote();
      RemoteStoreBuilder builder =
          RemoteStore.on(server)
              .budget(remote.budget())
              .recordsMax(remote.recordsMax())
              .queueMax(remote.queueMax());
      Integer events = store.eventsPerKeyMax();
      if (events != null) {
        builder.eventsPerKeyMax(events);
      }
      Integer dealings = store.dealingsPerAccountMax();
      if (dealings != null) {
        builder.dealingsPerAccountMax(dealings);
      }
      RemoteStore opened = builder.open();
      isOpen = true;
      return opened;
    } finally {
      if (!isOpen) {
        server.close();
      }
    }
  }
}
