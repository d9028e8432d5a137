package io.riskgate.benchmarks;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.OriginFacts;
import io.riskgate.core.facts.TransferFacts;

/** From which device and place, by hand: {@code device.drl} and {@code origin.drl}. */
final class OriginRules {
  private OriginRules() {}

  static void evaluate(TransferFacts t, HistoryInfo h, HitBits hits) {
    OriginFacts origin = t.getOrigin();
    TransferKind kind = t.getKind();
    boolean online = t.getChannel() == Channel.MOBILE || t.getChannel() == Channel.WEB;
    boolean newDevice = t.getDevice().getAgeHours() < Thresholds.NEW_HOURS;
    boolean noticeable = t.getValue() > Thresholds.NOTICEABLE_AMOUNT;
    if (newDevice
        && noticeable
        && t.getCounterparty().getAgeHours() < Thresholds.NEW_HOURS
        && t.getValue() * 2 > t.getPayer().getBalance()) {
      hits.hit(CnRule.NEW_DEVICE_NEW_PAYEE_LARGE);
    }
    if (origin.getSpeedKmh() > Thresholds.SPEED_KMH
        && origin.getDistanceKm() > Thresholds.DISTANCE_KM) {
      hits.hit(CnRule.IMPOSSIBLE_TRAVEL);
    }
    if (h.getPayerPlaces1h() >= Thresholds.PLACES
        && t.getAssetClass() == AssetClass.FIAT
        && (kind == TransferKind.TRANSFER || kind == TransferKind.PAYMENT)) {
      hits.hit(CnRule.TRANSFERS_FROM_SEVERAL_PLACES);
    }
    if (h.getDevicePayers24h() >= Thresholds.DEVICE_PAYERS) {
      hits.hit(CnRule.DEVICE_FARM);
    }
    if (online && noticeable && h.getIpPayers1h() >= Thresholds.IP_PAYERS) {
      hits.hit(CnRule.IP_FARM);
    }
    if (kind != TransferKind.DEPOSIT && kind != TransferKind.REFUND) {
      if (t.getDevice().isReported()) {
        hits.hit(CnRule.REPORTED_DEVICE);
      }
      if (origin.isTor()) {
        hits.hit(CnRule.TOR_ORIGIN);
      }
      if (noticeable) {
        hidden(t, online, newDevice, hits);
      }
    }
  }

  private static void hidden(TransferFacts t, boolean online, boolean newDevice, HitBits hits) {
    OriginFacts origin = t.getOrigin();
    boolean vpn = origin.isVpn();
    boolean hosting = origin.isHosting();
    if (vpn) {
      hits.hit(CnRule.VPN_ORIGIN);
    }
    if (online) {
      if (hosting) {
        hits.hit(CnRule.HOSTING_ORIGIN);
      }
      if (newDevice && (vpn || hosting)) {
        hits.hit(CnRule.HIDDEN_ORIGIN_NEW_DEVICE);
      }
    }
    if (origin.isHighRiskRegion()) {
      hits.hit(CnRule.ORIGIN_IN_HIGH_RISK_REGION);
    }
    if (origin.isOverseas()
        && t.getKind() == TransferKind.TRANSFER
        && !t.getCounterparty().isPaidBefore()) {
      hits.hit(CnRule.ORIGIN_OVERSEAS_NEW_PAYEE);
    }
  }
}
