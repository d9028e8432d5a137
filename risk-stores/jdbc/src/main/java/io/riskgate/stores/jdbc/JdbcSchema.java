package io.riskgate.stores.jdbc;

import io.riskgate.core.spi.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The tables of a {@link JdbcStore}. They are made by whoever is in charge of the database, from
 * the files under {@code riskgate-jdbc/postgresql} in the jar, whose names are as Flyway wants
 * them; a store only looks whether they are there.
 */
public final class JdbcSchema {
  private static final int POSTGRES_MIN = 13;

  private final DataSource source;
  private final Tables tables;

  JdbcSchema(DataSource source, Tables tables) {
    this.source = source;
    this.tables = tables;
  }

  /** The tables in the schema that connections begin with, called as in the files. */
  public static JdbcSchema of(DataSource source) {
    return of(source, "", Tables.PREFIX);
  }

  /**
   * The tables in a schema of their own, or with another prefix than that of the files.
   *
   * @param schema the schema, or nothing for the one that connections begin with
   * @throws IllegalArgumentException if one of the names is no plain name
   */
  public static JdbcSchema of(DataSource source, String schema, String tablePrefix) {
    return new JdbcSchema(
        Objects.requireNonNull(source, "source"), new Tables(schema, tablePrefix));
  }

  /**
   * The statements of all migrations, in order, with the tables as they are called here: for review
   * or to be run by hand.
   */
  public String migrations() {
    try (Connection connection = source.getConnection()) {
      return migrations(dialect(connection));
    } catch (SQLException e) {
      throw Fault.told("The database", e);
    }
  }

  private String migrations(Dialect dialect) {
    StringBuilder all = new StringBuilder();
    for (String file : Migrations.FILES) {
      all.append(Migrations.text(dialect.folder() + "/" + file)).append('\n');
    }
    return tables.in(all.toString());
  }

  /**
   * Makes the tables, in a schema that is there. Meant for tests and for trying out: a store never
   * calls it.
   *
   * @throws StoreException if that fails, among others because there are some already
   */
  public void create() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(migrations(dialect(connection)));
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    } catch (SQLException e) {
      throw new StoreException("The tables could not be made: SQLSTATE " + e.getSQLState(), e);
    }
  }

  /**
   * Makes the tables where there are none, as {@link #create} does; of several processes that do so
   * at the same time one makes them. Tables of another version are left as they are.
   *
   * @return whether they were made
   * @throws StoreException if that fails
   */
  public boolean createWhereMissing() {
    if (isThere()) {
      return false;
    }
    try {
      create();
      return true;
    } catch (StoreException e) {
      if (isThere()) {
        return false; // somebody else was first
      }
      throw e;
    }
  }

  private boolean isThere() {
    try (Connection connection = source.getConnection()) {
      return version(connection) > 0;
    } catch (SQLException e) {
      throw unasked(e);
    }
  }

  private static StoreException unasked(SQLException e) {
    return new StoreException(
        "The database could not be asked for its tables: SQLSTATE " + e.getSQLState(), e);
  }

  /** What the database is, checked. */
  Dialect dialect(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    if (product.equals("H2")) {
      return new H2Dialect(tables);
    }
    if (!product.equals("PostgreSQL")) {
      throw new StoreException(
          "The store works on PostgreSQL, and on H2 for tests, not: " + product);
    }
    int major = connection.getMetaData().getDatabaseMajorVersion();
    if (major < POSTGRES_MIN) {
      throw new StoreException(
          "The store needs PostgreSQL " + POSTGRES_MIN + " or newer, not " + major);
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT lower(current_setting('synchronous_commit'))")) {
      rows.next();
      return new PostgresDialect(tables, rows.getString(1));
    }
  }

  /**
   * Looks whether the tables are there, of the version that this release works with.
   *
   * @return how the database is spoken to
   * @throws StoreException if not, saying which files are to be run
   */
  Dialect check() {
    try (Connection connection = source.getConnection()) {
      Dialect dialect = dialect(connection);
      check(dialect, version(connection));
      return dialect;
    } catch (SQLException e) {
      throw unasked(e);
    }
  }

  private void check(Dialect dialect, int version) {
    int wanted = Migrations.version();
    if (version > wanted) {
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "The tables of the store have version %d, and this release knows up to %d: use the"
                  + " release that made them, or a newer one",
              version,
              wanted));
    }
    if (version < wanted) {
      List<String> missing = Migrations.FILES.subList(version, wanted);
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "%s of the store%s: run %s from the folder %s/%s of the jar, in this order",
              version == 0 ? "There are no tables" : "The tables have version " + version,
              tables.schema().isEmpty() ? "" : " in the schema " + tables.schema(),
              String.join(", ", missing),
              Migrations.ROOT,
              dialect.folder()));
    }
  }

  /** The version, or 0 where there are no tables. */
  private int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(tables.in("SELECT max(version) FROM riskgate_schema"))) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      // No such table, or no such schema: PostgreSQL's and H2's codes.
      if (List.of("42P01", "3F000", "42S02", "42S04", "90079").contains(e.getSQLState())) {
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
        return 0;
      }
      throw e;
    }
  }

  /**
   * Does what keeps the tables small: drops records that nobody has needed for long, and empties
   * the oldest of the four partitions of changes. To be run once a day, by one process, beside live
   * traffic; {@code riskgate-jdbc/postgresql/retention.sql} in the jar does the same.
   *
   * @param nowMs the clock that decisions are made by
   * @throws StoreException if it failed; it may be run again at any time
   */
  public void retain(long nowMs) {
    try (Connection connection = source.getConnection()) {
      boolean auto = connection.getAutoCommit();
      connection.setAutoCommit(true);
      try {
        dialect(connection).retain(connection, nowMs);
      } finally {
        connection.setAutoCommit(auto);
      }
    } catch (SQLException e) {
      throw Fault.told("The retention job", e);
    }
  }
}
