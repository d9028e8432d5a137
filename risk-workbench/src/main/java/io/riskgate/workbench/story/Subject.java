package io.riskgate.workbench.story;

import io.riskgate.core.Alert;
import io.riskgate.core.AlertStatistics;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.CustomerRisk;
import io.riskgate.core.Decision;
import io.riskgate.core.MovementExport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.RiskEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an expectation is about. A happening that has no such thing meets none of them.
 *
 * @param name what to call it where there is none
 * @param finder finds it in what came of a step
 */
record Subject<T>(String name, Finder<T> finder) {
  static final Subject<Decision> DECISION = new Subject<>("decision", Happening::decision);
  static final Subject<Alert> ALERT = new Subject<>("alert", Happening::alert);
  static final Subject<NoticeStatus> NOTICE = answer("stop-payment notice", NoticeStatus.class);
  static final Subject<Happening.Notices> NOTICES =
      answer("list of notices", Happening.Notices.class);
  static final Subject<Happening.InForce> IN_FORCE =
      answer("list of controls in force", Happening.InForce.class);
  static final Subject<ControlHistory> HISTORY =
      answer("history of controls", ControlHistory.class);
  static final Subject<CustomerRisk> RISK = answer("risk of a customer", CustomerRisk.class);
  static final Subject<AlertStatistics.Counts> COUNTS =
      answer("statistics of alerts", AlertStatistics.Counts.class);

  /** The export that was asked for, or that goes out with the confirmation of a notice. */
  static final Subject<MovementExport> EXPORT =
      new Subject<>("export of movements", Subject::export);

  /** What came of the step itself, whatever it was, unless the engine refused. */
  static final Subject<Happening> STEP =
      new Subject<>("answer", happening -> happening.refusal() == null ? happening : null);

  /** Finds it, or null where there is none. */
  @FunctionalInterface
  interface Finder<T> {
    @Nullable T in(Happening happening);
  }

  private static <T> Subject<T> answer(String name, Class<T> kind) {
    return new Subject<>(name, happening -> happening.answer(kind));
  }

  private static @Nullable MovementExport export(Happening happening) {
    MovementExport asked = happening.answer(MovementExport.class);
    if (asked != null) {
      return asked;
    }
    List<RiskEvent.NoticeConfirmed> told = happening.events(RiskEvent.NoticeConfirmed.class);
    return told.isEmpty() ? null : told.get(0).movements();
  }

  /** A check of it. */
  Function<Happening, Optional<String>> check(Function<T, Optional<String>> check) {
    return happening -> {
      T found = finder.in(happening);
      return found == null
          ? Optional.of("there is no " + name + Checks.refusal(happening))
          : check.apply(found);
    };
  }
}
