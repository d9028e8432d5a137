package io.riskgate.workbench.backtest;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What two packs decided on the same transfers. */
final class Flips {
  private static final int OUTCOMES = Outcome.values().length;

  private final Examples[] fraud = new Examples[OUTCOMES * OUTCOMES];
  private final Examples[] honest = new Examples[OUTCOMES * OUTCOMES];
  private final long[] same = new long[OUTCOMES];
  private long compared;
  private long flipped;

  /**
   * The transfers that two packs decided in a given way.
   *
   * @param from what the baseline decided
   * @param to what the pack decided
   * @param fraud the fraudulent ones
   * @param honest the others
   */
  record Pair(Outcome from, Outcome to, Examples fraud, Examples honest) {
    long count() {
      return fraud.count() + honest.count();
    }
  }

  Flips() {
    for (int i = 0; i < fraud.length; i++) {
      fraud[i] = new Examples();
      honest[i] = new Examples();
    }
  }

  void add(Replayed replayed, Decision decision, Decision baseline) {
    compared++;
    int from = baseline.decidedOutcome().ordinal();
    int to = decision.decidedOutcome().ordinal();
    if (from == to) {
      same[to]++;
      return;
    }
    flipped++;
    (replayed.isFraud() ? fraud : honest)[from * OUTCOMES + to].add(replayed, decision, baseline);
  }

  /** How many transfers were compared. */
  long compared() {
    return compared;
  }

  /** How many have another outcome. */
  long flipped() {
    return flipped;
  }

  /** How many have this outcome in both. */
  long same(Outcome outcome) {
    return same[outcome.ordinal()];
  }

  /** The pairs of different outcomes that occurred. */
  List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (Outcome from : Outcome.values()) {
      for (Outcome to : Outcome.values()) {
        int at = from.ordinal() * OUTCOMES + to.ordinal();
        Pair pair = new Pair(from, to, fraud[at], honest[at]);
        if (pair.count() > 0) {
          pairs.add(pair);
        }
      }
    }
    return pairs;
  }
}
