package io.riskgate.workbench.backtest;

import io.riskgate.workbench.score.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a history is replayed, and what of it is counted.
 *
 * @param settlement what becomes of a transfer after its decision
 * @param labelDelay how long after a transfer its fraud is reported, or null where it never is
 * @param warmUp for how long after the first row nothing is counted
 * @param from before when nothing is counted, or null; earlier rows are replayed all the same
 * @param to from when on nothing is replayed, or null
 */
public record BacktestPlan(
    Settlement settlement,
    @Nullable Duration labelDelay,
    Duration warmUp,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Checks that nothing mandatory is null. */
  public BacktestPlan {
    Objects.requireNonNull(settlement, "settlement");
    Objects.requireNonNull(warmUp, "warmUp");
  }

  /** Whether a row is counted. */
  boolean counts(Instant time, Instant firstTime) {
    return (from == null || !time.isBefore(from)) && !time.isBefore(firstTime.plus(warmUp));
  }

  /** Whether the replay ends before a row. */
  boolean endsBefore(Instant time) {
    return to != null && !time.isBefore(to);
  }
}
