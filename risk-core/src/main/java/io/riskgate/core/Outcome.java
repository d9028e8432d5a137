package io.riskgate.core;

/** What a decision asks for, from weakest to strongest; the strongest demand wins. */
public enum Outcome {
  /** The transfer may go. */
  ALLOW,
  /** The customer must first pass the decision's verification methods. */
  VERIFY,
  /** The transfer must wait until it is released along the decision's {@link ReleasePath}. */
  HOLD;

  /** Returns the stronger of this outcome and {@code other}. */
  public Outcome strongest(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
