package io.riskgate.core.memory;

import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reference, while it is open or looked at. Written under the lock of its owner's stripe; where
 * it stands is read by anyone. Once it is closed it is kept as bytes, and is an object again for as
 * long as a call works with it.
 *
 * <p>Accounts list the entries that a control would have to stop, and let go of those that their
 * clock shows as closed. Another thread may still work with a clock that is a little behind; so
 * what was let go is abandoned, and can never be open again; nor can what was read from its bytes.
 * Whether it is abandoned and what is stored change under the entry's own lock, the last that is
 * ever taken.
 */
final class Entry {
  /** A claim as it was made: in which window of which limit. */
  record MadeClaim(Limit limit, long bucket, long amount) {}

  final Reference reference;

  /** Where its event is in the journal, as the records of its keys say. */
  final int inJournal;

  private long @Nullable [] page;
  private int offset;

  /** Where its page is to be looked for; null where it is known. */
  private @Nullable Journal journal;

  /** What was asked for, as it was said last; read by anyone. Null once it is packed. */
  private volatile @Nullable Transfer transfer;

  /** How often it was said. */
  private volatile int timesSaid = 1;

  private long value;

  /** The number of its record, among the references of its owner's stripe. */
  int number = -1;

  /** Its place in its owner's list of what may expire, or -1. */
  int openAt = -1;

  /** The clock when the reference became known. */
  final long knownSinceMs;

  /** The decided transfer, or null while it is undecided. */
  private volatile @Nullable StoredTransfer stored;

  /** What was claimed when it was reserved, kept after it is given back for a late settlement. */
  List<MadeClaim> claims = List.of();

  /** Whether the claims count at present. */
  boolean claimsCount;

  /** What suspicious value was claimed when it was decided; it always counts. */
  List<MadeClaim> suspicious = List.of();

  private long revision;

  private volatile boolean observed;

  /** The clock when it was last attempted. */
  private volatile long attemptedMs;

  private boolean abandoned;

  /** Where it stands for good as far as this object knows; its bytes tell everything else. */
  private volatile @Nullable TransferState packedAs;

  /** A transfer on its way to a decision, or a movement that was observed. */
  Entry(
      Reference reference,
      Transfer transfer,
      long value,
      boolean observed,
      long knownSinceMs,
      Journal.Place place) {
    this.reference = reference;
    this.transfer = transfer;
    this.value = value;
    this.observed = observed;
    this.knownSinceMs = knownSinceMs;
    this.attemptedMs = knownSinceMs;
    inJournal = place.address;
    page = place.page;
    offset = place.offset;
  }

  /** One that is read from its bytes. */
  Entry(
      Reference reference,
      Transfer transfer,
      long value,
      long knownSinceMs,
      int inJournal,
      @Nullable StoredTransfer stored,
      long revision) {
    this.reference = reference;
    this.transfer = transfer;
    this.value = value;
    this.knownSinceMs = knownSinceMs;
    this.inJournal = inJournal;
    this.stored = stored;
    this.revision = revision;
    observed = stored == null;
    abandoned = true;
  }

  /** Says in which journal a changed standing is to be written. */
  void writesTo(Journal itsJournal) {
    journal = itsJournal;
  }

  /**
   * Lets go of everything but where it stands, once that is kept as bytes: accounts may list it for
   * some time yet.
   */
  void pack() {
    StoredTransfer s = stored;
    packedAs = s == null ? TransferState.SETTLED : s.state();
    stored = null;
    transfer = null;
    claims = List.of();
    suspicious = List.of();
  }

  /** Whether it is kept as bytes, so that this object is of no use any more. */
  boolean isPacked() {
    return packedAs != null;
  }

  /** What was asked for, as it was said last while it was undecided. */
  Transfer transfer() {
    Transfer t = transfer;
    if (t == null) {
      throw new IllegalStateException("An entry was used after it was packed");
    }
    return t;
  }

  /** Its value. */
  long value() {
    return value;
  }

  /** Takes over what a repeated attempt says: it is decided on what was said last. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock of the owner's stripe
  void repeat(Transfer said, long itsValue, long nowMs) {
    transfer = said;
    timesSaid++;
    value = itsValue;
    attemptedMs = nowMs;
  }

  /** How often it was said what is asked for. */
  int timesSaid() {
    return timesSaid;
  }

  /** What was said last, as far as is known: null where it has been packed since. */
  @Nullable Transfer saidLast() {
    return transfer;
  }

  /** Takes note that it was written again, at another place of the journal. */
  void moved(Journal.Place place) {
    page = place.page;
    offset = place.offset;
  }

  /** Keeps of a closed transfer what a retry is compared with, and nothing else of the person. */
  void keepForRetries() {
    Transfer bare = Forgetting.bare(transfer());
    transfer = bare;
    StoredTransfer s = stored;
    if (s != null) {
      stored =
          new StoredTransfer(
              s.reference(),
              bare,
              s.value(),
              s.verdict(),
              s.demand(),
              s.state(),
              s.marks(),
              s.usages(),
              s.evidence(),
              s.release(),
              s.decidedAtMs(),
              s.expiresAtMs(),
              s.revision());
    }
  }

  /** Whether it is a movement that was observed, not a transfer that is scored. */
  boolean isObserved() {
    return observed;
  }

  /** Turns an undecided attempt into an observed movement: its money has moved after all. */
  void becomeObserved() {
    observed = true;
    write(TransferState.SETTLED, Set.of(), History.NEVER, true);
    disturb();
  }

  @Nullable StoredTransfer stored() {
    return stored;
  }

  long revision() {
    return revision;
  }

  /**
   * Moves on to the next revision without a decision, so that a commit under way must look again.
   */
  void disturb() {
    revision++;
  }

  void store(StoredTransfer changed) {
    stored = changed;
    revision = changed.revision();
    TransferState state = changed.state();
    write(state, changed.marks(), changed.expiresAtMs(), state == TransferState.SETTLED);
  }

  /** Says for good where it stands: its reference is no longer remembered. */
  void detach() {
    StoredTransfer s = stored;
    if (!observed) {
      write(s == null ? null : s.state(), s == null ? Set.of() : s.marks(), History.NEVER, true);
    }
  }

  private void write(
      @Nullable TransferState state, Set<Mark> marks, long expiresAtMs, boolean isFinal) {
    long standing = EventBits.standing(state, marks, expiresAtMs, isFinal);
    if (page != null) {
      Journal.set(page, offset, standing);
    } else if (journal != null) {
      Instant time = transfer().time();
      journal.change(inJournal, time == null ? knownSinceMs : time.toEpochMilli(), standing);
    }
  }

  /** Where it stands at a clock, or null while it is undecided. */
  @Nullable TransferState state(long nowMs) {
    StoredTransfer s = stored;
    TransferState packed = packedAs; // said before what is stored goes
    if (packed != null) {
      return packed;
    }
    if (s == null) {
      return observed ? TransferState.SETTLED : null;
    }
    return s.state().isOpen() && nowMs >= s.expiresAtMs() ? TransferState.EXPIRED : s.state();
  }

  /** Whether a control would have to stop it. */
  boolean isOpen(long nowMs) {
    TransferState state = state(nowMs);
    return state == null ? nowMs - attemptedMs < UNDECIDED_OPEN_MS : state.isOpen();
  }

  /** Gives it up where it is closed, so that no control looks for it; whether it is given up. */
  synchronized boolean abandonIfClosed(long nowMs) {
    if (isOpen(nowMs)) {
      return false;
    }
    abandoned = true;
    return true;
  }

  /** Says that controls look for it. */
  synchronized void adopt() {
    abandoned = false;
  }

  /** Whether controls no longer look for it, so that it must not be open. Under its own lock. */
  boolean isAbandoned() {
    return abandoned;
  }

  /** An attempt that was never decided is not waited for longer than this. */
  private static final long UNDECIDED_OPEN_MS = 24L * 3_600_000;

  // ---- images

  void write(ImageOut out) {
    out.putValue(reference);
    out.put(inJournal);
    out.putValue(transfer());
    out.put(value);
    out.put(number);
    out.put(knownSinceMs);
    out.putValue(stored);
    out.putAll(claims, claim -> write(out, claim));
    out.putFlag(claimsCount);
    out.putAll(suspicious, claim -> write(out, claim));
    out.put(revision);
    out.putFlag(observed);
    out.put(attemptedMs);
    out.putFlag(abandoned);
  }

  private static void write(ImageOut out, MadeClaim claim) {
    out.putValue(claim.limit());
    out.put(claim.bucket());
    out.put(claim.amount());
  }

  static Entry read(ImageIn in, Journal journal) {
    Reference reference = in.nextValue(Reference.class);
    int inJournal = in.nextInt();
    Transfer transfer = in.nextValue(Transfer.class);
    long value = in.next();
    int number = in.nextInt();
    long knownSinceMs = in.next();
    StoredTransfer stored = in.nextNullable(StoredTransfer.class);
    List<MadeClaim> claims = List.copyOf(in.nextAll(() -> claim(in)));
    boolean claimsCount = in.nextFlag();
    List<MadeClaim> suspicious = List.copyOf(in.nextAll(() -> claim(in)));
    Entry read = new Entry(reference, transfer, value, knownSinceMs, inJournal, stored, in.next());
    read.number = number;
    read.claims = claims;
    read.claimsCount = claimsCount;
    read.suspicious = suspicious;
    read.observed = in.nextFlag();
    read.attemptedMs = in.next();
    read.abandoned = in.nextFlag();
    read.writesTo(journal);
    return read;
  }

  private static MadeClaim claim(ImageIn in) {
    Limit limit = in.nextValue(Limit.class);
    long bucket = in.next();
    return new MadeClaim(limit, bucket, in.next());
  }
}
