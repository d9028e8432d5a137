package io.riskgate.stores.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.riskgate.stores.remote.RecordServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The store on PostgreSQL keeps the contract. */
class PostgresContractTest extends DatabaseContract {
  private static HikariDataSource pool;
  private static JdbcServer server;

  @BeforeAll
  static void begin() {
    pool = PostgresServer.pool(SharedPostgres.server().port(), 6);
    server = Calls.server(pool, SharedPostgres.newSchema());
  }

  @AfterAll
  static void end() {
    server.close();
    pool.close();
  }

  @Override
  RecordServer server() {
    return server;
  }
}
