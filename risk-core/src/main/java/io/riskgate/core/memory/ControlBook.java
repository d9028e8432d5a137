package io.riskgate.core.memory;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.ControlHistory.What;
import io.riskgate.core.NoticeStatus.Step;
import io.riskgate.core.Reference;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredNotice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The controls on one account, what became of them, and its stop-payment notices. Guarded by the
 * lock of the account.
 *
 * <p>Caps: {@value #CONTROLS_MAX} controls in force, where another is refused; {@value
 * #HISTORY_MAX} entries of history, where the oldest go first but for those that say how a control
 * in force came to be as it is; {@value #NOTICES_MAX} notices, where the oldest that is over goes
 * first. Since a notice in force is a control, there is always one that is over.
 */
final class ControlBook {
  static final int CONTROLS_MAX = 64;
  static final int HISTORY_MAX = 512;
  static final int NOTICES_MAX = 128;

  private List<Control> controls = List.of();
  private final List<ControlHistory.Entry> history = new ArrayList<>(2);
  private long dropped;
  private final List<StoredNotice> notices = new ArrayList<>(0);

  /** The controls in force; what has lapsed is dropped, and entered in the history. */
  List<Control> inForce(long nowMs) {
    for (Control control : controls) {
      if (!control.isInForce(nowMs)) {
        lapse(nowMs);
        break;
      }
    }
    return controls;
  }

  private void lapse(long nowMs) {
    List<Control> lapsed = new ArrayList<>();
    List<Control> stay = new ArrayList<>(controls.size());
    for (Control control : controls) {
      (control.isInForce(nowMs) ? stay : lapsed).add(control);
    }
    controls = List.copyOf(stay);
    lapsed.sort((a, b) -> ended(a).compareTo(ended(b)));
    for (Control control : lapsed) {
      // One that had ended before it was set lapsed when it was set.
      Instant ended = ended(control);
      Instant last = history.isEmpty() ? ended : history.get(history.size() - 1).at();
      enter(control, What.LAPSED, ended.isAfter(last) ? ended : last, control.by(), control.why());
    }
  }

  private static Instant ended(Control control) {
    Instant until = control.until();
    return until == null ? Instant.MAX : until;
  }

  /**
   * Sets a control.
   *
   * @throws IllegalArgumentException if its id is the number of a notice in force
   * @throws StoreException if there is no room
   */
  void impose(Control control, long nowMs) {
    StoredNotice notice = notice(control.id());
    if (notice != null && notice.state(nowMs).isInForce()) {
      throw new IllegalArgumentException(
          "Control "
              + control.id()
              + " is that of a stop-payment notice in force: extend or lift the notice, or give the"
              + " control another id");
    }
    set(control, nowMs);
  }

  private void set(Control control, long nowMs) {
    boolean isKnown = inForce(nowMs).stream().anyMatch(c -> c.id().equals(control.id()));
    if (!isKnown && controls.size() >= CONTROLS_MAX) {
      throw new StoreException(
          "An account takes at most " + CONTROLS_MAX + " controls; lift old ones");
    }
    put(control);
    enter(
        control,
        isKnown ? What.REPLACED : What.IMPOSED,
        Instant.ofEpochMilli(nowMs),
        control.by(),
        control.why());
  }

  private void put(Control control) {
    List<Control> changed = new ArrayList<>(controls);
    changed.removeIf(c -> c.id().equals(control.id()));
    changed.add(control);
    controls = List.copyOf(changed);
  }

  /** Lifts a control, and the notice that it is of; whether there was one. */
  boolean lift(String controlId, String by, String why, long nowMs) {
    Control lifted = find(controlId, nowMs);
    if (lifted == null) {
      return false;
    }
    List<Control> changed = new ArrayList<>(controls);
    changed.remove(lifted);
    controls = List.copyOf(changed);
    Step step = new Step(by, why, Instant.ofEpochMilli(nowMs));
    enter(lifted, What.LIFTED, step.at(), by, why);
    StoredNotice notice = notice(controlId);
    if (notice != null && notice.state(nowMs).isInForce()) {
      replace(notice.lifted(step));
    }
    return true;
  }

  private @Nullable Control find(String controlId, long nowMs) {
    for (Control control : inForce(nowMs)) {
      if (control.id().equals(controlId)) {
        return control;
      }
    }
    return null;
  }

  /** What became of the controls. */
  ControlHistory history(long nowMs) {
    inForce(nowMs);
    return new ControlHistory(history, dropped);
  }

  private void enter(Control control, What what, Instant at, String by, String why) {
    history.add(new ControlHistory.Entry(control, what, at, by, why));
    if (history.size() > HISTORY_MAX) {
      int oldest = 0;
      while (isOfOneInForce(oldest)) {
        oldest++; // there are fewer controls than entries
      }
      history.remove(oldest);
      dropped++;
    }
  }

  /** Whether an entry is the last that set a control which is in force. */
  private boolean isOfOneInForce(int index) {
    ControlHistory.Entry entry = history.get(index);
    if (!sets(entry) || !controls.contains(entry.control())) {
      return false;
    }
    for (int i = index + 1; i < history.size(); i++) {
      if (sets(history.get(i)) && history.get(i).control().id().equals(entry.control().id())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sets(ControlHistory.Entry entry) {
    return switch (entry.what()) {
      case IMPOSED, REPLACED, EXTENDED -> true;
      case LIFTED, LAPSED, CONFIRMED -> false;
    };
  }

  /** Keeps a notice and sets its control, unless its number is known; whether it was new. */
  boolean receive(StoredNotice received, Control control, long nowMs) {
    if (notice(received.notice().number()) != null) {
      return false;
    }
    set(control, nowMs);
    if (notices.size() >= NOTICES_MAX) {
      for (StoredNotice notice : notices) {
        if (!notice.state(nowMs).isInForce()) {
          notices.remove(notice);
          break;
        }
      }
    }
    notices.add(received);
    return true;
  }

  /** Says which transfers a notice moved to HELD; the notice as it is then. */
  StoredNotice hold(String number, List<Reference> moved) {
    StoredNotice notice = notice(number);
    if (notice == null) {
      throw new StoreException("The notice is no longer remembered");
    }
    return moved.isEmpty() ? notice : replace(notice.holding(moved));
  }

  /** Replaces a notice by its next revision; false where another change came first. */
  boolean change(StoredNotice next, long nowMs) {
    StoredNotice before = notice(next.notice().number());
    if (before == null || before.revision() != next.revision() - 1) {
      return false;
    }
    inForce(nowMs); // what has lapsed by now comes first in the history
    Control control = controlOf(next);
    Step confirmed = next.confirmed();
    if (confirmed != null && before.confirmed() == null) {
      enter(control, What.CONFIRMED, confirmed.at(), confirmed.by(), confirmed.why());
    }
    Step extended = next.extended();
    if (extended != null && before.extended() == null) {
      put(control);
      enter(control, What.EXTENDED, extended.at(), extended.by(), extended.why());
    }
    replace(next);
    return true;
  }

  /** The control that carries out a notice. */
  static Control controlOf(StoredNotice notice) {
    return Control.stopPayment(
        notice.notice().number(),
        notice.notice().tenant(),
        notice.notice().account(),
        Instant.ofEpochMilli(notice.lapsesAtMs()),
        notice.notice().authority(),
        notice.notice().reason());
  }

  private StoredNotice replace(StoredNotice next) {
    notices.replaceAll(n -> n.notice().number().equals(next.notice().number()) ? next : n);
    return next;
  }

  @Nullable StoredNotice notice(String number) {
    for (StoredNotice notice : notices) {
      if (notice.notice().number().equals(number)) {
        return notice;
      }
    }
    return null;
  }

  List<StoredNotice> notices() {
    return List.copyOf(notices);
  }

  /** Whether there is nothing in it that must be kept. */
  boolean isEmpty() {
    return history.isEmpty();
  }
}
