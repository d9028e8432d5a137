package io.riskgate.rules.internal;

/**
 * A text in quotes, as rules write it. Only {@code \\} and {@code \"} are understood: the compiler
 * behind the rules turns {@code \}{@code u0022} into a quote <em>before</em> it looks for the end
 * of a text, so what follows would be code.
 */
final class TextLiteral {
  private TextLiteral() {}

  /**
   * What a literal says.
   *
   * @param source the literal with its double quotes
   * @throws IllegalArgumentException if it is written in a way that is not understood
   */
  static String value(String source) {
    StringBuilder value = new StringBuilder();
    if (source.length() < 2 || !source.startsWith("\"") || !source.endsWith("\"")) {
      throw new IllegalArgumentException("write a text in double quotes, not " + source);
    }
    for (int i = 1; i < source.length() - 1; i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        c = source.charAt(++i);
        if ((c != '\\' && c != '"') || i == source.length() - 1) {
          throw new IllegalArgumentException(
              "'\\"
                  + c
                  + "' is not understood in a text: \\\\ stands for a backslash, \\\" for a quote,"
                  + " every other character for itself");
        }
      } else if (c == '"') {
        throw new IllegalArgumentException("a quote inside of a text is written \\\": " + source);
      }
      value.append(c);
    }
    if (value.indexOf("\\u") >= 0) {
      throw new IllegalArgumentException("'\\u' is not understood in a text: write the character");
    }
    return value.toString();
  }

  /** The literal that says a text. */
  static String of(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
