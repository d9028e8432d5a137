package io.riskgate.core.internal;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies facts, which are reused, into a map by their names in DRL. */
final class FactSnapshot {
  private FactSnapshot() {}

  static Map<String, Object> of(TransferFacts facts, List<Aggregate> aggregates) {
    Map<String, Object> copy = new LinkedHashMap<>();
    copy.put("kind", facts.getKind());
    copy.put("assetClass", facts.getAssetClass());
    copy.put("channel", facts.getChannel());
    copy.put("value", facts.getValue());
    copy.put("hour", facts.getHour());
    copy.put("dayOfWeek", facts.getDayOfWeek());
    copy.put("purpose", facts.getPurpose());
    copy.put("payer.customerAge", facts.getPayer().getCustomerAge());
    copy.put("payer.balance", facts.getPayer().getBalance());
    copy.put("payer.ageHours", facts.getPayer().getAgeHours());
    copy.put("payer.idleHours", facts.getPayer().getIdleHours());
    copy.put("payer.elderly", facts.getPayer().isElderly());
    copy.put("payer.student", facts.getPayer().isStudent());
    copy.put("payer.financeStaff", facts.getPayer().isFinanceStaff());
    copy.put("payer.newCitizen", facts.getPayer().isNewCitizen());
    copy.put("payer.realNameVerified", facts.getPayer().isRealNameVerified());
    copy.put("payer.watched", facts.getPayer().isWatched());
    copy.put("payer.riskScore", facts.getPayer().getRiskScore());
    copy.put("payer.riskMedium", facts.getPayer().isRiskMedium());
    copy.put("payer.riskHigh", facts.getPayer().isRiskHigh());
    copy.put("counterparty.paidBefore", facts.getCounterparty().isPaidBefore());
    copy.put("counterparty.ageHours", facts.getCounterparty().getAgeHours());
    copy.put("counterparty.idleHours", facts.getCounterparty().getIdleHours());
    copy.put("counterparty.accountAgeHours", facts.getCounterparty().getAccountAgeHours());
    copy.put("counterparty.country", facts.getCounterparty().getCountry());
    copy.put("counterparty.overseas", facts.getCounterparty().isOverseas());
    copy.put("counterparty.trustedHours", facts.getCounterparty().getTrustedHours());
    copy.put("counterparty.watched", facts.getCounterparty().isWatched());
    copy.put("counterparty.reported", facts.getCounterparty().isReported());
    copy.put("counterparty.phoneReported", facts.getCounterparty().isPhoneReported());
    copy.put("counterparty.highRiskRegion", facts.getCounterparty().isHighRiskRegion());
    copy.put("device.present", facts.getDevice().isPresent());
    copy.put("device.usedBefore", facts.getDevice().isUsedBefore());
    copy.put("device.ageHours", facts.getDevice().getAgeHours());
    copy.put("device.reported", facts.getDevice().isReported());
    copy.put("origin.country", facts.getOrigin().getCountry());
    copy.put("origin.distanceKm", facts.getOrigin().getDistanceKm());
    copy.put("origin.speedKmh", facts.getOrigin().getSpeedKmh());
    copy.put("origin.overseas", facts.getOrigin().isOverseas());
    copy.put("origin.highRiskRegion", facts.getOrigin().isHighRiskRegion());
    copy.put("origin.tor", facts.getOrigin().isTor());
    copy.put("origin.vpn", facts.getOrigin().isVpn());
    copy.put("origin.hosting", facts.getOrigin().isHosting());
    copy.put("origin.asn", facts.getOrigin().getAsn());
    copy.put("merchant.present", facts.getMerchant().isPresent());
    copy.put("merchant.addressMatches", facts.getMerchant().isAddressMatches());
    copy.put("signal.clickedUnknownLinkMinutes", facts.getSignal().getClickedUnknownLinkMinutes());
    copy.put(
        "signal.contactWithReportedMinutes", facts.getSignal().getContactWithReportedMinutes());
    copy.put("signal.onCallMinutes", facts.getSignal().getOnCallMinutes());
    copy.put("signal.screenSharedMinutes", facts.getSignal().getScreenSharedMinutes());
    copy.put("signal.remoteControlAppMinutes", facts.getSignal().getRemoteControlAppMinutes());
    copy.put("signal.passwordChangedMinutes", facts.getSignal().getPasswordChangedMinutes());
    copy.put("signal.simChangedMinutes", facts.getSignal().getSimChangedMinutes());
    copy.put("signal.phoneChangedMinutes", facts.getSignal().getPhoneChangedMinutes());
    copy.put("signal.limitRaisedMinutes", facts.getSignal().getLimitRaisedMinutes());
    copy.put("signal.failedLoginMinutes", facts.getSignal().getFailedLoginMinutes());
    copy.put("signal.flaggedAppMinutes", facts.getSignal().getFlaggedAppMinutes());
    copy.put("signal.frequentTransfersMinutes", facts.getSignal().getFrequentTransfersMinutes());
    copy.put("signal.fraudReportMinutes", facts.getSignal().getFraudReportMinutes());
    copy.put("signal.failedLogins24h", facts.getSignal().getFailedLogins24h());
    copy.put("signals", List.copyOf(facts.signals()));
    for (int i = 0; i < aggregates.size(); i++) {
      copy.put("history." + aggregates.get(i).name(), facts.aggregates().value(i));
    }
    return copy;
  }
}
