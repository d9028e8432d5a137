package io.riskgate.stores.redis;

import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.kit.RecordServerContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Records on a cluster of three masters")
class ClusterServerTest extends RecordServerContract {
  @Override
  protected RecordServer openServer() {
    return Servers.onCluster(Servers.newSettings());
  }
}
