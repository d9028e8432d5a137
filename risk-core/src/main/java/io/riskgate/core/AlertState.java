package io.riskgate.core;

/** Where an alert stands. */
public enum AlertState {
  /** Fewer contacts have been made than are wanted. */
  OPEN,
  /** As many contacts have been made as are wanted; what came of them is not known yet. */
  CONTACTED,
  /** Closed: the customer was kept from paying. */
  DISSUADED,
  /** Closed: the customer was not kept from paying, for a cause that was given. */
  FAILED;

  /** Whether nothing more happens to the alert. */
  public boolean isClosed() {
    return this == DISSUADED || this == FAILED;
  }
}
