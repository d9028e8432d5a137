package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.ExtensionRefusedException;
import io.riskgate.core.MovementExport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.NoticeStatus.Step;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.RiskEvent.Addressee;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.UnknownNoticeException;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.NoticePolicy;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredNotice;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bank does about emergency stop-payment notices. A notice is changed by revision: of two
 * changes at once, the second is made to what the first has left.
 */
final class Notices {
  /** A notice that is changed more often than this within one call is left to a later call. */
  private static final int ROUNDS_MAX = 16;

  /** How many due notices are asked for at a time. */
  private static final int DUE_MAX = 256;

  private final RiskStore store;
  private final Movements movements;
  private final Events events;
  private final Logging logging;
  private final long futureMs;

  /**
   * Creates it.
   *
   * @param futureMs how far ahead of the clock another's clock may be
   */
  Notices(RiskStore store, Movements movements, Events events, Logging logging, long futureMs) {
    this.store = store;
    this.movements = movements;
    this.events = events;
    this.logging = logging;
    this.futureMs = futureMs;
  }

  /** As {@code RiskEngine.stopPayment} says. */
  NoticeStatus receive(PackRuntime r, StopPaymentNotice notice, Moment moment) {
    NoticePolicy times = r.policy.notices();
    StoredNotice known = find(notice.tenant(), notice.account(), notice.number());
    if (known != null) { // before its age is looked at: a late retry gets its answer
      return status(known, moment);
    }
    NoticeValidator.check(notice, moment.nowMs(), futureMs, times.lapsesAfter());
    long receivedMs =
        Objects.requireNonNull(notice.receivedAt(), "a valid notice has a time").toEpochMilli();
    StoredNotice received =
        store.receive(
            StoredNotice.received(
                notice,
                receivedMs + times.confirmWithin().toMillis(),
                receivedMs + times.lapsesAfter().toMillis()),
            Demand.hold(ReleasePath.AUTHORITY),
            moment.nowMs() + r.policy.holdExpiry().toMillis(),
            moment);
    if (received == null) { // another thread told it first
      return status(required(notice.tenant(), notice.account(), notice.number()), moment);
    }
    logging.held(r, Control.Kind.STOP_PAYMENT, notice.number(), received.held(), moment);
    NoticeStatus status = status(received, moment);
    events.tell(new RiskEvent.NoticeReceived(status, at(moment)));
    return status;
  }

  /** As {@code RiskEngine.confirmNotice} says. */
  NoticeStatus confirm(
      PackRuntime r,
      String tenant,
      String account,
      String number,
      String by,
      String note,
      Moment moment) {
    Step step = new Step(by, note, at(moment));
    for (int round = 0; round < ROUNDS_MAX; round++) {
      StoredNotice before = required(tenant, account, number);
      if (before.confirmed() != null) {
        return status(before, moment);
      }
      // Read first: where the store fails here, nothing is confirmed that is not reported.
      Instant from =
          Instant.ofEpochMilli(before.receivedMs()).minus(r.policy.notices().movements());
      MovementExport export =
          movements.export(r, tenant, account, from, at(moment).plusMillis(futureMs + 1), moment);
      StoredNotice confirmed = before.confirmed(step);
      if (store.change(confirmed, moment)) {
        NoticeStatus status = status(confirmed, moment);
        events.tell(
            new RiskEvent.NoticeConfirmed(status, export, addressees(before.notice()), at(moment)));
        return status;
      }
    }
    throw disturbed(number);
  }

  private static Set<Addressee> addressees(StopPaymentNotice notice) {
    return notice.victim() == null
        ? EnumSet.of(Addressee.AUTHORITY)
        : EnumSet.of(Addressee.AUTHORITY, Addressee.VICTIM);
  }

  /** As {@code RiskEngine.extendNotice} says. */
  NoticeStatus extend(
      PackRuntime r,
      String tenant,
      String account,
      String number,
      String by,
      String why,
      Moment moment) {
    Step step = new Step(by, why, at(moment));
    for (int round = 0; round < ROUNDS_MAX; round++) {
      StoredNotice before = required(tenant, account, number);
      if (before.extended() != null || !before.state(moment.nowMs()).isInForce()) {
        throw new ExtensionRefusedException(status(before, moment));
      }
      StoredNotice extended =
          before.extended(step, before.lapsesAtMs() + r.policy.notices().extension().toMillis());
      if (store.change(extended, moment)) {
        NoticeStatus status = status(extended, moment);
        events.tell(new RiskEvent.NoticeExtended(status, at(moment)));
        return status;
      }
    }
    throw disturbed(number);
  }

  /** Whether an account has a notice of a number that is in force. */
  boolean isInForce(String tenant, String account, String number, Moment moment) {
    StoredNotice notice = find(tenant, account, number);
    return notice != null && notice.state(moment.nowMs()).isInForce();
  }

  /** Tells that a notice was lifted, where that is what became of it. */
  void lifted(String tenant, String account, String number, Moment moment) {
    StoredNotice notice = find(tenant, account, number);
    Step lifted = notice == null ? null : notice.lifted();
    if (notice != null && lifted != null && lifted.at().equals(at(moment))) {
      events.tell(new RiskEvent.NoticeLifted(status(notice, moment), at(moment)));
    }
  }

  /** The notices on an account. */
  List<NoticeStatus> of(String tenant, String account, Moment moment) {
    return statuses(store.notices(tenant, account), moment);
  }

  /** The notices of a tenant in certain states. */
  List<NoticeStatus> find(
      String tenant, Set<NoticeStatus.State> states, Instant from, int max, Moment moment) {
    if (from.isAfter(at(moment).plusMillis(futureMs))) {
      return List.of(); // no notice is valid that was received then
    }
    long fromMs = from.isBefore(Instant.EPOCH) ? 0 : from.toEpochMilli();
    return statuses(store.notices(tenant, states, fromMs, max, moment), moment);
  }

  /** Tells what has become due; how many events were told. */
  int sweep(Moment moment) {
    int told = 0;
    List<StoredNotice> due;
    do {
      due = store.dueNotices(DUE_MAX, moment);
      int before = told;
      for (StoredNotice notice : due) {
        told += tellDue(notice, moment);
      }
      if (told == before) {
        break; // others are telling them
      }
    } while (due.size() == DUE_MAX);
    return told;
  }

  /** Recorded first, so that of several who sweep only one tells. */
  private int tellDue(StoredNotice notice, Moment moment) {
    StoredNotice told = notice.told(moment.nowMs());
    if (!store.change(told, moment)) {
      return 0;
    }
    int events = 0;
    NoticeStatus status = status(told, moment);
    if (notice.isOverdueToBeTold(moment.nowMs())) {
      this.events.tell(new RiskEvent.ConfirmationOverdue(status, at(moment)));
      events++;
    }
    if (notice.isLapseToBeTold(moment.nowMs())) {
      this.events.tell(new RiskEvent.NoticeLapsed(status, at(moment)));
      events++;
    }
    return events;
  }

  private @Nullable StoredNotice find(String tenant, String account, String number) {
    for (StoredNotice notice : store.notices(tenant, account)) {
      if (notice.notice().number().equals(number)) {
        return notice;
      }
    }
    return null;
  }

  private StoredNotice required(String tenant, String account, String number) {
    StoredNotice found = find(tenant, account, number);
    if (found == null) {
      throw new UnknownNoticeException(account, number);
    }
    return found;
  }

  private static StoreException disturbed(String number) {
    return new StoreException(
        "Notice " + number + " was changed " + ROUNDS_MAX + " times meanwhile; try again");
  }

  private static List<NoticeStatus> statuses(List<StoredNotice> notices, Moment moment) {
    return notices.stream().map(n -> status(n, moment)).toList();
  }

  private static NoticeStatus status(StoredNotice n, Moment moment) {
    return new NoticeStatus(
        n.notice(),
        n.held(),
        Instant.ofEpochMilli(n.confirmationDueMs()),
        Instant.ofEpochMilli(n.lapsesAtMs()),
        n.state(moment.nowMs()),
        n.isOverdue(moment.nowMs()),
        n.confirmed(),
        n.extended(),
        n.lifted());
  }

  private static Instant at(Moment moment) {
    return Instant.ofEpochMilli(moment.nowMs());
  }
}
