package io.riskgate.benchmarks;

import java.util.function.ToLongFunction;

/** The aggregates of the pack {@code cn} as a plain bean, for Java and Drools written by hand. */
public final class HistoryInfo {
  private final long payerMax90d;
  private final long payerOutCount30m;
  private final long payerPayees24h;
  private final long payerOutSum30m;
  private final long payerInSum30m;
  private final long payerNearLimitCount24h;
  private final long payerAttempts1h;
  private final long payerAttemptsFrom10In1h;
  private final long payerDeclined1h;
  private final long payerPlaces1h;
  private final long payeePayers24h;
  private final long pairCount7d;
  private final long pairMax7d;
  private final long devicePayers24h;
  private final long ipPayers1h;
  private final long payerPayers24h;
  private final long payerInSum24h;
  private final long payerTransfers24h;
  private final long payerFiatSumToday;
  private final long payerFiatCountToday;
  private final long payerOutCountBefore;
  private final long payerOutCount90d;
  private final long payerNightShare90d;
  private final long payeeReports90d;
  private final long payeeVictims90d;
  private final long merchantOrders7d;
  private final long merchantRefundShare7d;
  private final long merchantVictims30d;
  private final long payerExchangeCount24h;
  private final long payerExchangeCount7d;
  private final long payerExchangeCount30d;
  private final long payerExchangeSum24h;
  private final long payerExchangeSum7d;
  private final long payerExchangeSum30d;
  private final long payerVirtualSum24h;
  private final long payerVirtualSum30dBefore;
  private final long payerVirtualPayees24h;
  private final long payerVirtualOutSum1h;
  private final long payerVirtualInSum1h;
  private final long payerFiatInSum24h;
  private final long payerFiatInPayers24h;
  private final long payerGameTopUps24h;
  private final long payerGameSumMonth;

  /** Takes over the values of a transfer. */
  HistoryInfo(ToLongFunction<String> values) {
    payerMax90d = values.applyAsLong("payerMax90d");
    payerOutCount30m = values.applyAsLong("payerOutCount30m");
    payerPayees24h = values.applyAsLong("payerPayees24h");
    payerOutSum30m = values.applyAsLong("payerOutSum30m");
    payerInSum30m = values.applyAsLong("payerInSum30m");
    payerNearLimitCount24h = values.applyAsLong("payerNearLimitCount24h");
    payerAttempts1h = values.applyAsLong("payerAttempts1h");
    payerAttemptsFrom10In1h = values.applyAsLong("payerAttemptsFrom10In1h");
    payerDeclined1h = values.applyAsLong("payerDeclined1h");
    payerPlaces1h = values.applyAsLong("payerPlaces1h");
    payeePayers24h = values.applyAsLong("payeePayers24h");
    pairCount7d = values.applyAsLong("pairCount7d");
    pairMax7d = values.applyAsLong("pairMax7d");
    devicePayers24h = values.applyAsLong("devicePayers24h");
    ipPayers1h = values.applyAsLong("ipPayers1h");
    payerPayers24h = values.applyAsLong("payerPayers24h");
    payerInSum24h = values.applyAsLong("payerInSum24h");
    payerTransfers24h = values.applyAsLong("payerTransfers24h");
    payerFiatSumToday = values.applyAsLong("payerFiatSumToday");
    payerFiatCountToday = values.applyAsLong("payerFiatCountToday");
    payerOutCountBefore = values.applyAsLong("payerOutCountBefore");
    payerOutCount90d = values.applyAsLong("payerOutCount90d");
    payerNightShare90d = values.applyAsLong("payerNightShare90d");
    payeeReports90d = values.applyAsLong("payeeReports90d");
    payeeVictims90d = values.applyAsLong("payeeVictims90d");
    merchantOrders7d = values.applyAsLong("merchantOrders7d");
    merchantRefundShare7d = values.applyAsLong("merchantRefundShare7d");
    merchantVictims30d = values.applyAsLong("merchantVictims30d");
    payerExchangeCount24h = values.applyAsLong("payerExchangeCount24h");
    payerExchangeCount7d = values.applyAsLong("payerExchangeCount7d");
    payerExchangeCount30d = values.applyAsLong("payerExchangeCount30d");
    payerExchangeSum24h = values.applyAsLong("payerExchangeSum24h");
    payerExchangeSum7d = values.applyAsLong("payerExchangeSum7d");
    payerExchangeSum30d = values.applyAsLong("payerExchangeSum30d");
    payerVirtualSum24h = values.applyAsLong("payerVirtualSum24h");
    payerVirtualSum30dBefore = values.applyAsLong("payerVirtualSum30dBefore");
    payerVirtualPayees24h = values.applyAsLong("payerVirtualPayees24h");
    payerVirtualOutSum1h = values.applyAsLong("payerVirtualOutSum1h");
    payerVirtualInSum1h = values.applyAsLong("payerVirtualInSum1h");
    payerFiatInSum24h = values.applyAsLong("payerFiatInSum24h");
    payerFiatInPayers24h = values.applyAsLong("payerFiatInPayers24h");
    payerGameTopUps24h = values.applyAsLong("payerGameTopUps24h");
    payerGameSumMonth = values.applyAsLong("payerGameSumMonth");
  }

  public long getPayerMax90d() {
    return payerMax90d;
  }

  public long getPayerOutCount30m() {
    return payerOutCount30m;
  }

  public long getPayerPayees24h() {
    return payerPayees24h;
  }

  public long getPayerOutSum30m() {
    return payerOutSum30m;
  }

  public long getPayerInSum30m() {
    return payerInSum30m;
  }

  public long getPayerNearLimitCount24h() {
    return payerNearLimitCount24h;
  }

  public long getPayerAttempts1h() {
    return payerAttempts1h;
  }

  public long getPayerAttemptsFrom10In1h() {
    return payerAttemptsFrom10In1h;
  }

  public long getPayerDeclined1h() {
    return payerDeclined1h;
  }

  public long getPayerPlaces1h() {
    return payerPlaces1h;
  }

  public long getPayeePayers24h() {
    return payeePayers24h;
  }

  public long getPairCount7d() {
    return pairCount7d;
  }

  public long getPairMax7d() {
    return pairMax7d;
  }

  public long getDevicePayers24h() {
    return devicePayers24h;
  }

  public long getIpPayers1h() {
    return ipPayers1h;
  }

  public long getPayerPayers24h() {
    return payerPayers24h;
  }

  public long getPayerInSum24h() {
    return payerInSum24h;
  }

  public long getPayerTransfers24h() {
    return payerTransfers24h;
  }

  public long getPayerFiatSumToday() {
    return payerFiatSumToday;
  }

  public long getPayerFiatCountToday() {
    return payerFiatCountToday;
  }

  public long getPayerOutCountBefore() {
    return payerOutCountBefore;
  }

  public long getPayerOutCount90d() {
    return payerOutCount90d;
  }

  public long getPayerNightShare90d() {
    return payerNightShare90d;
  }

  public long getPayeeReports90d() {
    return payeeReports90d;
  }

  public long getPayeeVictims90d() {
    return payeeVictims90d;
  }

  public long getMerchantOrders7d() {
    return merchantOrders7d;
  }

  public long getMerchantRefundShare7d() {
    return merchantRefundShare7d;
  }

  public long getMerchantVictims30d() {
    return merchantVictims30d;
  }

  public long getPayerExchangeCount24h() {
    return payerExchangeCount24h;
  }

  public long getPayerExchangeCount7d() {
    return payerExchangeCount7d;
  }

  public long getPayerExchangeCount30d() {
    return payerExchangeCount30d;
  }

  public long getPayerExchangeSum24h() {
    return payerExchangeSum24h;
  }

  public long getPayerExchangeSum7d() {
    return payerExchangeSum7d;
  }

  public long getPayerExchangeSum30d() {
    return payerExchangeSum30d;
  }

  public long getPayerVirtualSum24h() {
    return payerVirtualSum24h;
  }

  public long getPayerVirtualSum30dBefore() {
    return payerVirtualSum30dBefore;
  }

  public long getPayerVirtualPayees24h() {
    return payerVirtualPayees24h;
  }

  public long getPayerVirtualOutSum1h() {
    return payerVirtualOutSum1h;
  }

  public long getPayerVirtualInSum1h() {
    return payerVirtualInSum1h;
  }

  public long getPayerFiatInSum24h() {
    return payerFiatInSum24h;
  }

  public long getPayerFiatInPayers24h() {
    return payerFiatInPayers24h;
  }

  public long getPayerGameTopUps24h() {
    return payerGameTopUps24h;
  }

  public long getPayerGameSumMonth() {
    return payerGameSumMonth;
  }
}
