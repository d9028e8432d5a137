package io.riskgate.workbench.score;

/** What becomes of a replayed transfer after its decision, and so what history later ones have. */
public enum Settlement {
  /**
   * What is allowed is settled, or cancelled where it failed in reality; the rest waits until it
   * expires, as if nobody had come back.
   */
  ALLOWED,
  /**
   * Whatever is decided, what was completed in reality is settled and what failed is cancelled:
   * every transfer is decided on the history that there really was.
   */
  COMPLETED
}
