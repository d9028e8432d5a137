package io.riskgate.benchmarks;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.TransferFacts;

/** How much, how often and how fast, by hand: {@code history.drl}. */
final class HistoryRules {
  private static final int NIGHT_ENDS = 5;

  private HistoryRules() {}

  static void evaluate(TransferFacts t, HistoryInfo h, HitBits hits) {
    TransferKind kind = t.getKind();
    boolean transfer = kind == TransferKind.TRANSFER;
    boolean pays = transfer || kind == TransferKind.PAYMENT;
    boolean stranger = !t.getCounterparty().isPaidBefore();
    if (pays) {
      payments(t, h, stranger, hits);
    }
    if (t.getAssetClass() == AssetClass.FIAT && (pays || kind == TransferKind.WITHDRAWAL)) {
      structuring(t, h, hits);
    }
    if (transfer) {
      boolean byHand = t.getChannel() != Channel.API;
      if (byHand && stranger && h.getPayerPayees24h() >= Thresholds.FAN_OUT_PAYEES) {
        hits.hit(CnRule.FAN_OUT_OF_PAYER);
      }
      if (byHand && h.getPayerTransfers24h() >= Thresholds.FREQUENT_COUNT) {
        hits.hit(CnRule.FREQUENT_TRANSFERS);
      }
    }
    if (stranger) {
      mules(t, h, hits);
    }
  }

  private static void payments(TransferFacts t, HistoryInfo h, boolean stranger, HitBits hits) {
    long value = t.getValue();
    if (t.getChannel() != Channel.API
        && h.getPayerOutCount30m() >= Thresholds.BURST_COUNT
        && h.getPayerOutSum30m() + value > Thresholds.NOTICEABLE_AMOUNT) {
      hits.hit(CnRule.BURST_OF_TRANSFERS);
    }
    boolean large = value > Thresholds.LARGE_AMOUNT;
    if (large) {
      if (h.getPayerDeclined1h() >= Thresholds.PROBE_COUNT
          || h.getPayerAttempts1h() >= Thresholds.PROBE_COUNT + h.getPayerAttemptsFrom10In1h()) {
        hits.hit(CnRule.PROBING_THEN_LARGE);
      }
      if (h.getPayerOutCount30m() >= Thresholds.RAPID_OUT_COUNT
          && h.getPayerOutSum30m() + value >= Thresholds.RAPID_OUT_AMOUNT
          && (t.getChannel() == Channel.MOBILE || t.getChannel() == Channel.WEB)) {
        hits.hit(CnRule.RAPID_LARGE_TRANSFERS);
      }
    }
    if (t.getHour() <= NIGHT_ENDS
        && value > Thresholds.NOTICEABLE_AMOUNT
        && h.getPayerOutCount90d() >= Thresholds.HABIT_COUNT
        && h.getPayerNightShare90d() < Thresholds.NIGHT_PERCENT) {
      hits.hit(CnRule.UNUSUAL_HOUR);
      if (large && stranger) {
        hits.hit(CnRule.UNUSUAL_HOUR_NEW_PAYEE_LARGE);
      }
    }
  }

  private static void structuring(TransferFacts t, HistoryInfo h, HitBits hits) {
    long value = t.getValue();
    if (value >= Thresholds.STRUCTURING_FROM
        && value <= Thresholds.SINGLE_LIMIT
        && h.getPayerNearLimitCount24h() >= Thresholds.STRUCTURING_COUNT) {
      hits.hit(CnRule.STRUCTURING_BELOW_LIMIT);
    }
    long today = h.getPayerFiatSumToday() + value;
    if (value > Thresholds.NOTICEABLE_AMOUNT
        && today >= Thresholds.DAY_STRUCTURING_FROM
        && today <= Thresholds.DAY_LIMIT
        && h.getPayerFiatCountToday() >= Thresholds.STRUCTURING_COUNT
        && t.getChannel() != Channel.API) {
      hits.hit(CnRule.STRUCTURING_BELOW_DAY_LIMIT);
    }
  }

  private static void mules(TransferFacts t, HistoryInfo h, HitBits hits) {
    TransferKind kind = t.getKind();
    boolean moves = kind == TransferKind.TRANSFER || kind == TransferKind.WITHDRAWAL;
    if (moves
        && h.getPayerInSum30m() >= Thresholds.RAPID_AMOUNT
        && (h.getPayerOutSum30m() + t.getValue()) * 100
            >= Thresholds.RAPID_PERCENT * h.getPayerInSum30m()) {
      hits.hit(CnRule.RAPID_IN_OUT);
    }
    if (t.getValue() > Thresholds.LARGE_AMOUNT
        && t.getPayer().getIdleHours() >= Thresholds.DORMANT_HOURS
        && kind != TransferKind.DEPOSIT
        && kind != TransferKind.REFUND) {
      hits.hit(CnRule.DORMANT_ACCOUNT_WAKES);
    }
    if (moves || kind == TransferKind.EXCHANGE) {
      if (h.getPayerInSum24h() >= Thresholds.INFLOW_AMOUNT) {
        if (h.getPayerPayers24h() >= Thresholds.INFLOW_PAYERS
            && t.getPayer().getAgeHours() < Thresholds.YOUNG_ACCOUNT_HOURS) {
          hits.hit(CnRule.YOUNG_ACCOUNT_SUDDEN_INFLOW);
        }
        if (t.getPayer().getAgeHours() >= Thresholds.DORMANT_HOURS
            && h.getPayerOutCountBefore() == 0) {
          hits.hit(CnRule.DORMANT_ACCOUNT_SUDDEN_INFLOW);
        }
      }
      if (h.getPayerInSum24h() >= Thresholds.RAPID_AMOUNT
          && h.getPayerPayers24h() >= Thresholds.FAN_IN_PAYERS) {
        hits.hit(CnRule.MANY_PAYERS_THEN_OUT);
      }
    }
  }
}
