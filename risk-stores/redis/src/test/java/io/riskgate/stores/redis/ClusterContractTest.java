package io.riskgate.stores.redis;

import io.riskgate.stores.remote.RecordServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The store on a cluster of three masters")
class ClusterContractTest extends RedisContract {
  @Override
  RecordServer newServer() {
    return Servers.onCluster(Servers.newSettings());
  }
}
