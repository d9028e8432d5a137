package io.riskgate.rules.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.SignalAges;
import java.util.HashMap;
import java.util.Map;

/**
 * The facts of an everyday transfer, at which no sensible rule fires: a rule test names only what
 * matters to it. Declared aggregates are 0.
 */
final class NeutralFacts {
  private static final long YEAR_HOURS = 365 * 24;
  private static final long MONTH_HOURS = 30 * 24;

  private NeutralFacts() {}

  /** The values by path. */
  static Map<String, Object> of(PackDefinition definition) {
    NumberForm money = definition.money().form();
    Map<String, Object> values = new HashMap<>();
    values.put("kind", TransferKind.TRANSFER);
    values.put("assetClass", AssetClass.FIAT);
    values.put("channel", Channel.MOBILE);
    values.put("value", money.parse("100"));
    values.put("hour", 12L);
    values.put("dayOfWeek", 3L);
    values.put("purpose", "");
    values.put("payer.customerAge", 35L);
    values.put("payer.balance", money.parse("100000"));
    values.put("payer.ageHours", YEAR_HOURS);
    values.put("payer.idleHours", 24L);
    values.put("counterparty.paidBefore", true);
    values.put("counterparty.ageHours", YEAR_HOURS);
    values.put("counterparty.idleHours", MONTH_HOURS);
    values.put("counterparty.accountAgeHours", YEAR_HOURS);
    values.put("counterparty.country", definition.policy().homeCountry());
    values.put("counterparty.overseas", false);
    values.put("device.present", true);
    values.put("device.usedBefore", true);
    values.put("device.ageHours", YEAR_HOURS);
    values.put("origin.country", definition.policy().homeCountry());
    values.put("origin.distanceKm", 0L);
    values.put("origin.speedKmh", 0L);
    values.put("payer.elderly", false);
    values.put("payer.student", false);
    values.put("payer.financeStaff", false);
    values.put("payer.newCitizen", false);
    values.put("payer.realNameVerified", true);
    values.put("payer.watched", false);
    values.put("payer.riskScore", 0L);
    values.put("payer.riskMedium", false);
    values.put("payer.riskHigh", false);
    values.put("counterparty.trustedHours", 0L);
    values.put("counterparty.watched", false);
    values.put("counterparty.reported", false);
    values.put("counterparty.phoneReported", false);
    values.put("counterparty.highRiskRegion", false);
    values.put("device.reported", false);
    values.put("origin.overseas", false);
    values.put("origin.highRiskRegion", false);
    values.put("origin.tor", false);
    values.put("origin.vpn", false);
    values.put("origin.hosting", false);
    values.put("origin.asn", 0L);
    values.put("merchant.present", false);
    values.put("merchant.addressMatches", true);
    values.put("signal.clickedUnknownLinkMinutes", SignalAges.NONE);
    values.put("signal.contactWithReportedMinutes", SignalAges.NONE);
    values.put("signal.onCallMinutes", SignalAges.NONE);
    values.put("signal.screenSharedMinutes", SignalAges.NONE);
    values.put("signal.remoteControlAppMinutes", SignalAges.NONE);
    values.put("signal.passwordChangedMinutes", SignalAges.NONE);
    values.put("signal.simChangedMinutes", SignalAges.NONE);
    values.put("signal.phoneChangedMinutes", SignalAges.NONE);
    values.put("signal.limitRaisedMinutes", SignalAges.NONE);
    values.put("signal.failedLoginMinutes", SignalAges.NONE);
    values.put("signal.flaggedAppMinutes", SignalAges.NONE);
    values.put("signal.frequentTransfersMinutes", SignalAges.NONE);
    values.put("signal.fraudReportMinutes", SignalAges.NONE);
    values.put("signal.failedLogins24h", 0L);
    return values;
  }
}
