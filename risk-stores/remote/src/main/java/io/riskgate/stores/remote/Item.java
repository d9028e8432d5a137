package io.riskgate.stores.remote;

import io.riskgate.core.Evidence;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  /** What the items of a record have in common. */
  static final class Form {
    private final RecordKey self;
    private final WordBook words;

    /** The limits of the item that was decided last: most have the same. */
    private List<Limit> limits = List.of();

    Form(RecordKey self, WordBook words) {
      this.self = self;
      this.words = words;
    }

    private RecordOut begin() {
      RecordOut to = new RecordOut(words);
      to.know(self.id());
      return to;
    }

    private RecordIn read(byte[] packed) {
      RecordIn from = new RecordIn(packed, words);
      from.know(self.id());
      return from;
    }

    private List<Limit> limits(List<LimitUsage> usages) {
      boolean isSame = limits.size() == usages.size();
      for (int i = 0; isSame && i < usages.size(); i++) {
        isSame = limits.get(i).equals(usages.get(i).limit());
      }
      if (!isSame) {
        limits = usages.stream().map(LimitUsage::limit).toList();
      }
      return limits;
    }
  }

  /** What of an item is many objects, or kept as bytes. */
  private record Body(Transfer transfer, List<LimitUsage> usages, List<Made> claims) {}

  private final Form form;
  final String id;
  final long knownSinceMs;
  final long stamp;
  final long timeMs;
  long value;
  boolean isObserved;
  long revision;

  /** The token of the change that changed it last: sent again, it has the same result. */
  long token;

  boolean claimsCount;

  private @Nullable Body body;
  private byte @Nullable [] packed;

  /** The limits of which the bytes say the use. */
  private List<Limit> limits = List.of();

  /** What was decided; null where nothing is. */
  private @Nullable Verdict verdict;

  private @Nullable Demand demand;
  private @Nullable TransferState decided;
  private @Nullable Release release;
  private List<Evidence> evidence = List.of();
  private int marks;
  private long decidedValue;
  private long decidedAtMs;
  private long expiresAtMs;

  /** What was claimed of limits on suspicious value, for good. */
  private List<Made> suspicious = List.of();

  /** Its place among the items while they are written; no part of what is kept. */
  int place;

  Item(Form form, String id, long stamp, long timeMs, Transfer transfer, long value) {
    this.form = form;
    this.id = id;
    this.stamp = stamp;
    knownSinceMs = stamp >> Event.STAMP_SHIFT;
    this.timeMs = timeMs;
    this.value = value;
    body = new Body(transfer, List.of(), List.of());
  }

  // ---- what it says

  Transfer transfer() {
    return body().transfer();
  }

  /** What was claimed when it was reserved, kept after it is given back. */
  List<Made> claims() {
    return body().claims();
  }

  /** What was decided, as it stands now; null where nothing is. */
  @Nullable StoredTransfer stored() {
    return isDecided() ? stored(body()) : null;
  }

  private @Nullable StoredTransfer stored(Body all) {
    Verdict what = verdict;
    Demand demanded = demand;
    TransferState state = decided;
    if (what == null || demanded == null || state == null) {
      return null;
    }
    return new StoredTransfer(
        new Reference(form.self.tenant(), form.self.id(), id),
        all.transfer(),
        decidedValue,
        what,
        demanded,
        state,
        Event.marks(marks),
        all.usages(),
        evidence,
        release,
        decidedAtMs,
        expiresAtMs,
        revision);
  }

  void store(StoredTransfer next) {
    become(new Body(next.transfer(), next.usages(), claims()));
    verdict = next.verdict();
    demand = next.demand();
    decided = next.state();
    release = next.release();
    evidence = next.evidence();
    marks = Event.bits(next.marks());
    decidedValue = next.value();
    decidedAtMs = next.decidedAtMs();
    expiresAtMs = next.expiresAtMs();
    revision = next.revision();
  }

  /** From now on it is of this transfer. */
  void be(Transfer transfer) {
    Body before = body();
    become(new Body(transfer, before.usages(), before.claims()));
  }

  void claim(List<Made> claims) {
    Body before = body();
    become(new Body(before.transfer(), before.usages(), claims));
  }

  /**
   * Puts away what many objects say as bytes, until it is asked for: most of what is decided is
   * kept for days and never looked at again. The bytes name no word that a pack says: putting away
   * must not need the server.
   */
  void pack() {
    Body all = body;
    if (all != null && packed == null) {
      RecordOut to = form.begin();
      Transfers.write(to, all.transfer(), form.self.tenant(), id, timeMs);
      limits = form.limits(all.usages());
      for (LimitUsage usage : all.usages()) {
        to.out.putSigned(usage.used());
        to.out.putSigned(usage.max());
      }
      write(to, all.claims());
      packed = to.copy();
    }
    body = null;
  }

  /** Takes it out, until it is put away again. */
  void unpack() {
    body = body();
  }

  private Body body() {
    Body all = body;
    if (all != null) {
      return all;
    }
    RecordIn from = form.read(Objects.requireNonNull(packed, "it is packed"));
    Transfer transfer = Transfers.read(from, form.self.tenant(), id, timeMs);
    List<LimitUsage> usages = new ArrayList<>(limits.size());
    for (Limit limit : limits) {
      long used = from.in.nextSigned();
      usages.add(new LimitUsage(limit, used, from.in.nextSigned()));
    }
    return new Body(transfer, usages, made(from));
  }

  private void become(Body next) {
    body = next;
    packed = null;
  }

  boolean isDecided() {
    return decided != null;
  }

  @Nullable TransferState state() {
    return isObserved ? TransferState.SETTLED : decided;
  }

  /** When what was decided expires; 0 where nothing is. */
  long expiresAtMs() {
    return expiresAtMs;
  }

  /** The marks of what was decided, as bits. */
  int marks() {
    return marks;
  }

  boolean isOpen() {
    TransferState state = decided;
    return state != null && state.isOpen();
  }

  /** Whether nothing can stop it any more. */
  boolean isOver() {
    return isObserved || (isDecided() && !isOpen());
  }

  boolean isOpenAt(long nowMs) {
    return isOpen() && nowMs < expiresAtMs;
  }

  /** What it uses of a window of a limit, of which it is the amount; 0 where it uses nothing. */
  long uses(String limit, long bucket, boolean isSuspicious, long nowMs) {
    boolean counts = isSuspicious || (claimsCount && (!isOpen() || isOpenAt(nowMs)));
    if (counts) {
      for (Made made : isSuspicious ? suspicious : claims()) {
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
   * @param baseMs a time that lies near
   */
  void write(RecordOut to, long baseMs) {
    Body all = body();
    StoredTransfer s = stored(all);
    Transfer transfer = all.transfer();
    List<Made> claims = all.claims();
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
    Transfers.write(to, transfer, form.self.tenant(), id, timeMs);
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

  static Item read(RecordIn from, Form form, long baseMs) {
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
    Transfer t = Transfers.read(from, form.self.tenant(), id, timeMs);
    long value = (bits & OTHER_VALUE) != 0 ? from.in.nextSigned() : t.amountMinor();
    Item item = new Item(form, id, stamp, timeMs, t, value);
    item.isObserved = (bits & OBSERVED) != 0;
    item.claimsCount = (bits & COUNTS) != 0;
    item.revision = revision;
    item.token = token;
    if ((bits & STORED) != 0) {
      item.store(item.readStored(from, (bits & WITH_EVIDENCE) == 0));
    }
    if ((bits & CLAIMS) != 0) {
      item.claim(made(from));
    }
    if ((bits & SUSPICIOUS) != 0) {
      item.suspicious = made(from);
    }
    if (item.state() != null) {
      item.pack();
    }
    return item;
  }

  private StoredTransfer readStored(RecordIn from, boolean isPlain) {
    return new StoredTransfer(
        new Reference(form.self.tenant(), form.self.id(), id),
        transfer(),
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
