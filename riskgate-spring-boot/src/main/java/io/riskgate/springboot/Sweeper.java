package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;
import java.time.Duration;

/** Tells listeners what has become due. */
final class Sweeper extends Recurring {
  private static final Duration STOP_WAIT = Duration.ofSeconds(30);

  private final RiskEngine engine;

  Sweeper(RiskEngine engine, Duration interval) {
    super("sweep", "telling what has become due", interval, interval, STOP_WAIT);
    this.engine = engine;
  }

  @Override
  void once() {
    engine.sweep();
  }
}
