package io.riskgate.stores.jdbc;

import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. The statements of a transaction go out together, and the driver ends them with one
 * Sync: that makes them one transaction, which is committed with the last of them, and one wait for
 * the network.
 */
final class PostgresDialect implements Dialect {
  /** How much later than the database itself the connection gives up. */
  private static final int GRACE_MS = 250;

  private final Tables tables;
  private final PostgresStatements sql;

  /** What a durable transaction sets; what the server has, unless that is not durable. */
  private final String durably;

  private final String quickly = PostgresStatements.settings("off");

  PostgresDialect(Tables tables, String synchronousCommit) {
    this.tables = tables;
    sql = new PostgresStatements(tables);
    durably =
        PostgresStatements.settings(synchronousCommit.equals("off") ? "on" : synchronousCommit);
  }

  @Override
  public String product() {
    return "PostgreSQL";
  }

  @Override
  public String folder() {
    return "postgresql";
  }

  PostgresStatements statements() {
    return sql;
  }

  @Override
  public void run(
      Connection connection, List<Group> groups, boolean durable, long lockMs, long leftMs)
      throws SQLException {
    boolean wasAuto = connection.getAutoCommit();
    if (!wasAuto) {
      connection.setAutoCommit(true);
    }
    int wasTimeout = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, (int) Math.min(leftMs + GRACE_MS, 3_600_000));
    try {
      runTogether(connection, groups, durable ? durably : quickly, lockMs, leftMs);
    } catch (SQLException | RuntimeException e) {
      try {
        putBack(connection, wasAuto, wasTimeout);
      } catch (SQLException gone) {
        e.addSuppressed(gone); // what is left of the connection is the pool's to judge
      }
      throw e;
    }
    putBack(connection, wasAuto, wasTimeout);
  }

  /** Not every pool does: the next who gets the connection may need longer, or a transaction. */
  private static void putBack(Connection connection, boolean wasAuto, int wasTimeout)
      throws SQLException {
    connection.setNetworkTimeout(Runnable::run, wasTimeout);
    if (!wasAuto) {
      connection.setAutoCommit(false);
    }
  }

  private void runTogether(
      Connection connection, List<Group> groups, String settings, long lockMs, long leftMs)
      throws SQLException {
    List<Group> growing = groups.stream().filter(group -> !group.changes.isEmpty()).toList();
    List<Group> marked = groups.stream().filter(group -> group.snapshot != null).toList();
    List<Wanted> wanted = new ArrayList<>(groups.size());
    for (Group group : groups) {
      for (Map.Entry<RecordPoint, Group.Found> each : group.wanted.entrySet()) {
        wanted.add(new Wanted(group, each.getKey(), each.getValue()));
      }
    }
    StringBuilder text = new StringBuilder(settings);
    if (!growing.isEmpty()) {
      text.append(";\n").append(sql.append);
    }
    text.append(";\n").append(sql.tail);
    if (!marked.isEmpty()) {
      text.append(";\n").append(sql.snapshot);
    }
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      Arguments arguments = new Arguments(connection, statement);
      arguments.number(lockMs);
      arguments.number(leftMs);
      if (!growing.isEmpty()) {
        arguments.append(growing);
      }
      arguments.tail(wanted);
      if (!marked.isEmpty()) {
        arguments.snapshots(marked);
      }
      statement.execute();
      if (!growing.isEmpty()) {
        readAppended(next(statement), growing);
      }
      readTails(next(statement), wanted);
    }
  }

  private static ResultSet next(PreparedStatement statement) throws SQLException {
    if (!statement.getMoreResults()) {
      throw new SQLException("The driver gives fewer results than there were statements");
    }
    return statement.getResultSet();
  }

  private static void readAppended(ResultSet rows, List<Group> growing) throws SQLException {
    int told = 0;
    while (rows.next()) {
      growing
          .get((int) rows.getLong(1) - 1)
          .appendedAfter(new RecordPoint(rows.getLong(2), rows.getLong(3)));
      told++;
    }
    if (told != growing.size()) {
      throw new SQLException("The database has appended to fewer records than it was told");
    }
  }

  private static void readTails(ResultSet rows, List<Wanted> wanted) throws SQLException {
    while (rows.next()) {
      Wanted of = wanted.get((int) rows.getLong(1) - 1);
      if (!of.found.isTold()) {
        of.found.from(of.from(rows), of.lastSnapshot);
      }
      long version = rows.getLong(6);
      if (!rows.wasNull()) {
        of.found.add(version, new RecordChange(rows.getLong(7), rows.getBytes(8)));
      }
    }
  }

  /** What is asked from one point of one record on. */
  private static final class Wanted {
    final Group group;
    final RecordPoint known;
    final Group.Found found;
    @Nullable RecordSnapshot lastSnapshot;

    Wanted(Group group, RecordPoint known, Group.Found found) {
      this.group = group;
      this.known = known;
      this.found = found;
    }

    private RecordPoint from(ResultSet rows) throws SQLException {
      if (rows.getBoolean(2)) {
        return known;
      }
      long version = rows.getLong(3);
      if (rows.wasNull()) {
        return RecordPoint.START;
      }
      RecordPoint point = new RecordPoint(version, rows.getLong(4));
      lastSnapshot = new RecordSnapshot(point, rows.getBytes(5));
      return point;
    }
  }

  /** Fills the placeholders one after the other. */
  private static final class Arguments {
    private final Connection connection;
    private final PreparedStatement statement;
    private int at;

    Arguments(Connection connection, PreparedStatement statement) {
      this.connection = connection;
      this.statement = statement;
    }

    void number(long value) throws SQLException {
      statement.setLong(++at, value);
    }

    private void texts(Object[] values) throws SQLException {
      statement.setArray(++at, connection.createArrayOf("text", values));
    }

    private void numbers(Object[] values) throws SQLException {
      statement.setArray(++at, connection.createArrayOf("int8", values));
    }

    private void bodies(byte[][] values) throws SQLException {
      statement.setArray(++at, connection.createArrayOf("bytea", values));
    }

    private void rows(List<RowKey> keys) throws SQLException {
      texts(keys.stream().map(RowKey::kind).toArray(String[]::new));
      texts(keys.stream().map(RowKey::tenant).toArray(String[]::new));
      texts(keys.stream().map(RowKey::name).toArray(String[]::new));
    }

    void append(List<Group> groups) throws SQLException {
      List<RowKey> keys = groups.stream().map(group -> group.row).toList();
      rows(keys);
      texts(keys.stream().map(RowKey::full).toArray(String[]::new));
      numbers(groups.stream().map(group -> (long) group.changes.size()).toArray(Long[]::new));
      numbers(groups.stream().map(Group::lastToken).toArray(Long[]::new));
      numbers(groups.stream().map(group -> group.keepUntilMs).toArray(Long[]::new));
      int total = groups.stream().mapToInt(group -> group.changes.size()).sum();
      Long[] places = new Long[total];
      Long[] nths = new Long[total];
      Long[] tokens = new Long[total];
      byte[][] bodies = new byte[total][];
      int i = 0;
      for (int g = 0; g < groups.size(); g++) {
        long nth = 0;
        for (RecordChange change : groups.get(g).changes) {
          places[i] = g + 1L;
          nths[i] = ++nth;
          tokens[i] = change.token();
          bodies[i++] = change.body();
        }
      }
      numbers(places);
      numbers(nths);
      numbers(tokens);
      bodies(bodies);
    }

    void tail(List<Wanted> wanted) throws SQLException {
      rows(wanted.stream().map(each -> each.group.row).toList());
      numbers(wanted.stream().map(each -> (long) each.group.changes.size()).toArray(Long[]::new));
      numbers(wanted.stream().map(each -> each.known.version()).toArray(Long[]::new));
      numbers(wanted.stream().map(each -> each.known.token()).toArray(Long[]::new));
    }

    void snapshots(List<Group> groups) throws SQLException {
      rows(groups.stream().map(group -> group.row).toList());
      List<RecordSnapshot> given = new ArrayList<>(groups.size());
      for (Group group : groups) {
        if (group.snapshot != null) {
          given.add(group.snapshot);
        }
      }
      numbers(given.stream().map(each -> each.point().version()).toArray(Long[]::new));
      numbers(given.stream().map(each -> each.point().token()).toArray(Long[]::new));
      bodies(given.stream().map(RecordSnapshot::body).toArray(byte[][]::new));
    }
  }

  @Override
  public void retain(Connection connection, long nowMs) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET riskgate.now_ms = '" + nowMs + "'");
      try {
        statement.execute(tables.in(Migrations.text(folder() + "/retention.sql")));
      } finally {
        statement.execute("RESET riskgate.now_ms");
      }
    }
  }
}
