package io.riskgate.core.memory;

import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredTransfer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reference. Written under the owner's lock; its stored transfer is read by anyone.
 *
 * <p>Accounts list the entries that a control would have to stop, and let go of those that their
 * clock shows as closed. Another thread may still work with a clock that is a little behind; so
 * what was let go is abandoned, and can never be open again. Whether it is abandoned and what is
 * stored change under the entry's own lock, the last that is ever taken.
 */
final class Entry {
  /** A claim as it was made: in which window of which limit. */
  record MadeClaim(Limit limit, long bucket, long amount) {}

  final Reference reference;

  /** Where its event is in the journal, as the records of its keys say. */
  final int inJournal;

  private long[] page;
  private int offset;
  private Transfer transfer;
  private long value;

  /** The clock when the reference became known. */
  final long knownSinceMs;

  /** The decided transfer, or null while it is undecided. */
  private volatile @Nullable StoredTransfer stored;

  /** What was claimed when it was reserved, kept after it is given back for a late settlement. */
  List<MadeClaim> claims = List.of();

  /** Whether the claims count at present. */
  boolean claimsCount;

  /** What suspicious value was claimed when it was decided; it always counts. */
  List<MadeClaim> suspicious = List.of();

  private long revision;

  private volatile boolean observed;

  /** The clock when it was last attempted. */
  private volatile long attemptedMs;

  private boolean abandoned;

  /** A transfer on its way to a decision, or a movement that was observed. */
  Entry(
      Reference reference,
      Transfer transfer,
      long value,
      boolean observed,
      long knownSinceMs,
      Journal.Place place) {
    this.reference = reference;
    this.transfer = transfer;
    this.value = value;
    this.observed = observed;
    this.knownSinceMs = knownSinceMs;
    this.attemptedMs = knownSinceMs;
    inJournal = place.address;
    page = place.page;
    offset = place.offset;
  }

  /** What was asked for, as it was said last while it was undecided. */
  Transfer transfer() {
    return transfer;
  }

  /** Its value. */
  long value() {
    return value;
  }

  /** Takes over what a repeated attempt says: it is decided on what was said last. */
  void repeat(Transfer said, long itsValue, long nowMs) {
    transfer = said;
    value = itsValue;
    attemptedMs = nowMs;
  }

  /** Takes note that it was written again, at another place of the journal. */
  void moved(Journal.Place place) {
    page = place.page;
    offset = place.offset;
  }

  /** Keeps of a closed transfer what a retry is compared with, and nothing else of the person. */
  void keepForRetries() {
    transfer = Forgetting.bare(transfer);
    StoredTransfer s = stored;
    if (s != null) {
      stored =
          new StoredTransfer(
              s.reference(),
              transfer,
              s.value(),
              s.verdict(),
              s.demand(),
              s.state(),
              s.marks(),
              s.usages(),
              s.evidence(),
              s.release(),
              s.decidedAtMs(),
              s.expiresAtMs(),
              s.revision());
    }
  }

  /** Whether it is a movement that was observed, not a transfer that is scored. */
  boolean isObserved() {
    return observed;
  }

  /** Turns an undecided attempt into an observed movement: its money has moved after all. */
  void becomeObserved() {
    observed = true;
    write(TransferState.SETTLED, Set.of(), History.NEVER, true);
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
    TransferState state = changed.state();
    write(state, changed.marks(), changed.expiresAtMs(), state == TransferState.SETTLED);
  }

  /** Says for good where it stands: its reference is no longer remembered. */
  void detach(long nowMs) {
    StoredTransfer s = stored;
    write(state(nowMs), s == null ? Set.of() : s.marks(), History.NEVER, true);
  }

  private void write(
      @Nullable TransferState state, Set<Mark> marks, long expiresAtMs, boolean isFinal) {
    Journal.set(page, offset, EventBits.standing(state, marks, expiresAtMs, isFinal));
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
    return state == null ? nowMs - attemptedMs < UNDECIDED_OPEN_MS : state.isOpen();
  }

  /** Gives it up where it is closed, so that no control looks for it; whether it is given up. */
  synchronized boolean abandonIfClosed(long nowMs) {
    if (isOpen(nowMs)) {
      return false;
    }
    abandoned = true;
    return true;
  }

  /** Says that controls look for it. */
  synchronized void adopt() {
    abandoned = false;
  }

  /** Whether controls no longer look for it, so that it must not be open. Under its own lock. */
  boolean isAbandoned() {
    return abandoned;
  }

  /** An attempt that was never decided is not waited for longer than this. */
  private static final long UNDECIDED_OPEN_MS = 24L * 3_600_000;
}
