package io.riskgate.core.spi;

import io.riskgate.core.RiskEvent;

/**
 * Hears of what somebody outside of the engine has to be told, on the caller's thread. Whatever it
 * throws is logged and changes nothing.
 */
@FunctionalInterface
public interface RiskEventListener {
  /** Called once an event. */
  void onEvent(RiskEvent event);
}
