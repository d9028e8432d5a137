package io.riskgate.springboot;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** Properties that have been checked as a whole; whoever opens something asks for this first. */
final class CheckedSetup {
  /**
   * Checks them.
   *
   * @param unbound what could not be read as what it is to be
   * @param modules loads the modules that the application has
   * @throws SetupException listing every problem
   */
  CheckedSetup(
      RiskgateProperties properties,
      UnboundProperties unbound,
      @Nullable ClassLoader modules,
      ListableBeanFactory beans) {
    SetupChecks.check(properties, new Problems(unbound.problems(), modules), beans);
  }
}
