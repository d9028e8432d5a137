package io.riskgate.core;

/** Whether decisions bind. */
public enum Mode {
  /** Decisions bind: only an ALLOW reserves. The default. */
  ENFORCE,
  /**
   * Decides and records, but tells the caller ALLOW, with the true decision beside it in {@link
   * Decision#decidedOutcome()}, and reserves every transfer, marked {@link Mark#MONITORED}.
   */
  MONITOR
}
