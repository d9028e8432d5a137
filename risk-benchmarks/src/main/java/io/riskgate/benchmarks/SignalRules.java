package io.riskgate.benchmarks;

import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.PayerFacts;
import io.riskgate.core.facts.SignalAges;
import io.riskgate.core.facts.TransferFacts;

/** What was learnt between transfers, by hand: {@code signals.drl}. */
final class SignalRules {
  private SignalRules() {}

  static void evaluate(TransferFacts t, HitBits hits) {
    TransferKind kind = t.getKind();
    if (kind == TransferKind.DEPOSIT || kind == TransferKind.REFUND) {
      return;
    }
    SignalAges signal = t.getSignal();
    boolean remote = signal.getRemoteControlAppMinutes() <= Thresholds.STEERED_MINUTES;
    if (remote) {
      hits.hit(CnRule.REMOTE_CONTROL_DURING_PAYMENT);
    }
    if (t.getValue() > Thresholds.NOTICEABLE_AMOUNT) {
      boolean stranger = !t.getCounterparty().isPaidBefore();
      boolean large = t.getValue() > Thresholds.LARGE_AMOUNT;
      steered(t, remote, stranger, large, hits);
      takeover(t, stranger, large, hits);
      contacts(signal, stranger, hits);
      level(t.getPayer(), hits);
    }
  }

  private static void steered(
      TransferFacts t, boolean remote, boolean stranger, boolean large, HitBits hits) {
    SignalAges signal = t.getSignal();
    boolean shared = signal.getScreenSharedMinutes() <= Thresholds.STEERED_MINUTES;
    if (shared) {
      hits.hit(CnRule.SCREEN_SHARED_DURING_PAYMENT);
    }
    if (large && stranger && (shared || remote)) {
      hits.hit(CnRule.STEERED_TO_NEW_PAYEE_LARGE);
    }
    if (signal.getOnCallMinutes() <= Thresholds.CALL_MINUTES
        && (t.getKind() == TransferKind.TRANSFER || t.getKind() == TransferKind.PAYMENT)) {
      hits.hit(CnRule.ON_CALL_DURING_PAYMENT);
      if (large && stranger) {
        hits.hit(CnRule.ON_CALL_NEW_PAYEE_LARGE);
      }
    }
  }

  private static void takeover(TransferFacts t, boolean stranger, boolean large, HitBits hits) {
    SignalAges signal = t.getSignal();
    boolean password = signal.getPasswordChangedMinutes() < Thresholds.TAKEOVER_MINUTES;
    boolean sim = signal.getSimChangedMinutes() < Thresholds.TAKEOVER_MINUTES;
    boolean phone = signal.getPhoneChangedMinutes() < Thresholds.TAKEOVER_MINUTES;
    boolean logins = signal.getFailedLogins24h() >= Thresholds.FAILED_LOGINS;
    if (password && stranger) {
      hits.hit(CnRule.PASSWORD_CHANGED_NEW_PAYEE);
    }
    if (sim) {
      hits.hit(CnRule.SIM_CHANGED_THEN_PAYMENT);
    }
    if (phone) {
      hits.hit(CnRule.PHONE_CHANGED_THEN_PAYMENT);
    }
    if (logins) {
      hits.hit(CnRule.FAILED_LOGINS_THEN_PAYMENT);
    }
    if ((password || logins)
        && (sim || phone || t.getDevice().getAgeHours() < Thresholds.NEW_HOURS)) {
      hits.hit(CnRule.SEVERAL_TAKEOVER_SIGNS);
    }
    if (large
        && signal.getLimitRaisedMinutes() < Thresholds.RAISED_MINUTES
        && t.getValue() * 100 >= Thresholds.EMPTIED_PERCENT * t.getPayer().getBalance()) {
      hits.hit(CnRule.LIMIT_RAISED_THEN_EMPTIED);
    }
  }

  private static void contacts(SignalAges signal, boolean stranger, HitBits hits) {
    if (signal.getFlaggedAppMinutes() < Thresholds.FLAGGED_APP_MINUTES) {
      hits.hit(CnRule.FLAGGED_APP_INSTALLED);
    }
    if (signal.getContactWithReportedMinutes() < Thresholds.CONTACT_MINUTES) {
      hits.hit(CnRule.CONTACT_WITH_REPORTED);
      if (stranger) {
        hits.hit(CnRule.CONTACT_WITH_REPORTED_NEW_PAYEE);
      }
    }
    if (stranger) {
      if (signal.getClickedUnknownLinkMinutes() < Thresholds.LINK_MINUTES) {
        hits.hit(CnRule.UNKNOWN_LINK_THEN_PAYMENT);
      }
      if (signal.getFraudReportMinutes() < Thresholds.REPORT_MINUTES) {
        hits.hit(CnRule.CUSTOMER_IN_FRAUD_REPORT);
      }
    }
  }

  private static void level(PayerFacts payer, HitBits hits) {
    if (payer.isRiskHigh()) {
      hits.hit(CnRule.CUSTOMER_RISK_HIGH);
    }
    if (payer.isRiskMedium()) {
      hits.hit(CnRule.CUSTOMER_RISK_MEDIUM);
    }
    if (payer.isWatched()) {
      hits.hit(CnRule.PAYER_WATCHED);
    }
  }
}
