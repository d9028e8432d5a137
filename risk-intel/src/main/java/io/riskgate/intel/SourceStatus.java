package io.riskgate.intel;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one file of intelligence stands.
 *
 * @param kind what it tells
 * @param file where it lies
 * @param state whether it can be relied on
 * @param entries what it holds: ranges of addresses after merging, accounts, devices, numbers or
 *     regions; of a database, the nodes of its search tree; 0 where nothing was ever read
 * @param loadedAt when what is used now was read, by the clock; null if nothing was ever read
 * @param asOf from when what is used now is: a database's build time, a list's file time, and not
 *     later than {@code loadedAt}; null if nothing was ever read
 * @param problem what is wrong with it, lines by number; empty if nothing is. Never an account,
 *     address, device or number
 * @param failedLookUps how many look-ups in this database have failed since it was read
 */
public record SourceStatus(
    SourceKind kind,
    Path file,
    State state,
    long entries,
    @Nullable Instant loadedAt,
    @Nullable Instant asOf,
    String problem,
    long failedLookUps) {
  /** Whether a file can be relied on. */
  public enum State {
    /** It has been read and is young enough. */
    READY,
    /** It has been read and is older than it may be: what it says counts, decisions say so. */
    STALE,
    /**
     * The file is gone or broken by now: what was read before is used and counts, decisions say
     * that it is stale.
     */
    KEPT,
    /** Nothing could ever be read: what it would tell is not known, decisions say so. */
    FAILED
  }

  /** Checks that nothing is null that may not be. */
  public SourceStatus {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(problem, "problem");
  }
}
