package io.riskgate.workbench.rows;

import java.util.regex.Pattern;

/**
 * One thing that is wrong with a row.
 *
 * @param column the file's column, or empty where the row as a whole is meant
 * @param value the offending value, masked where it is personal; empty where there is none to show
 * @param why what is wrong and how to mend it
 */
public record RowProblem(String column, String value, String why) {
  private static final int SHOWN_CHARS = 100;

  /** What a file says may not steer a terminal, nor turn the direction of what follows. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]");

  /** The problem in one line; of a long value the beginning. */
  @Override
  public String toString() {
    return (column.isEmpty()
            ? ""
            : shown(column) + (value.isEmpty() ? "" : " '" + shown(value) + "'") + ": ")
        + why;
  }

  private static String shown(String text) {
    String start = text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
    return UNFIT.matcher(start).replaceAll("\uFFFD");
  }
}
