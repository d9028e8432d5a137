package io.riskgate.stores.jdbc;

import io.riskgate.stores.remote.RecordServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The store on H2 keeps the contract. */
class H2ContractTest extends DatabaseContract {
  private static JdbcServer server;

  @BeforeAll
  static void begin() {
    server = Calls.server(Calls.newH2(), "");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Override
  RecordServer server() {
    return server;
  }
}
