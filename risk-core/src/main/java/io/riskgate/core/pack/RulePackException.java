package io.riskgate.core.pack;

import java.util.List;
import java.util.stream.Collectors;

/** A rule pack that cannot be used. It lists every problem that was found, by file and line. */
public final class RulePackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Kept out of serial form, which carries the message with every problem anyway. */
  private final transient List<PackProblem> problems;

  /** Creates the exception for a pack with its problems, of which there is at least one. */
  public RulePackException(String pack, List<PackProblem> problems) {
    super(
        "Rule pack "
            + pack
            + (problems.size() == 1 ? " has a problem:" : " has " + problems.size() + " problems:")
            + problems.stream().map(p -> "\n  " + p).collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, by file and line. */
  public List<PackProblem> problems() {
    return problems;
  }
}
