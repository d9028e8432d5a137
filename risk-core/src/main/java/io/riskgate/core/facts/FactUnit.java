package io.riskgate.core.facts;

/** In what a fact is counted. */
public enum FactUnit {
  /** No unit: an enum, a text, a truth value. */
  NONE,
  /** Minor units of the pack's base currency. */
  MONEY,
  /** A number of things. */
  COUNT,
  /** Whole hundredths, rounded down. */
  PERCENT,
  /** Whole minutes, rounded down. */
  MINUTES,
  /** Whole hours, rounded down. */
  HOURS,
  /** Whole years. */
  YEARS,
  /** Whole kilometres, rounded down. */
  KM,
  /** Whole kilometres an hour, rounded down. */
  KM_PER_HOUR,
  /** An hour of the day, 0 to 23, in the pack's zone. */
  HOUR_OF_DAY,
  /** A day of the week, 1 (Monday) to 7 (Sunday), in the pack's zone. */
  DAY_OF_WEEK
}
