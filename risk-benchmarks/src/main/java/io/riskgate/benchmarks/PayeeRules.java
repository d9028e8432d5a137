package io.riskgate.benchmarks;

import io.riskgate.core.AssetClass;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.CounterpartyFacts;
import io.riskgate.core.facts.MerchantFacts;
import io.riskgate.core.facts.TransferFacts;

/** Who is paid, by hand: {@code counterparty.drl} and {@code merchant.drl}. */
final class PayeeRules {
  private PayeeRules() {}

  static void evaluate(TransferFacts t, HistoryInfo h, HitBits hits) {
    CounterpartyFacts payee = t.getCounterparty();
    TransferKind kind = t.getKind();
    boolean transfer = kind == TransferKind.TRANSFER;
    boolean pays = transfer || kind == TransferKind.PAYMENT;
    boolean stranger = !payee.isPaidBefore();
    if (transfer) {
      if (stranger) {
        hits.hit(CnRule.FIRST_PAYMENT_TO_PAYEE);
      }
      if (payee.getAccountAgeHours() < Thresholds.YOUNG_ACCOUNT_HOURS
          && h.getPayeePayers24h() >= Thresholds.FAN_IN_PAYERS) {
        hits.hit(CnRule.FAN_IN_AT_YOUNG_PAYEE);
      }
    }
    if (payee.isOverseas()) {
      overseas(t, transfer, pays, stranger, hits);
    }
    if (payee.getTrustedHours() >= Thresholds.TRUSTED_HOURS) {
      hits.hit(CnRule.TRUSTED_PAYEE);
    }
    if (kind != TransferKind.DEPOSIT && kind != TransferKind.REFUND) {
      reported(payee, kind, h, hits);
      if (t.getValue() > Thresholds.NOTICEABLE_AMOUNT) {
        if (payee.isHighRiskRegion()) {
          hits.hit(CnRule.PAYEE_IN_HIGH_RISK_REGION);
        }
        if (pays) {
          amounts(t, h, stranger, hits);
        }
        if (kind == TransferKind.PAYMENT) {
          merchant(t, h, hits);
        }
        if (t.getValue() > Thresholds.LARGE_AMOUNT && (pays || kind == TransferKind.WITHDRAWAL)) {
          savings(t, h, hits);
        }
      }
    }
  }

  private static void overseas(
      TransferFacts t, boolean transfer, boolean pays, boolean stranger, HitBits hits) {
    if (transfer) {
      hits.hit(CnRule.OVERSEAS_TRANSFER);
    }
    if (pays && t.getAssetClass() == AssetClass.FIAT) {
      hits.hit(CnRule.OVERSEAS_ACCOUNT);
    }
    if (stranger && t.getValue() > Thresholds.NOTICEABLE_AMOUNT) {
      hits.hit(CnRule.OVERSEAS_NEW_PAYEE);
    }
  }

  private static void reported(
      CounterpartyFacts payee, TransferKind kind, HistoryInfo h, HitBits hits) {
    if (payee.isReported()) {
      hits.hit(CnRule.REPORTED_PAYEE_ACCOUNT);
    }
    if (payee.isPhoneReported()) {
      hits.hit(CnRule.REPORTED_PAYEE_NUMBER);
    }
    if (payee.isWatched()) {
      hits.hit(CnRule.PAYEE_WATCHED);
    }
    if (kind != TransferKind.PAYMENT) {
      if (h.getPayeeReports90d() > 0) {
        hits.hit(CnRule.PAYEE_FRAUD_REPORT);
      }
      if (h.getPayeeVictims90d() >= Thresholds.PAYEE_VICTIMS) {
        hits.hit(CnRule.PAYEE_FRAUD_REPORTS_SEVERAL);
      }
    }
  }

  private static void amounts(TransferFacts t, HistoryInfo h, boolean stranger, HitBits hits) {
    long value = t.getValue();
    if (stranger) {
      if (h.getPayerMax90d() > 0 && value > Thresholds.TIMES_LARGEST * h.getPayerMax90d()) {
        hits.hit(CnRule.FIRST_PAYEE_FAR_ABOVE_HISTORY);
      }
      if (value > Thresholds.LARGE_AMOUNT
          && t.getPayer().getCustomerAge() >= Thresholds.ELDERLY_AGE) {
        hits.hit(CnRule.ELDERLY_NEW_PAYEE_LARGE);
      }
    }
    if (t.getCounterparty().getAgeHours() < Thresholds.GROWING_WITHIN_HOURS
        && h.getPairCount7d() >= Thresholds.GROWTH_STEPS
        && value * 100 >= Thresholds.GROWTH_PERCENT * h.getPairMax7d()) {
      hits.hit(CnRule.GROWING_PAYMENTS_TO_NEW_PAYEE);
    }
  }

  private static void savings(TransferFacts t, HistoryInfo h, HitBits hits) {
    if (t.getPayer().isElderly() || t.getPayer().getCustomerAge() >= Thresholds.ELDERLY_AGE) {
      long value = t.getValue();
      if (value * 100 >= Thresholds.SAVINGS_PERCENT * t.getPayer().getBalance()) {
        hits.hit(CnRule.ELDERLY_EMPTIES_SAVINGS);
      }
      if (h.getPayerMax90d() > 0 && value > Thresholds.TIMES_LARGEST * h.getPayerMax90d()) {
        hits.hit(CnRule.ELDERLY_FAR_ABOVE_HISTORY);
      }
    }
  }

  private static void merchant(TransferFacts t, HistoryInfo h, HitBits hits) {
    MerchantFacts merchant = t.getMerchant();
    if (merchant.isPresent() && !merchant.isAddressMatches()) {
      hits.hit(CnRule.ORDER_ADDRESS_MISMATCH);
      if (t.getDevice().getAgeHours() < Thresholds.NEW_HOURS) {
        hits.hit(CnRule.ORDER_ADDRESS_MISMATCH_NEW_DEVICE);
      }
    }
    if (h.getMerchantOrders7d() >= Thresholds.MERCHANT_ORDERS
        && h.getMerchantRefundShare7d() >= Thresholds.REFUND_PERCENT) {
      hits.hit(CnRule.MERCHANT_MANY_REFUNDS);
    }
    if (h.getMerchantVictims30d() >= Thresholds.MERCHANT_VICTIMS
        && h.getMerchantVictims30d() * 100
            >= Thresholds.MERCHANT_VICTIM_PERCENT * h.getMerchantOrders7d()) {
      hits.hit(CnRule.MERCHANT_FRAUD_REPORTS);
    }
  }
}
