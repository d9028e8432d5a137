package io.riskgate.rules;

import java.util.Comparator;
import java.util.Objects;

/**
 * One thing that is wrong with a rule pack.
 *
 * @param file the file, relative to the pack's folder, with forward slashes
 * @param line the line, from 1 on; 0 where the file as a whole is meant
 * @param message what is wrong and how to mend it
 */
public record PackProblem(String file, int line, String message)
    implements Comparable<PackProblem> {
  private static final Comparator<PackProblem> ORDER =
      Comparator.comparing(PackProblem::file)
          .thenComparingInt(PackProblem::line)
          .thenComparing(PackProblem::message);

  /** Checks that nothing is missing. */
  public PackProblem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(message, "message");
    if (line < 0) {
      throw new IllegalArgumentException("Lines count from 1, not " + line);
    }
  }

  /** By file, then line. */
  @Override
  public int compareTo(PackProblem other) {
    return ORDER.compare(this, other);
  }

  /** The problem as a compiler prints it: {@code rules/payee.drl:14: error: …}. */
  @Override
  public String toString() {
    return line == 0 ? file + ": error: " + message : file + ":" + line + ": error: " + message;
  }
}
