package io.riskgate.core;

/** Why nobody was kept from paying. */
public enum AlertFailure {
  /** The customer could not be reached. */
  NOT_REACHED,
  /** The bank has no number or address that is right. */
  WRONG_CONTACT_DETAILS,
  /** The customer was warned and insisted. */
  INSISTED,
  /** The money had left before, or left by another way. */
  MONEY_GONE,
  /** The transfer was genuine: there was nothing to keep the customer from. */
  GENUINE,
  /** Something else, which the note tells. */
  OTHER
}
