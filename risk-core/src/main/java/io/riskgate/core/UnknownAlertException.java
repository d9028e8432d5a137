package io.riskgate.core;

/** No alert is kept under a reference: none was raised, or it made room for later ones. */
public final class UnknownAlertException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception for a reference. */
  public UnknownAlertException(Reference reference) {
    super(
        "No alert is kept for "
            + reference
            + ": none was raised, it was only monitored, or it made room for later ones");
  }
}
