package io.riskgate.core;

/** How the bank reaches the customer about an alert. */
public enum AlertChannel {
  /** Somebody calls. */
  CALL,
  /** Somebody goes there. */
  ON_SITE,
  /** A text message. */
  SMS,
  /** A message in the bank's app. */
  APP
}
