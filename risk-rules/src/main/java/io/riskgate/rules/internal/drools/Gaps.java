package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.Availability;
import io.riskgate.rules.internal.Needs;
import java.util.Arrays;

/**
 * Which rules can be evaluated while some data is missing. Nearly every transfer lacks something
 * that some rule asks for, and the same things are missing again and again: so what was found is
 * kept for the latest {@value #KEPT} combinations. Not safe for use by several threads at once.
 */
final class Gaps {
  private static final int KEPT = 8;

  private final Needs[][] needs;
  private final Found[] kept = new Found[KEPT];

  Gaps(Needs[][] needs) {
    this.needs = needs;
    for (int i = 0; i < KEPT; i++) {
      kept[i] = new Found((needs.length + 63) >> 6);
    }
  }

  /** What a combination of missing data means for each rule, a bit a rule. */
  static final class Found {
    /** Rules of which no branch has all its data. */
    final long[] none;

    /** Rules of which some branches have all their data, and some have not. */
    final long[] partly;

    private boolean isFilled;
    private long missingItems;
    private boolean seenUncovered;
    private boolean signalsUncovered;
    private boolean[] uncovered = new boolean[0];

    private Found(int words) {
      none = new long[words];
      partly = new long[words];
    }

    private boolean isOf(Availability availability) {
      if (!isFilled
          || missingItems != availability.missingItems()
          || seenUncovered != availability.isSeenUncovered()
          || signalsUncovered != availability.isSignalsUncovered()) {
        return false;
      }
      for (int i = 0; i < uncovered.length; i++) {
        if (uncovered[i] != availability.isAggregateUncovered(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** What the missing data means; good until the next call. */
  Found of(Availability availability) {
    long mixed = availability.missingItems() * 0x9E3779B97F4A7C15L;
    Found found = kept[(int) (mixed >>> 61)];
    if (!found.isOf(availability)) {
      fill(found, availability);
    }
    return found;
  }

  private void fill(Found found, Availability availability) {
    found.isFilled = true;
    found.missingItems = availability.missingItems();
    found.seenUncovered = availability.isSeenUncovered();
    found.signalsUncovered = availability.isSignalsUncovered();
    if (found.uncovered.length != availability.aggregates()) {
      found.uncovered = new boolean[availability.aggregates()];
    }
    for (int i = 0; i < found.uncovered.length; i++) {
      found.uncovered[i] = availability.isAggregateUncovered(i);
    }
    Arrays.fill(found.none, 0);
    Arrays.fill(found.partly, 0);
    for (int rule = 0; rule < needs.length; rule++) {
      int met = 0;
      for (Needs branch : needs[rule]) {
        met += branch.areMet(availability) ? 1 : 0;
      }
      if (met == 0) {
        found.none[rule >> 6] |= 1L << rule;
      } else if (met < needs[rule].length) {
        found.partly[rule >> 6] |= 1L << rule;
      }
    }
  }
}
