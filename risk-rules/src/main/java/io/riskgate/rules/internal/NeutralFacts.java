package io.riskgate.rules.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
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
    return values;
  }
}
