package io.riskgate.core.pack;

/** Whose limits they are; the owner is the unit of atomicity. */
public enum LimitOwner {
  /** The payer account. */
  ACCOUNT,
  /** The customer behind it, who is then mandatory on every transfer. */
  CUSTOMER
}
