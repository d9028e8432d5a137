package io.riskgate.stores.jdbc;

import io.riskgate.stores.remote.RecordServer;
import javax.sql.ConnectionPoolDataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The store on H2 keeps the contract. */
class H2ContractTest extends DatabaseContract {
  private static JdbcConnectionPool pool;
  private static JdbcServer server;

  /** With a pool, as H2 keeps with a connection the statements that it has parsed. */
  @BeforeAll
  static void begin() {
    pool = JdbcConnectionPool.create((ConnectionPoolDataSource) Calls.newH2());
    server = Calls.server(pool, "");
  }

  @AfterAll
  static void end() {
    server.close();
    pool.dispose();
  }

  @Override
  RecordServer server() {
    return server;
  }
}
