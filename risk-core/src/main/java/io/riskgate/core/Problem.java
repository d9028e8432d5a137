package io.riskgate.core;

import java.util.Objects;

/**
 * One thing that is wrong with an input.
 *
 * @param field the field, in the API's words
 * @param value the offending value, masked where it is personal, shortened where it is long
 * @param why what is wrong and how to mend it
 */
public record Problem(String field, String value, String why) {
  private static final int VALUE_CHARS_MAX = 64;

  /** Shortens the value to at most {@value #VALUE_CHARS_MAX} characters. */
  public Problem {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(why, "why");
    if (value.length() > VALUE_CHARS_MAX) {
      value = value.substring(0, VALUE_CHARS_MAX) + "… (" + value.length() + " characters)";
    }
  }

  /** The problem in one line. */
  @Override
  public String toString() {
    return field + " '" + value + "': " + why;
  }
}
