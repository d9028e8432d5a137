package io.riskgate.core.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.core.Reference;
import io.riskgate.core.SignalKind;
import java.util.UUID;

/**
 * The ids of signals that the engine itself leaves: the same again for the same cause, so that what
 * is told twice is recorded once, and never longer than an id may be.
 */
final class SignalIds {
  private static final String REPORT = "report-";
  private static final String RULE = "rule-";

  private SignalIds() {}

  /** The id of the signal that a fraud report leaves. */
  static String ofReport(String reportId) {
    String id = REPORT + reportId;
    return id.length() <= TransferValidator.ID_CHARS_MAX ? id : REPORT + digest(reportId);
  }

  /** The id of the signal that a transfer's hits leave: one of each kind. */
  static String ofTransfer(Reference reference, SignalKind kind) {
    return RULE + digest(kind + "\n" + reference.owner() + "\n" + reference.id());
  }

  private static String digest(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
  }
}
