package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;

/** What came of a change. The codes never change their meaning. */
enum Outcome {
  /** It was done. */
  DONE(1),
  /** Nothing was done: what it is about is there already. */
  KNOWN(2),
  /** Nothing was done: what it is about is not there. */
  NONE(3),
  /** Nothing was done: the reference is known with other content. */
  CONFLICT(4),
  /** Nothing was done: the reference is that of a movement. */
  MOVEMENT(5),
  /** Nothing was done: the reference is that of a scored transfer. */
  SCORED(6),
  /** Nothing was done: the revision is another. */
  CHANGED(7),
  /** Nothing was done: a limit would be passed. */
  PASSED(8),
  /** Nothing was done: there is no room for another control. */
  FULL(9),
  /** Nothing was done: the id is the number of a notice in force. */
  TAKEN(10),
  /** It was done; a control had stopped it before it came. */
  AHEAD(11);

  final int code;

  Outcome(int code) {
    this.code = code;
  }

  static Outcome of(int code) {
    for (Outcome outcome : values()) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new WireException("an outcome is of no known sort (" + code + ")");
  }
}
