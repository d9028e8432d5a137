package io.riskgate.workbench.story;

import io.riskgate.core.spi.RateSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A scripted story, described in {@code docs/stories.md}.
 *
 * @param file where it stands
 * @param title what it is called
 * @param start where the clock stands at first
 * @param names whose account is whose, for people
 * @param rates what a unit of other currencies and assets is worth
 * @param steps the steps, in the order of their times
 */
public record Story(
    Path file,
    String title,
    Instant start,
    Map<String, String> names,
    RateSource rates,
    List<Step> steps) {
  /** Copies the names and the steps. */
  public Story {
    names = Map.copyOf(names);
    steps = List.copyOf(steps);
  }

  /** Whose account it is, or the account where nobody is named. */
  String name(String account) {
    return names.getOrDefault(account, account);
  }
}
