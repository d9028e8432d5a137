package io.riskgate.workbench.backtest;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import java.util.EnumMap;
import java.util.Map;

/** How many transfers each means stopped, and how many it held. */
final class Stops {
  private final Map<Means, Tally> stopped = new EnumMap<>(Means.class);
  private final Map<Means, Tally> held = new EnumMap<>(Means.class);
  private final Tally all = new Tally();

  Stops() {
    for (Means means : Means.values()) {
      stopped.put(means, new Tally());
      held.put(means, new Tally());
    }
  }

  void add(Decision decision, boolean fraud) {
    long value = decision.value();
    all.add(fraud, value);
    for (Means means : Means.values()) {
      Outcome outcome = means.of(decision);
      if (outcome != Outcome.ALLOW) {
        stopped(means).add(fraud, value);
      }
      if (outcome == Outcome.HOLD) {
        held(means).add(fraud, value);
      }
    }
  }

  /** Every transfer, stopped or not. */
  Tally all() {
    return all;
  }

  /** The transfers that are to be verified or held. */
  Tally stopped(Means means) {
    return stopped.getOrDefault(means, all);
  }

  /** The transfers that are to be held. */
  Tally held(Means means) {
    return held.getOrDefault(means, all);
  }
}
