package io.riskgate.stores.jdbc;

import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.kit.RecordServerContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Records on H2")
class H2RecordsTest extends RecordServerContract {
  @Override
  protected RecordServer openServer() {
    return Calls.server(Calls.newH2(), "");
  }
}
