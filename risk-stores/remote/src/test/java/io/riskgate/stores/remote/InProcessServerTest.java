package io.riskgate.stores.remote;

import io.riskgate.stores.remote.kit.InProcessServer;
import io.riskgate.stores.remote.kit.RecordServerContract;

/** The server in memory does what a server must. */
class InProcessServerTest extends RecordServerContract {
  @Override
  protected RecordServer openServer() {
    return new InProcessServer();
  }
}
