package io.riskgate.springboot;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The engine cannot be set up as the properties say. It lists every problem that was found. */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Kept out of serial form, which carries the message with every problem anyway. */
  private final transient List<SetupProblem> problems;

  SetupException(List<SetupProblem> problems, @Nullable Throwable cause) {
    super(
        "Riskgate cannot be set up: "
            + problems.stream().map(SetupProblem::toString).collect(Collectors.joining("; ")),
        cause);
    this.problems = List.copyOf(problems);
  }

  /** Every problem, at least one. */
  public List<SetupProblem> problems() {
    return problems;
  }
}
