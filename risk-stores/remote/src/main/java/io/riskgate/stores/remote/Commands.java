package io.riskgate.stores.remote;

import io.riskgate.core.Control;
import io.riskgate.core.Evidence;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoredNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes changes. What they mean, {@link RecordState} says. */
final class Commands {
  private static final int COVERED = 1;
  private static final int OTHER_MAX = 2;
  private static final int WITH_EVIDENCE = 1;
  private static final int WITH_SIGNALS = 2;

  private final WordBook words;
  private final Keeping keeping;
  private final Moment moment;

  Commands(WordBook words, Keeping keeping, Moment moment) {
    this.words = words;
    this.keeping = keeping;
    this.moment = moment;
  }

  private RecordOut begin(Op op) {
    RecordOut to = new RecordOut(words);
    new Head(op, moment, keeping).write(to.out);
    return to;
  }

  private static void attempt(RecordOut to, Attempt a, long stamp) {
    Reference of = a.reference();
    new Attempted(of.id(), stamp, a.eventTimeMs(), a.value(), a.transfer())
        .write(to, Subjects.account(of.tenant(), of.owner()));
  }

  byte[] attempt(Attempt a, long stamp) {
    RecordOut to = begin(Op.ATTEMPT);
    attempt(to, a, stamp);
    return to.copy();
  }

  byte[] observe(Attempt a, long stamp, Moment eventMoment) {
    RecordOut to = begin(Op.OBSERVE);
    attempt(to, a, stamp);
    Transfer t = a.transfer();
    List<Item.Made> claims = new ArrayList<>();
    for (Limit l : a.schema().limits()) {
      if (l.window() != Limit.Window.SINGLE
          && l.counts() == Limit.Counts.LET_GO
          && t.kind().countsAgainstLimits()
          && l.assetClasses().contains(t.assetClass())) {
        claims.add(new Item.Made(Windows.name(l), eventMoment.bucket(l), l.amountOf(a.value())));
      }
    }
    Item.write(to, claims);
    return to.copy();
  }

  byte[] event(Op op, Event e) {
    RecordOut to = begin(op);
    e.write(to, moment.nowMs());
    return to.copy();
  }

  byte[] retract(String owner, String id, long stamp) {
    RecordOut to = begin(Op.RETRACT);
    to.text(owner);
    to.text(id);
    to.out.putLong(stamp);
    return to.copy();
  }

  byte[] ofReference(Op op, String id) {
    RecordOut to = begin(op);
    to.text(id);
    return to.copy();
  }

  /**
   * A commit.
   *
   * @param signals those of its signals that are kept in the same record
   */
  byte[] commit(Commit c, List<Signal> signals) {
    RecordOut to = begin(Op.COMMIT);
    to.text(c.reference().id());
    to.out.putVar(c.fromRevision());
    to.shared(c.verdict());
    to.shared(c.demand());
    to.constant(c.state());
    to.out.putVar(c.claims().size());
    for (Claim claim : c.claims()) {
      Limit limit = c.schema().limits().get(claim.limit());
      boolean isOtherMax = claim.max() != limit.max();
      to.shared(limit);
      to.out.put((claim.covered() ? COVERED : 0) | (isOtherMax ? OTHER_MAX : 0));
      to.out.putSigned(claim.amount());
      if (isOtherMax) {
        to.out.putSigned(claim.max());
      }
    }
    Usages.write(to, c.usages());
    to.marks(c.marks());
    boolean isPlain = c.evidence().isEmpty() && c.release() == null;
    to.out.put((isPlain ? 0 : WITH_EVIDENCE) | (signals.isEmpty() ? 0 : WITH_SIGNALS));
    if (!isPlain) {
      to.value(c.evidence());
      to.value(c.release());
    }
    if (!signals.isEmpty()) {
      to.value(signals);
    }
    to.time(c.expiresAtMs(), moment.nowMs());
    return to.copy();
  }

  /**
   * Reads what {@link #commit} has written.
   *
   * @param moment that of the change, by which the windows of limits are known
   */
  static Book.Asked readCommit(Reference reference, Moment moment, RecordIn from) {
    long fromRevision = from.in.nextVar();
    Verdict verdict = from.shared(Verdict.class);
    Demand demand = from.shared(Demand.class);
    TransferState state = from.constant(TransferState.class);
    List<Book.Claimed> claims = new ArrayList<>();
    for (int i = from.in.nextCount(); i > 0; i--) {
      Limit limit = from.shared(Limit.class);
      int bits = from.in.next();
      long amount = from.in.nextSigned();
      claims.add(
          new Book.Claimed(
              Windows.name(limit),
              limit.counts() == Limit.Counts.SUSPICIOUS,
              moment.bucket(limit),
              amount,
              (bits & OTHER_MAX) != 0 ? from.in.nextSigned() : limit.max(),
              (bits & COVERED) != 0));
    }
    List<LimitUsage> usages = Usages.read(from);
    Set<Mark> marks = from.marks();
    int bits = from.in.next();
    if ((bits & ~(WITH_EVIDENCE | WITH_SIGNALS)) != 0) {
      throw new WireException("a change of it has more than is known");
    }
    boolean isPlain = (bits & WITH_EVIDENCE) == 0;
    List<Evidence> evidence = isPlain ? List.of() : from.values(Evidence.class);
    Release release = isPlain ? null : from.nullableValue(Release.class);
    List<Signal> signals = (bits & WITH_SIGNALS) == 0 ? List.of() : from.values(Signal.class);
    return new Book.Asked(
        reference,
        fromRevision,
        verdict,
        demand,
        state,
        claims,
        usages,
        marks,
        evidence,
        release,
        signals,
        from.time(moment.nowMs()));
  }

  /** What became of a transfer; with all that is said of it where others may not know it. */
  byte[] state(Told t, boolean isWhole) {
    RecordOut to = begin(Op.STATE);
    Event e = t.event();
    to.text(e.owner);
    to.text(e.id);
    to.out.putSigned(e.timeMs - moment.nowMs());
    to.out.putVar(t.revision());
    to.constant(t.state());
    to.time(t.expiresAtMs(), moment.nowMs());
    to.marks(t.marks());
    to.out.put(isWhole ? 1 : 0);
    if (isWhole) {
      e.write(to, moment.nowMs());
    }
    return to.copy();
  }

  byte[] impose(Control control, Demand heldBy, long expiresAtMs) {
    return control(begin(Op.IMPOSE), control, heldBy, expiresAtMs);
  }

  byte[] receive(StoredNotice notice, Demand heldBy, long expiresAtMs) {
    return control(begin(Op.RECEIVE), notice, heldBy, expiresAtMs);
  }

  byte[] stop(String id, PendingStop stop) {
    RecordOut to = begin(Op.STOP);
    to.text(id);
    return control(to, stop.control(), stop.heldBy(), stop.expiresAtMs());
  }

  private static byte[] control(RecordOut to, Object control, Demand heldBy, long expiresAtMs) {
    to.value(control);
    to.value(heldBy);
    to.out.putSigned(expiresAtMs);
    return to.copy();
  }

  byte[] done(long token, List<Reference> moved) {
    RecordOut to = begin(Op.DONE);
    to.out.putLong(token);
    to.value(moved);
    return to.copy();
  }

  byte[] lift(String id, String by, String why) {
    RecordOut to = begin(Op.LIFT);
    to.text(id);
    to.text(by);
    to.text(why);
    return to.copy();
  }

  byte[] change(StoredNotice next) {
    return ofValue(Op.CHANGE, next);
  }

  byte[] signal(Signal signal) {
    return ofValue(Op.SIGNAL, signal);
  }

  private byte[] ofValue(Op op, Object value) {
    RecordOut to = begin(op);
    to.value(value);
    return to.copy();
  }

  byte[] report(Report report) {
    RecordOut to = begin(Op.REPORT);
    report.write(to.out);
    return to.copy();
  }

  byte[] forget() {
    return begin(Op.FORGET).copy();
  }

  byte[] strip(String customer) {
    RecordOut to = begin(Op.STRIP);
    to.text(customer);
    return to.copy();
  }

  byte[] forgetDevice(Set<String> accounts) {
    RecordOut to = begin(Op.FORGET_DEVICE);
    to.out.putVar(accounts.size());
    accounts.forEach(to::text);
    return to.copy();
  }

  byte[] scrub(String account, Pseudonyms pseudonyms) {
    RecordOut to = begin(Op.SCRUB);
    to.text(account);
    to.out.putLong(pseudonyms.high());
    to.out.putLong(pseudonyms.low());
    return to.copy();
  }

  /**
   * What others are told of a transfer.
   *
   * @param state null where its owner has forgotten it
   */
  record Told(
      Event event,
      long revision,
      @Nullable TransferState state,
      long expiresAtMs,
      Set<Mark> marks) {}
}
