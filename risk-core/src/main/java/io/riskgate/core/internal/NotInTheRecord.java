package io.riskgate.core.internal;

/** A pack asks for something that a record does not hold, so that nothing can be decided. */
public final class NotInTheRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotInTheRecord(String message) {
    super(message);
  }
}
