package io.riskgate.core;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are wanted. Begin with {@link #ALL} and narrow it down.
 *
 * @param tenant the tenant, or null for all of them
 * @param states the states; empty for all
 * @param tiers the tiers; empty for all
 * @param overdueOnly whether only those that are open past their time to respond
 * @param from raised then or later; null for no bound
 * @param to raised before then; null for no bound
 * @param limit how many at most, 1 to {@value #LIMIT_MAX}; the ones raised first come first
 */
public record AlertQuery(
    @Nullable String tenant,
    Set<AlertState> states,
    Set<AlertTier> tiers,
    boolean overdueOnly,
    @Nullable Instant from,
    @Nullable Instant to,
    int limit) {
  /** How many alerts one answer may hold. */
  public static final int LIMIT_MAX = 10_000;

  /** Every alert, at most 1,000. */
  public static final AlertQuery ALL =
      new AlertQuery(null, Set.of(), Set.of(), false, null, null, 1_000);

  /** Copies the sets and checks the limit. */
  public AlertQuery {
    states = Set.copyOf(states);
    tiers = Set.copyOf(tiers);
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit is 1 to " + LIMIT_MAX + ", not " + limit);
    }
  }

  /** The same of one tenant. */
  public AlertQuery ofTenant(String value) {
    return new AlertQuery(value, states, tiers, overdueOnly, from, to, limit);
  }

  /** The same in these states alone. */
  public AlertQuery in(AlertState... values) {
    return new AlertQuery(tenant, Set.of(values), tiers, overdueOnly, from, to, limit);
  }

  /** The same of these tiers alone. */
  public AlertQuery of(AlertTier... values) {
    return new AlertQuery(tenant, states, Set.of(values), overdueOnly, from, to, limit);
  }

  /** The same, and overdue. */
  public AlertQuery overdue() {
    return new AlertQuery(tenant, states, tiers, true, from, to, limit);
  }

  /** The same, raised at or after one time and before another. */
  public AlertQuery between(Instant since, Instant before) {
    return new AlertQuery(tenant, states, tiers, overdueOnly, since, before, limit);
  }

  /** The same, at most so many. */
  public AlertQuery atMost(int value) {
    return new AlertQuery(tenant, states, tiers, overdueOnly, from, to, value);
  }
}
