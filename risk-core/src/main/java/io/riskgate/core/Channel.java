package io.riskgate.core;

/** Where the payer asked for the transfer. A pack says which data it expects from each. */
public enum Channel {
  /** The bank's app. */
  MOBILE,
  /** Online banking in a browser. */
  WEB,
  /** A branch counter. */
  COUNTER,
  /** A cash machine. */
  ATM,
  /** A merchant's terminal. */
  POS,
  /** Telephone banking. */
  PHONE,
  /** A program of the customer's. */
  API,
  /** Anything else, or not known. */
  OTHER
}
