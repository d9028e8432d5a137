package io.riskgate.core.memory;

import io.riskgate.core.Transfer;

/** The transfer that is looked at: who takes part, and where its event is. Used by one thread. */
final class Asked {
  final Transfer transfer;
  final long timeMs;
  final long nowMs;

  /** The device's hash, where there is one. */
  final long device;

  /** Where its event is in the journal, once it is known. */
  int inJournal = Journal.NONE;

  /** The number of the payer account, once it is known. */
  int payer = KeyTable.NO_NUMBER;

  /** The number of the payee account, once it is known. */
  int payee = KeyTable.NO_NUMBER;

  /** For the aggregate that is being worked out. */
  final Gathering gathering;

  /** For all aggregates that are worked out in one pass. */
  final OnePass pass;

  Asked(Transfer transfer, long timeMs, long nowMs, long device, Scratch scratch) {
    this.transfer = transfer;
    this.timeMs = timeMs;
    this.nowMs = nowMs;
    this.device = device;
    this.gathering = scratch.gathering;
    this.pass = scratch.pass;
  }

  boolean hasDevice() {
    return transfer.device() != null;
  }
}
