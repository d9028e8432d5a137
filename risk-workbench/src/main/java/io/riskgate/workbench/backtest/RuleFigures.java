package io.riskgate.workbench.backtest;

import java.math.BigInteger;

/** What one rule did. */
final class RuleFigures {
  private final Tally fired = new Tally();
  private long sole;
  private long fraudLost;
  private long honestFreed;
  private long notEvaluated;

  /** The transfers in which it fired. */
  Tally fired() {
    return fired;
  }

  long hits() {
    return fired.fraud() + fired.honest();
  }

  BigInteger fraudValue() {
    return fired.fraudValue();
  }

  void alone() {
    sole++;
  }

  void decisive(boolean isFraud) {
    if (isFraud) {
      fraudLost++;
    } else {
      honestFreed++;
    }
  }

  void notEvaluated(long times) {
    notEvaluated += times;
  }

  /** The fraud in which no other rule fired that counts. */
  long sole() {
    return sole;
  }

  /** The fraud that is stopped and would not be without the rule. */
  long fraudLost() {
    return fraudLost;
  }

  /** The honest transfers that are stopped and would not be without the rule. */
  long honestFreed() {
    return honestFreed;
  }

  /** The transfers for which it lacked data. */
  long notEvaluated() {
    return notEvaluated;
  }
}
