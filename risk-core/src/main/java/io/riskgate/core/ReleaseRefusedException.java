package io.riskgate.core;

/** A release was asked for by an authority below the one the hold demands. */
public final class ReleaseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception for a reference, what it demands and what was offered. */
  public ReleaseRefusedException(Reference reference, ReleasePath demanded, ReleasePath offered) {
    super(
        demanded == ReleasePath.NONE
            ? "Transfer " + reference + " is forbidden and cannot be released by anybody"
            : "Transfer "
                + reference
                + " can be released along path "
                + demanded
                + " or above, not "
                + offered);
  }
}
