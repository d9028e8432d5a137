package io.riskgate.core.spi;

import org.jspecify.annotations.Nullable;

/**
 * What came of a {@link Commit}.
 *
 * @param status whether it was recorded
 * @param stored the transfer as it now stands; null while it is undecided
 * @param used with PASSED, the use of each limit's window without the transfer, as {@link
 *     RiskStore#used} tells it; empty otherwise
 * @param revision the present revision
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once, never compared
public record CommitResult(
    Status status, @Nullable StoredTransfer stored, long[] used, long revision) {
  /** Whether a change was recorded. */
  public enum Status {
    /** It was recorded. */
    COMMITTED,
    /** Nothing was: the transfer has another revision, because something else happened to it. */
    CHANGED,
    /** Nothing was: a claim would pass its limit. */
    PASSED
  }
}
