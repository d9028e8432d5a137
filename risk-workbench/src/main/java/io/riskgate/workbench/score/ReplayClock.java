package io.riskgate.workbench.score;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands where the replayed file is. */
final class ReplayClock implements InstantSource {
  private Instant now;

  ReplayClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Sets the clock; whoever replays sees to it that it goes forward only. */
  void set(Instant instant) {
    now = instant;
  }
}
