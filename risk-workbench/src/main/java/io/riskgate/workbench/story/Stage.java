package io.riskgate.workbench.story;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.pack.RulePack;
import io.riskgate.workbench.score.Replay;
import io.riskgate.workbench.score.ReplayClock;
import java.time.Instant;

/** The engine that a story is played on, with an empty history that is whole, and its clock. */
final class Stage implements AutoCloseable {
  private final ReplayClock clock;
  private final RiskEngine engine;

  Stage(Story story, RulePack pack) {
    clock = new ReplayClock(story.start());
    engine =
        RiskEngine.builder()
            .rules(pack)
            .clock(clock)
            .historyCompleteSince(Replay.BEGINNING)
            .rates(story.rates())
            .build();
  }

  RiskEngine engine() {
    return engine;
  }

  Instant now() {
    return clock.instant();
  }

  void goOnTo(Instant instant) {
    clock.set(instant);
  }

  @Override
  public void close() {
    engine.close();
  }
}
