package io.riskgate.workbench.backtest;

import java.util.Arrays;

/**
 * How much of what a team can look at in a day is fraud: of each day's transfers the {@value
 * #PLACES} of the highest ranks are looked at, all of them on a day that has fewer. Transfers of
 * the rank that no longer fits share the places that are left, so that no order among them is made
 * up. Of a day only the counts of each rank are kept.
 */
final class DailyTop {
  /** How many transfers are looked at a day. */
  static final int PLACES = 100;

  private final long[] fraud;
  private final long[] all;
  private long day = Long.MIN_VALUE;
  private double caught;
  private long looked;

  DailyTop(int ranks) {
    fraud = new long[ranks];
    all = new long[ranks];
  }

  /**
   * Adds a transfer.
   *
   * @param onDay its calendar day as a number; days come one after the other
   */
  void add(long onDay, int rank, boolean isFraud) {
    if (onDay != day) {
      endDay();
      day = onDay;
    }
    all[rank]++;
    if (isFraud) {
      fraud[rank]++;
    }
  }

  private void endDay() {
    long left = PLACES;
    for (int rank = all.length - 1; rank >= 0 && left > 0; rank--) {
      if (all[rank] > 0) {
        long taken = Math.min(left, all[rank]);
        caught += (double) fraud[rank] * taken / all[rank];
        looked += taken;
        left -= taken;
      }
    }
    Arrays.fill(all, 0);
    Arrays.fill(fraud, 0);
  }

  /** The share of fraud in what is looked at over all days; NaN where there is nothing to see. */
  double precision() {
    endDay();
    return caught / looked;
  }
}
