package io.riskgate.workbench.backtest;

import java.math.BigInteger;

/**
 * How many fraudulent and honest transfers something got hold of, and what the former were worth.
 */
final class Tally {
  private long fraud;
  private long honest;
  private BigInteger fraudValue = BigInteger.ZERO;

  void add(boolean isFraud, long value) {
    if (isFraud) {
      fraud++;
      fraudValue = fraudValue.add(BigInteger.valueOf(value)); // large sums of large values
    } else {
      honest++;
    }
  }

  long fraud() {
    return fraud;
  }

  long honest() {
    return honest;
  }

  /** What the fraudulent ones were worth, in minor units of the base currency. */
  BigInteger fraudValue() {
    return fraudValue;
  }
}
