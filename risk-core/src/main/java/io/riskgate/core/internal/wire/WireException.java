package io.riskgate.core.internal.wire;

/**
 * What is read was not written by this library, or by a version with things unknown to this one.
 */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what does not fit. */
  public WireException(String message) {
    super(message);
  }

  /** Says what does not fit. */
  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
