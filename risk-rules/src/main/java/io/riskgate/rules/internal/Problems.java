package io.riskgate.rules.internal;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.PackProblem.Severity;
import io.riskgate.core.pack.RulePackException;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong with a pack, so that an author sees all of it at once. */
public final class Problems {
  /** Beyond this nobody reads on; a hostile pack must not fill the memory with problems either. */
  private static final int MAX = 1_000;

  private final TreeSet<PackProblem> found = new TreeSet<>();
  private int errors;

  /** Adds an error; the same one again changes nothing. */
  public void add(String file, int line, String message) {
    add(new PackProblem(file, line, message));
  }

  /** Adds an error about a rule. */
  void add(RuleSource rule, int line, String message) {
    add(new PackProblem(Severity.ERROR, rule.file(), line, rule.name(), message, ""));
  }

  /** Adds a warning about a rule. */
  void warn(RuleSource rule, int line, String message, String hint) {
    add(new PackProblem(Severity.WARNING, rule.file(), line, rule.name(), message, hint));
  }

  /** Adds a problem. */
  void add(PackProblem problem) {
    boolean isError = problem.severity() == Severity.ERROR;
    if ((found.size() < MAX || (isError && errors == 0)) && found.add(problem) && isError) {
      errors++;
    }
  }

  /** How many errors there are. */
  public int count() {
    return errors;
  }

  /** Errors and warnings, by file and line. */
  public List<PackProblem> list() {
    return List.copyOf(found);
  }

  /** Ends the loading of a pack if there are errors. */
  void throwIfAny(String pack) {
    if (errors > 0) {
      throw new RulePackException(
          pack, found.stream().filter(p -> p.severity() == Severity.ERROR).toList());
    }
  }
}
