package io.riskgate.stores.tck;

import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random stories, step by step beside the naive store. */
abstract class StoryCases extends Theme {
  /** {@code -Driskgate.tck.stories=2} tells fewer of each seed, the first ones. */
  private static final int STORIES_A_SEED = Integer.getInteger("riskgate.tck.stories", 5);

  /** {@code -Driskgate.tck.seeds=1000} tells more of them, and {@code …firstSeed} others. */
  private static final int SEEDS = Integer.getInteger("riskgate.tck.seeds", 12);

  private static final long FIRST_SEED = Long.getLong("riskgate.tck.firstSeed", 20261122L);

  private static final StoreCaps CAPS = new StoreCaps(3, 2, 8);

  StoryCases(RiskStoreContract contract) {
    super(contract);
  }

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("after each step of any story all is as the naive store says")
  void sameAsNaive(long seed) {
    new Stories(this::openUntracked, false).tell(seed, STORIES_A_SEED);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @Sentence("D-5")
  @DisplayName("with caps each value is the naive store's, or is marked and no more than that")
  void cappedValuesAreMarked(long seed) {
    open(CAPS); // skipped where there are none
    new Stories(() -> openUntracked(CAPS), true).tell(seed, STORIES_A_SEED);
  }
}
