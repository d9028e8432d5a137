package io.riskgate.benchmarks;

import java.util.Random;

/** Whose transfers a caller of {@link StoreBenchmark} brings. */
public enum Keys {
  /** As unevenly busy as in life; all callers bring those of all accounts. */
  ZIPF,
  /** As unevenly busy, but each of two callers has half of the accounts for itself. */
  DISJOINT,
  /** Every account as busy as the next: memory is the least cached, and histories stay as long. */
  UNIFORM,
  /** Of one corporate account alone. */
  CORPORATE;

  /** How many draws a caller goes round in. Read one after the other, they are in the cache. */
  private static final int DRAWS = 1 << 21;

  /**
   * Draws the accounts of one caller before anything is measured, so that the measured loop only
   * reads the next number.
   */
  int[] draw(Population population, int caller) {
    Random random = new Random(20_261_122L + caller);
    int accounts = population.accounts();
    int[] drawn = new int[this == CORPORATE ? 1 : DRAWS];
    switch (this) {
      case ZIPF -> {
        Zipf zipf = new Zipf(accounts);
        for (int i = 0; i < drawn.length; i++) {
          drawn[i] = population.scatter(zipf.next(random));
        }
      }
      case DISJOINT -> {
        if (caller > 1) {
          throw new IllegalArgumentException("There are two halves, and no caller " + caller);
        }
        Zipf zipf = new Zipf(accounts / 2);
        for (int i = 0; i < drawn.length; i++) {
          drawn[i] = population.scatter(zipf.next(random), caller);
        }
      }
      case UNIFORM -> {
        for (int i = 0; i < drawn.length; i++) {
          drawn[i] = random.nextInt(accounts);
        }
      }
      case CORPORATE -> {}
    }
    return drawn;
  }
}
