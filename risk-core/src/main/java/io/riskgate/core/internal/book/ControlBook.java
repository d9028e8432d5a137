package io.riskgate.core.internal.book;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.ControlHistory.What;
import io.riskgate.core.NoticeStatus.Step;
import io.riskgate.core.Reference;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The controls on one account, what became of them, and its stop-payment notices. Guarded by the
 * lock of the account or record.
 *
 * <p>Caps: {@value #CONTROLS_MAX} controls in force that stop something and as many that stop
 * nothing, where another is refused: a customer with many trusted payees can still be frozen.
 * Notices have no such cap, as an authority's order must not be refused; each ends by itself.
 * {@value #NOTICES_MAX} notices, where the oldest that is over goes first and all in force stay.
 * {@value #HISTORY_MAX} entries of history: first go replacements that the same hand has replaced
 * since, as a rule does that restricts again and again, then the oldest; never those that say how a
 * control in force came to be as it is.
 */
public final class ControlBook {
  static final int CONTROLS_MAX = 64;
  static final int HISTORY_MAX = 512;
  static final int NOTICES_MAX = 128;

  /** Clocks that differ by less bring nothing back: threads work with clocks a little behind. */
  private static final long CLOCKS_DIFFER_MS = Duration.ofMinutes(2).toMillis();

  private List<Control> controls = List.of();

  /** The clock by which controls lapsed last. */
  private long lapsedUpToMs = Long.MIN_VALUE / 2;

  private final List<ControlHistory.Entry> history = new ArrayList<>(2);
  private long dropped;
  private final List<StoredNotice> notices = new ArrayList<>(0);

  /**
   * The controls in force; what has lapsed is dropped, and entered in the history. Where a clock
   * that was ahead has been set right, what lapsed by it comes back.
   */
  public List<Control> inForce(long nowMs) {
    if (nowMs < lapsedUpToMs - CLOCKS_DIFFER_MS) {
      restore(nowMs);
    }
    for (Control control : controls) {
      if (!control.isInForce(nowMs)) {
        lapse(nowMs);
        break;
      }
    }
    return controls;
  }

  private void restore(long nowMs) {
    lapsedUpToMs = nowMs;
    Set<String> known = new HashSet<>();
    for (Control control : controls) {
      known.add(control.id());
    }
    List<Control> back = new ArrayList<>(0);
    for (int i = history.size() - 1; i >= 0; i--) {
      ControlHistory.Entry entry = history.get(i);
      boolean isLast = entry.what() != What.CONFIRMED && known.add(entry.control().id());
      if (isLast && entry.what() == What.LAPSED && entry.control().isInForce(nowMs)) {
        back.add(0, entry.control()); // in the order in which they lapsed
      }
    }
    for (Control control : back) {
      set(control, null, nowMs);
    }
  }

  private void lapse(long nowMs) {
    lapsedUpToMs = nowMs;
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
   * @throws StoreException if there is no room for another that stops something, or nothing
   */
  public void impose(Control control, long nowMs) {
    StoredNotice notice = notice(control.id());
    if (notice != null && notice.state(nowMs).isInForce()) {
      throw new IllegalArgumentException(
          "Control "
              + control.id()
              + " is that of a stop-payment notice in force: extend or lift the notice, or give the"
              + " control another id");
    }
    Control before = find(control.id(), nowMs);
    if ((before == null || stops(before) != stops(control)) && isFull(stops(control))) {
      throw new StoreException(
          "An account takes at most "
              + CONTROLS_MAX
              + (stops(control) ? " controls that stop something" : " controls that stop nothing")
              + "; lift old ones");
    }
    set(control, before, nowMs);
  }

  private boolean isFull(boolean stopping) {
    return controls.stream().filter(c -> stops(c) == stopping && !isOfNotice(c)).count()
        >= CONTROLS_MAX;
  }

  private static boolean stops(Control control) {
    return switch (control.kind()) {
      case STOP_PAYMENT, FREEZE, WITHDRAWAL_RESTRICTION -> true;
      case LIMIT, TRUSTED_PAYEE, WATCH -> false;
    };
  }

  private void set(Control control, @Nullable Control before, long nowMs) {
    put(control, before);
    enter(
        control,
        before == null ? What.IMPOSED : What.REPLACED,
        Instant.ofEpochMilli(nowMs),
        control.by(),
        control.why());
  }

  private void put(Control control, @Nullable Control before) {
    List<Control> changed = new ArrayList<>(controls);
    changed.remove(before);
    changed.add(control);
    controls = List.copyOf(changed);
  }

  /** Lifts a control, and the notice that it is of; whether there was one. */
  public boolean lift(String controlId, String by, String why, long nowMs) {
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

  /** The control of an id: where a notice has come to stand beside another, that of the notice. */
  private @Nullable Control find(String controlId, long nowMs) {
    Control found = null;
    for (Control control : inForce(nowMs)) {
      if (control.id().equals(controlId) && (found == null || isOfNotice(control))) {
        found = control;
      }
    }
    return found;
  }

  private boolean isOfNotice(Control control) {
    StoredNotice notice = notice(control.id());
    return notice != null && notice.lifted() == null && control.equals(controlOf(notice));
  }

  /** What became of the controls. */
  public ControlHistory history(long nowMs) {
    inForce(nowMs);
    return new ControlHistory(history, dropped);
  }

  private void enter(Control control, What what, Instant at, String by, String why) {
    history.add(new ControlHistory.Entry(control, what, at, by, why));
    while (history.size() > HISTORY_MAX) {
      int leaving = leastWanted();
      if (leaving < 0) {
        return;
      }
      history.remove(leaving);
      dropped++;
    }
  }

  /** The entry that is to go; -1 where all but the last tell of controls in force. */
  private int leastWanted() {
    Set<Control> toTell = new HashSet<>(controls);
    Map<String, ControlHistory.Entry> setNext = new HashMap<>();
    int oldest = -1;
    int superseded = -1;
    for (int i = history.size() - 1; i >= 0; i--) {
      ControlHistory.Entry entry = history.get(i);
      boolean isToStay = i == history.size() - 1;
      if (sets(entry)) {
        isToStay |= toTell.remove(entry.control()); // its last one
        ControlHistory.Entry next = setNext.put(entry.control().id(), entry);
        if (!isToStay && next != null && isSuperseded(entry, next)) {
          superseded = i;
        }
      }
      if (!isToStay) {
        oldest = i;
      }
    }
    return superseded >= 0 ? superseded : oldest;
  }

  /** Whether one hand has replaced a control twice over, so that the first time tells little. */
  private static boolean isSuperseded(ControlHistory.Entry entry, ControlHistory.Entry next) {
    return entry.what() == What.REPLACED
        && next.what() == What.REPLACED
        && entry.control().kind() == next.control().kind()
        && entry.by().equals(next.by());
  }

  private static boolean sets(ControlHistory.Entry entry) {
    return switch (entry.what()) {
      case IMPOSED, REPLACED, EXTENDED -> true;
      case LIFTED, LAPSED, CONFIRMED -> false;
    };
  }

  /**
   * Keeps a notice and sets its control, unless its number is known; whether it was new. A control
   * that happens to have its number as id stays beside it where it does more than the notice or
   * lasts longer, so that a freeze does not end with the notice.
   */
  public boolean receive(StoredNotice received, Control control, long nowMs) {
    if (notice(received.notice().number()) != null) {
      return false;
    }
    Control known = find(control.id(), nowMs);
    set(control, known != null && isWithin(known, received) ? known : null, nowMs);
    for (int i = 0; i < notices.size() && notices.size() >= NOTICES_MAX; ) {
      if (notices.get(i).state(nowMs).isInForce()) {
        i++;
      } else {
        notices.remove(i);
      }
    }
    notices.add(received);
    return true;
  }

  private static boolean isWithin(Control control, StoredNotice notice) {
    return control.kind() == Control.Kind.STOP_PAYMENT && !control.isInForce(notice.lapsesAtMs());
  }

  /** Says which transfers a notice moved to HELD; the notice as it is then. */
  public StoredNotice hold(String number, List<Reference> moved) {
    StoredNotice notice = notice(number);
    if (notice == null) {
      throw new StoreException("The notice is no longer remembered");
    }
    return moved.isEmpty() ? notice : replace(notice.holding(moved));
  }

  /** Replaces a notice by its next revision; false where another change came first. */
  public boolean change(StoredNotice next, long nowMs) {
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
      put(control, controlOf(before));
      enter(control, What.EXTENDED, extended.at(), extended.by(), extended.why());
    }
    replace(next);
    return true;
  }

  /** The control that carries out a notice. */
  public static Control controlOf(StoredNotice notice) {
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

  public @Nullable StoredNotice notice(String number) {
    for (StoredNotice notice : notices) {
      if (notice.notice().number().equals(number)) {
        return notice;
      }
    }
    return null;
  }

  public List<StoredNotice> notices() {
    return List.copyOf(notices);
  }

  /** Whether there is nothing in it that must be kept. */
  public boolean isEmpty() {
    return history.isEmpty();
  }

  /** Whether what is told at a clock is what stands here already. */
  public boolean isUpToDate(long nowMs) {
    if (nowMs < lapsedUpToMs - CLOCKS_DIFFER_MS) {
      return false;
    }
    for (Control control : controls) {
      if (!control.isInForce(nowMs)) {
        return false;
      }
    }
    return true;
  }

  /** Another with the same in it. */
  public ControlBook copy() {
    return of(kept());
  }

  // ---- to be written down

  /**
   * All that is in a book.
   *
   * @param controls the controls in force when it was looked at last
   * @param lapsedUpToMs the clock by which controls lapsed last
   * @param history what became of them
   * @param dropped how many entries of the history were dropped
   * @param notices the notices
   */
  public record Kept(
      List<Control> controls,
      long lapsedUpToMs,
      List<ControlHistory.Entry> history,
      long dropped,
      List<StoredNotice> notices) {
    /** Copies the lists. */
    public Kept {
      controls = List.copyOf(controls);
      history = List.copyOf(history);
      notices = List.copyOf(notices);
    }
  }

  /** All that is in it. */
  public Kept kept() {
    return new Kept(controls, lapsedUpToMs, history, dropped, notices);
  }

  /** A book with all that was in another. */
  public static ControlBook of(Kept kept) {
    ControlBook book = new ControlBook();
    book.controls = kept.controls();
    book.lapsedUpToMs = kept.lapsedUpToMs();
    book.history.addAll(kept.history());
    book.dropped = kept.dropped();
    book.notices.addAll(kept.notices());
    return book;
  }
}
