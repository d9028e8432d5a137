package io.riskgate.workbench.story;

import io.riskgate.core.Alert;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.workbench.score.Replay;
import io.riskgate.workbench.score.ReplayClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine that a story is played on, with an empty history that is whole, its clock, and the
 * bank's systems and staff who hear of events and alerts.
 */
final class Stage implements AutoCloseable {
  private final ReplayClock clock;
  private final RiskEngine engine;
  private final List<RiskEvent> events = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();

  Stage(Story story, RulePack pack, DecisionLog log) {
    clock = new ReplayClock(story.start());
    engine =
        RiskEngine.builder()
            .rules(pack)
            .clock(clock)
            .historyCompleteSince(Replay.BEGINNING)
            .rates(story.rates())
            .events(events::add)
            .alerts(alerts::add)
            .decisionLog(log)
            .build();
  }

  RiskEngine engine() {
    return engine;
  }

  Instant now() {
    return clock.instant();
  }

  /** A step begins: what was told before belongs to earlier ones. */
  void goOnTo(Instant instant) {
    clock.set(instant);
    events.clear();
    alerts.clear();
  }

  /** What came of the step, with what was told meanwhile. */
  Happening told(Happening happening) {
    return happening.told(events, alerts);
  }

  @Override
  public void close() {
    engine.close();
  }
}
