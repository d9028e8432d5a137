package io.riskgate.stores.jdbc;

import io.riskgate.core.spi.StoreException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What a failure of the database calls for. */
enum Fault {
  /** A deadlock, or others came first: the transaction was rolled back and may be tried again. */
  AGAIN,
  /** A row was locked for long; the rest of what was asked may go on without it. */
  LOCKED,
  /** The connection broke, so nobody knows whether it was done; another one may work. */
  CONNECTION,
  /** Something in what was asked does not suit the database; other callers' things may. */
  DATA,
  /** Anything else, such as a full disk, missing rights, or no time left. */
  OTHER;

  static Fault of(SQLException e) {
    String state = state(e);
    // H2 says HYT00 and 90131 where PostgreSQL says 55P03 and 40001.
    switch (state) {
      case "55P03", "HYT00" -> {
        return e instanceof SQLTransientConnectionException ? CONNECTION : LOCKED;
      }
      case "40001", "40P01", "90131" -> {
        return AGAIN;
      }
      case "57P01", "57P02", "57P03" -> {
        return CONNECTION;
      }
      default -> {}
    }
    if (state.startsWith("08")
        || e instanceof SQLRecoverableException
        || e instanceof SQLTransientConnectionException) {
      return CONNECTION;
    }
    // Of 23 there is but one: two callers on H2 that begin the same record.
    if (state.startsWith("23")) {
      return AGAIN;
    }
    return state.startsWith("22") || state.startsWith("54") ? DATA : OTHER;
  }

  private static String state(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }

  /** What a caller is told; without the database's own words, in which ids may stand. */
  static StoreException told(String product, SQLException e) {
    String state = state(e);
    String what =
        switch (of(e)) {
          case AGAIN -> "others changed the same records all the time";
          case LOCKED -> "another transaction holds a record locked";
          case CONNECTION -> "the connection failed; whether it was recorded is not known";
          case DATA -> "it cannot keep what was asked of it";
          case OTHER ->
              state.equals("57014")
                  ? "it did not answer in time; nothing was recorded"
                  : "it refused; look up the state in its manual";
        };
    return new StoreException(product + ": " + what + " (SQLSTATE " + state + ")", bare(e));
  }

  /** The exception's kind and trace without its message. */
  private static Throwable bare(SQLException e) {
    SQLException bare = new SQLException(e.getClass().getSimpleName(), e.getSQLState());
    bare.setStackTrace(e.getStackTrace());
    Throwable cause = rootCause(e);
    if (cause != null) {
      bare.initCause(cause);
    }
    return bare;
  }

  /** Why a connection failed, which names no record. */
  private static @Nullable Throwable rootCause(SQLException e) {
    return e.getCause() instanceof java.io.IOException cause ? cause : null;
  }
}
