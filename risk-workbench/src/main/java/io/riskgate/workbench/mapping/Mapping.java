package io.riskgate.workbench.mapping;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file mean.
 *
 * @param name what it is called
 * @param canonical whether it is the canonical form, in which every column is known and most are
 *     optional; otherwise other columns are ignored, and all that are named must be there
 * @param separator what stands between cells
 * @param fields where each field comes from; without TRANSFER_ID the row number is the id
 * @param time how the time is written
 * @param swapped which rows name the payee as payer and the payer as payee, or null
 * @param failed which transfers failed in reality, or null
 * @param label which transfers were fraudulent, or null
 * @param fraudKind where it is told what kind of fraud it was, or null
 * @param iso how ISO 20022 messages are read, which have elements in place of columns; null where
 *     the mapping is about columns alone
 */
public record Mapping(
    String name,
    boolean canonical,
    char separator,
    Map<Field, FieldSource> fields,
    TimeFormat time,
    @Nullable Condition swapped,
    @Nullable Condition failed,
    @Nullable Condition label,
    @Nullable FraudKindSource fraudKind,
    @Nullable IsoOptions iso) {
  /** The canonical column that says whether a transfer failed in reality. */
  public static final String STATUS = "status";

  /** The canonical column that says whether a transfer was fraudulent. */
  public static final String LABEL = "label";

  /** The canonical column that says what kind of fraud it was. */
  public static final String FRAUD_KIND = "fraud_kind";

  /** The canonical columns, described in {@code docs/csv.md}. */
  public static final Mapping CANONICAL = canonicalMapping();

  /** Copies the fields. */
  public Mapping {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(time, "time");
    fields = Map.copyOf(fields);
  }

  private static Mapping canonicalMapping() {
    return canonical("canonical", IsoOptions.DEFAULT);
  }

  /** The canonical columns, with other options for messages. */
  static Mapping canonical(String name, IsoOptions iso) {
    Map<Field, FieldSource> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      fields.put(field, FieldSource.column(field.column()));
    }
    return new Mapping(
        name,
        true,
        ',',
        fields,
        TimeFormat.ISO,
        null,
        new Condition(STATUS, Set.of("FAILED"), Set.of("COMPLETED", "")),
        new Condition(LABEL, Set.of("FRAUD"), Set.of("HONEST", "")),
        new FraudKindSource(FRAUD_KIND, null),
        iso);
  }

  /** Every column that the mapping knows, or needs, without repetition. */
  public List<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    for (Field field : Field.values()) {
      FieldSource source = fields.get(field);
      if (source != null && source.column() != null) {
        columns.add(source.column());
      }
    }
    for (Condition condition : conditions()) {
      columns.add(condition.column());
    }
    if (fraudKind != null && canonical) { // elsewhere it may be missing: nothing is decided by it
      columns.add(fraudKind.column());
    }
    return new ArrayList<>(columns);
  }

  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    if (swapped != null) {
      conditions.add(swapped);
    }
    if (failed != null) {
      conditions.add(failed);
    }
    if (label != null) {
      conditions.add(label);
    }
    return conditions;
  }
}
