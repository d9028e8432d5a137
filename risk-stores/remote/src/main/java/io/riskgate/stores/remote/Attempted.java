package io.riskgate.stores.remote;

import io.riskgate.core.Transfer;

/** What an owner is told of an attempt or a movement. */
record Attempted(String id, long stamp, long timeMs, long value, Transfer transfer) {
  void write(RecordOut to, RecordKey self) {
    to.know(self.id());
    to.text(id);
    to.out.putSigned(timeMs);
    to.out.putSigned((stamp >> Event.STAMP_SHIFT) - timeMs);
    to.out.putVar(stamp & ((1L << Event.STAMP_SHIFT) - 1));
    to.out.putSigned(value - transfer.amountMinor());
    Transfers.write(to, transfer, self.tenant(), id, timeMs);
  }

  static Attempted read(RecordIn from, RecordKey self) {
    from.know(self.id());
    String id = from.text();
    long timeMs = from.in.nextSigned();
    long knownMs = timeMs + from.in.nextSigned();
    long stamp = knownMs << Event.STAMP_SHIFT | from.in.nextVar();
    long more = from.in.nextSigned();
    Transfer t = Transfers.read(from, self.tenant(), id, timeMs);
    return new Attempted(id, stamp, timeMs, t.amountMinor() + more, t);
  }
}
