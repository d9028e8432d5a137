package io.riskgate.workbench.backtest;

/**
 * How well an order separates fraud from honest transfers. The order is by a rank, a small whole
 * number; since only the counts of each rank matter, the figures are exact and the memory is that
 * of the ranks, however many transfers there are.
 */
final class Ranking {
  private final long[] fraud;
  private final long[] honest;

  /**
   * Starts empty.
   *
   * @param ranks ranks are from 0, the least suspicious, to one less than this
   */
  Ranking(int ranks) {
    fraud = new long[ranks];
    honest = new long[ranks];
  }

  void add(int rank, boolean isFraud) {
    (isFraud ? fraud : honest)[rank]++;
  }

  int ranks() {
    return fraud.length;
  }

  long fraud(int rank) {
    return fraud[rank];
  }

  long honest(int rank) {
    return honest[rank];
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /**
   * The share of pairs of a fraudulent and an honest transfer in which the fraudulent one has the
   * higher rank, where an equal rank counts half. NaN where there is no such pair.
   */
  double aucRoc() {
    double won = 0;
    long honestBelow = 0;
    for (int rank = 0; rank < fraud.length; rank++) {
      won += (double) fraud[rank] * (honestBelow + honest[rank] / 2.0);
      honestBelow += honest[rank];
    }
    return won / ((double) sum(fraud) * honestBelow);
  }

  /**
   * The sum over the ranks, from the highest down, of the precision of everything from that rank on
   * times the recall that the rank adds. Transfers of one rank are taken together, so that their
   * order does not matter. NaN where there is no fraud.
   */
  double averagePrecision() {
    double sum = 0;
    long caught = 0;
    long alerts = 0;
    for (int rank = fraud.length - 1; rank >= 0; rank--) {
      caught += fraud[rank];
      alerts += fraud[rank] + honest[rank];
      if (fraud[rank] > 0) {
        sum += (double) fraud[rank] * caught / alerts;
      }
    }
    return sum / caught;
  }
}
