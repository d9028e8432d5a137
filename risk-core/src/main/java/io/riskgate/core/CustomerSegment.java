package io.riskgate.core;

/** A group of customers whom fraud aims at in a way of its own. A customer may be in several. */
public enum CustomerSegment {
  /** Old people, as the bank defines them; rules can look at the age as well. */
  ELDERLY,
  /** Pupils and students. */
  STUDENT,
  /** Those who make payments for an enterprise. */
  FINANCE_STAFF,
  /** New in the city: couriers, drivers, migrant workers. */
  NEW_CITIZEN
}
