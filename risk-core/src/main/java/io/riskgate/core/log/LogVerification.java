package io.riskgate.core.log;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a log.
 *
 * @param files how many files it has
 * @param first the number of its first record
 * @param records how many records it has
 * @param lastRecord where the log has come, or null where it has no record
 * @param checked whether a checkpoint was there to compare with
 * @param lost how many records could not be written at the time, as the log itself says
 * @param findings what is not as it was written, at most {@value #SHOWN_MAX}
 * @param found how many findings there are in all
 * @param notes what is no fault, and worth knowing; at most {@value #SHOWN_MAX}
 */
public record LogVerification(
    int files,
    long first,
    long records,
    @Nullable Checkpoint lastRecord,
    boolean checked,
    long lost,
    List<LogFinding> findings,
    long found,
    List<LogFinding> notes) {
  /** More findings, and more notes, than this are counted and not kept. */
  public static final int SHOWN_MAX = 1_000;

  /** Copies the lists. */
  public LogVerification {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** Whether every record is there as it was written, as far as can be seen. */
  public boolean isIntact() {
    return found == 0;
  }

  /** How far the log has come, for keeping elsewhere. Empty where it is empty or not intact. */
  public Optional<Checkpoint> head() {
    return isIntact() ? Optional.ofNullable(lastRecord) : Optional.empty();
  }
}
