package io.riskgate.core;

/** How much a customer is at risk, by what was learnt about them of late. */
public enum RiskLevel {
  /** Nothing that matters. */
  LOW,
  /** Something that rules may weigh. */
  MEDIUM,
  /** Much, or something grave. */
  HIGH
}
