package io.riskgate.core;

/** An alert was responded to that is closed already. */
public final class AlertClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception for an alert's reference and its state. */
  public AlertClosedException(Reference reference, AlertState state) {
    super("The alert for " + reference + " is closed as " + state + " and takes no more responses");
  }
}
