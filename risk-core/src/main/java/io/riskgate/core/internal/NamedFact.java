package io.riskgate.core.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.TransferFacts;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * A fact by its name in DRL, to be read and to be written. The pack's aggregates and the signals
 * are apart, because each pack declares its own and a transfer has several.
 *
 * @param name the name in DRL
 * @param neutral what it is where nothing is known
 * @param get reads it: a whole number, a text, true or false, or the name of a constant
 * @param set writes what {@code get} has read; a whole number may come as any
 */
record NamedFact(
    String name,
    Object neutral,
    Function<TransferFacts, Object> get,
    BiConsumer<TransferFacts, Object> set) {

  /** How the names of those facts begin that follow from the signals alone. */
  static final String OF_SIGNALS = "signal.";

  /** All of them. */
  static final List<NamedFact> ALL =
      List.of(
          choice("kind", TransferKind.class, TransferFacts::getKind, TransferFacts::setKind),
          choice(
              "assetClass",
              AssetClass.class,
              TransferFacts::getAssetClass,
              TransferFacts::setAssetClass),
          choice("channel", Channel.class, TransferFacts::getChannel, TransferFacts::setChannel),
          whole("value", f -> f.getValue(), (f, v) -> f.setValue(v)),
          number("hour", f -> f.getHour(), (f, v) -> f.setHour(v)),
          number("dayOfWeek", f -> f.getDayOfWeek(), (f, v) -> f.setDayOfWeek(v)),
          text("purpose", f -> f.getPurpose(), (f, v) -> f.setPurpose(v)),
          number(
              "payer.customerAge",
              f -> f.getPayer().getCustomerAge(),
              (f, v) -> f.getPayer().setCustomerAge(v)),
          whole(
              "payer.balance",
              f -> f.getPayer().getBalance(),
              (f, v) -> f.getPayer().setBalance(v)),
          whole(
              "payer.ageHours",
              f -> f.getPayer().getAgeHours(),
              (f, v) -> f.getPayer().setAgeHours(v)),
          whole(
              "payer.idleHours",
              f -> f.getPayer().getIdleHours(),
              (f, v) -> f.getPayer().setIdleHours(v)),
          flag(
              "payer.elderly", f -> f.getPayer().isElderly(), (f, v) -> f.getPayer().setElderly(v)),
          flag(
              "payer.student", f -> f.getPayer().isStudent(), (f, v) -> f.getPayer().setStudent(v)),
          flag(
              "payer.financeStaff",
              f -> f.getPayer().isFinanceStaff(),
              (f, v) -> f.getPayer().setFinanceStaff(v)),
          flag(
              "payer.newCitizen",
              f -> f.getPayer().isNewCitizen(),
              (f, v) -> f.getPayer().setNewCitizen(v)),
          flag(
              "payer.realNameVerified",
              f -> f.getPayer().isRealNameVerified(),
              (f, v) -> f.getPayer().setRealNameVerified(v)),
          flag(
              "payer.watched", f -> f.getPayer().isWatched(), (f, v) -> f.getPayer().setWatched(v)),
          whole(
              "payer.riskScore",
              f -> f.getPayer().getRiskScore(),
              (f, v) -> f.getPayer().setRiskScore(v)),
          flag(
              "payer.riskMedium",
              f -> f.getPayer().isRiskMedium(),
              (f, v) -> f.getPayer().setRiskMedium(v)),
          flag(
              "payer.riskHigh",
              f -> f.getPayer().isRiskHigh(),
              (f, v) -> f.getPayer().setRiskHigh(v)),
          flag(
              "counterparty.paidBefore",
              f -> f.getCounterparty().isPaidBefore(),
              (f, v) -> f.getCounterparty().setPaidBefore(v)),
          whole(
              "counterparty.ageHours",
              f -> f.getCounterparty().getAgeHours(),
              (f, v) -> f.getCounterparty().setAgeHours(v)),
          whole(
              "counterparty.idleHours",
              f -> f.getCounterparty().getIdleHours(),
              (f, v) -> f.getCounterparty().setIdleHours(v)),
          whole(
              "counterparty.accountAgeHours",
              f -> f.getCounterparty().getAccountAgeHours(),
              (f, v) -> f.getCounterparty().setAccountAgeHours(v)),
          text(
              "counterparty.country",
              f -> f.getCounterparty().getCountry(),
              (f, v) -> f.getCounterparty().setCountry(v)),
          flag(
              "counterparty.overseas",
              f -> f.getCounterparty().isOverseas(),
              (f, v) -> f.getCounterparty().setOverseas(v)),
          whole(
              "counterparty.trustedHours",
              f -> f.getCounterparty().getTrustedHours(),
              (f, v) -> f.getCounterparty().setTrustedHours(v)),
          flag(
              "counterparty.watched",
              f -> f.getCounterparty().isWatched(),
              (f, v) -> f.getCounterparty().setWatched(v)),
          flag(
              "counterparty.reported",
              f -> f.getCounterparty().isReported(),
              (f, v) -> f.getCounterparty().setReported(v)),
          flag(
              "counterparty.phoneReported",
              f -> f.getCounterparty().isPhoneReported(),
              (f, v) -> f.getCounterparty().setPhoneReported(v)),
          flag(
              "counterparty.highRiskRegion",
              f -> f.getCounterparty().isHighRiskRegion(),
              (f, v) -> f.getCounterparty().setHighRiskRegion(v)),
          flag(
              "device.present",
              f -> f.getDevice().isPresent(),
              (f, v) -> f.getDevice().setPresent(v)),
          flag(
              "device.usedBefore",
              f -> f.getDevice().isUsedBefore(),
              (f, v) -> f.getDevice().setUsedBefore(v)),
          whole(
              "device.ageHours",
              f -> f.getDevice().getAgeHours(),
              (f, v) -> f.getDevice().setAgeHours(v)),
          flag(
              "device.reported",
              f -> f.getDevice().isReported(),
              (f, v) -> f.getDevice().setReported(v)),
          text(
              "origin.country",
              f -> f.getOrigin().getCountry(),
              (f, v) -> f.getOrigin().setCountry(v)),
          whole(
              "origin.distanceKm",
              f -> f.getOrigin().getDistanceKm(),
              (f, v) -> f.getOrigin().setDistanceKm(v)),
          whole(
              "origin.speedKmh",
              f -> f.getOrigin().getSpeedKmh(),
              (f, v) -> f.getOrigin().setSpeedKmh(v)),
          flag(
              "origin.overseas",
              f -> f.getOrigin().isOverseas(),
              (f, v) -> f.getOrigin().setOverseas(v)),
          flag(
              "origin.highRiskRegion",
              f -> f.getOrigin().isHighRiskRegion(),
              (f, v) -> f.getOrigin().setHighRiskRegion(v)),
          flag("origin.tor", f -> f.getOrigin().isTor(), (f, v) -> f.getOrigin().setTor(v)),
          flag("origin.vpn", f -> f.getOrigin().isVpn(), (f, v) -> f.getOrigin().setVpn(v)),
          flag(
              "origin.hosting",
              f -> f.getOrigin().isHosting(),
              (f, v) -> f.getOrigin().setHosting(v)),
          whole("origin.asn", f -> f.getOrigin().getAsn(), (f, v) -> f.getOrigin().setAsn(v)),
          flag(
              "merchant.present",
              f -> f.getMerchant().isPresent(),
              (f, v) -> f.getMerchant().setPresent(v)),
          flag(
              "merchant.addressMatches",
              f -> f.getMerchant().isAddressMatches(),
              (f, v) -> f.getMerchant().setAddressMatches(v)),
          whole(
              "signal.clickedUnknownLinkMinutes",
              f -> f.getSignal().getClickedUnknownLinkMinutes(),
              (f, v) -> f.getSignal().setClickedUnknownLinkMinutes(v)),
          whole(
              "signal.contactWithReportedMinutes",
              f -> f.getSignal().getContactWithReportedMinutes(),
              (f, v) -> f.getSignal().setContactWithReportedMinutes(v)),
          whole(
              "signal.onCallMinutes",
              f -> f.getSignal().getOnCallMinutes(),
              (f, v) -> f.getSignal().setOnCallMinutes(v)),
          whole(
              "signal.screenSharedMinutes",
              f -> f.getSignal().getScreenSharedMinutes(),
              (f, v) -> f.getSignal().setScreenSharedMinutes(v)),
          whole(
              "signal.remoteControlAppMinutes",
              f -> f.getSignal().getRemoteControlAppMinutes(),
              (f, v) -> f.getSignal().setRemoteControlAppMinutes(v)),
          whole(
              "signal.passwordChangedMinutes",
              f -> f.getSignal().getPasswordChangedMinutes(),
              (f, v) -> f.getSignal().setPasswordChangedMinutes(v)),
          whole(
              "signal.simChangedMinutes",
              f -> f.getSignal().getSimChangedMinutes(),
              (f, v) -> f.getSignal().setSimChangedMinutes(v)),
          whole(
              "signal.phoneChangedMinutes",
              f -> f.getSignal().getPhoneChangedMinutes(),
              (f, v) -> f.getSignal().setPhoneChangedMinutes(v)),
          whole(
              "signal.limitRaisedMinutes",
              f -> f.getSignal().getLimitRaisedMinutes(),
              (f, v) -> f.getSignal().setLimitRaisedMinutes(v)),
          whole(
              "signal.failedLoginMinutes",
              f -> f.getSignal().getFailedLoginMinutes(),
              (f, v) -> f.getSignal().setFailedLoginMinutes(v)),
          whole(
              "signal.flaggedAppMinutes",
              f -> f.getSignal().getFlaggedAppMinutes(),
              (f, v) -> f.getSignal().setFlaggedAppMinutes(v)),
          whole(
              "signal.frequentTransfersMinutes",
              f -> f.getSignal().getFrequentTransfersMinutes(),
              (f, v) -> f.getSignal().setFrequentTransfersMinutes(v)),
          whole(
              "signal.fraudReportMinutes",
              f -> f.getSignal().getFraudReportMinutes(),
              (f, v) -> f.getSignal().setFraudReportMinutes(v)),
          whole(
              "signal.failedLogins24h",
              f -> f.getSignal().getFailedLogins24h(),
              (f, v) -> f.getSignal().setFailedLogins24h(v)));

  /** Whether it is worked out from the signals, so that whoever has these need not keep it. */
  boolean isOfSignals() {
    return name.startsWith(OF_SIGNALS);
  }

  private static NamedFact whole(
      String name, ToLongFunction<TransferFacts> get, ObjLongConsumer<TransferFacts> set) {
    return new NamedFact(
        name, 0L, get::applyAsLong, (f, v) -> set.accept(f, ((Number) v).longValue()));
  }

  private static NamedFact number(
      String name, ToIntFunction<TransferFacts> get, ObjIntConsumer<TransferFacts> set) {
    return new NamedFact(
        name,
        0,
        get::applyAsInt,
        (f, v) -> set.accept(f, Math.toIntExact(((Number) v).longValue())));
  }

  private static NamedFact flag(
      String name, Predicate<TransferFacts> get, BiConsumer<TransferFacts, Boolean> set) {
    return new NamedFact(name, false, get::test, (f, v) -> set.accept(f, (Boolean) v));
  }

  private static NamedFact text(
      String name, Function<TransferFacts, String> get, BiConsumer<TransferFacts, String> set) {
    return new NamedFact(name, "", get::apply, (f, v) -> set.accept(f, (String) v));
  }

  private static <E extends Enum<E>> NamedFact choice(
      String name,
      Class<E> type,
      Function<TransferFacts, E> get,
      BiConsumer<TransferFacts, E> set) {
    return new NamedFact(
        name,
        "",
        get::apply,
        (f, v) -> set.accept(f, v instanceof String s ? Enum.valueOf(type, s) : type.cast(v)));
  }
}
