package io.riskgate.stores.redis;

import java.time.Duration;

/**
 * How long something may take before it is given up.
 *
 * @param connect until a connection stands
 * @param stalled until a connection on which nothing comes is made anew
 * @param upkeep one page of an iteration, and what is done in the background
 */
record Waiting(Duration connect, Duration stalled, Duration upkeep) {
  static final Waiting DEFAULT =
      new Waiting(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(5));
}
