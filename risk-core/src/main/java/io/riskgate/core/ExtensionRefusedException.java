package io.riskgate.core;

/** A stop-payment notice cannot be extended: it was already, or it is over. */
public final class ExtensionRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception for a notice as it stands. */
  public ExtensionRefusedException(NoticeStatus status) {
    super(status.notice() + " cannot be extended: " + why(status));
  }

  private static String why(NoticeStatus status) {
    NoticeStatus.Step extended = status.extended();
    return switch (status.state()) {
      case LAPSED -> "it lapsed at " + status.lapsesAt() + "; the authority may serve a new one";
      case LIFTED -> "it was lifted; the authority may serve a new one";
      case AWAITING_CONFIRMATION, CONFIRMED ->
          "it was extended once"
              + (extended == null ? "" : ", at " + extended.at())
              + ", and lasts until "
              + status.lapsesAt();
    };
  }
}
