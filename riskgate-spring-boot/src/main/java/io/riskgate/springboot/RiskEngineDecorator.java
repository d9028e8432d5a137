package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;

/**
 * Puts an engine in front of the one that was built, such as one that counts. Beans of this type
 * are called in their order; the last one's engine is what the application gets.
 */
@FunctionalInterface
public interface RiskEngineDecorator {
  /** The engine to use in place of the given one, which it closes when it is closed. */
  RiskEngine decorate(RiskEngine engine);
}
