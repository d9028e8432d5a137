package io.riskgate.workbench.story;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a story.
 *
 * @param line the line it starts at
 * @param at when it happens
 * @param scene the title of the scene that begins with it, or null
 * @param note what is to be said of it, or null
 * @param action what is done
 * @param expectations what must come of it
 */
record Step(
    int line,
    Instant at,
    @Nullable String scene,
    @Nullable String note,
    Action action,
    List<Expectation> expectations) {
  Step {
    expectations = List.copyOf(expectations);
  }
}
