package io.riskgate.core.memory;

import io.riskgate.core.Transfer;

/** The transfer that is looked at: who takes part, and where its event is. Used by one thread. */
final class Asked {
  final Transfer transfer;
  final long timeMs;
  final long nowMs;

  /** Where its event is in the journal. */
  final int inJournal;

  /** The device's hash, where there is one. */
  final long device;

  /** The number of the payer account, once it is known. */
  int payer = KeyTable.NO_NUMBER;

  /** The number of the payee account, once it is known. */
  int payee = KeyTable.NO_NUMBER;

  /** For the aggregate that is being worked out. */
  final Gathering gathering = new Gathering();

  Asked(Transfer transfer, long timeMs, long nowMs, int inJournal, long device) {
    this.transfer = transfer;
    this.timeMs = timeMs;
    this.nowMs = nowMs;
    this.inJournal = inJournal;
    this.device = device;
  }

  boolean hasDevice() {
    return transfer.device() != null;
  }
}
