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

  // ---- images

  void write(ImageOut out) {
    out.put(timeMs);
    out.put(value);
    out.putValue(transfer);
    out.putValue(scam);
  }

  static ReportEvent read(ImageIn in) {
    long timeMs = in.next();
    long value = in.next();
    Transfer transfer = in.nextValue(Transfer.class);
    return new ReportEvent(timeMs, value, transfer, in.nextNullable(String.class));
  }
}
