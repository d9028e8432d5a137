package io.riskgate.stores.remote;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reference of an owner: an attempt, a decided transfer, or an observed movement. */
final class Item {
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
  final List<Made> suspicious = new ArrayList<>(0);

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

  void write(WireOut out, WordBook words) {
    out.putText(id);
    out.putLong(stamp);
    out.putSigned(timeMs);
    StoredTransfer s = stored;
    out.put((s != null ? 1 : 0) | (isObserved ? 2 : 0) | (claimsCount ? 4 : 0));
    words.write(out, s != null ? s : transfer);
    out.putSigned(value);
    out.putVar(revision);
    out.putLong(token);
    write(out, claims);
    write(out, suspicious);
  }

  private static void write(WireOut out, List<Made> all) {
    out.putVar(all.size());
    for (Made made : all) {
      out.putText(made.limit());
      out.putSigned(made.bucket());
      out.putSigned(made.amount());
    }
  }

  static Item read(WireIn in, WordBook words) {
    String id = in.nextText();
    long stamp = in.nextLong();
    long timeMs = in.nextSigned();
    int bits = in.next();
    StoredTransfer stored = (bits & 1) != 0 ? words.read(in, StoredTransfer.class) : null;
    Transfer t = stored != null ? stored.transfer() : words.read(in, Transfer.class);
    Item item = new Item(id, stamp, timeMs, t, in.nextSigned());
    item.stored = stored;
    item.isObserved = (bits & 2) != 0;
    item.claimsCount = (bits & 4) != 0;
    item.revision = in.nextVar();
    item.token = in.nextLong();
    item.claims = made(in);
    item.suspicious.addAll(made(in));
    return item;
  }

  static List<Made> made(WireIn in) {
    List<Made> all = new ArrayList<>();
    for (int i = in.nextCount(); i > 0; i--) {
      String limit = in.nextText();
      long bucket = in.nextSigned();
      all.add(new Made(limit, bucket, in.nextSigned()));
    }
    return all;
  }
}
