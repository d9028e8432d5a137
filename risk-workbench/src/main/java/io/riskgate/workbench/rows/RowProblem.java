package io.riskgate.workbench.rows;

/**
 * One thing that is wrong with a row.
 *
 * @param column the file's column, or empty where the row as a whole is meant
 * @param value the offending value, masked where it is personal; empty where there is none to show
 * @param why what is wrong and how to mend it
 */
public record RowProblem(String column, String value, String why) {
  /** The problem in one line. */
  @Override
  public String toString() {
    return (column.isEmpty() ? "" : column + (value.isEmpty() ? ": " : " '" + value + "': ")) + why;
  }
}
