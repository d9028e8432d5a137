package io.riskgate.core.memory;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoredNotice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one account, as payer and as payee. Guarded by its own lock. */
final class AccountState extends KeyState {
  private static final int OPEN_SWEEP_MIN = 16;

  /** What the account receives; {@link #out} holds what it pays. */
  final EventRing in = new EventRing();

  /** The account's dealings with each payee and on each device. */
  private @Nullable Dealings payees;

  private @Nullable Dealings devices;

  /** Controls, their history and notices; null while there never was any. */
  private @Nullable ControlBook book;

  /** Up to which event time its history was forgotten on demand. */
  private long forgottenUpToMs = History.NEVER;

  /** The entries from and to this account that a control would have to stop. */
  private final List<Entry> open = new ArrayList<>(2);

  private int openSweepAt = OPEN_SWEEP_MIN;

  @Override
  long lastSettledMs(long atMs) {
    return Math.max(lastSettledIn(out, atMs), lastSettledIn(in, atMs));
  }

  /** The dealings with a payee, created on first use. */
  KeyState payee(String id, int cap) {
    if (payees == null) {
      payees = new Dealings();
    }
    return payees.use(id, cap);
  }

  /** The dealings with a payee as they are, or null. */
  @Nullable KeyState peekPayee(String id) {
    return payees == null ? null : payees.peek(id);
  }

  /** When this account last paid a payee, as known at a time. */
  long lastPaidMs(KeyState dealings, String payee, long atMs) {
    long last = dealings.lastSeenMs(atMs);
    if (dealings.isSeenAfter(atMs)) {
      for (int i = out.size() - 1; i >= 0; i--) {
        Event event = out.get(i);
        if (event.timeMs <= atMs
            && event.state(Long.MAX_VALUE) == TransferState.SETTLED
            && event.transfer.payee().equals(payee)) {
          return Math.max(last, event.timeMs);
        }
      }
    }
    return last;
  }

  /** The dealings on a device, created on first use. */
  KeyState device(String id, int cap) {
    if (devices == null) {
      devices = new Dealings();
    }
    return devices.use(id, cap);
  }

  /** The dealings on a device as they are, or null. */
  @Nullable KeyState peekDevice(String id) {
    return devices == null ? null : devices.peek(id);
  }

  /** Whether dealings were dropped for lack of room, so that old ones may look new. */
  boolean isDealingsDropped() {
    return (payees != null && payees.isAnyDropped()) || (devices != null && devices.isAnyDropped());
  }

  void forgetPayee(String id) {
    if (payees != null) {
      payees.forget(id);
    }
  }

  /** Forgets what happened; controls, their history and notices are a duty, and stay. */
  void forgetHistory(long nowMs) {
    forgottenUpToMs = Math.max(forgottenUpToMs, nowMs);
    for (EventRing ring : List.of(out, in)) {
      if (ring.size() > 0) {
        forgottenUpToMs = Math.max(forgottenUpToMs, ring.get(ring.size() - 1).timeMs);
      }
      ring.clear();
    }
    payees = null;
    devices = null;
    forgetSeen();
  }

  /** From which event time on everything that was ever recorded is still here. */
  long wholeSinceMs() {
    long missingUpToMs =
        Math.max(forgottenUpToMs, Math.max(out.droppedUpToMs(), in.droppedUpToMs()));
    return missingUpToMs == History.NEVER ? RiskStore.SINCE_EVER_MS : missingUpToMs + 1;
  }

  /**
   * Registers an entry for controls to find; forgets closed ones now and then. An entry may come to
   * stand here twice when the same transfer is scored by two threads at once, which does no harm.
   */
  void register(Entry entry, boolean isNew, long nowMs) {
    entry.adopt();
    if (!isNew && open.contains(entry)) {
      return;
    }
    open.add(entry);
    if (open.size() >= openSweepAt) {
      open.removeIf(e -> e.abandonIfClosed(nowMs));
      openSweepAt = Math.max(OPEN_SWEEP_MIN, 2 * open.size());
    }
  }

  List<Entry> openEntries(long nowMs) {
    open.removeIf(e -> e.abandonIfClosed(nowMs));
    return List.copyOf(open);
  }

  void impose(Control control, long nowMs) {
    book().impose(control, nowMs);
  }

  boolean lift(String controlId, String by, String why, long nowMs) {
    return book != null && book.lift(controlId, by, why, nowMs);
  }

  /** The controls in force; lapsed ones are dropped. */
  List<Control> controls(long nowMs) {
    return book == null ? List.of() : book.inForce(nowMs);
  }

  ControlHistory controlHistory(long nowMs) {
    return book == null ? ControlHistory.NONE : book.history(nowMs);
  }

  List<StoredNotice> notices() {
    return book == null ? List.of() : book.notices();
  }

  /** The controls, their history and notices, created on first use. */
  ControlBook book() {
    if (book == null) {
      book = new ControlBook();
    }
    return book;
  }

  /** Whether anything is remembered of it: what moved, what may still move, or controls. */
  boolean isAnythingKept(long nowMs) {
    return out.size() > 0 || in.size() > 0 || !isSweepable(nowMs);
  }

  /** What became of controls is a duty to keep: such an account is never let go of. */
  @Override
  boolean isSweepable(long nowMs) {
    return (book == null || book.isEmpty()) && openEntries(nowMs).isEmpty();
  }
}
