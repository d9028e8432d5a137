package io.riskgate.core;

/** No stop-payment notice of a number is known on an account. */
public final class UnknownNoticeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception for an account and a number. */
  public UnknownNoticeException(String account, String number) {
    super(
        "No stop-payment notice "
            + number
            + " is known on "
            + Masking.mask(account)
            + "; tell it with stopPayment first");
  }
}
