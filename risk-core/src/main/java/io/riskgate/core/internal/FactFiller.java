package io.riskgate.core.internal;

import io.riskgate.core.DataItem;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.Availability;
import io.riskgate.core.facts.CounterpartyFacts;
import io.riskgate.core.facts.DeviceFacts;
import io.riskgate.core.facts.OriginFacts;
import io.riskgate.core.facts.PayerFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.spi.History;
import java.util.List;

/** Turns a transfer and what was known before it into the facts that rules read. */
final class FactFiller {
  private static final long HOUR_MS = 3_600_000;

  private final Policy policy;
  private final ZoneCalendar calendar;
  private final long[] aggregateWindowMs;
  private final long newnessHorizonMs;
  private final long longestHorizonMs;
  private final long historyCompleteSinceMs;

  FactFiller(Policy policy, List<Aggregate> aggregates, long historyCompleteSinceMs) {
    this.policy = policy;
    this.calendar = new ZoneCalendar(policy.zone());
    this.historyCompleteSinceMs = historyCompleteSinceMs;
    this.newnessHorizonMs = policy.newnessHorizon().toMillis();
    this.aggregateWindowMs = new long[aggregates.size()];
    long longest = newnessHorizonMs;
    for (int i = 0; i < aggregateWindowMs.length; i++) {
      aggregateWindowMs[i] = aggregates.get(i).window().length().toMillis();
      longest = Math.max(longest, aggregateWindowMs[i]);
    }
    this.longestHorizonMs = longest;
  }

  /** Fills every property of the facts; the aggregates are in place already. */
  void fill(TransferFacts facts, Transfer t, long value, long eventTimeMs, History history) {
    Availability availability = facts.availability();
    availability.clear();
    facts.setKind(t.kind());
    facts.setAssetClass(t.assetClass());
    facts.setChannel(t.channel());
    facts.setValue(value);
    ZoneCalendar.Day day = calendar.day(eventTimeMs);
    facts.setHour(calendar.hour(day, eventTimeMs));
    facts.setDayOfWeek(day.dayOfWeek());
    facts.eventDay(day.epochDay());
    facts.setPurpose(text(t.purpose(), DataItem.PURPOSE, availability));
    fillPayer(facts.getPayer(), t, eventTimeMs, history, availability);
    fillCounterparty(facts.getCounterparty(), t, eventTimeMs, history, availability);
    fillDevice(facts.getDevice(), t, eventTimeMs, history, availability);
    fillOrigin(facts.getOrigin(), t, eventTimeMs, history, availability);
    if (t.ip() == null) {
      availability.missing(DataItem.IP);
    }
    if (t.customer() == null) {
      availability.missing(DataItem.CUSTOMER);
    }
    if (t.merchant() == null) {
      availability.missing(DataItem.MERCHANT);
    }
    markUncovered(availability, eventTimeMs, history);
  }

  private static void fillPayer(
      PayerFacts payer, Transfer t, long at, History history, Availability availability) {
    if (t.payerAge() < 0) {
      availability.missing(DataItem.PAYER_AGE);
    }
    payer.setCustomerAge(Math.max(0, t.payerAge()));
    Long balance = t.payerBalance();
    if (balance == null) {
      availability.missing(DataItem.PAYER_BALANCE);
    }
    payer.setBalance(balance == null ? 0 : balance);
    payer.setAgeHours(hoursSince(history.payerFirstSeenMs(), at));
    payer.setIdleHours(hoursSince(history.payerLastSeenMs(), at));
  }

  private void fillCounterparty(
      CounterpartyFacts payee, Transfer t, long at, History history, Availability availability) {
    payee.setPaidBefore(history.pairFirstSeenMs() != History.NEVER);
    payee.setAgeHours(hoursSince(history.pairFirstSeenMs(), at));
    payee.setIdleHours(hoursSince(history.pairLastSeenMs(), at));
    payee.setAccountAgeHours(hoursSince(history.payeeFirstSeenMs(), at));
    String country = text(t.payeeCountry(), DataItem.PAYEE_COUNTRY, availability);
    payee.setCountry(country);
    payee.setOverseas(
        !country.isEmpty()
            && !policy.homeCountry().isEmpty()
            && !country.equals(policy.homeCountry()));
  }

  private static void fillDevice(
      DeviceFacts device, Transfer t, long at, History history, Availability availability) {
    boolean present = t.device() != null;
    if (!present) {
      availability.missing(DataItem.DEVICE);
    }
    device.setPresent(present);
    device.setUsedBefore(history.payerDeviceFirstSeenMs() != History.NEVER);
    device.setAgeHours(hoursSince(history.payerDeviceFirstSeenMs(), at));
  }

  private static void fillOrigin(
      OriginFacts origin, Transfer t, long at, History history, Availability availability) {
    origin.setCountry(text(t.originCountry(), DataItem.ORIGIN_COUNTRY, availability));
    long distanceKm = 0;
    long speedKmh = 0;
    if (!t.hasLocation()) {
      availability.missing(DataItem.LOCATION);
    } else if (history.lastPlaceMs() != History.NEVER) {
      double km =
          GreatCircle.km(
              history.lastLatitude(), history.lastLongitude(), t.latitude(), t.longitude());
      distanceKm = (long) km;
      speedKmh = GreatCircle.speedKmh(km, at - history.lastPlaceMs());
    }
    origin.setDistanceKm(distanceKm);
    origin.setSpeedKmh(speedKmh);
  }

  private void markUncovered(Availability availability, long at, History history) {
    if (history.isAnyCapped()) {
      if (history.isSeenCapped()) {
        availability.seenUncovered();
      }
      for (int i = 0; i < aggregateWindowMs.length; i++) {
        if (history.isCapped(i)) {
          availability.aggregateUncovered(i);
        }
      }
    }
    if (at - longestHorizonMs >= historyCompleteSinceMs) {
      return;
    }
    availability.warming();
    if (at - newnessHorizonMs < historyCompleteSinceMs) {
      availability.seenUncovered();
    }
    for (int i = 0; i < aggregateWindowMs.length; i++) {
      if (at - aggregateWindowMs[i] < historyCompleteSinceMs) {
        availability.aggregateUncovered(i);
      }
    }
  }

  private static String text(
      @org.jspecify.annotations.Nullable String value, DataItem item, Availability availability) {
    if (value == null || value.isBlank()) {
      availability.missing(item);
      return "";
    }
    return value;
  }

  private static long hoursSince(long thenMs, long atMs) {
    return thenMs == History.NEVER ? 0 : Math.max(0, (atMs - thenMs) / HOUR_MS);
  }
}
