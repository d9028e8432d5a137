package io.riskgate.core.internal;

import io.riskgate.core.DataItem;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.Availability;
import io.riskgate.core.facts.CounterpartyFacts;
import io.riskgate.core.facts.DeviceFacts;
import io.riskgate.core.facts.OriginFacts;
import io.riskgate.core.facts.PayerFacts;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.spi.History;
import java.util.List;

/** Turns a transfer and what was known before it into the facts that rules read. */
final class FactFiller {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 3_600_000;

  private final Policy policy;
  private final ZoneCalendar calendar;
  private final int aggregates;
  private final Coverage coverage;

  FactFiller(Policy policy, int aggregates, Coverage coverage) {
    this.policy = policy;
    this.calendar = new ZoneCalendar(policy.zone());
    this.aggregates = aggregates;
    this.coverage = coverage;
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
    fillSignals(facts, eventTimeMs, history, availability);
    markUncovered(availability, eventTimeMs, history);
  }

  private void fillSignals(
      TransferFacts facts, long at, History history, Availability availability) {
    facts.signals().clear();
    List<Signal> signals = history.signals();
    for (int i = 0; i < signals.size(); i++) {
      Signal signal = signals.get(i);
      long ageMs = at - signal.at().toEpochMilli();
      facts.signals().add(new SignalFacts(signal.kind(), ageMs / MINUTE_MS));
    }
    if (history.isSignalsCapped() || !coverage.isSignalsCovered(at)) {
      availability.signalsUncovered();
    }
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
      for (int i = 0; i < aggregates; i++) {
        if (history.isCapped(i)) {
          if (coverage.isBehind(i, at)) {
            history.clearCapped(i); // let go of before anyone asked for it, not for lack of room
          } else {
            availability.aggregateUncovered(i);
          }
        }
      }
    }
    if (coverage.isWhole(at)) {
      return;
    }
    availability.warming();
    if (!coverage.isSeenCovered(at)) {
      availability.seenUncovered();
    }
    for (int i = 0; i < aggregates; i++) {
      if (!coverage.isCovered(i, at)) {
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
