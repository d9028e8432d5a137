package io.riskgate.rules.internal;

/**
 * What kind of value an expression has. Rules know whole numbers, truth values, texts and the
 * constants of an enum.
 *
 * @param words how a message names it
 */
public record ValueType(String words) {
  /** A whole number. */
  public static final ValueType NUMBER = new ValueType("a number");

  /** True or false. */
  public static final ValueType TRUTH = new ValueType("true or false");

  /** A text. */
  public static final ValueType TEXT = new ValueType("a text");

  /** Words of which a text contains any, or none. */
  public static final ValueType WORDS = new ValueType("a list of words");

  static ValueType of(Class<?> type) {
    if (type == int.class || type == long.class) {
      return NUMBER;
    }
    if (type == boolean.class) {
      return TRUTH;
    }
    if (type == String.class) {
      return TEXT;
    }
    if (type.isEnum()) {
      return new ValueType("a " + type.getSimpleName());
    }
    throw new IllegalArgumentException("Rules cannot read a " + type.getName());
  }
}
