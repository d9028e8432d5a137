package io.riskgate.core.pack;

import java.util.Comparator;
import java.util.Objects;

/**
 * One thing that is wrong with a rule pack, or looks wrong.
 *
 * <p>A pack is hostile until it is checked, and so are the words a problem quotes from it: control
 * characters and marks that turn the direction of writing are shown by their number, and a very
 * long message is cut, so that a problem can be printed to a terminal or a log as it is.
 *
 * @param severity whether the pack cannot be used because of it
 * @param file the file, relative to the pack's folder, with forward slashes
 * @param line the line, from 1 on; 0 where the file as a whole is meant
 * @param rule the rule it is about; empty where it is about none
 * @param message what is wrong
 * @param hint how to mend it, as a sentence without its full stop; empty where the message says so
 */
public record PackProblem(
    Severity severity, String file, int line, String rule, String message, String hint)
    implements Comparable<PackProblem> {
  private static final int MESSAGE_CHARS_MAX = 600;

  /** How much a problem weighs. */
  public enum Severity {
    /** The pack cannot be used. */
    ERROR,
    /** The pack can be used, and its author should look again. */
    WARNING
  }

  /** Checks that nothing is missing, and makes the texts fit to be printed. */
  public PackProblem {
    Objects.requireNonNull(severity, "severity");
    if (line < 0) {
      throw new IllegalArgumentException("Lines count from 1, not " + line);
    }
    file = printable(file);
    rule = printable(rule);
    message = printable(message);
    hint = printable(hint);
  }

  /** An error that is about no rule in particular. */
  public PackProblem(String file, int line, String message) {
    this(Severity.ERROR, file, line, "", message, "");
  }

  /** By file, then line. */
  @Override
  public int compareTo(PackProblem other) {
    return Comparator.comparing(PackProblem::file)
        .thenComparingInt(PackProblem::line)
        .thenComparing(PackProblem::severity)
        .thenComparing(PackProblem::message)
        .thenComparing(PackProblem::hint)
        .thenComparing(PackProblem::rule)
        .compare(this, other);
  }

  /** The problem as a compiler prints it: {@code rules/payee.drl:14: error: …}. */
  @Override
  public String toString() {
    return file
        + (line == 0 ? "" : ":" + line)
        + (severity == Severity.ERROR ? ": error: " : ": warning: ")
        + message
        + (hint.isEmpty() ? "" : "; " + hint);
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), MESSAGE_CHARS_MAX));
    text.codePoints()
        .limit(MESSAGE_CHARS_MAX)
        .forEach(
            c -> {
              if (isPrintable(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append(String.format("<U+%04X>", c));
              }
            });
    return text.codePointCount(0, text.length()) > MESSAGE_CHARS_MAX
        ? shown + "…"
        : shown.toString();
  }

  /** Whether a character can be seen, or is a plain space. */
  public static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
