package io.riskgate.stores.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How a database is spoken to. */
interface Dialect {
  /** Its name, as users know it. */
  String product();

  /** The folder of its migrations. */
  String folder();

  /**
   * Does what is asked in one transaction, and lets the groups know what is there.
   *
   * @param groups in the order in which their rows are to be locked
   * @param durable whether it must be safe on disk before this returns
   * @param lockMs how long to wait for a row that another has locked
   * @param leftMs how long the database may take
   */
  void run(Connection connection, List<Group> groups, boolean durable, long lockMs, long leftMs)
      throws SQLException;

  /** Runs the retention job. */
  void retain(Connection connection, long nowMs) throws SQLException;
}
