package io.riskgate.rules.internal;

import io.riskgate.rules.PackProblem;
import io.riskgate.rules.RulePackException;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong with a pack, so that an author sees all of it at once. */
public final class Problems {
  private final TreeSet<PackProblem> found = new TreeSet<>();

  /** Adds a problem; the same one again changes nothing. */
  public void add(String file, int line, String message) {
    found.add(new PackProblem(file, line, message));
  }

  /** How many there are. */
  public int count() {
    return found.size();
  }

  /** All of them, by file and line. */
  public List<PackProblem> list() {
    return List.copyOf(found);
  }

  /** Ends the loading of a pack if there are any. */
  void throwIfAny(String pack) {
    if (!found.isEmpty()) {
      throw new RulePackException(pack, list());
    }
  }
}
