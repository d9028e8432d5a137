package io.riskgate.stores.jdbc;

import java.util.concurrent.atomic.AtomicInteger;

/** One server for all tests of a run that do not kill it; it ends with the run. */
final class SharedPostgres {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private SharedPostgres() {}

  private static final class Holder {
    static final PostgresServer SERVER = start();

    private static PostgresServer start() {
      try {
        return PostgresServer.start(false);
      } catch (Exception e) {
        throw new IllegalStateException("No PostgreSQL could be started", e);
      }
    }
  }

  static PostgresServer server() {
    return Holder.SERVER;
  }

  /** A schema that nobody else uses, with the tables in it. */
  static String newSchema() {
    try {
      return server().newSchema("s" + SCHEMAS.incrementAndGet());
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
