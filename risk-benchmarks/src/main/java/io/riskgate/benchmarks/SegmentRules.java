package io.riskgate.benchmarks;

import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.PayerFacts;
import io.riskgate.core.facts.TransferFacts;

/** Whom a scam is aimed at, by hand: {@code segments.drl} without the words of scams. */
final class SegmentRules {
  private SegmentRules() {}

  static void evaluate(TransferFacts t, HistoryInfo h, HitBits hits) {
    PayerFacts payer = t.getPayer();
    boolean stranger = !t.getCounterparty().isPaidBefore();
    if (stranger) {
      newPayee(t, h, hits);
    }
    if (payer.isStudent()
        && (t.getKind() == TransferKind.TRANSFER || t.getKind() == TransferKind.PAYMENT)
        && t.getValue() > Thresholds.STUDENT_SMALL_AMOUNT
        && t.getCounterparty().getAgeHours() < Thresholds.GROWING_WITHIN_HOURS
        && h.getPairCount7d() >= Thresholds.GROWTH_STEPS
        && t.getValue() * 100 >= Thresholds.GROWTH_PERCENT * h.getPairMax7d()) {
      hits.hit(CnRule.STUDENT_GROWING_PAYMENTS);
    }
  }

  private static void newPayee(TransferFacts t, HistoryInfo h, HitBits hits) {
    PayerFacts payer = t.getPayer();
    TransferKind kind = t.getKind();
    boolean transfer = kind == TransferKind.TRANSFER;
    long value = t.getValue();
    if ((transfer || kind == TransferKind.PAYMENT)
        && value > Thresholds.ELDERLY_SMALL_AMOUNT
        && (payer.getCustomerAge() >= Thresholds.ELDERLY_AGE || payer.isElderly())) {
      if (value > Thresholds.ELDERLY_AMOUNT) {
        hits.hit(CnRule.ELDERLY_NEW_PAYEE);
      }
      if (t.getSignal().getOnCallMinutes() <= Thresholds.SCAM_CALL_MINUTES) {
        hits.hit(CnRule.ELDERLY_ON_CALL);
      }
    }
    if (transfer) {
      if (payer.isStudent() && value > Thresholds.STUDENT_AMOUNT) {
        hits.hit(CnRule.STUDENT_NEW_PAYEE);
      }
      if (payer.isFinanceStaff() && value > Thresholds.FINANCE_AMOUNT) {
        hits.hit(CnRule.FINANCE_NEW_PAYEE_LARGE);
      }
    }
    if (payer.isNewCitizen()
        && (transfer || kind == TransferKind.WITHDRAWAL)
        && h.getPayerInSum30m() >= Thresholds.NEW_CITIZEN_PASS_AMOUNT
        && (h.getPayerOutSum30m() + value) * 100
            >= Thresholds.RAPID_PERCENT * h.getPayerInSum30m()) {
      hits.hit(CnRule.NEW_CITIZEN_PASSES_MONEY_ON);
    }
  }
}
