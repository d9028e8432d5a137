package io.riskgate.core;

/** Where a decided transfer stands now. */
public enum TransferState {
  /** Allowed; its claim on the limits is held until it is settled, cancelled or expires. */
  RESERVED,
  /** Waiting for the customer to pass the verification methods. */
  AWAITING_VERIFICATION,
  /** Held until it is released. */
  HELD,
  /** The money has moved. */
  SETTLED,
  /** Called off, or declined. */
  CANCELLED,
  /** Nobody settled, verified or released it in time. */
  EXPIRED;

  /** Whether the transfer can still go ahead under its reference. */
  public boolean isOpen() {
    return compareTo(SETTLED) < 0;
  }
}
