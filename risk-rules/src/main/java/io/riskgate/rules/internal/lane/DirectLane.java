package io.riskgate.rules.internal.lane;

import io.riskgate.core.facts.TransferFacts;

/** Rules as plain Java: the class that is generated for a pack implements this. It has no state. */
public interface DirectLane {
  /**
   * Evaluates every rule of the lane.
   *
   * @param facts facts of the same pack
   * @param fired where bit {@code i & 63} of word {@code i >> 6} is set if the pack's rule {@code
   *     i} fires; nothing is ever cleared
   * @throws Exception what a rule threw; which rules fired is then unknown
   */
  void run(TransferFacts facts, long[] fired) throws Exception;
}
