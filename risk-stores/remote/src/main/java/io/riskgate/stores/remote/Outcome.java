package io.riskgate.stores.remote;

/** What came of a change. */
enum Outcome {
  /** It was done. */
  DONE,
  /** Nothing was done: what it is about is there already. */
  KNOWN,
  /** Nothing was done: what it is about is not there. */
  NONE,
  /** Nothing was done: the reference is known with other content. */
  CONFLICT,
  /** Nothing was done: the reference is that of a movement. */
  MOVEMENT,
  /** Nothing was done: the reference is that of a scored transfer. */
  SCORED,
  /** Nothing was done: the revision is another. */
  CHANGED,
  /** Nothing was done: a limit would be passed. */
  PASSED,
  /** Nothing was done: there is no room for another control. */
  FULL,
  /** Nothing was done: the id is the number of a notice in force. */
  TAKEN,
  /** It was done; a control had stopped it before it came. */
  AHEAD
}
