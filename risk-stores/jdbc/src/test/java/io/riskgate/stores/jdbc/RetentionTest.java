package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordSnapshot;
import io.riskgate.stores.remote.RecordTail;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The retention job")
class RetentionTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  static final String OLD_SLOT =
      "((extract(epoch FROM clock_timestamp())::bigint / 86400 + 2) & 3)";

  private static long count(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void append(JdbcServer server, RecordKey key, int changes, long keepUntilMs) {
    for (long token = 1; token <= changes; token++) {
      server.call(
          List.of(new RecordCall(key, RecordPoint.START, Calls.change(token), null, keepUntilMs)),
          Calls.LONG);
    }
  }

  private static void snapshot(JdbcServer server, RecordKey key, long version) {
    RecordPoint point = new RecordPoint(version, version);
    RecordTail tail =
        server
            .call(
                List.of(
                    new RecordCall(
                        key,
                        point,
                        Calls.change(version + 1),
                        new RecordSnapshot(point, "sum".getBytes(StandardCharsets.UTF_8)),
                        Long.MAX_VALUE)),
                Calls.LONG)
            .get(0);
    assertThat(tail.from()).isEqualTo(point);
  }

  @Nested
  @DisplayName("on PostgreSQL")
  class OnPostgres {
    private final String schema = SharedPostgres.newSchema();
    private final Tables tables = new Tables(schema, Tables.PREFIX);
    private final DataSource source = SharedPostgres.server().dataSource();

    private void makeOld() throws SQLException {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(tables.in("UPDATE riskgate_change SET slot = " + OLD_SLOT));
      }
    }

    private long inOldSlot() throws SQLException {
      return count(
          source, tables.in("SELECT count(*) FROM riskgate_change WHERE slot = " + OLD_SLOT));
    }

    @Test
    @DisplayName("empties the old slot, and nobody misses a change")
    void slots() throws Exception {
      try (JdbcServer server = Calls.server(source, schema)) {
        append(server, Calls.account("plain"), 5, Long.MAX_VALUE);
        append(server, Calls.account("summed"), 6, Long.MAX_VALUE);
        snapshot(server, Calls.account("summed"), 4);
        RecordTail plain = Calls.read(server, Calls.account("plain"));
        RecordTail summed = Calls.read(server, Calls.account("summed"));
        makeOld();
        assertThat(inOldSlot()).isEqualTo(12);
        JdbcSchema.of(source, schema, Tables.PREFIX).retain(NOW_MS);
        assertThat(inOldSlot()).isZero();
        assertThat(count(source, tables.in("SELECT count(*) FROM riskgate_change"))).isEqualTo(8);
        RecordTail plainNow = Calls.read(server, Calls.account("plain"));
        assertThat(Calls.tokens(plainNow)).isEqualTo(Calls.tokens(plain)).hasSize(5);
        RecordTail summedNow = Calls.read(server, Calls.account("summed"));
        assertThat(Calls.tokens(summedNow)).isEqualTo(Calls.tokens(summed)).hasSize(3);
        assertThat(summedNow.from()).isEqualTo(new RecordPoint(4, 4));
        JdbcSchema.of(source, schema, Tables.PREFIX).retain(NOW_MS); // twice is as good
        assertThat(Calls.tokens(Calls.append(server, Calls.account("plain"), 6))).hasSize(6);
      }
    }

    @Test
    @DisplayName("runs beside live traffic: every change stays, in its order")
    void beside() throws Exception {
      JdbcSchema job = JdbcSchema.of(source, schema, Tables.PREFIX);
      try (JdbcServer server = Calls.server(source, schema)) {
        Thread traffic =
            new Thread(() -> append(server, Calls.account("busy"), 300, Long.MAX_VALUE));
        traffic.start();
        int runs = 0;
        while (traffic.isAlive() || runs == 0) {
          makeOld();
          job.retain(NOW_MS);
          runs++;
        }
        traffic.join();
        List<Long> tokens = Calls.tokens(Calls.read(server, Calls.account("busy")));
        assertThat(tokens).hasSize(300).isSorted();
      }
    }

    @Test
    @DisplayName("drops what nobody needs any more, and only that; what comes back begins anew")
    void idle() throws Exception {
      try (JdbcServer server = Calls.server(source, schema)) {
        drops(server, () -> JdbcSchema.of(source, schema, Tables.PREFIX).retain(NOW_MS));
      }
      assertThat(count(source, tables.in("SELECT count(*) FROM riskgate_record"))).isEqualTo(3);
    }
  }

  private static void drops(JdbcServer server, Runnable job) {
    append(server, Calls.account("idle"), 3, NOW_MS - 1);
    append(server, Calls.account("due later"), 3, NOW_MS);
    append(server, Calls.account("for good"), 3, Long.MAX_VALUE);
    job.run();
    assertThat(Calls.read(server, Calls.account("idle")).changes()).isEmpty();
    assertThat(Calls.read(server, Calls.account("due later")).changes()).hasSize(3);
    assertThat(Calls.read(server, Calls.account("for good")).changes()).hasSize(3);
    RecordTail tail =
        server
            .call(
                List.of(
                    Calls.append(Calls.account("idle"), new RecordPoint(3, 3), Calls.change(9))),
                Calls.LONG)
            .get(0);
    assertThat(tail.from()).isEqualTo(RecordPoint.START);
    assertThat(Calls.tokens(tail)).containsExactly(9L);
  }

  @Test
  @DisplayName("on H2 drops what nobody needs any more, and what stands in a snapshot")
  void h2() throws Exception {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:retention;DB_CLOSE_DELAY=-1");
    JdbcSchema schema = JdbcSchema.of(source);
    schema.create();
    try (JdbcServer server = Calls.server(source, "")) {
      drops(server, () -> schema.retain(NOW_MS));
      append(server, Calls.account("summed"), 6, Long.MAX_VALUE);
      snapshot(server, Calls.account("summed"), 4);
      long before = count(source, "SELECT count(*) FROM riskgate_change");
      schema.retain(NOW_MS);
      assertThat(count(source, "SELECT count(*) FROM riskgate_change")).isEqualTo(before - 4);
      assertThat(Calls.tokens(Calls.read(server, Calls.account("summed"))))
          .containsExactly(5L, 6L, 5L);
    }
  }
}
