package io.riskgate.core.memory;

import org.jspecify.annotations.Nullable;

/**
 * What one call after the other works with, so that none has to make it: the views of the record
 * that is visited, and what is gathered of it. Used by one call at a time, which visits one record
 * at a time.
 */
final class Scratch {
  /** The keys of the transfer that is attempted. */
  final KeyHashes keys = new KeyHashes();

  /** For the aggregate that is being worked out. */
  final Gathering gathering = new Gathering();

  /** For all aggregates that are worked out in one pass. */
  final OnePass pass = new OnePass();

  private @Nullable AccountRecord account;
  private @Nullable KeyRecord other;

  /** Lets go of what is of no use to whoever comes next. */
  void end() {
    gathering.end();
    pass.end();
  }

  /** An account's record; it is made anew where no call has left a view to be used again. */
  static AccountRecord account(@Nullable Scratch scratch, KeyStripe stripe, int address) {
    AccountRecord known = scratch == null ? null : scratch.account;
    if (known != null) {
      known.moveTo(stripe, address);
      return known;
    }
    AccountRecord made = new AccountRecord(stripe, address);
    if (scratch != null) {
      scratch.account = made;
    }
    return made;
  }

  /** The record of a key that is no account. */
  static KeyRecord other(@Nullable Scratch scratch, KeyStripe stripe, int address) {
    KeyRecord known = scratch == null ? null : scratch.other;
    if (known != null) {
      known.moveTo(stripe, address);
      return known;
    }
    KeyRecord made = new KeyRecord(stripe, address, KeyRecord.HEADER_LONGS);
    if (scratch != null) {
      scratch.other = made;
    }
    return made;
  }
}
