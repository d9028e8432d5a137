package io.riskgate.stores.tck;

import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.tck.Telling.Finding;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells seeded random stories to a store; one that fails is made short before it is shown. */
final class Stories {
  private static final int STEPS_MAX = 80;
  private static final int SHRINKING_TRIES_MAX = 3_000;

  private final Supplier<RiskStore> opening;
  private final boolean capped;

  /**
   * Prepares stories.
   *
   * @param opening opens an empty store for each telling
   * @param capped whether these stores have small caps
   */
  Stories(Supplier<RiskStore> opening, boolean capped) {
    this.opening = opening;
    this.capped = capped;
  }

  /** Tells so many stories; fails with the first that ends otherwise than the naive store says. */
  void tell(long seed, int stories) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < stories; i++) {
      List<Step> story = Step.story(random, STEPS_MAX);
      Finding found = tell(story, null);
      if (found != null) {
        throw new AssertionError(shortened(seed, story, found));
      }
    }
  }

  private String shortened(long seed, List<Step> story, Finding found) {
    Shrinker shrinker =
        new Shrinker(
            candidate -> {
              Finding again = tell(candidate, null);
              return again != null && again.view().equals(found.view());
            },
            SHRINKING_TRIES_MAX);
    List<Step> plain = shrinker.shrink(story);
    StringBuilder lines = new StringBuilder();
    Finding last = tell(plain, lines);
    return "The store differs from the naive one in this story ("
        + story.size()
        + " steps before it was shortened to "
        + plain.size()
        + ", seed "
        + seed
        + "):\n"
        + lines
        + (last == null ? "→ this time it did not" : last);
  }

  private @Nullable Finding tell(List<Step> story, @Nullable StringBuilder text) {
    try (RiskStore store = opening.get()) {
      Telling telling = new Telling(store, capped);
      Finding found = telling.tell(story);
      if (text != null) {
        telling.lines().forEach(line -> text.append(line).append('\n'));
      }
      return found;
    }
  }
}
