package io.riskgate.workbench.rows;

import io.riskgate.core.Problem;
import io.riskgate.core.Transfer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file and what it means.
 *
 * @param file the file
 * @param line the line it starts at, from 1 on
 * @param cells its cells as they are
 * @param transfer the transfer, which may still be invalid; null where the row is beyond reading
 * @param unreadable why it is beyond reading; null where there is a transfer
 * @param swapped whether payer and payee are swapped in the file
 * @param failed whether the transfer failed in reality
 * @param layout the file's columns
 */
public record InputRow(
    Path file,
    long line,
    List<String> cells,
    @Nullable Transfer transfer,
    @Nullable RowProblem unreadable,
    boolean swapped,
    boolean failed,
    Layout layout) {
  /** Says what is wrong with the row in the words of the file, given the library's words. */
  public List<RowProblem> inFileTerms(List<Problem> problems) {
    Map<String, RowProblem> byField = new LinkedHashMap<>();
    for (Problem problem : problems) {
      // What the library says of a field that could not be read is a consequence, not news.
      byField.putIfAbsent(
          problem.field(),
          new RowProblem(
              layout.columnOf(problem.field(), swapped), problem.value(), problem.why()));
    }
    return List.copyOf(byField.values());
  }

  /** Where the row stands, as {@code file:line}. */
  public String place() {
    return file + ":" + line;
  }
}
