package io.riskgate.core.memory;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as history remembers it. One object stands in the rings of all its keys,
 * so that a change of state is seen by all of them at once.
 */
class Event {
  final long timeMs;
  private volatile long value;

  /** Replaced by a copy without names when one of the accounts is forgotten. */
  volatile Transfer transfer;

  /** The transfer's entry while its reference is remembered; null for observed movements. */
  private volatile @Nullable Entry entry;

  private volatile Ending last = Ending.UNDECIDED;

  /** An attempt whose state is that of its entry. */
  Event(long timeMs, long value, Transfer transfer, Entry entry) {
    this.timeMs = timeMs;
    this.value = value;
    this.transfer = transfer;
    this.entry = entry;
  }

  /** A movement that has already happened. */
  Event(long timeMs, long value, Transfer transfer) {
    this.timeMs = timeMs;
    this.value = value;
    this.transfer = transfer;
    this.last = Ending.of(TransferState.SETTLED, Set.of());
  }

  /** Its value. */
  long value() {
    return value;
  }

  /** Takes over what a repeated attempt says. */
  void repeat(Transfer said, long itsValue) {
    transfer = said;
    value = itsValue;
  }

  /** Where the transfer stands, or null while it is undecided. */
  @Nullable TransferState state(long nowMs) {
    Entry e = entry;
    return e == null ? last.state() : e.state(nowMs);
  }

  /** Where the transfer stands, with its marks. */
  Ending ending(long nowMs) {
    Entry e = entry;
    return e == null ? last : e.ending(nowMs);
  }

  /** Lets go of the entry, whose reference is no longer remembered. */
  void detach(Ending ending) {
    last = ending;
    entry = null;
  }
}
