package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;

/**
 * Sets what no property says, once all properties and beans are set. Beans of this type are called
 * in their order.
 */
@FunctionalInterface
public interface RiskEngineCustomizer {
  /** Called once, before the engine is built. */
  void customize(RiskEngine.Builder builder);
}
