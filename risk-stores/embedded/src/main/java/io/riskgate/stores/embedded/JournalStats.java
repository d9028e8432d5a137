package io.riskgate.stores.embedded;

/**
 * What a store has done since it was opened, for whoever watches it.
 *
 * @param calls how many calls have changed something
 * @param bytes how many bytes of the journal are on the disk
 * @param forces how often the disk was asked to make them safe
 * @param waiting how many calls are not on the disk yet
 * @param snapshots how many snapshots were made
 * @param failing why the disk takes nothing at present; empty while it does
 */
public record JournalStats(
    long calls, long bytes, long forces, long waiting, long snapshots, String failing) {
  /** How many calls one group has, on the average: those that shared one look at the disk. */
  public double groupSize() {
    return forces == 0 ? 0 : (double) (calls - waiting) / forces;
  }
}
