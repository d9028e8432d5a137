package io.riskgate.core.facts;

import io.riskgate.core.DataItem;

/** What is missing from the facts of one transfer. Not safe for use by several threads at once. */
public final class Availability {
  private long missingItems;
  private long uncoveredSeen;
  private final boolean[] uncoveredAggregates;
  private boolean anyUncovered;
  private boolean signalsUncovered;
  private boolean warming;

  /** Creates an availability for a pack with so many declared aggregates; everything is there. */
  public Availability(int aggregates) {
    uncoveredAggregates = new boolean[aggregates];
  }

  /** Forgets all gaps. */
  public void clear() {
    missingItems = 0;
    uncoveredSeen = 0;
    warming = false;
    signalsUncovered = false;
    if (anyUncovered) {
      java.util.Arrays.fill(uncoveredAggregates, false);
      anyUncovered = false;
    }
  }

  /** Records that an item is missing. */
  public void missing(DataItem item) {
    missingItems |= item.bit();
  }

  /** Records that first and last seen facts do not yet rest on enough history. */
  public void seenUncovered() {
    uncoveredSeen = 1;
    anyUncovered = true;
  }

  /** Records that there may have been signals that are not known. */
  public void signalsUncovered() {
    signalsUncovered = true;
  }

  /** Whether there may have been signals that are not known, so that "no signal" may be wrong. */
  public boolean isSignalsUncovered() {
    return signalsUncovered;
  }

  /** Records that an aggregate's window is not wholly covered by history. */
  public void aggregateUncovered(int aggregate) {
    uncoveredAggregates[aggregate] = true;
    anyUncovered = true;
  }

  /** Whether nothing at all is missing. */
  public boolean isComplete() {
    return missingItems == 0 && !anyUncovered && !signalsUncovered;
  }

  /** The missing items, as the union of {@link DataItem#bit()}. */
  public long missingItems() {
    return missingItems;
  }

  /** Records that history does not yet reach back as far as the longest window. */
  public void warming() {
    warming = true;
  }

  /** Whether history does not yet reach back as far as the longest window. */
  public boolean isWarming() {
    return warming;
  }

  /** Whether first and last seen facts rest on too little history. */
  public boolean isSeenUncovered() {
    return uncoveredSeen != 0;
  }

  /** How many declared aggregates there are. */
  public int aggregates() {
    return uncoveredAggregates.length;
  }

  /** Whether an aggregate's window is not wholly covered by history. */
  public boolean isAggregateUncovered(int aggregate) {
    return uncoveredAggregates[aggregate];
  }
}
