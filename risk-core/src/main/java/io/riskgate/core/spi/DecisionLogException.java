package io.riskgate.core.spi;

/** The decision log is required and could not be written; what it was to tell of is not done. */
public class DecisionLogException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception; the message says what failed and what to do, and holds no record. */
  public DecisionLogException(String message) {
    super(message);
  }

  /** Creates the exception with its cause. */
  public DecisionLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
