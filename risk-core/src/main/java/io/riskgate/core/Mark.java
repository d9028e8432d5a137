package io.riskgate.core;

/** Something out of the ordinary in the life of a transfer that an auditor must see. */
public enum Mark {
  /** Settled after its reservation had expired. */
  LATE,
  /** Settled although a verification or release was outstanding. */
  UNVERIFIED,
  /** Settled after it had been cancelled or declined. */
  AFTER_CANCEL,
  /** Reserved in mode MONITOR whatever was decided. */
  MONITORED
}
