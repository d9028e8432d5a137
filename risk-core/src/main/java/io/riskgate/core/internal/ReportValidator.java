package io.riskgate.core.internal;

import io.riskgate.core.FraudReport;
import io.riskgate.core.InvalidReportException;
import io.riskgate.core.Problem;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.facts.TransferFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a fraud report or a signal. */
final class ReportValidator {
  private static final int SCAM_CHARS_MAX = 64;

  private ReportValidator() {}

  /**
   * Checks a report.
   *
   * @param futureMs how far ahead of the clock another's clock may be
   * @throws InvalidReportException listing every problem
   */
  static void check(FraudReport r, long nowMs, long futureMs) {
    List<Problem> found =
        TransferValidator.name(
            null, "tenant", r.tenant(), TransferValidator.TENANT_CHARS_MAX, false);
    found = TransferValidator.name(found, "id", r.id(), TransferValidator.ID_CHARS_MAX, false);
    Instant knownAt = r.knownAt();
    found =
        knownAt == null
            ? TransferValidator.add(
                found, "knownAt", "", "missing: say when the fraud became known")
            : notAhead(found, "knownAt", knownAt, nowMs, futureMs);
    found = TransferValidator.name(found, "payee", r.payee(), TransferValidator.ID_CHARS_MAX, true);
    Reference reference = r.reference();
    if (reference != null && !reference.tenant().equals(r.tenant())) {
      found =
          TransferValidator.add(
              found, "reference", reference.tenant(), "the transfer is another tenant's");
    }
    found = optional(found, "payer", r.payer(), TransferValidator.ID_CHARS_MAX);
    found = optional(found, "customer", r.customer(), TransferValidator.ID_CHARS_MAX);
    found = optional(found, "merchant", r.merchant(), TransferValidator.ID_CHARS_MAX);
    found = optional(found, "device", r.device(), TransferValidator.DEVICE_CHARS_MAX);
    found = TransferValidator.ip(found, r.ip());
    Long value = r.value();
    if (value != null) {
      found = TransferValidator.minor(found, "value", value);
    }
    String scam = r.scam();
    if (scam != null) {
      found = TransferValidator.name(found, "scam", scam, SCAM_CHARS_MAX, false);
    }
    if (found != null) {
      throw new InvalidReportException("fraud report", found);
    }
  }

  /**
   * Checks a signal.
   *
   * @param futureMs how far ahead of the clock another's clock may be
   * @throws InvalidReportException listing every problem
   */
  static void check(Signal s, long nowMs, long futureMs) {
    List<Problem> found =
        TransferValidator.name(
            null, "tenant", s.tenant(), TransferValidator.TENANT_CHARS_MAX, false);
    found = TransferValidator.name(found, "id", s.id(), TransferValidator.ID_CHARS_MAX, false);
    found = TransferValidator.name(found, "name", s.name(), TransferValidator.ID_CHARS_MAX, true);
    found = notAhead(found, "at", s.at(), nowMs, futureMs);
    if (s.at().isBefore(Instant.ofEpochMilli(nowMs).minus(TransferFacts.SIGNALS_KEPT))) {
      found =
          TransferValidator.add(
              found,
              "at",
              s.at().toString(),
              "lies more than "
                  + TransferFacts.SIGNALS_KEPT
                  + " before the clock: signals are kept"
                  + " no longer");
    }
    if (found != null) {
      throw new InvalidReportException("signal", found);
    }
  }

  private static @Nullable List<Problem> notAhead(
      @Nullable List<Problem> found, String field, Instant time, long nowMs, long futureMs) {
    if (TransferValidator.isOutOfRange(time)) {
      return TransferValidator.add(found, field, time.toString(), "no time of this world");
    }
    return time.isAfter(Instant.ofEpochMilli(nowMs + futureMs))
        ? TransferValidator.add(
            found,
            field,
            time.toString(),
            "lies more than " + Duration.ofMillis(futureMs) + " after the clock")
        : found;
  }

  private static @Nullable List<Problem> optional(
      @Nullable List<Problem> found, String field, @Nullable String value, int charsMax) {
    return value == null ? found : TransferValidator.name(found, field, value, charsMax, true);
  }
}
