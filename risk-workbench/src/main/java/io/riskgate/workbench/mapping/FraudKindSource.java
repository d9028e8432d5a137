package io.riskgate.workbench.mapping;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a file tells what kind of fraud a transfer was.
 *
 * @param column the column that holds the kind, or what it is looked up by
 * @param lookup the columns of the file that tells the kinds; null where the column holds the kind
 */
public record FraudKindSource(String column, @Nullable Lookup lookup) {
  /**
   * The columns of a file that tells the kinds.
   *
   * @param key the column with what the transfers' column holds
   * @param kind the column with the kind
   */
  public record Lookup(String key, String kind) {
    /** Checks that both are named. */
    public Lookup {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(kind, "kind");
    }
  }

  /** Checks that a column is named. */
  public FraudKindSource {
    Objects.requireNonNull(column, "column");
  }
}
