package io.riskgate.stores.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.kit.RecordServerContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Records on PostgreSQL")
class PostgresRecordsTest extends RecordServerContract {
  private HikariDataSource pool;

  @Override
  protected RecordServer openServer() {
    pool = PostgresServer.pool(SharedPostgres.server().port(), 6);
    return Calls.server(pool, SharedPostgres.newSchema());
  }

  @AfterEach
  void closePool() {
    pool.close();
  }
}
