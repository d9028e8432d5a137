package io.riskgate.rules.internal;

/**
 * A threshold that rules read as {@code P.<name>}.
 *
 * @param name its name, in upper case
 * @param unit in what it is counted
 * @param value its value, in the unit; money in minor units
 * @param min the least value it may be given
 * @param max the largest value it may be given
 * @param why why it has this value
 */
public record Parameter(
    String name, ParameterUnit unit, long value, long min, long max, String why) {
  /** Larger than any threshold, and exact wherever Drools compares through floating point. */
  private static final long MAX = 1_000_000_000_000_000L;

  /** Checks the range. */
  public Parameter {
    if (min < -MAX || max > MAX) {
      throw new IllegalArgumentException(
          "min and max must lie within 15 digits, money counted in its smallest unit");
    }
    if (min > max) {
      throw new IllegalArgumentException("min is larger than max");
    }
    if (value < min || value > max) {
      throw new IllegalArgumentException("value must lie between min and max");
    }
    if (why.isBlank()) {
      throw new IllegalArgumentException("why must say why this value was chosen");
    }
  }
}
