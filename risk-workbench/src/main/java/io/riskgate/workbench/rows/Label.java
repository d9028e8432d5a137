package io.riskgate.workbench.rows;

import io.riskgate.workbench.mapping.Condition;
import io.riskgate.workbench.message.DidYouMean;
import java.util.Optional;

/**
 * What a file tells of a transfer that nobody can know before: whether it was fraudulent. It is no
 * part of the transfer, so that nothing which decides can look at it.
 *
 * @param fraud whether it was
 * @param kind what the column of kinds holds, or empty
 */
public record Label(boolean fraud, String kind) {
  /** Whether the row's file has a column that tells. */
  public static boolean isTold(InputRow row) {
    return row.layout().labelIndex() >= 0;
  }

  /** Reads the label of a row that has all its cells; honest where no column tells. */
  public static Label of(InputRow row) {
    Layout layout = row.layout();
    Condition condition = layout.mapping().label();
    boolean fraud =
        condition != null
            && layout.labelIndex() >= 0
            && condition.yes().contains(cell(row, layout.labelIndex()));
    return new Label(fraud, layout.fraudKindIndex() < 0 ? "" : cell(row, layout.fraudKindIndex()));
  }

  /** What is wrong with the label of a row that has all its cells, if it cannot be told. */
  public static Optional<RowProblem> problem(InputRow row) {
    Layout layout = row.layout();
    Condition condition = layout.mapping().label();
    if (condition == null || layout.labelIndex() < 0) {
      return Optional.empty();
    }
    String value = cell(row, layout.labelIndex());
    return condition.knows(value)
        ? Optional.empty()
        : Optional.of(
            new RowProblem(
                condition.column(),
                value,
                "unknown: give "
                    + String.join(" or ", condition.yes())
                    + ", or one of "
                    + String.join(", ", condition.no().stream().filter(v -> !v.isEmpty()).toList())
                    + DidYouMean.hint(value, condition.yes())));
  }

  private static String cell(InputRow row, int index) {
    return row.cells().get(index).strip();
  }
}
