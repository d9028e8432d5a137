package io.riskgate.core.memory;

import io.riskgate.core.Transfer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fraud report, at the time when it became known. One object stands in the rings of all its
 * subjects.
 */
final class ReportEvent {
  final long timeMs;
  final long value;

  /** What it says was fraud; replaced by a copy without names when an account is forgotten. */
  volatile Transfer transfer;

  private final @Nullable String scam;

  ReportEvent(long knownAtMs, long value, Transfer reported, @Nullable String scam) {
    timeMs = knownAtMs;
    this.value = value;
    transfer = reported;
    this.scam = scam;
  }

  /** Whether it names one of these kinds of scam. */
  boolean isOneOf(Set<String> scams) {
    return scam != null && scams.contains(scam);
  }
}
