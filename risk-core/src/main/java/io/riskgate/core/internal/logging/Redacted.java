package io.riskgate.core.internal.logging;

/**
 * What is logged of an exception from elsewhere: its class and stack, but not its message, which
 * may hold an account number (a driver's often does). Messages of Riskgate's own exceptions hold
 * none.
 */
public final class Redacted extends Throwable {
  private static final long serialVersionUID = 1L;
  private static final String OWN = "io.riskgate.";
  private static final int DEPTH_MAX = 8;

  private Redacted(Throwable original, int depth) {
    super(
        text(original),
        original.getCause() == null || depth >= DEPTH_MAX
            ? null
            : new Redacted(original.getCause(), depth + 1),
        false,
        true);
    setStackTrace(original.getStackTrace());
  }

  /** What may be logged of an exception. */
  public static Throwable of(Throwable original) {
    return new Redacted(original, 1);
  }

  private static String text(Throwable original) {
    String type = original.getClass().getName();
    return type.startsWith(OWN) ? type + ": " + original.getMessage() : type;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** The original's class, and its message where it is Riskgate's own. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // it stands for the original in a log
  public String toString() {
    return String.valueOf(getMessage());
  }
}
