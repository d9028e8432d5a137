package io.riskgate.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A fraud report, a signal or a stop-payment notice that cannot be accepted. It lists every
 * problem; nothing is recorded.
 */
public final class InvalidReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Kept out of serial form, which carries the message with every problem anyway. */
  private final transient List<Problem> problems;

  /**
   * Creates the exception.
   *
   * @param what what cannot be accepted, such as {@code fraud report}
   * @param problems all problems, of which there is at least one
   */
  public InvalidReportException(String what, List<Problem> problems) {
    super(
        "Invalid "
            + what
            + ": "
            + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, in the order of the fields. */
  public List<Problem> problems() {
    return problems;
  }
}
