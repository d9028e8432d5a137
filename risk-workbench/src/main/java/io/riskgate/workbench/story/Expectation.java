package io.riskgate.workbench.story;

import java.util.Optional;
import java.util.function.Function;

/**
 * Something that must come of a step.
 *
 * @param line where it stands
 * @param check says what is otherwise, or nothing where it is met
 */
record Expectation(int line, Function<Happening, Optional<String>> check) {
  /** What is otherwise than expected; empty where it is met. */
  Optional<String> unmet(Happening happening) {
    return check.apply(happening);
  }
}
