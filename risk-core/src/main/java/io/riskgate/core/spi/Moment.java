package io.riskgate.core.spi;

import io.riskgate.core.pack.Limit;

/**
 * The clock at one instant, with the calendar windows of limits that it falls into.
 *
 * @param nowMs milliseconds since the epoch
 * @param day days since the epoch in the pack's zone
 * @param month months since the epoch in the pack's zone
 */
public record Moment(long nowMs, long day, long month) {
  /** The window of a limit that this instant falls into, as a number that only grows. */
  public long bucket(Limit limit) {
    return switch (limit.window()) {
      case SINGLE -> 0;
      case DAY -> day;
      case MONTH -> month;
    };
  }
}
