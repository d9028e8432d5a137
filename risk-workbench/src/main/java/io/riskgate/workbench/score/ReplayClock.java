package io.riskgate.workbench.score;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands where the replayed file is. */
public final class ReplayClock implements InstantSource {
  private Instant now;

  /** Starts at an instant. */
  public ReplayClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Sets the clock; whoever replays sees to it that it goes forward only. */
  public void set(Instant instant) {
    now = instant;
  }
}
