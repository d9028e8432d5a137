package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordTail;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A database that fails its callers")
class FaultsTest {
  private static final Duration SHORT = Duration.ofMillis(250);

  private final String schema = SharedPostgres.newSchema();

  private static List<RecordTail> append(
      JdbcServer server, String id, long token, Duration budget) {
    return server.call(
        List.of(Calls.append(Calls.account(id), RecordPoint.START, Calls.change(token))), budget);
  }

  /** Sends the same change until it is answered, as somebody does who must know. */
  private static RecordTail insist(JdbcServer server, String id, long token) {
    while (true) {
      try {
        return append(server, id, token, SHORT).get(0);
      } catch (StoreException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  @DisplayName(
      "by a pool that has no connection left: callers get their answer in time, and go on"
          + " once there is one again")
  void exhausted() throws Exception {
    try (HikariDataSource pool = PostgresServer.pool(SharedPostgres.server().port(), 2)) {
      try (JdbcServer server = Calls.server(pool, schema)) {
        Calls.append(server, Calls.account("a"), 1);
        pool.setConnectionTimeout(60_000);
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          taken.add(pool.getConnection());
        }
        for (int i = 0; i < 3; i++) {
          // The pool would let them wait for a minute.
          assertThatThrownBy(() -> append(server, "a", 2, SHORT))
              .isInstanceOf(StoreException.class)
              .hasMessageContaining("in time");
        }
        for (Connection each : taken) {
          each.close();
        }
        assertThat(Calls.tokens(append(server, "a", 3, Calls.LONG).get(0)))
            .startsWith(1L)
            .endsWith(3L);
      }
    }
  }

  @Test
  @DisplayName(
      "by an answer that is lost with its connection: the caller has its change, and what"
          + " is appended twice carries the same token")
  void cut() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(SharedPostgres.server().port());
        HikariDataSource pool = PostgresServer.pool(proxy.port(), 6);
        JdbcServer server = Calls.server(pool, schema)) {
      List<Long> sent = new ArrayList<>();
      for (long token = 1; token <= 30; token++) {
        if (token % 3 == 0) {
          proxy.cutAnswers(1 + (int) (token % 2));
        }
        assertThat(Calls.tokens(insist(server, "cut", token))).contains(token);
        sent.add(token);
      }
      List<Long> there = Calls.tokens(Calls.read(server, Calls.account("cut")));
      assertThat(new ArrayList<>(new java.util.LinkedHashSet<>(there))).isEqualTo(sent);
      // Some answers were lost after the change was made: that is what this test is about.
      assertThat(there).hasSizeGreaterThan(sent.size());
    }
  }

  @Test
  @DisplayName(
      "by being slow: callers get their answer in time, none of them waits for the slow"
          + " one's, and all is well when it is quick again")
  void slow() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(SharedPostgres.server().port());
        HikariDataSource pool = PostgresServer.pool(proxy.port(), 6);
        JdbcServer server = Calls.server(pool, schema)) {
      append(server, "slow", 1, Calls.LONG);
      proxy.delayAnswers(2_000);
      for (long token = 2; token <= 6; token++) {
        long it = token;
        assertThatThrownBy(() -> append(server, "slow", it, SHORT))
            .isInstanceOf(StoreException.class);
      }
      proxy.delayAnswers(0);
      assertThat(Calls.tokens(insist(server, "slow", 7))).startsWith(1L).endsWith(7L);
    }
  }

  @Test
  @DisplayName(
      "by ending its sessions, as an administrator or a failover does: callers hardly see" + " it")
  void ended() throws Exception {
    try (HikariDataSource pool = PostgresServer.pool(SharedPostgres.server().port(), 6);
        JdbcServer server = Calls.server(pool, schema);
        Connection admin = SharedPostgres.server().dataSource().getConnection();
        Statement statement = admin.createStatement()) {
      HashSet<Long> sent = new HashSet<>();
      for (long token = 1; token <= 20; token++) {
        append(server, "ended", token, Calls.LONG);
        sent.add(token);
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE pid <> pg_backend_pid() AND query LIKE '%"
                + schema
                + ".%'");
      }
      assertThat(new HashSet<>(Calls.tokens(Calls.read(server, Calls.account("ended")))))
          .isEqualTo(sent);
    }
  }

  @Test
  @DisplayName("by refusing to write: callers learn it at once, without an id in the message")
  void readOnly() throws SQLException {
    var source = SharedPostgres.server().dataSource();
    source.setOptions("-c default_transaction_read_only=on");
    try (JdbcServer server = Calls.server(source, schema)) {
      assertThatThrownBy(() -> append(server, "DE0012345678", 1, Calls.LONG))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SQLSTATE 25006")
          .hasMessageNotContaining("DE0012345678");
      assertThat(Calls.read(server, Calls.account("DE0012345678")).changes()).isEmpty();
    }
  }
}
