package io.riskgate.stores.jdbc;

import javax.sql.DataSource;

/**
 * A store on PostgreSQL 13 or later, which many processes share; on H2 for tests.
 *
 * <p>The tables are made beforehand, as {@link JdbcSchema} says, and somebody runs {@link
 * JdbcSchema#retain} once a day.
 */
public final class JdbcStore {
  private JdbcStore() {}

  /**
   * A store in a database.
   *
   * @param source gives connections, and best a pool of the store's own: with at least as many as
   *     {@link JdbcStoreBuilder#lanes} says, and a time to wait for one that is not longer than a
   *     decision may take
   */
  public static JdbcStoreBuilder on(DataSource source) {
    return new JdbcStoreBuilder(source);
  }
}
