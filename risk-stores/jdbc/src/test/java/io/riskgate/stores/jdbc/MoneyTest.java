package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.TransferState;
import io.riskgate.stores.remote.RemoteStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
    "With faults while transfers are scored, exactly what the limits allow is let go, once")
class MoneyTest {
  private static final int THREADS = 16;
  private static final int EACH = 90;
  private static final int KILLS = Integer.getInteger("riskgate.jdbc.kills", 2);
  private static final Duration BUDGET = Duration.ofMillis(500);

  private final Map<String, TransferState> decided = new ConcurrentHashMap<>();
  private final Map<String, Integer> held = new ConcurrentHashMap<>();

  /** Something that goes wrong while others work. */
  private interface Trouble {
    void once(HikariDataSource pool) throws Exception;
  }

  /** Scores with a store that has trouble after each so many decisions, then looks at the money. */
  private void score(int throughPort, int directPort, String schema, int times, Trouble trouble)
      throws Exception {
    try (HikariDataSource pool = PostgresServer.pool(throughPort, 6);
        RemoteStore store = Payments.store(pool, schema, BUDGET)) {
      RiskEngine engine = Payments.engine(store);
      Thread scoring =
          new Thread(
              () -> {
                try {
                  Payments.score(engine, "m", THREADS, EACH, decided, held);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      scoring.start();
      for (int i = 1; i <= times; i++) {
        while (decided.size() < THREADS * EACH * i / (times + 1) && scoring.isAlive()) {
          Thread.sleep(2);
        }
        trouble.once(pool);
      }
      scoring.join();
    }
    assertThat(decided).hasSize(THREADS * EACH);
    try (HikariDataSource pool = PostgresServer.pool(directPort, 6);
        RemoteStore store = Payments.store(pool, schema, Calls.LONG)) {
      Payments.check(store, decided);
    }
  }

  @Test
  @DisplayName("where the server is killed and started again")
  void killed() throws Exception {
    try (PostgresServer postgres = PostgresServer.start(false)) {
      score(
          postgres.port(),
          postgres.port(),
          postgres.newSchema("money"),
          KILLS,
          pool -> {
            postgres.kill();
            awaitHeld();
            postgres.start();
          });
    }
    assertThat(held).as("transfers held while there was no server").isNotEmpty();
  }

  private void awaitHeld() throws InterruptedException {
    int before = held.values().stream().mapToInt(Integer::intValue).sum();
    while (held.values().stream().mapToInt(Integer::intValue).sum() == before) {
      Thread.sleep(5);
    }
  }

  @Test
  @DisplayName("where connections are cut between question and answer")
  void cut() throws Exception {
    int port = SharedPostgres.server().port();
    try (FaultyProxy proxy = FaultyProxy.before(port)) {
      score(proxy.port(), port, SharedPostgres.newSchema(), 20, pool -> proxy.cutAnswers(3));
    }
  }

  @Test
  @DisplayName("where the server takes 2 s for an answer for a while")
  void slow() throws Exception {
    int port = SharedPostgres.server().port();
    try (FaultyProxy proxy = FaultyProxy.before(port)) {
      score(
          proxy.port(),
          port,
          SharedPostgres.newSchema(),
          1,
          pool -> {
            proxy.delayAnswers(2_000);
            awaitHeld();
            proxy.delayAnswers(0);
          });
    }
    assertThat(held).as("transfers held while it was slow").isNotEmpty();
  }

  @Test
  @DisplayName("where others take all connections of the pool for a while")
  void exhausted() throws Exception {
    int port = SharedPostgres.server().port();
    score(
        port,
        port,
        SharedPostgres.newSchema(),
        3,
        pool -> {
          List<Connection> taken = new ArrayList<>();
          for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
            taken.add(pool.getConnection());
          }
          awaitHeld();
          for (Connection each : taken) {
            each.close();
          }
        });
    assertThat(held).as("transfers held while there was no connection").isNotEmpty();
  }

  @Test
  @DisplayName("where others lock the same accounts, in another order, until there is a deadlock")
  void deadlocks() throws Exception {
    int port = SharedPostgres.server().port();
    String schema = SharedPostgres.newSchema();
    Tables tables = new Tables(schema, Tables.PREFIX);
    score(
        port,
        port,
        schema,
        6,
        pool -> {
          try (Connection other = SharedPostgres.server().dataSource().getConnection();
              Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            for (String order : List.of("DESC", "ASC", "DESC", "ASC")) {
              lockAll(other, statement, tables, order);
            }
          }
        });
  }

  /** Locks row by row; it may be the victim of a deadlock itself. */
  private static void lockAll(Connection other, Statement statement, Tables tables, String order)
      throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            tables.in("SELECT id FROM riskgate_record ORDER BY name " + order))) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    try {
      for (long id : ids) {
        statement.execute(
            tables.in("SELECT FROM riskgate_record WHERE id = " + id + " FOR UPDATE"));
      }
      other.commit();
    } catch (SQLException e) {
      other.rollback();
    }
  }

  @Test
  @DisplayName("where the retention job runs all the time")
  void retained() throws Exception {
    int port = SharedPostgres.server().port();
    String schema = SharedPostgres.newSchema();
    Tables tables = new Tables(schema, Tables.PREFIX);
    JdbcSchema job = JdbcSchema.of(SharedPostgres.server().dataSource(), schema, Tables.PREFIX);
    score(
        port,
        port,
        schema,
        8,
        pool -> {
          try (Connection connection = SharedPostgres.server().dataSource().getConnection();
              Statement statement = connection.createStatement()) {
            statement.execute(
                tables.in("UPDATE riskgate_change SET slot = " + RetentionTest.OLD_SLOT));
          }
          job.retain(0);
        });
  }
}
