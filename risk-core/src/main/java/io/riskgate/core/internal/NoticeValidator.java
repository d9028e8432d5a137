package io.riskgate.core.internal;

import io.riskgate.core.InvalidReportException;
import io.riskgate.core.Problem;
import io.riskgate.core.StopPaymentNotice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a stop-payment notice. */
final class NoticeValidator {
  private static final int REASON_CHARS_MAX = 512;

  private NoticeValidator() {}

  /**
   * Checks a notice.
   *
   * @param futureMs how far ahead of the clock another's clock may be
   * @param lapsesAfter how long a notice lasts
   * @throws InvalidReportException listing every problem
   */
  static void check(StopPaymentNotice n, long nowMs, long futureMs, Duration lapsesAfter) {
    List<Problem> found =
        TransferValidator.name(null, "number", n.number(), TransferValidator.ID_CHARS_MAX, false);
    found =
        TransferValidator.name(
            found, "tenant", n.tenant(), TransferValidator.TENANT_CHARS_MAX, false);
    found =
        TransferValidator.name(found, "account", n.account(), TransferValidator.ID_CHARS_MAX, true);
    found =
        TransferValidator.name(
            found, "authority", n.authority(), TransferValidator.ID_CHARS_MAX, false);
    found = receivedAt(found, n.receivedAt(), nowMs, futureMs, lapsesAfter);
    found = TransferValidator.name(found, "reason", n.reason(), REASON_CHARS_MAX, true);
    found = TransferValidator.optional(found, "victim", n.victim(), TransferValidator.ID_CHARS_MAX);
    if (found != null) {
      throw new InvalidReportException("stop-payment notice", found);
    }
  }

  private static @Nullable List<Problem> receivedAt(
      @Nullable List<Problem> found,
      @Nullable Instant at,
      long nowMs,
      long futureMs,
      Duration lapsesAfter) {
    if (at == null) {
      return TransferValidator.add(
          found, "receivedAt", "", "missing: say when the bank received the notice");
    }
    if (at.isAfter(Instant.ofEpochMilli(nowMs + futureMs))) {
      return TransferValidator.add(
          found,
          "receivedAt",
          at.toString(),
          "lies more than " + Duration.ofMillis(futureMs) + " after the clock");
    }
    // Its times are kept in milliseconds, and it must not have lapsed by those.
    if (!at.truncatedTo(ChronoUnit.MILLIS)
        .isAfter(Instant.ofEpochMilli(nowMs).minus(lapsesAfter))) {
      return TransferValidator.add(
          found,
          "receivedAt",
          at.toString(),
          "lies " + lapsesAfter + " or more before the clock: the notice has lapsed already");
    }
    return found;
  }
}
