package io.riskgate.workbench.story;

import io.riskgate.core.Alert;
import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param answer what the engine answered: something of its own, or one of the records below; null
 *     where it refused or answers nothing
 * @param refusal why the engine refused, or null
 * @param remark what else happened, in a word; or empty
 * @param events what the bank's own systems were told meanwhile, in order
 * @param alerts what the bank's staff were told meanwhile, in order
 */
record Happening(
    @Nullable Object answer,
    @Nullable String refusal,
    String remark,
    List<RiskEvent> events,
    List<Alert> alerts) {
  /** Whether what was told was new, or what was to be lifted was there. */
  record Changed(boolean changed) {}

  /** Transfers that were moved to HELD. */
  record Moved(List<Reference> references) {}

  /** The alerts that were asked for. */
  record Alerts(List<Alert> alerts) {}

  /** The stop-payment notices that were asked for. */
  record Notices(List<NoticeStatus> notices) {}

  /** The controls in force on an account. */
  record InForce(List<Control> controls) {}

  /** Nothing is answered; what was told meanwhile is all. */
  static final Object NOTHING = "nothing";

  Happening {
    events = List.copyOf(events);
    alerts = List.copyOf(alerts);
  }

  /** The engine answered. */
  static Happening answered(Object answer) {
    return answered(answer, "");
  }

  /** The engine answered, and something else is to be said of it. */
  static Happening answered(Object answer, String remark) {
    return new Happening(answer, null, remark, List.of(), List.of());
  }

  /** The engine refused. */
  static Happening refused(String why) {
    return new Happening(null, why, "", List.of(), List.of());
  }

  /** The same, with what was told meanwhile. */
  Happening told(List<RiskEvent> toSystems, List<Alert> toStaff) {
    return new Happening(answer, refusal, remark, toSystems, toStaff);
  }

  /** The answer where it is one of that kind, else null. */
  <T> @Nullable T answer(Class<T> kind) {
    return kind.isInstance(answer) ? kind.cast(answer) : null;
  }

  /** The decision that was answered, or null. */
  @Nullable Decision decision() {
    return answer(Decision.class);
  }

  /** Whether anything changed; null where that is not told. */
  @Nullable Boolean changed() {
    Changed told = answer(Changed.class);
    return told == null ? null : told.changed();
  }

  /** The transfers that a control or a notice moved to HELD. */
  List<Reference> moved() {
    Moved moved = answer(Moved.class);
    NoticeStatus notice = answer(NoticeStatus.class);
    if (moved != null) {
      return moved.references();
    }
    return notice == null ? List.of() : notice.held();
  }

  /** The alert that was answered, or that a transfer raised; null where there is none. */
  @Nullable Alert alert() {
    Alert alert = answer(Alert.class);
    if (alert != null || decision() == null) {
      return alert;
    }
    return alerts.isEmpty() ? null : alerts.get(0);
  }

  /** The events of one kind. */
  <T extends RiskEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
