package io.riskgate.benchmarks;

import java.util.Arrays;

/** What several processes found of one thing: the middle one, the least and the most. */
record Spread(double median, double least, double most) {
  static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);

  static Spread of(double... found) {
    if (found.length == 0) {
      return NONE;
    }
    return new Spread(
        StoreRatios.middle(found),
        Arrays.stream(found).min().getAsDouble(),
        Arrays.stream(found).max().getAsDouble());
  }
}
