package io.riskgate.core.facts;

import io.riskgate.core.SignalKind;
import java.util.Arrays;
import java.util.List;

/**
 * For each kind of signal, how long ago the latest one was: what a rule in the direct lane can say
 * about signals. Where there is none within {@link TransferFacts#SIGNALS_KEPT}, it is that long.
 */
public final class SignalAges {
  /** How long ago a signal is that is not there, in minutes. */
  public static final long NONE = TransferFacts.SIGNALS_KEPT.toMinutes();

  private static final long DAY_MINUTES = 24 * 60;

  private final long[] minutes = new long[SignalKind.values().length];
  private long failedLogins24h;

  SignalAges() {
    clear();
  }

  /** Takes over the signals before a transfer. */
  public void setAll(List<SignalFacts> signals) {
    clear();
    for (int i = 0; i < signals.size(); i++) {
      SignalFacts signal = signals.get(i);
      int kind = signal.getKind().ordinal();
      minutes[kind] = Math.min(minutes[kind], signal.getAgeMinutes());
      if (signal.getKind() == SignalKind.FAILED_LOGIN && signal.getAgeMinutes() <= DAY_MINUTES) {
        failedLogins24h++;
      }
    }
  }

  private void clear() {
    Arrays.fill(minutes, NONE);
    failedLogins24h = 0;
  }

  private long latest(SignalKind kind) {
    return minutes[kind.ordinal()];
  }

  private void latest(SignalKind kind, long ago) {
    minutes[kind.ordinal()] = ago;
  }

  /** Time since the customer last clicked an unknown link, 43200 if not in 30 days. */
  @Fact(
      value = "time since the customer last clicked an unknown link, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getClickedUnknownLinkMinutes() {
    return latest(SignalKind.CLICKED_UNKNOWN_LINK);
  }

  /** Sets it, in minutes. */
  public void setClickedUnknownLinkMinutes(long ago) {
    latest(SignalKind.CLICKED_UNKNOWN_LINK, ago);
  }

  /**
   * Time since the customer last was in contact with a reported account or number, 43200 if not in
   * 30 days.
   */
  @Fact(
      value =
          "time since the customer last was in contact with a reported account or number, 43200 if"
              + " not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getContactWithReportedMinutes() {
    return latest(SignalKind.CONTACT_WITH_REPORTED);
  }

  /** Sets it, in minutes. */
  public void setContactWithReportedMinutes(long ago) {
    latest(SignalKind.CONTACT_WITH_REPORTED, ago);
  }

  /** Time since the customer last was on a call, 43200 if not in 30 days. */
  @Fact(
      value = "time since the customer last was on a call, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getOnCallMinutes() {
    return latest(SignalKind.ON_CALL);
  }

  /** Sets it, in minutes. */
  public void setOnCallMinutes(long ago) {
    latest(SignalKind.ON_CALL, ago);
  }

  /** Time since the customer last shared the screen, 43200 if not in 30 days. */
  @Fact(
      value = "time since the customer last shared the screen, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getScreenSharedMinutes() {
    return latest(SignalKind.SCREEN_SHARED);
  }

  /** Sets it, in minutes. */
  public void setScreenSharedMinutes(long ago) {
    latest(SignalKind.SCREEN_SHARED, ago);
  }

  /**
   * Time since the customer last ran an app that lets others control the device, 43200 if not in 30
   * days.
   */
  @Fact(
      value =
          "time since the customer last ran an app that lets others control the device, 43200 if"
              + " not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getRemoteControlAppMinutes() {
    return latest(SignalKind.REMOTE_CONTROL_APP);
  }

  /** Sets it, in minutes. */
  public void setRemoteControlAppMinutes(long ago) {
    latest(SignalKind.REMOTE_CONTROL_APP, ago);
  }

  /** Time since the customer last changed the password, 43200 if not in 30 days. */
  @Fact(
      value = "time since the customer last changed the password, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getPasswordChangedMinutes() {
    return latest(SignalKind.PASSWORD_CHANGED);
  }

  /** Sets it, in minutes. */
  public void setPasswordChangedMinutes(long ago) {
    latest(SignalKind.PASSWORD_CHANGED, ago);
  }

  /** Time since the customer last changed the SIM card, 43200 if not in 30 days. */
  @Fact(
      value = "time since the customer last changed the SIM card, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getSimChangedMinutes() {
    return latest(SignalKind.SIM_CHANGED);
  }

  /** Sets it, in minutes. */
  public void setSimChangedMinutes(long ago) {
    latest(SignalKind.SIM_CHANGED, ago);
  }

  /** Time since the customer last changed the telephone number, 43200 if not in 30 days. */
  @Fact(
      value = "time since the customer last changed the telephone number, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getPhoneChangedMinutes() {
    return latest(SignalKind.PHONE_CHANGED);
  }

  /** Sets it, in minutes. */
  public void setPhoneChangedMinutes(long ago) {
    latest(SignalKind.PHONE_CHANGED, ago);
  }

  /** Time since the customer last had a limit raised, 43200 if not in 30 days. */
  @Fact(
      value = "time since the customer last had a limit raised, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getLimitRaisedMinutes() {
    return latest(SignalKind.LIMIT_RAISED);
  }

  /** Sets it, in minutes. */
  public void setLimitRaisedMinutes(long ago) {
    latest(SignalKind.LIMIT_RAISED, ago);
  }

  /** Time since the customer last failed to log in, 43200 if not in 30 days. */
  @Fact(
      value = "time since the customer last failed to log in, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getFailedLoginMinutes() {
    return latest(SignalKind.FAILED_LOGIN);
  }

  /** Sets it, in minutes. */
  public void setFailedLoginMinutes(long ago) {
    latest(SignalKind.FAILED_LOGIN, ago);
  }

  /** Time since the customer last installed an app known for fraud, 43200 if not in 30 days. */
  @Fact(
      value =
          "time since the customer last installed an app known for fraud, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getFlaggedAppMinutes() {
    return latest(SignalKind.FLAGGED_APP_INSTALLED);
  }

  /** Sets it, in minutes. */
  public void setFlaggedAppMinutes(long ago) {
    latest(SignalKind.FLAGGED_APP_INSTALLED, ago);
  }

  /**
   * Time since the customer last was seen to make transfers unusually often, 43200 if not in 30
   * days.
   */
  @Fact(
      value =
          "time since the customer last was seen to make transfers unusually often, 43200 if not in"
              + " 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getFrequentTransfersMinutes() {
    return latest(SignalKind.FREQUENT_TRANSFERS);
  }

  /** Sets it, in minutes. */
  public void setFrequentTransfersMinutes(long ago) {
    latest(SignalKind.FREQUENT_TRANSFERS, ago);
  }

  /** Time since the customer last was named in a report of fraud, 43200 if not in 30 days. */
  @Fact(
      value =
          "time since the customer last was named in a report of fraud, 43200 if not in 30 days",
      unit = FactUnit.MINUTES,
      bound = Bound.UPPER,
      ofSignals = true)
  public long getFraudReportMinutes() {
    return latest(SignalKind.FRAUD_REPORT);
  }

  /** Sets it, in minutes. */
  public void setFraudReportMinutes(long ago) {
    latest(SignalKind.FRAUD_REPORT, ago);
  }

  /** How often the customer failed to log in within 24 hours. */
  @Fact(
      value = "how often the customer failed to log in within 24 hours",
      unit = FactUnit.COUNT,
      bound = Bound.LOWER,
      ofSignals = true)
  public long getFailedLogins24h() {
    return failedLogins24h;
  }

  /** Sets the number. */
  public void setFailedLogins24h(long failedLogins24h) {
    this.failedLogins24h = failedLogins24h;
  }
}
