package io.riskgate.core.memory;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.internal.book.ControlBook;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Controls and stop-payment notices on accounts, and what they do to transfers under way. */
final class Stops {
  private final Histories histories;
  private final Owners owners;
  private final Notices notices;

  Stops(Histories histories, Owners owners, Notices notices) {
    this.histories = histories;
    this.owners = owners;
    this.notices = notices;
  }

  /** Sets a control; the references that it moved to HELD. */
  List<Reference> impose(Control control, Demand heldBy, long expiresAtMs, Moment moment) {
    List<Entry> open = new ArrayList<>();
    long nowMs = moment.nowMs();
    histories.visit(
        control.tenant(),
        control.account(),
        nowMs,
        (account, number) -> {
          Attached attached = account.attach();
          attached.impose(control, nowMs);
          if (control.isInForce(nowMs)) {
            open.addAll(attached.openEntries(nowMs));
          }
        });
    return carryOut(control, open, heldBy, expiresAtMs, moment);
  }

  /** Moves what a control stops, and disturbs what must look at it again. */
  private List<Reference> carryOut(
      Control control, List<Entry> open, Demand heldBy, long expiresAtMs, Moment moment) {
    Set<Reference> moved = new LinkedHashSet<>();
    for (Entry entry : open) {
      Boolean isMoved =
          owners.visit(
              entry.reference.tenant(),
              entry.reference.owner(),
              moment.nowMs(),
              owner -> carryOut(control, owner, entry, heldBy, expiresAtMs));
      if (Boolean.TRUE.equals(isMoved)) {
        moved.add(entry.reference);
      }
    }
    return List.copyOf(moved);
  }

  /** Whether it was moved to HELD. What is kept as bytes is closed. */
  private static boolean carryOut(
      Control control, OwnerState owner, Entry entry, Demand heldBy, long expiresAtMs) {
    synchronized (entry) {
      Owners.expireIfAbandoned(owner, entry);
      if (entry.isPacked()) {
        return false;
      }
      if (control.kind() == Control.Kind.LIMIT) {
        disturbPayer(owner, entry, control.account());
        return false;
      }
      return isStopped(entry.transfer(), control)
          && stop(owner, entry, control, heldBy, expiresAtMs);
    }
  }

  private static boolean isStopped(Transfer t, Control control) {
    return control.stops(t.kind(), t.assetClass(), t.payer().equals(control.account()));
  }

  private static boolean stop(
      OwnerState owner, Entry entry, Control control, Demand heldBy, long expiresAtMs) {
    StoredTransfer stored = entry.stored();
    if (stored == null) {
      entry.disturb(); // the commit under way must read the controls again
      return false;
    }
    if (!stored.state().isOpen() || stored.marks().contains(Mark.MONITORED)) {
      return false;
    }
    owner.giveBack(entry);
    ReleasePath path =
        stored.state() == TransferState.HELD
            ? stored.demand().path().strongest(heldBy.path())
            : heldBy.path();
    owner.storeOpen(
        entry,
        changed(
            stored,
            stored.verdict().stoppedBy(control),
            Demand.hold(path),
            TransferState.HELD,
            expiresAtMs));
    return true;
  }

  /** Makes whoever is about to reserve a payer's transfer read the payer's controls again. */
  private static void disturbPayer(OwnerState owner, Entry entry, String account) {
    StoredTransfer stored = entry.stored();
    if (!entry.transfer().payer().equals(account)) {
      return;
    }
    if (stored == null) {
      entry.disturb();
    } else if (stored.state().isOpen() && stored.state() != TransferState.RESERVED) {
      owner.storeOpen(
          entry,
          changed(stored, stored.verdict(), stored.demand(), stored.state(), stored.expiresAtMs()));
    }
  }

  /** The next revision of an open transfer. */
  private static StoredTransfer changed(
      StoredTransfer stored,
      Verdict verdict,
      Demand demand,
      TransferState state,
      long expiresAtMs) {
    return new StoredTransfer(
        stored.reference(),
        stored.transfer(),
        stored.value(),
        verdict,
        demand,
        state,
        stored.marks(),
        stored.usages(),
        stored.evidence(),
        stored.release(),
        stored.decidedAtMs(),
        expiresAtMs,
        stored.revision() + 1);
  }

  boolean lift(
      String tenant, String account, String controlId, String by, String why, Moment moment) {
    boolean[] lifted = new boolean[1];
    histories.look(
        tenant,
        account,
        (record, number) -> {
          Attached attached = record.attached();
          lifted[0] = attached != null && attached.lift(controlId, by, why, moment.nowMs());
        });
    return lifted[0];
  }

  ControlHistory controlHistory(String tenant, String account, Moment moment) {
    ControlHistory[] found = {ControlHistory.NONE};
    histories.look(
        tenant,
        account,
        (record, number) -> {
          Attached attached = record.attached();
          found[0] = attached == null ? found[0] : attached.controlHistory(moment.nowMs());
        });
    return found[0];
  }

  List<Control> controls(String tenant, String account, Moment moment) {
    List<Control> found = new ArrayList<>();
    histories.look(
        tenant,
        account,
        (record, number) -> {
          Attached attached = record.attached();
          if (attached != null) {
            found.addAll(attached.controls(moment.nowMs()));
          }
        });
    return List.copyOf(found);
  }

  /** Keeps a notice and carries out its control; null where its number is known. */
  @Nullable StoredNotice receive(
      StoredNotice notice, Demand heldBy, long expiresAtMs, Moment moment) {
    Control control = ControlBook.controlOf(notice);
    long nowMs = moment.nowMs();
    boolean[] isNew = new boolean[1];
    List<Entry> open = new ArrayList<>();
    histories.visitBeyondCap(
        control.tenant(),
        control.account(),
        nowMs,
        (account, number) -> {
          Attached attached = account.attach();
          isNew[0] = attached.book().receive(notice, control, nowMs);
          if (isNew[0]) {
            open.addAll(attached.openEntries(nowMs));
          }
        });
    if (!isNew[0]) {
      return null;
    }
    notices.add(notice);
    List<Reference> moved = carryOut(control, open, heldBy, expiresAtMs, moment);
    StoredNotice[] held = {notice};
    histories.visitBeyondCap(
        control.tenant(),
        control.account(),
        nowMs,
        (account, number) -> held[0] = account.attach().book().hold(control.id(), moved));
    return held[0];
  }

  /** Replaces a notice by its next revision; whether it was replaced. */
  boolean change(StoredNotice next, Moment moment) {
    boolean[] changed = new boolean[1];
    histories.look(
        next.notice().tenant(),
        next.notice().account(),
        (record, number) -> {
          Attached attached = record.attached();
          changed[0] = attached != null && attached.book().change(next, moment.nowMs());
        });
    return changed[0];
  }
}
