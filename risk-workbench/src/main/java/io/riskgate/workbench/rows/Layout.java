package io.riskgate.workbench.rows;

import io.riskgate.core.DataItem;
import io.riskgate.workbench.csv.CsvFile;
import io.riskgate.workbench.mapping.Condition;
import io.riskgate.workbench.mapping.Field;
import io.riskgate.workbench.mapping.FieldSource;
import io.riskgate.workbench.mapping.Mapping;
import io.riskgate.workbench.mapping.Mappings;
import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.message.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a mapping's fields are in one file. A header that does not fit the mapping is refused. */
public final class Layout {
  /** Without these there is no transfer; the unit may be told by either of two columns. */
  private static final List<Field> MANDATORY =
      List.of(Field.TIME, Field.PAYER, Field.PAYEE, Field.AMOUNT);

  private final Mapping mapping;
  private final Path file;
  private final List<String> header;
  private final Map<Field, Integer> indexes = new EnumMap<>(Field.class);
  private final int swappedIndex;
  private final int failedIndex;
  private final int labelIndex;
  private final int fraudKindIndex;

  private Layout(Path file, List<String> header, Mapping mapping) {
    this.mapping = mapping;
    this.file = file;
    this.header = header;
    if (mapping.canonical()) {
      refuseWhatIsNotCanonical();
    } else {
      refuseMissingColumns();
    }
    mapping
        .fields()
        .forEach(
            (field, source) -> {
              if (source.column() != null && header.contains(source.column())) {
                indexes.put(field, header.indexOf(source.column()));
              }
            });
    swappedIndex = index(mapping.swapped());
    failedIndex = index(mapping.failed());
    labelIndex = index(mapping.label());
    fraudKindIndex =
        mapping.fraudKind() == null ? -1 : header.indexOf(mapping.fraudKind().column());
  }

  /** Finds a mapping's fields in a file. */
  public static Layout of(CsvFile csv, Mapping mapping) {
    return of(csv.path(), csv.header(), mapping);
  }

  /** Finds a mapping's fields among the columns of a file. */
  static Layout of(Path file, List<String> header, Mapping mapping) {
    return new Layout(file, header, mapping);
  }

  /** Finds the canonical fields under a header that stands in no CSV file. */
  static Layout canonical(Path file, List<String> header) {
    return new Layout(file, header, Mapping.CANONICAL);
  }

  private int index(@Nullable Condition condition) {
    return condition == null ? -1 : header.indexOf(condition.column());
  }

  private void refuseWhatIsNotCanonical() {
    List<String> known = mapping.columns();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (name.isEmpty()) {
        problems.add(file + ":1: column " + (i + 1) + " has no name");
      } else if (!known.contains(name)) {
        problems.add(file + ":1: unknown column '" + name + "'" + DidYouMean.hint(name, known));
      }
    }
    for (Field field : MANDATORY) {
      if (!header.contains(field.column())) {
        problems.add(file + ":1: column '" + field.column() + "' is missing");
      }
    }
    if (!header.contains(Field.CURRENCY.column()) && !header.contains(Field.ASSET.column())) {
      problems.add(file + ":1: column 'currency' or 'asset' is missing");
    }
    if (header.contains(Field.LATITUDE.column()) != header.contains(Field.LONGITUDE.column())) {
      problems.add(file + ":1: columns 'latitude' and 'longitude' belong together");
    }
    if (!problems.isEmpty()) {
      problems.add(
          Mappings.fitting(header)
              .map(name -> "These are the columns of " + name + ": use --mapping " + name)
              .orElse(
                  "The columns are described in docs/csv.md; for other columns use --mapping with a"
                      + " mapping file"));
      throw new InputException(problems);
    }
  }

  private void refuseMissingColumns() {
    List<String> problems = new ArrayList<>();
    for (String column : mapping.columns()) {
      if (!header.contains(column)) {
        problems.add(
            "%s:1: column '%s', which mapping %s names, is missing%s"
                .formatted(file, column, mapping.name(), DidYouMean.hint(column, header)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  Mapping mapping() {
    return mapping;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  int columns() {
    return header.size();
  }

  /** The index of a field's column, or -1. */
  int index(Field field) {
    return indexes.getOrDefault(field, -1);
  }

  int swappedIndex() {
    return swappedIndex;
  }

  int failedIndex() {
    return failedIndex;
  }

  int labelIndex() {
    return labelIndex;
  }

  int fraudKindIndex() {
    return fraudKindIndex;
  }

  boolean has(Field field) {
    FieldSource source = mapping.fields().get(field);
    return source != null && (source.constant() != null || indexes.containsKey(field));
  }

  /**
   * The data that the file does not have: it has no such column. An empty cell is another matter,
   * for the pack to judge.
   *
   * @param swapped for rows in which payer and payee swap: what the file tells of either side is
   *     then told of the other
   */
  Set<DataItem> absent(boolean swapped) {
    Set<DataItem> absent = EnumSet.noneOf(DataItem.class);
    for (Field field : Field.values()) {
      DataItem item = field.item();
      if (item != null && (!has(field) || (swapped && field.isOfOneSide()))) {
        absent.add(item);
      }
    }
    return absent;
  }

  /**
   * What the file calls a field that the library, or a mapping, calls otherwise.
   *
   * @param swapped for rows in which payer and payee swap
   */
  public String columnOf(String fieldName, boolean swapped) {
    return Field.named(fieldName)
        .map(field -> swapped ? other(field) : field)
        .map(
            field -> {
              FieldSource source = mapping.fields().get(field);
              return source == null || source.column() == null ? field.column() : source.column();
            })
        .orElse(fieldName);
  }

  private static Field other(Field field) {
    return switch (field) {
      case PAYER -> Field.PAYEE;
      case PAYEE -> Field.PAYER;
      default -> field;
    };
  }
}
