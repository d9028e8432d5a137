package io.riskgate.core.spi;

import io.riskgate.core.Alert;

/**
 * Hears of alerts, on the caller's thread: when one is raised, after the decision is recorded; at
 * each response; and once when it becomes overdue, from {@code RiskEngine.sweep()}. Whatever it
 * throws is logged and changes nothing.
 */
@FunctionalInterface
public interface AlertListener {
  /** Called with the alert as it now stands. */
  void onAlert(Alert alert);
}
