package io.riskgate.workbench.story;

/** What is done in a step. */
interface Action {
  /** What is done, in one line. */
  String words();

  /**
   * Does it, at the time at which the stage's clock stands. What the engine refuses is thrown as it
   * is, and told as a refusal.
   */
  Happening play(Stage stage);
}
