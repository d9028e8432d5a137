package io.riskgate.benchmarks;

import io.riskgate.core.SignalKind;
import io.riskgate.core.facts.SignalAges;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Signals one by one, as rules of sessions see them, that agree with their ages. */
final class SignalLists {
  private static final long FAILED_LOGIN_MINUTES = 60;

  private static final Map<SignalKind, ToLongFunction<SignalAges>> AGES =
      new EnumMap<>(
          Map.of(
              SignalKind.CLICKED_UNKNOWN_LINK, SignalAges::getClickedUnknownLinkMinutes,
              SignalKind.CONTACT_WITH_REPORTED, SignalAges::getContactWithReportedMinutes,
              SignalKind.ON_CALL, SignalAges::getOnCallMinutes,
              SignalKind.SCREEN_SHARED, SignalAges::getScreenSharedMinutes,
              SignalKind.REMOTE_CONTROL_APP, SignalAges::getRemoteControlAppMinutes,
              SignalKind.PASSWORD_CHANGED, SignalAges::getPasswordChangedMinutes,
              SignalKind.SIM_CHANGED, SignalAges::getSimChangedMinutes,
              SignalKind.PHONE_CHANGED, SignalAges::getPhoneChangedMinutes,
              SignalKind.LIMIT_RAISED, SignalAges::getLimitRaisedMinutes,
              SignalKind.FLAGGED_APP_INSTALLED, SignalAges::getFlaggedAppMinutes));

  private SignalLists() {}

  /** Lists the signals that the ages tell of. */
  static void fill(TransferFacts facts) {
    facts.signals().clear();
    SignalAges ages = facts.getSignal();
    AGES.forEach((kind, age) -> add(facts, kind, age.applyAsLong(ages)));
    add(facts, SignalKind.FRAUD_REPORT, ages.getFraudReportMinutes());
    for (int i = 0; i < ages.getFailedLogins24h(); i++) {
      add(facts, SignalKind.FAILED_LOGIN, FAILED_LOGIN_MINUTES);
    }
  }

  private static void add(TransferFacts facts, SignalKind kind, long ageMinutes) {
    if (ageMinutes < SignalAges.NONE) {
      facts.signals().add(new SignalFacts(kind, ageMinutes));
    }
  }
}
