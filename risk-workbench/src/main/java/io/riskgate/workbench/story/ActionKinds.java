package io.riskgate.workbench.story;

import io.riskgate.core.RiskEngine;
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
          new LiftStep());

  private ActionKinds() {}
}
