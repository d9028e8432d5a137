package io.riskgate.core;

/** What can be learnt about a customer between transfers. */
public enum SignalKind {
  /** Clicked an unknown link. */
  CLICKED_UNKNOWN_LINK,
  /** Was in contact with a reported account or number. */
  CONTACT_WITH_REPORTED,
  /** Is on a call. */
  ON_CALL,
  /** Shares the screen. */
  SCREEN_SHARED,
  /** Runs an app that lets others control the device. */
  REMOTE_CONTROL_APP,
  /** Changed the password. */
  PASSWORD_CHANGED,
  /** Changed the SIM card. */
  SIM_CHANGED,
  /** Changed the telephone number. */
  PHONE_CHANGED,
  /** Had a limit raised. */
  LIMIT_RAISED,
  /** Failed to log in. */
  FAILED_LOGIN,
  /** Installed an app known for fraud. */
  FLAGGED_APP_INSTALLED,
  /** Makes transfers unusually often. */
  FREQUENT_TRANSFERS,
  /** Was named in a report of fraud. */
  FRAUD_REPORT
}
