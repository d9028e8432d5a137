package io.riskgate.core.memory;

import io.riskgate.core.Transfer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fraud report, at the time when it became known; its transfer is what it says was fraud. */
final class ReportEvent extends Event {
  private final @Nullable String scam;

  ReportEvent(long knownAtMs, long value, Transfer reported, @Nullable String scam) {
    super(knownAtMs, value, reported);
    this.scam = scam;
  }

  /** Whether it names one of these kinds of scam. */
  boolean isOneOf(Set<String> scams) {
    return scam != null && scams.contains(scam);
  }
}
