package io.riskgate.workbench.explain;

import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.Identifiers;
import io.riskgate.core.spi.LogRecord;
import org.jspecify.annotations.Nullable;

/** A decision log that keeps the one record that is asked for, and lets all others go. */
final class CapturedRecord implements DecisionLog {
  private boolean awaited;
  private @Nullable String members;

  /** Keeps the next record: that of the decision which is made next. */
  void awaitNext() {
    awaited = true;
  }

  /** The record's members, or null where none was written. */
  @Nullable String members() {
    return members;
  }

  @Override
  public boolean isRequired() {
    return false;
  }

  @Override
  public long append(LogRecord entry) {
    note(entry);
    return 0;
  }

  @Override
  public void note(LogRecord entry) {
    if (awaited) {
      members = entry.members(Identifiers.PLAIN);
      awaited = false;
    }
  }

  @Override
  public void close() {
    // There is nothing to free.
  }
}
