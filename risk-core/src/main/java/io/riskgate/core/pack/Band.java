package io.riskgate.core.pack;

/**
 * What a score asks for.
 *
 * @param from the least score in the band, 1 to 100
 * @param demand what is asked for from there on
 */
public record Band(int from, Demand demand) {
  /** Checks the range. */
  public Band {
    Demand.ofPack(demand);
    if (from < 1 || from > 100) {
      throw new IllegalArgumentException("A band starts at a score from 1 to 100, not " + from);
    }
  }
}
