package io.riskgate.stores.redis;

import io.riskgate.stores.remote.RecordServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The store on one server of Redis")
class SingleContractTest extends RedisContract {
  @Override
  RecordServer newServer() {
    return Servers.onSingle(Servers.newSettings());
  }
}
