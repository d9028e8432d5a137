package io.riskgate.springboot;

import org.jspecify.annotations.Nullable;

/** Properties that have been checked as a whole; whoever opens something asks for this first. */
final class CheckedSetup {
  CheckedSetup(RiskgateProperties properties, @Nullable ClassLoader modules) {
    SetupChecks.check(properties, modules);
  }
}
