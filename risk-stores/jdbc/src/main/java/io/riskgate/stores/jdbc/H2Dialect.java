package io.riskgate.stores.jdbc;

import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** H2, record by record: for tests, where speed is of no matter. */
final class H2Dialect implements Dialect {
  private static final int KEYS = 3;

  private final Tables tables;

  /** What was asked, with the tables as they are called here. */
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  H2Dialect(Tables tables) {
    this.tables = tables;
  }

  @Override
  public String product() {
    return "H2";
  }

  @Override
  public String folder() {
    return "h2";
  }

  @Override
  public void run(
      Connection connection, List<Group> groups, boolean durable, long lockMs, long leftMs)
      throws SQLException {
    boolean wasAuto = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      execute(connection, "SET LOCK_TIMEOUT " + lockMs);
      for (Group group : groups) {
        run(connection, group);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(wasAuto);
    }
  }

  private String in(String sql) {
    return texts.computeIfAbsent(sql, tables::in);
  }

  /** A record's row. */
  private record Row(long id, long version, long token, long snapshotVersion, long snapshotToken) {}

  private void run(Connection connection, Group group) throws SQLException {
    Row row = row(connection, group.row);
    if (row == null && !group.changes.isEmpty()) {
      insert(connection, group);
      row = row(connection, group.row);
    }
    if (row == null) {
      return;
    }
    if (!group.changes.isEmpty()) {
      group.appendedAfter(new RecordPoint(row.version, row.token));
      append(connection, group, row);
    }
    for (Map.Entry<RecordPoint, Group.Found> each : group.wanted.entrySet()) {
      tail(connection, row, each.getKey(), each.getValue());
    }
    RecordSnapshot snapshot = group.snapshot;
    if (snapshot != null
        && snapshot.point().version() > row.snapshotVersion
        && isKnown(connection, row.id, snapshot.point())) {
      keep(connection, row.id, snapshot);
    }
  }

  /** Locks the row, also to read only: what follows are several statements. */
  private @Nullable Row row(Connection connection, RowKey key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            in(
                "SELECT id, version, token, snapshot_version, snapshot_token FROM riskgate_record"
                    + " WHERE kind = ? AND tenant = ? AND name = ? FOR UPDATE"))) {
      key(select, key);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? new Row(
                rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5))
            : null;
      }
    }
  }

  private static void key(PreparedStatement statement, RowKey key) throws SQLException {
    statement.setString(1, key.kind());
    statement.setString(2, key.tenant());
    statement.setString(KEYS, key.name());
  }

  private void insert(Connection connection, Group group) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            in(
                "INSERT INTO riskgate_record"
                    + " (kind, tenant, name, full_key, version, token, before_token, keep_until)"
                    + " VALUES (?, ?, ?, ?, 0, 0, 0, ?)"))) {
      key(insert, group.row);
      insert.setString(4, group.row.full());
      insert.setLong(5, group.keepUntilMs);
      insert.executeUpdate();
    }
  }

  private void append(Connection connection, Group group, Row row) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            in(
                "UPDATE riskgate_record SET version = ?, token = ?, before_token = ?,"
                    + " keep_until = greatest(keep_until, ?) WHERE id = ?"))) {
      update.setLong(1, row.version + group.changes.size());
      update.setLong(2, group.lastToken());
      update.setLong(3, row.token);
      update.setLong(4, group.keepUntilMs);
      update.setLong(5, row.id);
      update.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            in(
                "INSERT INTO riskgate_change (record, version, token, slot, body) VALUES"
                    + " (?, ?, ?, mod(extract(EPOCH FROM CURRENT_TIMESTAMP) / 86400, 4), ?)"))) {
      long version = row.version;
      for (RecordChange change : group.changes) {
        insert.setLong(1, row.id);
        insert.setLong(2, ++version);
        insert.setLong(3, change.token());
        insert.setBytes(4, change.body());
        insert.executeUpdate();
      }
    }
  }

  private void tail(Connection connection, Row row, RecordPoint known, Group.Found found)
      throws SQLException {
    RecordPoint kept = new RecordPoint(row.snapshotVersion, row.snapshotToken);
    RecordSnapshot snapshot = null;
    RecordPoint from = known;
    if (!known.equals(kept)
        && (known.version() < kept.version() || !isKnown(connection, row.id, known))) {
      snapshot = kept.version() == 0 ? null : snapshot(connection, row.id);
      from = kept;
    }
    found.from(from, snapshot);
    try (PreparedStatement select =
        connection.prepareStatement(
            in(
                "SELECT version, token, body FROM riskgate_change"
                    + " WHERE record = ? AND version > ? ORDER BY version"))) {
      select.setLong(1, row.id);
      select.setLong(2, from.version());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1), new RecordChange(rows.getLong(2), rows.getBytes(3)));
        }
      }
    }
  }

  private boolean isKnown(Connection connection, long record, RecordPoint point)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            in("SELECT 1 FROM riskgate_change WHERE record = ? AND version = ? AND token = ?"))) {
      select.setLong(1, record);
      select.setLong(2, point.version());
      select.setLong(3, point.token());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  private RecordSnapshot snapshot(Connection connection, long record) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            in("SELECT version, token, body FROM riskgate_snapshot WHERE record = ?"))) {
      select.setLong(1, record);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("The snapshot of a record is missing");
        }
        return new RecordSnapshot(
            new RecordPoint(rows.getLong(1), rows.getLong(2)), rows.getBytes(3));
      }
    }
  }

  private void keep(Connection connection, long record, RecordSnapshot snapshot)
      throws SQLException {
    try (PreparedStatement merge =
        connection.prepareStatement(
            in(
                "MERGE INTO riskgate_snapshot (record, version, token, body) KEY (record)"
                    + " VALUES (?, ?, ?, ?)"))) {
      merge.setLong(1, record);
      merge.setLong(2, snapshot.point().version());
      merge.setLong(3, snapshot.point().token());
      merge.setBytes(4, snapshot.body());
      merge.executeUpdate();
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            in(
                "UPDATE riskgate_record SET snapshot_version = ?, snapshot_token = ?"
                    + " WHERE id = ?"))) {
      update.setLong(1, snapshot.point().version());
      update.setLong(2, snapshot.point().token());
      update.setLong(3, record);
      update.executeUpdate();
    }
  }

  private void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(in(sql))) {
      statement.execute();
    }
  }

  @Override
  public void retain(Connection connection, long nowMs) throws SQLException {
    execute(connection, "DELETE FROM riskgate_record WHERE keep_until < " + nowMs);
    execute(
        connection,
        "DELETE FROM riskgate_snapshot WHERE record NOT IN (SELECT id FROM riskgate_record)");
    execute(
        connection,
        "DELETE FROM riskgate_change AS c WHERE NOT EXISTS (SELECT 1 FROM riskgate_record AS r"
            + " WHERE r.id = c.record AND c.version > r.snapshot_version)");
  }
}
