package io.riskgate.stores.redis;

import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.kit.RecordServerContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Records on one server of Redis")
class SingleServerTest extends RecordServerContract {
  @Override
  protected RecordServer openServer() {
    return Servers.onSingle(Servers.newSettings());
  }
}
