package io.riskgate.core.internal;

import java.util.Locale;

/** What the engine tells a decision log of. */
public enum LogType {
  /** A transfer was scored, or could not be. */
  DECISION,
  /** Evidence was brought. */
  VERIFIED,
  /** A release was asked for. */
  RELEASED,
  /** A control moved the transfer to HELD. */
  HELD,
  /** The money has moved. */
  SETTLED,
  /** The transfer was called off. */
  CANCELLED,
  /** A record before did not become what stands in the store. */
  UNRECORDED;

  /** How a record names it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
