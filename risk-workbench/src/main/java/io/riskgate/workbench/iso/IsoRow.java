package io.riskgate.workbench.iso;

import io.riskgate.workbench.mapping.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction in the terms of a transfer.
 *
 * @param line the line where it begins
 * @param cells what it tells, in the order of the fields; what a transfer must have is always among
 *     them
 * @param refusal why it is no transfer; null for one that is
 */
public record IsoRow(long line, List<Cell> cells, @Nullable Refusal refusal) {
  /** Copies the list. */
  public IsoRow {
    cells = List.copyOf(cells);
  }

  /**
   * A field of the transfer.
   *
   * @param field the field
   * @param element the element that it is read from, as a path
   * @param text what that holds; empty where it is missing
   */
  public record Cell(Field field, String element, String text) {}

  /**
   * Why a transaction is no transfer.
   *
   * @param element the element that says so
   * @param value what that holds
   * @param why what is wrong and what to do
   */
  public record Refusal(String element, String value, String why) {}
}
