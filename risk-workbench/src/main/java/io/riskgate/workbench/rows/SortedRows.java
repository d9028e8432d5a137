package io.riskgate.workbench.rows;

import io.riskgate.core.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of their event times, equal times in the order of the files. It reads all rows
 * into memory first.
 */
public final class SortedRows implements RowSource {
  private final List<InputRow> rows = new ArrayList<>();
  private int next;

  /** Reads and sorts all rows of a source, and closes it. */
  public SortedRows(RowSource source) {
    try (source) {
      for (InputRow row = source.next(); row != null; row = source.next()) {
        rows.add(row);
      }
    }
    // Rows without a time will be rejected: first or last is the same.
    rows.sort(
        Comparator.comparing(SortedRows::time, Comparator.nullsFirst(Comparator.naturalOrder())));
  }

  private static @Nullable Instant time(InputRow row) {
    Transfer transfer = row.transfer();
    return transfer == null ? null : transfer.time();
  }

  @Override
  public @Nullable InputRow next() {
    if (next == rows.size()) {
      return null;
    }
    InputRow row = rows.get(next);
    next++;
    return row;
  }

  @Override
  public double fractionRead() {
    return rows.isEmpty() ? 1 : (double) next / rows.size();
  }

  @Override
  public void close() {
    next = rows.size();
  }
}
