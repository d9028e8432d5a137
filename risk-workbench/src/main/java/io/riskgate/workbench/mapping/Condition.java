package io.riskgate.workbench.mapping;

import java.util.Objects;
import java.util.Set;

/**
 * A yes or no told by a column.
 *
 * @param column the column
 * @param yes the values that mean yes
 * @param no the values that mean no; empty where every other value does
 */
public record Condition(String column, Set<String> yes, Set<String> no) {
  /** Copies the sets. */
  public Condition {
    Objects.requireNonNull(column, "column");
    yes = Set.copyOf(yes);
    no = Set.copyOf(no);
  }

  /** Whether a value can be told to mean yes or no. */
  public boolean knows(String value) {
    return no.isEmpty() || yes.contains(value) || no.contains(value);
  }
}
