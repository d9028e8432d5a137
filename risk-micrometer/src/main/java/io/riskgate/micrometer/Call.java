package io.riskgate.micrometer;

import java.util.Locale;

/** The calls of an engine that are timed. */
enum Call {
  SCORE,
  SCORE_ASYNC,
  OBSERVE,
  REPORT,
  SIGNAL,
  VERIFIED,
  RELEASE,
  SETTLE,
  CANCEL,
  FIND,
  IMPOSE,
  LIFT,
  RESPOND,
  STOP_PAYMENT,
  SWEEP,
  ACTIVATE;

  /** What came of a call. */
  enum Result {
    /** It was answered. */
    ANSWERED,
    /** What was asked for cannot be: the caller's business. */
    REFUSED,
    /** The store, a required log or the engine itself failed. */
    FAILED;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The value of its tag, such as stop_payment. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
