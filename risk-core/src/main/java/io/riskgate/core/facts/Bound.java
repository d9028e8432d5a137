package io.riskgate.core.facts;

/** How a fact relates to the truth while its window is not yet covered by history. */
public enum Bound {
  /** It does not depend on history. */
  EXACT,
  /** The truth may be larger: a rule that asks for more than something may fire all the same. */
  LOWER,
  /** The truth may be smaller: a rule that asks for less than something may fire all the same. */
  UPPER,
  /**
   * The truth may lie on either side: no rule that reads it is evaluated until history is whole.
   */
  UNKNOWN
}
