package io.riskgate.core.spi;

/** A store could not do what it was asked; nothing is known to be recorded. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception; the message says what failed and what to do. */
  public StoreException(String message) {
    super(message);
  }

  /** Creates the exception with its cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
