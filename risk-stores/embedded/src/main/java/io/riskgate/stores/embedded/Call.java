package io.riskgate.stores.embedded;

/** The types of the journal's calls, and their flags. Numbers are for good. */
final class Call {
  static final int ATTEMPT = 16;
  static final int COMMIT = 17;
  static final int SETTLE = 18;
  static final int CANCEL = 19;
  static final int OBSERVE = 20;
  static final int REPORT = 21;
  static final int SIGNAL = 22;
  static final int IMPOSE = 23;
  static final int LIFT = 24;
  static final int RECEIVE = 25;
  static final int CHANGE = 26;
  static final int FORGET = 27;
  static final int DECLARE = 28;
  static final int ALERT = 29;
  static final int FORGET_ALERTS = 30;

  /** A question that showed what had expired. */
  static final int FIND = 31;

  static final int FORGET_CUSTOMER = 32;
  static final int FORGET_DEVICE = 33;

  /** Nothing was done: a segment begins with it. */
  static final int NOTHING = 34;

  /** What was over was let go of, in one part. */
  static final int TIDY = 35;

  static final int DROP_ALERTS = 36;

  /** The call was refused in memory, for want of room; what it had done by then stays. */
  static final int REFUSED = 1;

  private Call() {}
}
