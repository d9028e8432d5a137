package io.riskgate.core;

import io.riskgate.core.pack.Limit;
import java.util.Objects;

/**
 * How far a limit is used, the decided transfer included.
 *
 * @param limit the limit
 * @param used what is used in the limit's window with this transfer, in the limit's unit: minor
 *     units of the base currency, or a count
 * @param max what may be used; differs from the pack's where a control on the account says so
 */
public record LimitUsage(Limit limit, long used, long max) {
  /** Checks that a limit is named. */
  public LimitUsage {
    Objects.requireNonNull(limit, "limit");
  }

  /** Whether this transfer takes usage above the limit (strictly greater). */
  public boolean isPassed() {
    return used > max;
  }
}
