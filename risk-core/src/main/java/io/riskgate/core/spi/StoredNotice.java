package io.riskgate.core.spi;

import io.riskgate.core.NoticeStatus.State;
import io.riskgate.core.NoticeStatus.Step;
import io.riskgate.core.Reference;
import io.riskgate.core.StopPaymentNotice;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stop-payment notice as a store keeps it. Immutable: a snapshot.
 *
 * @param notice the notice
 * @param held the transfers that it moved to HELD
 * @param confirmationDueMs by when it is to be confirmed
 * @param lapsesAtMs when it ends by itself
 * @param confirmed who confirmed it, or null
 * @param extended who extended it, or null
 * @param lifted who lifted it, or null
 * @param overdueTold whether listeners were told that its confirmation is overdue
 * @param lapseTold whether listeners were told that it lapsed
 * @param revision grows with each change
 */
public record StoredNotice(
    StopPaymentNotice notice,
    List<Reference> held,
    long confirmationDueMs,
    long lapsesAtMs,
    @Nullable Step confirmed,
    @Nullable Step extended,
    @Nullable Step lifted,
    boolean overdueTold,
    boolean lapseTold,
    long revision) {
  /** Copies the list. */
  public StoredNotice {
    held = List.copyOf(held);
  }

  /** A notice that has just been received. */
  public static StoredNotice received(
      StopPaymentNotice notice, long confirmationDueMs, long lapsesAtMs) {
    return new StoredNotice(
        notice, List.of(), confirmationDueMs, lapsesAtMs, null, null, null, false, false, 0);
  }

  /** When it was received. */
  public long receivedMs() {
    return received().toEpochMilli();
  }

  private Instant received() {
    return Objects.requireNonNull(notice.receivedAt(), "a valid notice has a time");
  }

  /** Where it stands at a clock. */
  public State state(long nowMs) {
    if (lifted != null) {
      return State.LIFTED;
    }
    if (nowMs >= lapsesAtMs) {
      return State.LAPSED;
    }
    return confirmed == null ? State.AWAITING_CONFIRMATION : State.CONFIRMED;
  }

  /** Whether its confirmation is overdue at a clock; at the very instant it is still in time. */
  public boolean isOverdue(long nowMs) {
    return confirmed == null && lifted == null && nowMs > confirmationDueMs;
  }

  /** Whether listeners are still to be told that its confirmation is overdue. */
  public boolean isOverdueToBeTold(long nowMs) {
    return !overdueTold && isOverdue(nowMs);
  }

  /** Whether listeners are still to be told that it lapsed. */
  public boolean isLapseToBeTold(long nowMs) {
    return !lapseTold && state(nowMs) == State.LAPSED;
  }

  /** Whether anything has become due that listeners are still to be told. */
  public boolean isDue(long nowMs) {
    return isOverdueToBeTold(nowMs) || isLapseToBeTold(nowMs);
  }

  /** The next revision, with the transfers that it moved. */
  public StoredNotice holding(List<Reference> moved) {
    return new StoredNotice(
        notice,
        moved,
        confirmationDueMs,
        lapsesAtMs,
        confirmed,
        extended,
        lifted,
        overdueTold,
        lapseTold,
        revision + 1);
  }

  /** The next revision, confirmed. */
  public StoredNotice confirmed(Step step) {
    return new StoredNotice(
        notice,
        held,
        confirmationDueMs,
        lapsesAtMs,
        step,
        extended,
        lifted,
        overdueTold,
        lapseTold,
        revision + 1);
  }

  /** The next revision, extended. */
  public StoredNotice extended(Step step, long newLapsesAtMs) {
    return new StoredNotice(
        notice,
        held,
        confirmationDueMs,
        newLapsesAtMs,
        confirmed,
        step,
        lifted,
        overdueTold,
        lapseTold,
        revision + 1);
  }

  /** The next revision, lifted. */
  public StoredNotice lifted(Step step) {
    return new StoredNotice(
        notice,
        held,
        confirmationDueMs,
        lapsesAtMs,
        confirmed,
        extended,
        step,
        overdueTold,
        lapseTold,
        revision + 1);
  }

  /** The next revision, with all told that is due at a clock. */
  public StoredNotice told(long nowMs) {
    return new StoredNotice(
        notice,
        held,
        confirmationDueMs,
        lapsesAtMs,
        confirmed,
        extended,
        lifted,
        overdueTold || isOverdue(nowMs),
        lapseTold || state(nowMs) == State.LAPSED,
        revision + 1);
  }
}
