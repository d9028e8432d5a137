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
    copy.put("counterparty.paidBefore", facts.getCounterparty().isPaidBefore());
    copy.put("counterparty.ageHours", facts.getCounterparty().getAgeHours());
    copy.put("counterparty.idleHours", facts.getCounterparty().getIdleHours());
    copy.put("counterparty.accountAgeHours", facts.getCounterparty().getAccountAgeHours());
    copy.put("counterparty.country", facts.getCounterparty().getCountry());
    copy.put("counterparty.overseas", facts.getCounterparty().isOverseas());
    copy.put("device.present", facts.getDevice().isPresent());
    copy.put("device.usedBefore", facts.getDevice().isUsedBefore());
    copy.put("device.ageHours", facts.getDevice().getAgeHours());
    copy.put("origin.country", facts.getOrigin().getCountry());
    copy.put("origin.distanceKm", facts.getOrigin().getDistanceKm());
    copy.put("origin.speedKmh", facts.getOrigin().getSpeedKmh());
    copy.put("signals", List.copyOf(facts.signals()));
    for (int i = 0; i < aggregates.size(); i++) {
      copy.put("history." + aggregates.get(i).name(), facts.aggregates().value(i));
    }
    return copy;
  }
}
