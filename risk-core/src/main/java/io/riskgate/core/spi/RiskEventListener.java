package io.riskgate.core.spi;

import io.riskgate.core.RiskEvent;

/**
 * Hears of what the bank's own systems are to act on, on the caller's thread, after it is recorded.
 * Whatever it throws is logged and changes nothing; it is not told again.
 */
@FunctionalInterface
public interface RiskEventListener {
  /** Called once an event. */
  void onEvent(RiskEvent event);
}
