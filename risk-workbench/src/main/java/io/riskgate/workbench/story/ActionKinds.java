package io.riskgate.workbench.story;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.UnknownAlertException;
import io.riskgate.core.UnknownReferenceException;
import java.util.List;

/** Every kind of step. */
final class ActionKinds {
  /** The kinds, in the order in which {@code docs/stories.md} describes them. */
  static final List<ActionKind> ALL =
      List.of(
          new ScoreStep(),
          new ObserveStep(),
          new SignalStep(),
          new ReportStep(),
          new VerifiedStep(),
          new ReleaseStep(),
          new ReferenceStep("settle", RiskEngine::settle),
          new ReferenceStep("cancel", RiskEngine::cancel),
          new ReferenceStep(
              "look",
              (engine, reference) ->
                  engine
                      .find(reference)
                      .orElseThrow(() -> new UnknownReferenceException(reference))),
          new ImposeStep(),
          new LiftStep(),
          new AccountStep(
              "controls",
              "controls in force on",
              (engine, tenant, account) -> new Happening.InForce(engine.controls(tenant, account))),
          new AccountStep("history", "who set and lifted what on", RiskEngine::controlHistory),
          new NoticeStep(),
          new NoticeActStep("confirm", "confirmed", "note", RiskEngine::confirmNotice),
          new NoticeActStep("extend", "extended", "why", RiskEngine::extendNotice),
          new AccountStep(
              "notices",
              "stop-payment notices on",
              (engine, tenant, account) -> new Happening.Notices(engine.notices(tenant, account))),
          new ReferenceStep(
              "alert",
              (engine, reference) ->
                  engine.alert(reference).orElseThrow(() -> new UnknownAlertException(reference))),
          new RespondStep(),
          new AlertsStep(),
          new StatisticsStep(),
          new SweepStep(),
          new RiskStep(),
          new MovementsStep());

  private ActionKinds() {}
}
