package io.riskgate.stores.tck;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.ControlHistory.What;
import io.riskgate.core.NoticeStatus.Step;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredNotice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The controls on one account, what became of them, and its notices; with a clock that only goes
 * on.
 */
final class NaiveBook {
  private static final int CONTROLS_MAX = 64;

  /** Clocks that differ by less bring nothing back. */
  private static final long CLOCKS_DIFFER_MS = 2 * Kit.MINUTE_MS;

  final List<Control> controls = new ArrayList<>();
  final List<ControlHistory.Entry> history = new ArrayList<>();
  final List<StoredNotice> notices = new ArrayList<>();

  /** What lapsed, by a clock that may have been ahead, and whose id was not used since. */
  private final List<Control> lapsedByClock = new ArrayList<>();

  private long lapsedUpToMs = Long.MIN_VALUE / 2;

  /** Lets what has ended by the clock lapse, in the order in which it ended. */
  void at(long nowMs) {
    if (nowMs < lapsedUpToMs - CLOCKS_DIFFER_MS) {
      lapsedUpToMs = nowMs;
      for (Control c : List.copyOf(lapsedByClock)) {
        if (c.isInForce(nowMs)) {
          set(c, null, nowMs);
        }
      }
    }
    List<Control> lapsed =
        controls.stream()
            .filter(c -> !c.isInForce(nowMs))
            .sorted(Comparator.comparing(NaiveBook::end))
            .toList();
    controls.removeAll(lapsed);
    if (!lapsed.isEmpty()) {
      lapsedUpToMs = nowMs;
    }
    for (Control c : lapsed) {
      // One that had ended before it was set lapsed when it was set.
      Instant last = history.get(history.size() - 1).at();
      Instant at = end(c).isAfter(last) ? end(c) : last;
      history.add(new ControlHistory.Entry(c, What.LAPSED, at, c.by(), c.why()));
      lapsedByClock.add(c);
    }
  }

  private static Instant end(Control c) {
    return Objects.requireNonNull(c.until(), "what lapses has an end");
  }

  void impose(Control control, long nowMs) {
    at(nowMs);
    StoredNotice notice = notice(control.id());
    if (notice != null && notice.state(nowMs).isInForce()) {
      throw new IllegalArgumentException("The id is the number of a notice in force");
    }
    Control before = find(control.id());
    long ofItsSort =
        controls.stream().filter(c -> stops(c) == stops(control) && !isOfNotice(c)).count();
    if ((before == null || stops(before) != stops(control)) && ofItsSort >= CONTROLS_MAX) {
      throw new StoreException("No room for another control");
    }
    set(control, before, nowMs);
  }

  private static boolean stops(Control c) {
    return switch (c.kind()) {
      case STOP_PAYMENT, FREEZE, WITHDRAWAL_RESTRICTION -> true;
      case LIMIT, TRUSTED_PAYEE, WATCH -> false;
    };
  }

  private void set(Control control, @Nullable Control before, long nowMs) {
    if (before != null) {
      controls.remove(before);
    }
    controls.add(control);
    lapsedByClock.removeIf(c -> c.id().equals(control.id()));
    enter(control, before == null ? What.IMPOSED : What.REPLACED, step(control, nowMs));
  }

  private static Step step(Control control, long nowMs) {
    return new Step(control.by(), control.why(), Instant.ofEpochMilli(nowMs));
  }

  private void enter(Control control, What what, Step step) {
    history.add(new ControlHistory.Entry(control, what, step.at(), step.by(), step.why()));
  }

  boolean lift(String controlId, String by, String why, long nowMs) {
    at(nowMs);
    Control lifted = find(controlId);
    if (lifted == null) {
      return false;
    }
    controls.remove(lifted);
    Step step = new Step(by, why, Instant.ofEpochMilli(nowMs));
    enter(lifted, What.LIFTED, step);
    StoredNotice notice = notice(controlId);
    if (notice != null && notice.state(nowMs).isInForce()) {
      replace(notice.lifted(step));
    }
    return true;
  }

  /** The control of an id: that of a notice before another. */
  private @Nullable Control find(String controlId) {
    List<Control> found = controls.stream().filter(c -> c.id().equals(controlId)).toList();
    return found.stream()
        .filter(this::isOfNotice)
        .findFirst()
        .orElse(found.isEmpty() ? null : found.get(0));
  }

  private boolean isOfNotice(Control control) {
    StoredNotice notice = notice(control.id());
    return notice != null && notice.lifted() == null && control.equals(controlOf(notice));
  }

  /** Keeps a notice and sets its control; whether its number is new. */
  boolean receive(StoredNotice notice, long nowMs) {
    at(nowMs);
    String number = notice.notice().number();
    if (notice(number) != null) {
      return false;
    }
    Control known = find(number);
    boolean isWithin =
        known != null
            && known.kind() == Control.Kind.STOP_PAYMENT
            && !known.isInForce(notice.lapsesAtMs());
    set(controlOf(notice), isWithin ? known : null, nowMs);
    notices.add(notice);
    return true;
  }

  boolean change(StoredNotice next, long nowMs) {
    at(nowMs);
    StoredNotice before = notice(next.notice().number());
    if (before == null || before.revision() != next.revision() - 1) {
      return false;
    }
    Step confirmed = next.confirmed();
    if (confirmed != null && before.confirmed() == null) {
      enter(controlOf(next), What.CONFIRMED, confirmed);
    }
    Step extended = next.extended();
    if (extended != null && before.extended() == null) {
      controls.remove(controlOf(before));
      controls.add(controlOf(next));
      enter(controlOf(next), What.EXTENDED, extended);
    }
    replace(next);
    return true;
  }

  void replace(StoredNotice next) {
    notices.replaceAll(n -> n.notice().number().equals(next.notice().number()) ? next : n);
  }

  @Nullable StoredNotice notice(String number) {
    return notices.stream()
        .filter(n -> n.notice().number().equals(number))
        .findFirst()
        .orElse(null);
  }

  /** The control that carries a notice out. */
  static Control controlOf(StoredNotice n) {
    return Control.stopPayment(
        n.notice().number(),
        n.notice().tenant(),
        n.notice().account(),
        Instant.ofEpochMilli(n.lapsesAtMs()),
        n.notice().authority(),
        n.notice().reason());
  }
}
