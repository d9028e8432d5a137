package io.riskgate.core.spi;

import io.riskgate.core.Signal;
import java.util.List;

/**
 * The signals about an account and a customer up to one instant.
 *
 * @param latestFirst those of the {@link io.riskgate.core.facts.TransferFacts#SIGNALS_KEPT} before
 *     it, both ends included; at most {@link io.riskgate.core.facts.TransferFacts#SIGNALS_MAX}
 * @param capped whether signals of that time may have been dropped for lack of room
 */
public record KnownSignals(List<Signal> latestFirst, boolean capped) {
  /** Copies the list. */
  public KnownSignals {
    latestFirst = List.copyOf(latestFirst);
  }
}
