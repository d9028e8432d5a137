package io.riskgate.core.internal;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.PackProblem.Severity;
import io.riskgate.core.pack.RulePack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From which event time on the windows of a pack are whole. An aggregate that is new with a pack
 * may ask for events that the store has not recorded until then, or has let go of. Immutable.
 */
final class Coverage {
  /** How {@link #warmingUntil} calls what is known of how long ago something was first seen. */
  static final String SEEN = "seen";

  /** How {@link #warmingUntil} calls the signals. */
  static final String SIGNALS = "signals";

  /**
   * A call that was under way when the store began to record may not have recorded; none takes as
   * long as this.
   */
  private static final long UNDER_WAY_MS = 60_000;

  private final String[] names;
  private final long[] storeFromMs;
  private final long[] fromMs;
  private final long seenFromMs;
  private final long signalsFromMs;
  private final long allFromMs;

  /**
   * Works it out.
   *
   * @param historyCompleteSinceMs from when on history as a whole is complete
   * @param storeSinceMs since when the store has all that each aggregate asks for
   * @param aheadMs how far event times may lie ahead of the clock: what lay ahead when the store
   *     began to record, it has not recorded
   */
  Coverage(RulePack pack, long historyCompleteSinceMs, long[] storeSinceMs, long aheadMs) {
    List<Aggregate> aggregates = pack.aggregates();
    names = aggregates.stream().map(Aggregate::name).toArray(String[]::new);
    storeFromMs = new long[names.length];
    fromMs = new long[names.length];
    seenFromMs = historyCompleteSinceMs + pack.policy().newnessHorizon().toMillis();
    signalsFromMs = historyCompleteSinceMs + TransferFacts.SIGNALS_KEPT.toMillis();
    long all = Math.max(seenFromMs, signalsFromMs);
    for (int i = 0; i < names.length; i++) {
      long windowMs = aggregates.get(i).reach().toMillis();
      storeFromMs[i] =
          storeSinceMs[i] <= historyCompleteSinceMs
              ? Long.MIN_VALUE
              : saturated(storeSinceMs[i], aheadMs + UNDER_WAY_MS + windowMs);
      fromMs[i] = Math.max(historyCompleteSinceMs + windowMs, storeFromMs[i]);
      all = Math.max(all, fromMs[i]);
    }
    allFromMs = all;
  }

  private static long saturated(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Whether everything is covered at an event time. */
  boolean isWhole(long atMs) {
    return atMs >= allFromMs;
  }

  /** Whether it can be said at an event time what is new. */
  boolean isSeenCovered(long atMs) {
    return atMs >= seenFromMs;
  }

  /** Whether every signal that rules may see would be known at an event time. */
  boolean isSignalsCovered(long atMs) {
    return atMs >= signalsFromMs;
  }

  /** Whether the window of an aggregate is covered at an event time. */
  boolean isCovered(int aggregate, long atMs) {
    return atMs >= fromMs[aggregate];
  }

  /** Whether the store did not yet record all that an aggregate asks for at an event time. */
  boolean isBehind(int aggregate, long atMs) {
    return atMs < storeFromMs[aggregate];
  }

  /** What is not covered yet, and from which event time on it will be. */
  Map<String, Instant> warmingUntil(Instant now) {
    Map<String, Instant> until = new LinkedHashMap<>();
    if (!isSeenCovered(now.toEpochMilli())) {
      until.put(SEEN, Instant.ofEpochMilli(seenFromMs));
    }
    if (!isSignalsCovered(now.toEpochMilli())) {
      until.put(SIGNALS, Instant.ofEpochMilli(signalsFromMs));
    }
    for (int i = 0; i < names.length; i++) {
      if (!isCovered(i, now.toEpochMilli())) {
        until.put(names[i], Instant.ofEpochMilli(fromMs[i]));
      }
    }
    return java.util.Collections.unmodifiableMap(until);
  }

  /** Names the aggregates that warm up because the store begins to record for them. */
  List<PackProblem> warnings(long nowMs) {
    List<PackProblem> found = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if (isBehind(i, nowMs)) {
        found.add(
            new PackProblem(
                Severity.WARNING,
                Succession.FILE,
                0,
                "",
                "aggregate "
                    + names[i]
                    + " counts from now on: rules that read it as little or new wait until "
                    + Instant.ofEpochMilli(storeFromMs[i]),
                ""));
      }
    }
    return found;
  }
}
