package io.riskgate.core.spi;

/**
 * Hears of every decision after it is recorded, on the caller's thread. Whatever it throws is
 * logged and changes nothing.
 */
@FunctionalInterface
public interface DecisionListener {
  /** Called once a decision, RETRY included; not for a repeated reference. */
  void onDecision(DecisionRecord record);
}
