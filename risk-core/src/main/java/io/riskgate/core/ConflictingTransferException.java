package io.riskgate.core;

/**
 * The reference is known with other content: another payer, payee, amount, currency or asset, kind
 * or event time, or as an observed movement. Nothing is recorded.
 */
public final class ConflictingTransferException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception for a reference and what differs. */
  public ConflictingTransferException(Reference reference, String why) {
    super("Reference " + reference + " is already in use: " + why + "; use a new id");
  }

  /** A reference that is known with other content. */
  public static ConflictingTransferException ofContent(Reference reference) {
    return new ConflictingTransferException(
        reference,
        "it is known with another payer, payee, amount, currency or asset, kind or event time");
  }
}
