package io.riskgate.benchmarks;

import io.riskgate.core.AssetClass;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.PayerFacts;
import io.riskgate.core.facts.TransferFacts;

/**
 * Virtual and game currency, by hand: {@code forbidden.drl}, {@code virtual.drl} and {@code
 * game.drl}, without the words of scams.
 */
final class CurrencyRules {
  private CurrencyRules() {}

  static void evaluate(TransferFacts t, HistoryInfo h, HitBits hits) {
    AssetClass asset = t.getAssetClass();
    TransferKind kind = t.getKind();
    boolean virtual = asset == AssetClass.VIRTUAL_CURRENCY;
    boolean exchange = kind == TransferKind.EXCHANGE;
    if (virtual) {
      virtual(t, h, hits);
    }
    if (exchange && (virtual || asset == AssetClass.FIAT)) {
      exchange(t, h, hits);
    }
    if ((virtual || exchange)
        && t.getValue() > Thresholds.ELDERLY_VIRTUAL_AMOUNT
        && (t.getPayer().getCustomerAge() >= Thresholds.ELDERLY_AGE || t.getPayer().isElderly())) {
      hits.hit(CnRule.ELDERLY_VIRTUAL_CURRENCY);
    }
    if (asset == AssetClass.GAME_CURRENCY) {
      if (kind == TransferKind.TRANSFER) {
        hits.hit(CnRule.GAME_CURRENCY_BETWEEN_USERS);
      } else if (kind == TransferKind.EXCHANGE || kind == TransferKind.WITHDRAWAL) {
        hits.hit(CnRule.GAME_CURRENCY_CASHED_OUT);
      } else if (kind == TransferKind.PAYMENT) {
        topUp(t, h, hits);
      }
    }
  }

  private static void virtual(TransferFacts t, HistoryInfo h, HitBits hits) {
    TransferKind kind = t.getKind();
    if (kind == TransferKind.TRANSFER
        && !t.getCounterparty().isPaidBefore()
        && h.getPayerVirtualPayees24h() >= Thresholds.VIRTUAL_PAYEES) {
      hits.hit(CnRule.VIRTUAL_LAYERING);
    }
    if (kind != TransferKind.TRANSFER
        && kind != TransferKind.PAYMENT
        && kind != TransferKind.WITHDRAWAL
        && kind != TransferKind.EXCHANGE) {
      return;
    }
    if (!t.getPayer().isRealNameVerified()) {
      hits.hit(CnRule.VIRTUAL_WITHOUT_REAL_NAME);
    }
    long day = h.getPayerVirtualSum24h() + t.getValue();
    if (day > Thresholds.VIRTUAL_LARGE_AMOUNT) {
      long before = h.getPayerVirtualSum30dBefore();
      if (before == 0) {
        hits.hit(CnRule.VIRTUAL_FIRST_LARGE);
      } else if (before > 0 && day * 30 > Thresholds.SURGE_TIMES * before) {
        hits.hit(CnRule.VIRTUAL_VOLUME_SURGE);
      }
    }
    if (h.getPayerVirtualInSum1h() >= Thresholds.VIRTUAL_RAPID_AMOUNT
        && (h.getPayerVirtualOutSum1h() + t.getValue()) * 100
            >= Thresholds.RAPID_PERCENT * h.getPayerVirtualInSum1h()) {
      hits.hit(CnRule.VIRTUAL_RAPID_IN_OUT);
    }
  }

  private static void exchange(TransferFacts t, HistoryInfo h, HitBits hits) {
    long value = t.getValue();
    if (h.getPayerFiatInPayers24h() >= Thresholds.EXCHANGE_FUNDERS
        && h.getPayerFiatInSum24h() >= Thresholds.VIRTUAL_RAPID_AMOUNT
        && (h.getPayerExchangeSum24h() + value) * 100
            >= Thresholds.RAPID_PERCENT * h.getPayerFiatInSum24h()) {
      hits.hit(CnRule.FIAT_IN_EXCHANGED_OUT);
    }
    if (h.getPayerExchangeCount24h() + 1 >= Thresholds.EXCHANGES_24H
        || h.getPayerExchangeCount7d() + 1 >= Thresholds.EXCHANGES_7D
        || h.getPayerExchangeCount30d() + 1 >= Thresholds.EXCHANGES_30D) {
      hits.hit(CnRule.EXCHANGE_FREQUENT);
    }
    if (h.getPayerExchangeSum24h() + value > Thresholds.EXCHANGED_24H
        || h.getPayerExchangeSum7d() + value > Thresholds.EXCHANGED_7D
        || h.getPayerExchangeSum30d() + value > Thresholds.EXCHANGED_30D) {
      hits.hit(CnRule.EXCHANGE_LARGE);
    }
  }

  private static void topUp(TransferFacts t, HistoryInfo h, HitBits hits) {
    PayerFacts payer = t.getPayer();
    long value = t.getValue();
    long month = h.getPayerGameSumMonth() + value;
    if (h.getPayerGameTopUps24h() + 1 >= Thresholds.GAME_TOP_UPS) {
      hits.hit(CnRule.GAME_TOP_UPS_FREQUENT);
    }
    if (month > Thresholds.GAME_TOP_UPS_MONTH) {
      hits.hit(CnRule.GAME_TOP_UPS_LARGE);
    }
    if (payer.getCustomerAge() < Thresholds.MINOR_AGE
        && (value > Thresholds.MINOR_TOP_UP || month > Thresholds.MINOR_TOP_UPS_MONTH)) {
      hits.hit(CnRule.MINOR_TOP_UP);
    }
    if (payer.getCustomerAge() < Thresholds.CHILD_AGE
        && (value > Thresholds.CHILD_TOP_UP
            || month > Thresholds.CHILD_TOP_UPS_MONTH
            || payer.getCustomerAge() < Thresholds.SMALL_CHILD_AGE)) {
      hits.hit(CnRule.CHILD_TOP_UP);
    }
  }
}
