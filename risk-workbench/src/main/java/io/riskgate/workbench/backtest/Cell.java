package io.riskgate.workbench.backtest;

/** What happened at one place or time: transfers, those that were stopped, and fraud. */
final class Cell {
  private long transfers;
  private long alerts;
  private long fraud;
  private long caught;

  void add(boolean isAlert, boolean isFraud) {
    transfers++;
    if (isAlert) {
      alerts++;
    }
    if (isFraud) {
      fraud++;
      if (isAlert) {
        caught++;
      }
    }
  }

  void add(Cell other) {
    transfers += other.transfers;
    alerts += other.alerts;
    fraud += other.fraud;
    caught += other.caught;
  }

  long transfers() {
    return transfers;
  }

  /** Those that were to be verified or held. */
  long alerts() {
    return alerts;
  }

  long fraud() {
    return fraud;
  }

  /** The fraud that was to be verified or held. */
  long caught() {
    return caught;
  }

  /** A number in a thousand of the transfers; 0 where there is none. */
  double perThousand(long part) {
    return transfers == 0 ? 0 : 1000.0 * part / transfers;
  }
}
