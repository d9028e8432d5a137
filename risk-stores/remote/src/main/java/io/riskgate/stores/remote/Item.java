package io.riskgate.stores.remote;

import io.riskgate.core.Evidence;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reference of an owner: an attempt, a decided transfer, or an observed movement. */
final class Item {
  private static final int STORED = 1;
  private static final int OBSERVED = 1 << 1;
  private static final int COUNTS = 1 << 2;
  private static final int CLAIMS = 1 << 3;
  private static final int SUSPICIOUS = 1 << 4;
  private static final int OTHER_VALUE = 1 << 5;
  private static final int WITH_EVIDENCE = 1 << 6;
  private static final int ALL = (1 << 7) - 1;

  /** A claim as it was made: in which window of which limit. */
  record Made(String limit, long bucket, long amount) {}

  final String id;
  final long knownSinceMs;
  final long stamp;
  final long timeMs;
  Transfer transfer;
  long value;
  @Nullable StoredTransfer stored;
  boolean isObserved;
  long revision;

  /** The token of the change that changed it last: sent again, it has the same result. */
  long token;

  /** What was claimed when it was reserved, kept after it is given back. */
  List<Made> claims = List.of();

  boolean claimsCount;

  /** What was claimed of limits on suspicious value, for good. */
  private List<Made> suspicious = List.of();

  /** Its place among the items while they are written; no part of what is kept. */
  int place;

  Item(String id, long stamp, long timeMs, Transfer transfer, long value) {
    this.id = id;
    this.stamp = stamp;
    knownSinceMs = stamp >> Event.STAMP_SHIFT;
    this.timeMs = timeMs;
    this.transfer = transfer;
    this.value = value;
  }

  void store(StoredTransfer next) {
    stored = next;
    revision = next.revision();
  }

  @Nullable TransferState state() {
    StoredTransfer s = stored;
    return isObserved ? TransferState.SETTLED : s == null ? null : s.state();
  }

  boolean isOpen() {
    StoredTransfer s = stored;
    return s != null && s.state().isOpen();
  }

  boolean isOpenAt(long nowMs) {
    StoredTransfer s = stored;
    return s != null && s.state().isOpen() && nowMs < s.expiresAtMs();
  }

  /** What it uses of a window of a limit, of which it is the amount; 0 where it uses nothing. */
  long uses(String limit, long bucket, boolean isSuspicious, long nowMs) {
    boolean counts = isSuspicious || (claimsCount && (!isOpen() || isOpenAt(nowMs)));
    if (counts) {
      for (Made made : isSuspicious ? suspicious : claims) {
        if (made.limit().equals(limit) && made.bucket() == bucket) {
          return made.amount();
        }
      }
    }
    return 0;
  }

  @Nullable Made suspiciousClaim(String limit) {
    for (Made made : suspicious) {
      if (made.limit().equals(limit)) {
        return made;
      }
    }
    return null;
  }

  void claimSuspicious(Made made) {
    if (suspicious.isEmpty()) {
      suspicious = new ArrayList<>(1); // few have any
    }
    suspicious.add(made);
  }

  /**
   * Writes it.
   *
   * @param self the record that it is in
   * @param baseMs a time that lies near
   */
  void write(RecordOut to, RecordKey self, long baseMs) {
    StoredTransfer s = stored;
    boolean isPlain = s != null && s.evidence().isEmpty() && s.release() == null;
    to.out.putVar(
        (s != null ? STORED : 0)
            | (isObserved ? OBSERVED : 0)
            | (claimsCount ? COUNTS : 0)
            | (claims.isEmpty() ? 0 : CLAIMS)
            | (suspicious.isEmpty() ? 0 : SUSPICIOUS)
            | (value != transfer.amountMinor() ? OTHER_VALUE : 0)
            | (s != null && !isPlain ? WITH_EVIDENCE : 0));
    to.text(id);
    to.out.putSigned(timeMs - baseMs);
    to.out.putSigned(knownSinceMs - timeMs);
    to.out.putVar(stamp & ((1L << Event.STAMP_SHIFT) - 1));
    to.out.putVar(revision);
    to.out.putLong(token);
    Transfers.write(to, transfer, self.tenant(), id, timeMs);
    if (value != transfer.amountMinor()) {
      to.out.putSigned(value);
    }
    if (s != null) {
      write(to, s, isPlain);
    }
    if (!claims.isEmpty()) {
      write(to, claims);
    }
    if (!suspicious.isEmpty()) {
      write(to, suspicious);
    }
  }

  private void write(RecordOut to, StoredTransfer s, boolean isPlain) {
    to.out.putSigned(s.value() - value);
    to.shared(s.verdict());
    to.shared(s.demand());
    to.constant(s.state());
    to.marks(s.marks());
    Usages.write(to, s.usages());
    if (!isPlain) {
      to.value(s.evidence());
      to.value(s.release());
    }
    to.time(s.decidedAtMs(), knownSinceMs);
    to.time(s.expiresAtMs(), knownSinceMs);
    to.out.putVar(s.revision());
  }

  static Item read(RecordIn from, RecordKey self, long baseMs) {
    long bits = from.in.nextVar();
    if ((bits & ~ALL) != 0) {
      throw new WireException("a transfer of it has more than is known");
    }
    String id = from.text();
    long timeMs = baseMs + from.in.nextSigned();
    long knownMs = timeMs + from.in.nextSigned();
    long stamp = knownMs << Event.STAMP_SHIFT | from.in.nextVar();
    long revision = from.in.nextVar();
    long token = from.in.nextLong();
    Transfer t = Transfers.read(from, self.tenant(), id, timeMs);
    long value = (bits & OTHER_VALUE) != 0 ? from.in.nextSigned() : t.amountMinor();
    Item item = new Item(id, stamp, timeMs, t, value);
    item.isObserved = (bits & OBSERVED) != 0;
    item.claimsCount = (bits & COUNTS) != 0;
    item.revision = revision;
    item.token = token;
    if ((bits & STORED) != 0) {
      item.stored = item.readStored(from, self, (bits & WITH_EVIDENCE) == 0);
    }
    item.claims = (bits & CLAIMS) != 0 ? made(from) : List.of();
    if ((bits & SUSPICIOUS) != 0) {
      item.suspicious = made(from);
    }
    return item;
  }

  private StoredTransfer readStored(RecordIn from, RecordKey self, boolean isPlain) {
    return new StoredTransfer(
        new Reference(self.tenant(), self.id(), id),
        transfer,
        value + from.in.nextSigned(),
        from.shared(Verdict.class),
        from.shared(Demand.class),
        from.constant(TransferState.class),
        from.marks(),
        Usages.read(from),
        isPlain ? List.of() : from.values(Evidence.class),
        isPlain ? null : from.nullableValue(Release.class),
        from.time(knownSinceMs),
        from.time(knownSinceMs),
        from.in.nextVar());
  }

  static void write(RecordOut to, List<Made> all) {
    to.out.putVar(all.size());
    for (Made made : all) {
      to.text(made.limit());
      to.out.putSigned(made.bucket());
      to.out.putSigned(made.amount());
    }
  }

  static List<Made> made(RecordIn from) {
    int count = from.in.nextCount();
    List<Made> all = new ArrayList<>(count);
    for (int i = count; i > 0; i--) {
      String limit = from.text();
      long bucket = from.in.nextSigned();
      all.add(new Made(limit, bucket, from.in.nextSigned()));
    }
    return all;
  }
}
