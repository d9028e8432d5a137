package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordSnapshot;
import io.riskgate.stores.remote.RecordTail;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("A call")
class WaitsTest {
  private static final int CALLS = 25;
  private static final int RECORDS = 40;
  private static final int ANSWERS_HELD_BACK_MS = 25;

  /** Some records, of which the caller knows nothing, what there is, or something in between. */
  private static List<RecordCall> calls(int call, List<RecordTail> before) {
    List<RecordCall> calls = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      RecordKey key = Calls.account("a" + i);
      RecordPoint known = RecordPoint.START;
      RecordSnapshot snapshot = null;
      if (!before.isEmpty() && i % 3 > 0) {
        RecordTail tail = before.get(i);
        List<RecordChange> changes = tail.changes();
        known =
            new RecordPoint(
                tail.from().version() + changes.size(), changes.get(changes.size() - 1).token());
        snapshot = call % 5 == 4 ? new RecordSnapshot(known, new byte[1_500]) : null;
      }
      RecordChange change = i % 4 == 3 && call > 0 && i % 3 == 0 ? null : Calls.anyChange();
      calls.add(new RecordCall(key, known, change, snapshot, Long.MAX_VALUE));
    }
    return calls;
  }

  @ParameterizedTest
  @ValueSource(strings = {"varchar", "unspecified"})
  @DisplayName(
      "that reads, appends and keeps snapshots is one wait for the network, and one"
          + " transaction")
  void one(String texts) throws Exception {
    String schema = SharedPostgres.newSchema();
    try (FaultyProxy proxy = FaultyProxy.before(SharedPostgres.server().port())) {
      PGSimpleDataSource source = PostgresServer.dataSource(proxy.port());
      source.setProperty("stringtype", texts);
      try (Connection connection = source.getConnection()) {
        // A server that is quick answers the beginning of a long request before its end has come,
        // which is no wait: answers are held back until all of it must have been said.
        proxy.delayAnswers(ANSWERS_HELD_BACK_MS);
        Tables tables = new Tables(schema, Tables.PREFIX);
        Dialect dialect = new JdbcSchema(source, tables).dialect(connection);
        List<RecordTail> tails = List.of();
        for (int call = 0; call < CALLS; call++) {
          Waiting caller = new Waiting(RECORDS, RECORDS, Calls.LONG.toNanos());
          List<RecordCall> calls = calls(call, tails);
          List<Group> groups =
              IntStream.range(0, RECORDS)
                  .mapToObj(
                      i -> {
                        Asked asked = new Asked(RowKey.of(calls.get(i).key()), caller);
                        asked.add(calls.get(i), i);
                        Group group = new Group(asked.row);
                        group.add(asked);
                        return group;
                      })
                  .toList();
          int turns = proxy.turns();
          dialect.run(connection, groups, true, 1_000, 20_000);
          assertThat(proxy.turns() - turns).as("waits of call %d", call).isEqualTo(1);
          groups.forEach(
              group -> {
                group.answer();
                caller.partDone();
              });
          tails = caller.await();
        }
        // Each row knows the transaction that wrote it.
        assertThat(count(tables.in("SELECT count(DISTINCT xmin::text) FROM riskgate_change")))
            .isEqualTo(CALLS);
        assertThat(
                count(
                    tables.in(
                        "SELECT count(*) FROM riskgate_snapshot WHERE xmin::text NOT IN"
                            + " (SELECT xmin::text FROM riskgate_change)")))
            .isZero();
        assertThat(count(tables.in("SELECT count(*) FROM riskgate_snapshot"))).isPositive();
      }
    }
  }

  private static long count(String sql) throws Exception {
    try (Connection connection = SharedPostgres.server().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
