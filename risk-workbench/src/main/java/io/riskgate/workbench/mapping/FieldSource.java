package io.riskgate.workbench.mapping;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a field comes from: a column, or a constant for the whole file.
 *
 * @param column the column, or null for a constant
 * @param constant the constant, or null for a column
 * @param translations what the column's values mean; empty where they are taken as they are
 * @param scale what an amount is multiplied by, the result being rounded up to the minor unit; null
 *     where amounts are exact
 * @param ipDecimal whether the column holds an IPv4 address as one decimal number
 */
public record FieldSource(
    @Nullable String column,
    @Nullable String constant,
    Map<String, String> translations,
    @Nullable BigDecimal scale,
    boolean ipDecimal) {
  /** Checks that there is exactly one source. */
  public FieldSource {
    if ((column == null) == (constant == null)) {
      throw new IllegalArgumentException("A field comes from a column or from a constant");
    }
    translations = Map.copyOf(translations);
  }

  /** A column whose values are taken as they are. */
  public static FieldSource column(String name) {
    return new FieldSource(Objects.requireNonNull(name), null, Map.of(), null, false);
  }

  /** The same value for the whole file. */
  public static FieldSource constant(String value) {
    return new FieldSource(null, Objects.requireNonNull(value), Map.of(), null, false);
  }
}
