package io.riskgate.springboot;

import java.util.Objects;

/**
 * What keeps an engine from being set up.
 *
 * @param property the property, or what else it is about
 * @param why what is wrong
 * @param mend what to do
 */
public record SetupProblem(String property, String why, String mend) {
  /** Checks that nothing is null. */
  public SetupProblem {
    Objects.requireNonNull(property, "property");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(mend, "mend");
  }

  @Override
  public String toString() {
    return property + ": " + why;
  }
}
