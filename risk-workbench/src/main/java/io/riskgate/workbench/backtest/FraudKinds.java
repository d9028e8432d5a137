package io.riskgate.workbench.backtest;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.riskgate.workbench.csv.CsvFile;
import io.riskgate.workbench.mapping.FraudKindSource;
import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.message.InputException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the column of kinds means: the kind itself, or what a kind is looked up by. */
public final class FraudKinds {
  /** How many keys a file of kinds may hold; it is kept in memory. */
  private static final int KEYS_MAX = 1_000_000;

  private final @Nullable Map<String, String> kinds;

  private FraudKinds(@Nullable Map<String, String> kinds) {
    this.kinds = kinds;
  }

  /**
   * Reads the kinds.
   *
   * @param source where the mapping says that the kind is told, or null
   * @param file the CSV file to look them up in, or null
   * @throws InputException if the file and the mapping do not fit together
   */
  public static FraudKinds of(@Nullable FraudKindSource source, @Nullable Path file) {
    FraudKindSource.Lookup lookup = source == null ? null : source.lookup();
    if (file == null) {
      // Keys that nobody explains are no kinds.
      return new FraudKinds(lookup == null ? null : Map.of());
    }
    if (lookup == null) {
      throw new InputException(
          "--fraud-kinds " + file + ": the mapping has no 'fraud_kind' with a 'lookup'");
    }
    return new FraudKinds(read(file, lookup));
  }

  private static Map<String, String> read(Path file, FraudKindSource.Lookup lookup) {
    Map<String, String> kinds = new HashMap<>();
    try (CsvFile csv = CsvFile.open(file, ',')) {
      int key = column(csv, lookup.key());
      int kind = column(csv, lookup.kind());
      for (CsvRecord row = csv.next(); row != null; row = csv.next()) {
        if (row.getFieldCount() <= Math.max(key, kind)) {
          throw wrong(csv, row, "has too few cells");
        }
        String said = row.getField(kind).strip();
        String before = kinds.putIfAbsent(row.getField(key).strip(), said);
        if (before != null && !before.equals(said)) {
          throw wrong(csv, row, "gives a second kind: '" + before + "' and '" + said + "'");
        }
        if (kinds.size() > KEYS_MAX) {
          throw wrong(csv, row, "is one key too many: at most " + KEYS_MAX);
        }
      }
    }
    return kinds;
  }

  private static int column(CsvFile csv, String name) {
    int index = csv.header().indexOf(name);
    if (index < 0) {
      throw new InputException(
          "%s:1: column '%s', in which the mapping looks up kinds, is missing%s"
              .formatted(csv.path(), name, DidYouMean.hint(name, csv.header())));
    }
    return index;
  }

  private static InputException wrong(CsvFile csv, CsvRecord row, String why) {
    return new InputException(csv.path() + ":" + row.getStartingLineNumber() + ": " + why);
  }

  /** The kind that a cell means, or empty where it means none that is known. */
  public String kind(String cell) {
    return kinds == null ? cell : kinds.getOrDefault(cell, "");
  }
}
