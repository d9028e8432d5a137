package io.riskgate.core.memory;

import io.riskgate.core.memory.AggregatePlan.Scope;
import io.riskgate.core.spi.RiskStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which rings are recorded, since when, and how far back they have been retained. Immutable.
 *
 * <p>Accounts always record what they pay and receive; other rings are recorded while a schema in
 * force reads them. All are pruned by the longest window in force. Where that grows, what lies
 * further back than the window before may be gone already: each such step is remembered, because
 * aggregates with windows up to the one before have lost nothing by it.
 */
final class Recording {
  /** Steps beyond this are merged with the oldest, which only makes windows look less covered. */
  private static final int STEPS_MAX = 16;

  /**
   * The longest window grew.
   *
   * @param fromWindowMs how long it was
   * @param retainedSinceMs what had been retained then
   */
  private record Step(long fromWindowMs, long retainedSinceMs) {
    Step and(Step other) {
      return new Step(
          Math.min(fromWindowMs, other.fromWindowMs),
          Math.max(retainedSinceMs, other.retainedSinceMs));
    }
  }

  private final EnumMap<Scope, Long> sinceMs;
  private final List<Step> steps;

  /** The longest window in force, in milliseconds. */
  final long longestWindowMs;

  private Recording(Map<Scope, Long> sinceMs, long longestWindowMs, List<Step> steps) {
    this.sinceMs = new EnumMap<>(Scope.class);
    this.sinceMs.putAll(sinceMs);
    this.longestWindowMs = longestWindowMs;
    this.steps = steps;
  }

  /** Nothing was declared yet. */
  static Recording none() {
    return new Recording(Map.of(), 0, List.of());
  }

  /** What is recorded once other schemas are in force. */
  Recording of(Collection<AggregatePlan> inForce, long nowMs) {
    long began = isFirst() ? RiskStore.SINCE_EVER_MS : nowMs;
    Map<Scope, Long> since = new EnumMap<>(Scope.class);
    for (Scope always : List.of(Scope.PAYER_OUT, Scope.PAYER_IN, Scope.PAYEE_OUT, Scope.PAYEE_IN)) {
      since.put(always, RiskStore.SINCE_EVER_MS);
    }
    long longest = 0;
    for (AggregatePlan plan : inForce) {
      longest = Math.max(longest, plan.longestWindowMs);
      for (Scope scope : plan.scopes()) {
        since.putIfAbsent(scope, sinceMs.getOrDefault(scope, began));
      }
    }
    List<Step> all = new ArrayList<>(steps);
    if (!isFirst() && longest > longestWindowMs) {
      all.add(new Step(longestWindowMs, nowMs - longestWindowMs));
      if (all.size() > STEPS_MAX) {
        all.set(1, all.get(0).and(all.get(1)));
        all.remove(0);
      }
    }
    return new Recording(since, longest, List.copyOf(all));
  }

  private boolean isFirst() {
    return sinceMs.isEmpty();
  }

  boolean records(Scope scope) {
    return sinceMs.containsKey(scope);
  }

  /** Since when a window over a ring finds all its events; never where it is not recorded. */
  long coveredSinceMs(Scope scope, long windowMs) {
    long covered = sinceMs.getOrDefault(scope, Long.MAX_VALUE);
    if (windowMs > longestWindowMs) {
      return Long.MAX_VALUE;
    }
    for (Step step : steps) {
      if (windowMs > step.fromWindowMs()) {
        covered = Math.max(covered, step.retainedSinceMs());
      }
    }
    return covered;
  }
}
