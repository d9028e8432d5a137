package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The plans of the statements of a call")
class PlansTest {
  private static final int RECORDS = 20_000;
  private static String schema;

  @BeforeAll
  static void fill() throws Exception {
    schema = SharedPostgres.newSchema();
    try (Connection connection = SharedPostgres.server().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          tables()
              .in(
                  "INSERT INTO riskgate_record"
                      + " (kind, tenant, name, version, token, before_token, keep_until)"
                      + " SELECT 'a', 'bank', 'account ' || i, 10, i, i, 0"
                      + " FROM generate_series(1, "
                      + RECORDS
                      + ") AS i"));
      statement.execute(
          tables()
              .in(
                  "INSERT INTO riskgate_change (record, version, token, slot, body)"
                      + " SELECT id, v, v, (id + v) & 3, 'x' FROM riskgate_record,"
                      + " generate_series(1, 10) AS v"));
      statement.execute(
          tables()
              .in(
                  "INSERT INTO riskgate_snapshot (record, version, token, body)"
                      + " SELECT id, 5, 5, 'x' FROM riskgate_record"));
      statement.execute(tables().in("ANALYZE riskgate_record, riskgate_change, riskgate_snapshot"));
    }
  }

  private static Tables tables() {
    return new Tables(schema, Tables.PREFIX);
  }

  /** What the planner makes of a statement whatever its arguments are. */
  private static String plan(String sql, boolean withSettings) throws SQLException {
    String[] parts = sql.split("\\?", -1);
    StringBuilder numbered = new StringBuilder(parts[0]);
    for (int n = 1; n < parts.length; n++) {
      numbered.append('$').append(n).append(parts[n]);
    }
    try (Connection connection = SharedPostgres.server().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET plan_cache_mode = force_generic_plan");
      if (withSettings) {
        statement.execute("SET enable_seqscan = off");
      }
      statement.execute("PREPARE asked AS " + numbered);
      String nulls =
          IntStream.range(1, parts.length).mapToObj(i -> "NULL").collect(Collectors.joining(", "));
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = statement.executeQuery("EXPLAIN EXECUTE asked(" + nulls + ")")) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }

  private static Map<String, String> statements() {
    PostgresStatements statements = new PostgresStatements(tables());
    Map<String, String> all = new LinkedHashMap<>();
    all.put("append", statements.append);
    all.put("tail", statements.tail);
    all.put("snapshot", statements.snapshot);
    all.put("keys", statements.keys);
    all.put("keysOfTenant", statements.keysOfTenant);
    return all;
  }

  @Test
  @DisplayName("read no table from one end to the other")
  void noScan() throws Exception {
    for (Map.Entry<String, String> each : statements().entrySet()) {
      assertThat(plan(each.getValue(), true)).as(each.getKey()).doesNotContain("Seq Scan");
    }
  }

  @Test
  @DisplayName("would not do so without being told, with some thousand records")
  void noScanUnasked() throws Exception {
    for (Map.Entry<String, String> each : statements().entrySet()) {
      assertThat(plan(each.getValue(), false)).as(each.getKey()).doesNotContain("Seq Scan");
    }
  }

  @Test
  @DisplayName("a scan would be noticed")
  void noticed() throws Exception {
    assertThat(
            plan(tables().in("SELECT count(body) FROM riskgate_snapshot WHERE token = ?"), false))
        .contains("Seq Scan on riskgate_snapshot");
  }
}
