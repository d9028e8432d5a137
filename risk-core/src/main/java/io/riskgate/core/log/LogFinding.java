package io.riskgate.core.log;

import java.util.Objects;

/**
 * Something about a log that an auditor must see.
 *
 * @param place where: file and line, or the log as a whole
 * @param what what, without personal data
 */
public record LogFinding(String place, String what) {
  /** Checks that nothing is null. */
  public LogFinding {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(what, "what");
  }

  @Override
  public String toString() {
    return place + ": " + what;
  }
}
