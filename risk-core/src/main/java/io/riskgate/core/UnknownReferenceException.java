package io.riskgate.core;

/** No transfer is remembered under a reference: it was never scored here, or too long ago. */
public final class UnknownReferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception for a reference. */
  public UnknownReferenceException(Reference reference) {
    super(
        "No transfer is remembered under "
            + reference
            + "; score it first, or, where its money has already moved, observe it as a movement");
  }
}
