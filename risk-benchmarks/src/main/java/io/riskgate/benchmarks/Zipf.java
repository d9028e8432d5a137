package io.riskgate.benchmarks;

import java.util.Random;

/**
 * Ranks that are as unevenly likely as in life: Zipf with exponent 0.99, drawn by the method of
 * Gray and others, "Quickly generating billion-record synthetic databases", SIGMOD 1994.
 */
final class Zipf {
  private static final double EXPONENT = 0.99;

  private final int ranks;
  private final double zetaAll;
  private final double alpha;
  private final double eta;

  Zipf(int ranks) {
    this.ranks = ranks;
    double zeta = 0;
    for (int i = 1; i <= ranks; i++) {
      zeta += 1 / Math.pow(i, EXPONENT);
    }
    zetaAll = zeta;
    alpha = 1 / (1 - EXPONENT);
    double zetaTwo = 1 + Math.pow(0.5, EXPONENT);
    eta = (1 - Math.pow(2.0 / ranks, 1 - EXPONENT)) / (1 - zetaTwo / zetaAll);
  }

  /** Draws a rank; 0 is the likeliest. */
  int next(Random random) {
    double u = random.nextDouble();
    double uz = u * zetaAll;
    if (uz < 1) {
      return 0;
    }
    if (uz < 1 + Math.pow(0.5, EXPONENT)) {
      return 1;
    }
    return (int) (ranks * Math.pow(eta * u - eta + 1, alpha)) % ranks;
  }
}
