package io.riskgate.workbench.story;

import io.riskgate.core.Alert;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.CustomerRisk;
import io.riskgate.core.MovementExport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.RiskLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be expected of notices, controls, events, risk and movements of an account. */
final class AccountExpectations {
  /** The kinds, in the order in which {@code docs/stories.md} describes them. */
  static final List<ExpectationKind> ALL =
      List.of(
          Checks.word(
              Subject.NOTICE,
              "notice",
              r -> Expectations.names(NoticeStatus.State.values()),
              notice -> notice.state().name()),
          Checks.time(Subject.NOTICE, "confirmBy", NoticeStatus::confirmationDueAt),
          Checks.time(Subject.NOTICE, "lapsesAt", NoticeStatus::lapsesAt),
          Checks.inOrder(
              Subject.NOTICES,
              "notices",
              answer -> answer.notices().stream().map(AccountExpectations::told).toList()),
          Checks.flag("overdue", "it is overdue", AccountExpectations::overdue),
          Checks.flag("late", "it was confirmed late", AccountExpectations::late),
          Checks.exactly(
              Subject.STEP,
              "events",
              r -> EventKinds.NAMES,
              happening -> happening.events().stream().map(EventKinds::name).toList()),
          Checks.exactly(
              Subject.STEP,
              "informs",
              r -> Expectations.names(RiskEvent.Addressee.values()),
              AccountExpectations::informed),
          Checks.exactly(
              Subject.STEP,
              "institutions",
              r -> List.of(),
              happening ->
                  happening.events(RiskEvent.PaymentInstitutionNotice.class).stream()
                      .map(RiskEvent.PaymentInstitutionNotice::payee)
                      .toList()),
          Checks.exactly(
              Subject.IN_FORCE,
              "inForce",
              r -> List.of(),
              answer -> answer.controls().stream().map(Control::id).toList()),
          Checks.lines(
              Subject.HISTORY,
              "history",
              history -> history.entries().stream().map(AccountExpectations::told).toList()),
          Checks.word(
              Subject.RISK,
              "level",
              r -> Expectations.names(RiskLevel.values()),
              risk -> risk.level().name()),
          Checks.number(Subject.RISK, "riskScore", "is", CustomerRisk::score, Integer::equals),
          Checks.inOrder(Subject.EXPORT, "movements", AccountExpectations::ids),
          Checks.flag("whole", "the export is whole", AccountExpectations::whole));

  private AccountExpectations() {}

  private static List<String> informed(Happening happening) {
    return happening.events(RiskEvent.NoticeConfirmed.class).stream()
        .flatMap(event -> event.informs().stream().sorted())
        .map(Enum::name)
        .toList();
  }

  /** A notice as it is told: its number and where it stands. */
  static String told(NoticeStatus notice) {
    return notice.notice().number() + " " + notice.state();
  }

  /** An entry as it is told: what happened to which control, who did it and why. */
  static String told(ControlHistory.Entry entry) {
    return "%s %s %s by %s: %s"
        .formatted(
            entry.control().kind(), entry.control().id(), entry.what(), entry.by(), entry.why());
  }

  private static List<String> ids(MovementExport export) {
    return export.entries().stream().map(entry -> entry.reference().id()).toList();
  }

  private static @Nullable Boolean overdue(Happening happening) {
    NoticeStatus notice = happening.answer(NoticeStatus.class);
    if (notice != null) {
      return notice.overdue();
    }
    Alert alert = happening.alert();
    return alert == null ? null : alert.isOverdue();
  }

  private static @Nullable Boolean late(Happening happening) {
    NoticeStatus notice = happening.answer(NoticeStatus.class);
    return notice == null ? null : notice.isConfirmedLate();
  }

  private static @Nullable Boolean whole(Happening happening) {
    MovementExport export = Subject.EXPORT.finder().in(happening);
    return export == null ? null : export.isWhole();
  }
}
