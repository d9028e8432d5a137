package io.riskgate.core;

/** How urgent an alert is, by what may be lost. */
public enum AlertTier {
  /** Little may be lost. */
  LOW,
  /** Much may be lost. */
  MEDIUM,
  /** Most may be lost. */
  HIGH
}
