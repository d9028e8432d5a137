package io.riskgate.workbench.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a row of cells that are named by the canonical columns, such as those of a story. */
public final class NamedCells {
  private NamedCells() {}

  /**
   * Maps cells as if they were a row of a CSV file with these columns: a column that is not there
   * is data that there is not, an empty cell data that should have been there.
   *
   * @param line where they stand in the file
   * @param cells by canonical column; time, payer, payee, amount, and currency or asset among them
   * @param baseCurrency the rule pack's, in which values and balances are
   */
  public static InputRow row(Path file, long line, Map<String, String> cells, String baseCurrency) {
    List<String> header = List.copyOf(cells.keySet());
    List<String> values = new ArrayList<>();
    header.forEach(column -> values.add(cells.getOrDefault(column, "")));
    return new RowMapper(Layout.canonical(file, header), baseCurrency).map(values, line, 1);
  }
}
