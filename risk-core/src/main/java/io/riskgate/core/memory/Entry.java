package io.riskgate.core.memory;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.StoredTransfer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reference. Written under the owner's lock; its stored transfer is read by anyone. */
final class Entry {
  /** A claim as it was made: in which window of which limit. */
  record MadeClaim(String limitId, long bucket, long amount) {}

  final Reference reference;
  final Transfer transfer;
  final long value;
  final Event event;

  /** The clock when the reference became known. */
  final long knownSinceMs;

  /** The decided transfer, or null while it is undecided. */
  private volatile @Nullable StoredTransfer stored;

  /** What was claimed when it was reserved, kept after it is given back for a late settlement. */
  List<MadeClaim> claims = List.of();

  /** Whether the claims count at present. */
  boolean claimsCount;

  private long revision;

  private volatile boolean observed;

  /** A transfer on its way to a decision, or a movement that was observed. */
  Entry(
      Reference reference,
      Transfer transfer,
      long value,
      long timeMs,
      boolean observed,
      long knownSinceMs) {
    this.reference = reference;
    this.transfer = transfer;
    this.value = value;
    this.observed = observed;
    this.knownSinceMs = knownSinceMs;
    this.event =
        observed ? new Event(timeMs, value, transfer) : new Event(timeMs, value, transfer, this);
  }

  /** Whether it is a movement that was observed, not a transfer that is scored. */
  boolean isObserved() {
    return observed;
  }

  /** Turns an undecided attempt into an observed movement: its money has moved after all. */
  void becomeObserved() {
    observed = true;
    event.detach(TransferState.SETTLED);
    disturb();
  }

  @Nullable StoredTransfer stored() {
    return stored;
  }

  long revision() {
    return revision;
  }

  /**
   * Moves on to the next revision without a decision, so that a commit under way must look again.
   */
  void disturb() {
    revision++;
  }

  void store(StoredTransfer changed) {
    stored = changed;
    revision = changed.revision();
  }

  /** Where it stands at a clock, or null while it is undecided. */
  @Nullable TransferState state(long nowMs) {
    StoredTransfer s = stored;
    if (s == null) {
      return observed ? TransferState.SETTLED : null;
    }
    return s.state().isOpen() && nowMs >= s.expiresAtMs() ? TransferState.EXPIRED : s.state();
  }

  /** Whether a control would have to stop it. */
  boolean isOpen(long nowMs) {
    TransferState state = state(nowMs);
    return state == null ? nowMs - knownSinceMs < UNDECIDED_OPEN_MS : state.isOpen();
  }

  /** An attempt that was never decided is not waited for longer than this. */
  private static final long UNDECIDED_OPEN_MS = 24L * 3_600_000;
}
