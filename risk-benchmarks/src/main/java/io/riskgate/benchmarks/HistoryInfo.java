package io.riskgate.benchmarks;

import io.riskgate.core.facts.AggregateValues;
import io.riskgate.core.pack.Aggregate;
import java.util.List;

/** The aggregates of the pack {@code cn} as a plain bean, for Java and Drools written by hand. */
public final class HistoryInfo {
  private final long[] values;
  private final int payerMax90d;
  private final int payerOutCount30m;
  private final int payerPayees24h;
  private final int payerOutSum30m;
  private final int payerInSum30m;
  private final int payerNearLimitCount24h;
  private final int payerAttempts1h;
  private final int payerAttemptsFrom10In1h;
  private final int payerDeclined1h;
  private final int payerPlaces1h;
  private final int payeePayers24h;
  private final int pairCount7d;
  private final int pairMax7d;
  private final int devicePayers24h;
  private final int ipPayers1h;

  HistoryInfo(AggregateValues aggregates, List<Aggregate> declared) {
    values = aggregates.array();
    List<String> names = declared.stream().map(Aggregate::name).toList();
    payerMax90d = index(names, "payerMax90d");
    payerOutCount30m = index(names, "payerOutCount30m");
    payerPayees24h = index(names, "payerPayees24h");
    payerOutSum30m = index(names, "payerOutSum30m");
    payerInSum30m = index(names, "payerInSum30m");
    payerNearLimitCount24h = index(names, "payerNearLimitCount24h");
    payerAttempts1h = index(names, "payerAttempts1h");
    payerAttemptsFrom10In1h = index(names, "payerAttemptsFrom10In1h");
    payerDeclined1h = index(names, "payerDeclined1h");
    payerPlaces1h = index(names, "payerPlaces1h");
    payeePayers24h = index(names, "payeePayers24h");
    pairCount7d = index(names, "pairCount7d");
    pairMax7d = index(names, "pairMax7d");
    devicePayers24h = index(names, "devicePayers24h");
    ipPayers1h = index(names, "ipPayers1h");
  }

  private static int index(List<String> names, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalStateException("The pack no longer declares " + name);
    }
    return index;
  }

  public long getPayerMax90d() {
    return values[payerMax90d];
  }

  public long getPayerOutCount30m() {
    return values[payerOutCount30m];
  }

  public long getPayerPayees24h() {
    return values[payerPayees24h];
  }

  public long getPayerOutSum30m() {
    return values[payerOutSum30m];
  }

  public long getPayerInSum30m() {
    return values[payerInSum30m];
  }

  public long getPayerNearLimitCount24h() {
    return values[payerNearLimitCount24h];
  }

  public long getPayerAttempts1h() {
    return values[payerAttempts1h];
  }

  public long getPayerAttemptsFrom10In1h() {
    return values[payerAttemptsFrom10In1h];
  }

  public long getPayerDeclined1h() {
    return values[payerDeclined1h];
  }

  public long getPayerPlaces1h() {
    return values[payerPlaces1h];
  }

  public long getPayeePayers24h() {
    return values[payeePayers24h];
  }

  public long getPairCount7d() {
    return values[pairCount7d];
  }

  public long getPairMax7d() {
    return values[pairMax7d];
  }

  public long getDevicePayers24h() {
    return values[devicePayers24h];
  }

  public long getIpPayers1h() {
    return values[ipPayers1h];
  }
}
