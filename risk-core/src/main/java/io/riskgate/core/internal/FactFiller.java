package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.DataItem;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.Availability;
import io.riskgate.core.facts.CounterpartyFacts;
import io.riskgate.core.facts.DeviceFacts;
import io.riskgate.core.facts.MerchantFacts;
import io.riskgate.core.facts.OriginFacts;
import io.riskgate.core.facts.PayerFacts;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.Intelligence.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Turns a transfer and what was known before it into the facts that rules read. */
final class FactFiller {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 3_600_000;

  /** What only a source of intelligence can tell. */
  private static final List<DataItem> LOOKED_UP =
      List.of(
          DataItem.TOR_EXITS,
          DataItem.VPN_ADDRESSES,
          DataItem.HOSTING_ADDRESSES,
          DataItem.IP_NETWORKS,
          DataItem.REPORTED_ACCOUNTS,
          DataItem.REPORTED_DEVICES,
          DataItem.REPORTED_NUMBERS,
          DataItem.HIGH_RISK_REGIONS);

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
  void fill(Workspace workspace, Transfer t, long value, long eventTimeMs) {
    TransferFacts facts = workspace.facts;
    History history = workspace.history;
    Intelligence intelligence = workspace.intelligence;
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
    fillOrigin(facts.getOrigin(), t, eventTimeMs, history, intelligence, availability);
    fillMerchant(facts.getMerchant(), t, availability);
    fillFindings(facts, intelligence, availability);
    if (t.ip() == null) {
      availability.missing(DataItem.IP);
    }
    if (t.customer() == null) {
      availability.missing(DataItem.CUSTOMER);
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
    facts.getSignal().setAll(facts.signals());
    int risk = RiskOfSignals.score(policy.riskLevel(), signals, at);
    facts.getPayer().setRiskScore(risk);
    facts.getPayer().setRiskMedium(risk >= policy.riskLevel().medium());
    facts.getPayer().setRiskHigh(risk >= policy.riskLevel().high());
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
    Set<CustomerSegment> segments = t.payerSegments();
    if (segments == null) {
      availability.missing(DataItem.SEGMENTS);
      segments = Set.of();
    }
    payer.setElderly(segments.contains(CustomerSegment.ELDERLY));
    payer.setStudent(segments.contains(CustomerSegment.STUDENT));
    payer.setFinanceStaff(segments.contains(CustomerSegment.FINANCE_STAFF));
    payer.setNewCitizen(segments.contains(CustomerSegment.NEW_CITIZEN));
    Boolean realName = t.payerRealNameVerified();
    if (realName == null) {
      availability.missing(DataItem.REAL_NAME);
    }
    payer.setRealNameVerified(realName != null && realName);
    payer.setWatched(isWatched(history.payerControls()));
    payer.setAgeHours(hoursSince(history.payerFirstSeenMs(), at));
    payer.setIdleHours(hoursSince(history.payerLastSeenMs(), at));
  }

  private void fillCounterparty(
      CounterpartyFacts payee, Transfer t, long at, History history, Availability availability) {
    payee.setPaidBefore(history.pairFirstSeenMs() != History.NEVER);
    payee.setAgeHours(hoursSince(history.pairFirstSeenMs(), at));
    payee.setIdleHours(hoursSince(history.pairLastSeenMs(), at));
    payee.setAccountAgeHours(hoursSince(history.payeeFirstSeenMs(), at));
    if (t.payeePhone() == null) {
      availability.missing(DataItem.PAYEE_PHONE);
    }
    payee.setWatched(isWatched(history.payeeControls()));
    payee.setTrustedHours(trustedHours(history.payerControls(), t.payee(), at));
    String country = text(t.payeeCountry(), DataItem.PAYEE_COUNTRY, availability);
    payee.setCountry(country);
    payee.setOverseas(isOverseas(country));
  }

  private boolean isOverseas(String country) {
    return !country.isEmpty()
        && !policy.homeCountry().isEmpty()
        && !country.equals(policy.homeCountry());
  }

  private static boolean isWatched(List<Control> controls) {
    for (int i = 0; i < controls.size(); i++) {
      if (controls.get(i).kind() == Control.Kind.WATCH) {
        return true;
      }
    }
    return false;
  }

  private static long trustedHours(List<Control> controls, String payee, long at) {
    long hours = 0;
    for (int i = 0; i < controls.size(); i++) {
      Control control = controls.get(i);
      Instant since = control.since();
      if (since != null && payee.equals(control.payee())) {
        hours = Math.max(hours, Duration.between(since, Instant.ofEpochMilli(at)).toHours());
      }
    }
    return hours;
  }

  private static void fillMerchant(MerchantFacts merchant, Transfer t, Availability availability) {
    merchant.setPresent(t.merchant() != null);
    if (t.merchant() == null) {
      availability.missing(DataItem.MERCHANT);
    }
    Boolean matches = t.orderAddressMatches();
    if (matches == null) {
      availability.missing(DataItem.ORDER_ADDRESS);
    }
    merchant.setAddressMatches(matches == null || matches);
  }

  private static void fillFindings(
      TransferFacts facts, Intelligence intelligence, Availability availability) {
    for (DataItem item : LOOKED_UP) {
      if ((intelligence.known() & item.bit()) == 0) {
        availability.missing(item);
      }
    }
    CounterpartyFacts payee = facts.getCounterparty();
    payee.setReported(intelligence.has(Finding.ACCOUNT_REPORTED));
    payee.setPhoneReported(intelligence.has(Finding.NUMBER_REPORTED));
    payee.setHighRiskRegion(intelligence.has(Finding.PAYEE_HIGH_RISK));
    facts.getDevice().setReported(intelligence.has(Finding.DEVICE_REPORTED));
    OriginFacts origin = facts.getOrigin();
    origin.setHighRiskRegion(intelligence.has(Finding.ORIGIN_HIGH_RISK));
    origin.setTor(intelligence.has(Finding.TOR));
    origin.setVpn(intelligence.has(Finding.VPN));
    origin.setHosting(intelligence.has(Finding.HOSTING));
    origin.setAsn(intelligence.asn());
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

  private void fillOrigin(
      OriginFacts origin,
      Transfer t,
      long at,
      History history,
      Intelligence intelligence,
      Availability availability) {
    String told = t.originCountry();
    String country = told == null || told.isBlank() ? intelligence.country() : told;
    origin.setCountry(text(country, DataItem.ORIGIN_COUNTRY, availability));
    origin.setOverseas(isOverseas(country));
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
