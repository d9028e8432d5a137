package io.riskgate.workbench.backtest;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Transfer;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.score.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells an engine of fraud as a bank learns of it: by a report, some time after the transfer. This
 * is the only way in which a label reaches anything that decides. At most {@value #WAITING_MAX}
 * reports wait for their time.
 */
public final class LabelReports {
  /** About 300 MB; a longer delay or a file that is mostly fraud would take all memory. */
  static final int WAITING_MAX = 1_000_000;

  private static final int SCAM_CHARS_MAX = 64;

  private final @Nullable Duration delay;
  private final Deque<FraudReport> waiting = new ArrayDeque<>();
  private long told;

  /**
   * Starts with nothing to tell.
   *
   * @param delay how long after the transfer its fraud is known, or null where it never is
   */
  public LabelReports(@Nullable Duration delay) {
    this.delay = delay;
  }

  /** Tells what is known by a time, each thing when it becomes known. */
  public void tellUntil(Instant time, Replay replay) {
    for (FraudReport next = waiting.peek();
        next != null && next.knownAt() != null && !time.isBefore(next.knownAt());
        next = waiting.peek()) {
      waiting.remove();
      replay.report(next);
    }
  }

  /**
   * Takes note of a fraudulent transfer that was decided.
   *
   * @param kind the kind of fraud, or empty
   * @param value what it is worth in the base currency
   */
  public void add(InputRow row, Transfer transfer, String kind, long value) {
    Instant time = transfer.time();
    if (delay == null || time == null) {
      return;
    }
    if (waiting.size() >= WAITING_MAX) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: more than %,d labels wait to be told; give a shorter --label-delay",
              row.place(),
              WAITING_MAX));
    }
    told++;
    boolean isKind =
        !kind.isBlank()
            && kind.length() <= SCAM_CHARS_MAX
            && kind.chars().noneMatch(Character::isISOControl);
    waiting.add(
        FraudReport.builder()
            .tenant(transfer.tenant())
            .id("label-" + told)
            .knownAt(time.plus(delay))
            .payee(transfer.payee())
            .payer(transfer.payer())
            .customer(transfer.customer())
            .merchant(transfer.merchant())
            .device(transfer.device())
            .ip(transfer.ip())
            // What failed was attempted, and nothing was lost.
            .value(value > 0 && !row.failed() ? value : null)
            .scam(isKind ? kind : null)
            .build());
  }
}
