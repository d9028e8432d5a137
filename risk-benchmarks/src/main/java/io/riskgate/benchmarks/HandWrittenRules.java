package io.riskgate.benchmarks;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.TransferFacts;
import java.util.List;

/**
 * The rules of the pack {@code cn} as a careful Java programmer would write them: the limit that a
 * rule engine can hope for. Each hit is a bit, in the order of {@link #CODES}.
 */
final class HandWrittenRules {
  static final List<String> CODES =
      List.of(
          "FIRST_PAYMENT_TO_PAYEE",
          "FIRST_PAYEE_FAR_ABOVE_HISTORY",
          "GROWING_PAYMENTS_TO_NEW_PAYEE",
          "OVERSEAS_NEW_PAYEE",
          "OVERSEAS_ACCOUNT",
          "ELDERLY_NEW_PAYEE_LARGE",
          "FAN_IN_AT_YOUNG_PAYEE",
          "NEW_DEVICE_NEW_PAYEE_LARGE",
          "IMPOSSIBLE_TRAVEL",
          "TRANSFERS_FROM_SEVERAL_PLACES",
          "DEVICE_FARM",
          "IP_FARM",
          "GAME_CURRENCY_BETWEEN_USERS",
          "BURST_OF_TRANSFERS",
          "FAN_OUT_OF_PAYER",
          "STRUCTURING_BELOW_LIMIT",
          "RAPID_IN_OUT",
          "PROBING_THEN_LARGE",
          "PURPOSE_TASK_REBATE",
          "PURPOSE_SAFE_ACCOUNT",
          "PURPOSE_LOAN_FEE");

  private HandWrittenRules() {}

  static long evaluate(TransferFacts t, HistoryInfo h) {
    long hits = 0;
    TransferKind kind = t.getKind();
    boolean transfer = kind == TransferKind.TRANSFER;
    boolean pays = transfer || kind == TransferKind.PAYMENT;
    boolean fiat = t.getAssetClass() == AssetClass.FIAT;
    boolean stranger = !t.getCounterparty().isPaidBefore();
    boolean overseas = t.getCounterparty().isOverseas();
    long value = t.getValue();
    if (transfer && stranger) {
      hits |= 1L;
    }
    if (pays
        && stranger
        && value > Thresholds.NOTICEABLE_AMOUNT
        && h.getPayerMax90d() > 0
        && value > Thresholds.TIMES_LARGEST * h.getPayerMax90d()) {
      hits |= 1L << 1;
    }
    if (pays
        && t.getCounterparty().getAgeHours() < Thresholds.GROWING_WITHIN_HOURS
        && value > Thresholds.NOTICEABLE_AMOUNT
        && h.getPairCount7d() >= Thresholds.GROWTH_STEPS
        && value * 100 >= Thresholds.GROWTH_PERCENT * h.getPairMax7d()) {
      hits |= 1L << 2;
    }
    if (overseas && stranger && value > Thresholds.NOTICEABLE_AMOUNT) {
      hits |= 1L << 3;
    }
    if (fiat && pays && overseas) {
      hits |= 1L << 4;
    }
    if (pays
        && t.getPayer().getCustomerAge() >= Thresholds.ELDERLY_AGE
        && stranger
        && value > Thresholds.LARGE_AMOUNT) {
      hits |= 1L << 5;
    }
    if (transfer
        && t.getCounterparty().getAccountAgeHours() < Thresholds.YOUNG_ACCOUNT_HOURS
        && h.getPayeePayers24h() >= Thresholds.FAN_IN_PAYERS) {
      hits |= 1L << 6;
    }
    if (t.getDevice().getAgeHours() < Thresholds.NEW_HOURS
        && t.getCounterparty().getAgeHours() < Thresholds.NEW_HOURS
        && value > Thresholds.NOTICEABLE_AMOUNT
        && value * 2 > t.getPayer().getBalance()) {
      hits |= 1L << 7;
    }
    if (t.getOrigin().getSpeedKmh() > Thresholds.SPEED_KMH
        && t.getOrigin().getDistanceKm() > Thresholds.DISTANCE_KM) {
      hits |= 1L << 8;
    }
    if (fiat && pays && h.getPayerPlaces1h() >= Thresholds.PLACES) {
      hits |= 1L << 9;
    }
    if (h.getDevicePayers24h() >= Thresholds.DEVICE_PAYERS) {
      hits |= 1L << 10;
    }
    if ((t.getChannel() == Channel.MOBILE || t.getChannel() == Channel.WEB)
        && h.getIpPayers1h() >= Thresholds.IP_PAYERS) {
      hits |= 1L << 11;
    }
    if (t.getAssetClass() == AssetClass.GAME_CURRENCY && transfer) {
      hits |= 1L << 12;
    }
    if (pays && h.getPayerOutCount30m() >= Thresholds.BURST_COUNT) {
      hits |= 1L << 13;
    }
    if (transfer && stranger && h.getPayerPayees24h() >= Thresholds.FAN_OUT_PAYEES) {
      hits |= 1L << 14;
    }
    if (fiat
        && (pays || kind == TransferKind.WITHDRAWAL)
        && value >= Thresholds.STRUCTURING_FROM
        && value <= Thresholds.SINGLE_LIMIT
        && h.getPayerNearLimitCount24h() >= Thresholds.STRUCTURING_COUNT) {
      hits |= 1L << 15;
    }
    if ((transfer || kind == TransferKind.WITHDRAWAL)
        && stranger
        && h.getPayerInSum30m() >= Thresholds.RAPID_AMOUNT
        && (h.getPayerOutSum30m() + value) * 100
            >= Thresholds.RAPID_PERCENT * h.getPayerInSum30m()) {
      hits |= 1L << 16;
    }
    if (pays
        && value > Thresholds.LARGE_AMOUNT
        && (h.getPayerDeclined1h() >= Thresholds.PROBE_COUNT
            || h.getPayerAttempts1h() >= Thresholds.PROBE_COUNT + h.getPayerAttemptsFrom10In1h())) {
      hits |= 1L << 17;
    }
    String purpose = t.getPurpose();
    if (ScamWords.any(purpose)) {
      if (ScamWords.taskRebate(purpose)) {
        hits |= 1L << 18;
      }
      if (ScamWords.safeAccount(purpose)) {
        hits |= 1L << 19;
      }
      if (ScamWords.loanFee(purpose)) {
        hits |= 1L << 20;
      }
    }
    return hits;
  }
}
