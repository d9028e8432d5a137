package com.example.gateway;

import io.riskgate.core.AlertResponse;
import io.riskgate.core.Decision;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.VerificationMethod;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What callers send and get. Accounts are in bodies and never in a path, which servers log. */
final class Messages {
  private Messages() {}

  /** A transfer that is asked for; the time is the channel's, and the same when it asks again. */
  record Asked(
      String id,
      Instant time,
      String payer,
      String payee,
      String amount,
      String currency,
      String purpose) {
    Transfer transfer() {
      return Transfer.builder()
          .id(id)
          .time(time)
          .payer(payer)
          .payee(payee)
          .amount(amount, currency)
          .purpose(purpose)
          .build();
    }
  }

  /** A transfer that is known. */
  record Known(String payer, String id) {
    Reference reference() {
      return new Reference(Transfer.DEFAULT_TENANT, payer, id);
    }
  }

  /** What came of a verification. */
  record Verification(String payer, String id, VerificationMethod method, boolean passed) {}

  /** What was done about an alert. */
  record Response(String payer, String id, AlertResponse.Kind kind, String by, String note) {}

  /** A stop-payment notice of an authority. */
  record Notice(String number, String account, String authority, String reason) {}

  /** What the gateway answers to a caller. */
  record Answer(
      String id,
      String outcome,
      String state,
      int score,
      List<String> methods,
      String heldFor,
      boolean repeat,
      List<String> reasons,
      List<String> advice) {
    static Answer of(Decision decision, Locale locale) {
      return new Answer(
          decision.reference().id(),
          decision.outcome().name(),
          decision.state().name(),
          decision.score(),
          decision.verificationMethods().stream().map(Enum::name).sorted().toList(),
          decision.releasePath() == null ? "" : decision.releasePath().name(),
          decision.isRepeat(),
          decision.reasons(locale),
          decision.advice(locale));
    }
  }

  /** An alert in the queue of the bank's staff. */
  record Queued(
      String id, String payer, String tier, String state, boolean overdue, List<String> rules) {}

  /** What is wrong with what was sent. */
  record Refused(List<String> problems) {}
}
