package io.riskgate.core;

/** Who may end a hold, from weakest to strongest; the strongest demand wins. */
public enum ReleasePath {
  /** Nobody needs to: the same transfer is scored again once the cause has passed. */
  RETRY,
  /** The customer, by passing the decision's verification methods. */
  CUSTOMER,
  /** The bank, after it has spoken with the customer. */
  BANK,
  /** The authority that asked for the hold. */
  AUTHORITY,
  /** Nobody: the transfer is forbidden. */
  NONE;

  /** Returns the stronger of this path and {@code other}. */
  public ReleasePath strongest(ReleasePath other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
