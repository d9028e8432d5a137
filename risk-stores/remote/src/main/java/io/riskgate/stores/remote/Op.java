package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;
import java.util.List;

/** What a change does. The codes never change their meaning. */
enum Op {
  /** An owner is told of an attempt. */
  ATTEMPT(1),
  /** Another record that an attempt concerns is told of it. */
  SEEN(2),
  /** An owner is asked to record a decision. */
  COMMIT(3),
  /** A transfer is settled. */
  SETTLE(4),
  /** A transfer is cancelled. */
  CANCEL(5),
  /** An owner is told of a movement. */
  OBSERVE(6),
  /** Another record is told what became of a transfer. */
  STATE(7),
  /** What another record was told of an attempt is taken back. */
  RETRACT(8),
  /** Another record is told what an attempt really says. */
  PUT(9),
  /** A control is set on an account. */
  IMPOSE(10),
  /** A control is lifted. */
  LIFT(11),
  /** A stop-payment notice is received. */
  RECEIVE(12),
  /** A notice is replaced by its next revision. */
  CHANGE(13),
  /** A control has been carried out on the transfers of other owners. */
  DONE(14),
  /** An owner is told to stop a transfer because of a control on another account. */
  STOP(15),
  /** A signal. */
  SIGNAL(16),
  /** A fraud report. */
  REPORT(17),
  /** An account is forgotten. */
  FORGET(18),
  /** The names of a forgotten account are taken out of another record. */
  SCRUB(19),
  /** What an owner of limits is asked to keep of the closed transfers of a forgotten customer. */
  STRIP(20),
  /** A device is forgotten, if none but certain accounts used it. */
  FORGET_DEVICE(21);

  /** By code, which are the numbers from 1 on. */
  private static final List<Op> ALL = List.of(values());

  final int code;

  Op(int code) {
    this.code = code;
  }

  /** Whether what it names is to be named nowhere any more. */
  boolean isForgetting() {
    return this == FORGET || this == SCRUB || this == STRIP || this == FORGET_DEVICE;
  }

  static Op of(int code) {
    if (code > 0 && code <= ALL.size()) {
      return ALL.get(code - 1);
    }
    throw new WireException("a change of it is of no known sort (" + code + ")");
  }
}
