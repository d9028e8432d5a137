package io.riskgate.core.memory;

import io.riskgate.core.Transfer;
import java.util.Arrays;

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

  private long[] seen = new long[8];
  private int seenCount;

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

  // ---- a set of numbers, to count different ones

  private static final int SEARCHED_MAX = 16;

  void clearSet() {
    seenCount = 0;
  }

  /** Adds a number; few are searched through, many are sorted now and then. */
  void addToSet(long value) {
    for (int i = Math.max(0, seenCount - SEARCHED_MAX); i < seenCount; i++) {
      if (seen[i] == value) {
        return;
      }
    }
    if (seenCount == seen.length) {
      seenCount = distinct();
      if (2 * seenCount > seen.length) {
        seen = Arrays.copyOf(seen, 2 * seen.length);
      }
    }
    seen[seenCount++] = value;
  }

  /** How many different numbers were added. */
  int countOfSet() {
    return seenCount <= SEARCHED_MAX ? seenCount : distinct();
  }

  private int distinct() {
    Arrays.sort(seen, 0, seenCount);
    int distinct = 0;
    for (int i = 0; i < seenCount; i++) {
      if (i == 0 || seen[i] != seen[i - 1]) {
        seen[distinct++] = seen[i];
      }
    }
    seenCount = distinct;
    return distinct;
  }
}
