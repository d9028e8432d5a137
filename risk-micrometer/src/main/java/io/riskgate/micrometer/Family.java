package io.riskgate.micrometer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Meters that differ in one tag, whose values come from outside: made when they are met first, up
 * to a cap, and one for all others beyond it.
 */
final class Family<M> {
  private final ConcurrentHashMap<String, M> meters = new ConcurrentHashMap<>();
  private final int max;
  private final Function<String, M> maker;

  Family(int max, Function<String, M> maker) {
    this.max = max;
    this.maker = maker;
  }

  M of(String value) {
    @Nullable M known = meters.get(value);
    return known == null ? first(value) : known;
  }

  /** One at a time, so that the cap is exact. */
  private synchronized M first(String value) {
    // The meter for all others has a place beside the cap.
    boolean hasRoom = meters.size() - (meters.containsKey(RiskMetrics.OTHER) ? 1 : 0) < max;
    return meters.computeIfAbsent(hasRoom ? value : RiskMetrics.OTHER, maker);
  }
}
