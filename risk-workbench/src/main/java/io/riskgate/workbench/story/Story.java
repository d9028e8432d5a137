package io.riskgate.workbench.story;

import io.riskgate.core.spi.RateSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A scripted story, described in {@code docs/stories.md}.
 *
 * @param file where it stands
 * @param title what it is called
 * @param start where the clock stands at first
 * @param rates what a unit of other currencies and assets is worth
 * @param steps the steps, in the order of their times
 */
public record Story(Path file, String title, Instant start, RateSource rates, List<Step> steps) {
  /** Copies the steps. */
  public Story {
    steps = List.copyOf(steps);
  }
}
