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
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoredNotice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes changes. What they mean, {@link RecordState} says. */
final class Commands {
  private final WordBook words;
  private final Keeping keeping;
  private final Moment moment;

  Commands(WordBook words, Keeping keeping, Moment moment) {
    this.words = words;
    this.keeping = keeping;
    this.moment = moment;
  }

  private WireOut begin(Op op) {
    WireOut out = new WireOut();
    new Head(op, moment, keeping).write(out);
    return out;
  }

  private void attempt(WireOut out, Attempt a, long stamp) {
    out.putText(a.reference().id());
    out.putLong(stamp);
    out.putSigned(a.eventTimeMs());
    out.putSigned(a.value());
    words.write(out, a.transfer());
  }

  byte[] attempt(Attempt a, long stamp) {
    WireOut out = begin(Op.ATTEMPT);
    attempt(out, a, stamp);
    return out.copy();
  }

  byte[] observe(Attempt a, long stamp, Moment eventMoment) {
    WireOut out = begin(Op.OBSERVE);
    attempt(out, a, stamp);
    Transfer t = a.transfer();
    List<Item.Made> claims = new ArrayList<>();
    for (Limit l : a.schema().limits()) {
      if (l.window() != Limit.Window.SINGLE
          && l.counts() == Limit.Counts.LET_GO
          && t.kind().countsAgainstLimits()
          && l.assetClasses().contains(t.assetClass())) {
        claims.add(new Item.Made(l.id(), eventMoment.bucket(l), l.amountOf(a.value())));
      }
    }
    out.putVar(claims.size());
    for (Item.Made made : claims) {
      out.putText(made.limit());
      out.putSigned(made.bucket());
      out.putSigned(made.amount());
    }
    return out.copy();
  }

  byte[] event(Op op, Event e) {
    WireOut out = begin(op);
    e.write(out, new Texts.Out(out), 0);
    return out.copy();
  }

  byte[] retract(String owner, String id, long stamp) {
    WireOut out = begin(Op.RETRACT);
    out.putText(owner);
    out.putText(id);
    out.putLong(stamp);
    return out.copy();
  }

  byte[] ofReference(Op op, String id) {
    WireOut out = begin(op);
    out.putText(id);
    return out.copy();
  }

  byte[] commit(Commit c) {
    WireOut out = begin(Op.COMMIT);
    out.putText(c.reference().id());
    out.putVar(c.fromRevision());
    words.write(out, c.verdict());
    words.write(out, c.demand());
    words.write(out, c.state());
    out.putVar(c.claims().size());
    for (Claim claim : c.claims()) {
      Limit limit = c.schema().limits().get(claim.limit());
      out.putText(limit.id());
      out.put((limit.counts() == Limit.Counts.SUSPICIOUS ? 1 : 0) | (claim.covered() ? 2 : 0));
      out.putSigned(moment.bucket(limit));
      out.putSigned(claim.amount());
      out.putSigned(claim.max());
    }
    words.write(out, c.usages());
    words.write(out, c.marks());
    words.write(out, c.evidence());
    words.write(out, c.release());
    out.putSigned(c.expiresAtMs());
    return out.copy();
  }

  static Book.Asked readCommit(Reference reference, WireIn in, WordBook words) {
    long fromRevision = in.nextVar();
    Verdict verdict = words.read(in, Verdict.class);
    Demand demand = words.read(in, Demand.class);
    TransferState state = words.read(in, TransferState.class);
    List<Book.Claimed> claims = new ArrayList<>();
    for (int i = in.nextCount(); i > 0; i--) {
      String limit = in.nextText();
      int bits = in.next();
      claims.add(
          new Book.Claimed(
              limit,
              (bits & 1) != 0,
              in.nextSigned(),
              in.nextSigned(),
              in.nextSigned(),
              (bits & 2) != 0));
    }
    List<LimitUsage> usages = words.readAll(in, LimitUsage.class);
    Set<Mark> marks = marks(in, words);
    List<Evidence> evidence = words.readAll(in, Evidence.class);
    Release release = words.readNullable(in, Release.class);
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
        in.nextSigned());
  }

  static Set<Mark> marks(WireIn in, WordBook words) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    for (Object one : words.read(in, Set.class)) {
      marks.add((Mark) one);
    }
    return marks;
  }

  /** What became of a transfer; with all that is said of it where others may not know it. */
  byte[] state(Told t, boolean isWhole) {
    WireOut out = begin(Op.STATE);
    Event e = t.event();
    out.putText(e.owner);
    out.putText(e.id);
    out.putSigned(e.timeMs);
    out.putVar(t.revision());
    words.write(out, t.state());
    out.putSigned(t.expiresAtMs());
    words.write(out, t.marks());
    out.put(isWhole ? 1 : 0);
    if (isWhole) {
      e.write(out, new Texts.Out(out), 0);
    }
    return out.copy();
  }

  byte[] impose(Control control, Demand heldBy, long expiresAtMs) {
    return control(begin(Op.IMPOSE), control, heldBy, expiresAtMs);
  }

  byte[] receive(StoredNotice notice, Demand heldBy, long expiresAtMs) {
    return control(begin(Op.RECEIVE), notice, heldBy, expiresAtMs);
  }

  byte[] stop(String id, PendingStop stop) {
    WireOut out = begin(Op.STOP);
    out.putText(id);
    return control(out, stop.control(), stop.heldBy(), stop.expiresAtMs());
  }

  private byte[] control(WireOut out, Object control, Demand heldBy, long expiresAtMs) {
    words.write(out, control);
    words.write(out, heldBy);
    out.putSigned(expiresAtMs);
    return out.copy();
  }

  byte[] done(long token, List<Reference> moved) {
    WireOut out = begin(Op.DONE);
    out.putLong(token);
    words.write(out, moved);
    return out.copy();
  }

  byte[] lift(String id, String by, String why) {
    WireOut out = begin(Op.LIFT);
    out.putText(id);
    out.putText(by);
    out.putText(why);
    return out.copy();
  }

  byte[] change(StoredNotice next) {
    WireOut out = begin(Op.CHANGE);
    words.write(out, next);
    return out.copy();
  }

  byte[] signal(Signal signal) {
    WireOut out = begin(Op.SIGNAL);
    words.write(out, signal);
    return out.copy();
  }

  byte[] report(Report report) {
    WireOut out = begin(Op.REPORT);
    report.write(out);
    return out.copy();
  }

  byte[] forget() {
    return begin(Op.FORGET).copy();
  }

  byte[] strip(String customer) {
    WireOut out = begin(Op.STRIP);
    out.putText(customer);
    return out.copy();
  }

  byte[] forgetDevice(Set<String> accounts) {
    WireOut out = begin(Op.FORGET_DEVICE);
    out.putVar(accounts.size());
    accounts.forEach(out::putText);
    return out.copy();
  }

  byte[] scrub(String account, Pseudonyms pseudonyms) {
    WireOut out = begin(Op.SCRUB);
    out.putText(account);
    out.putLong(pseudonyms.high());
    out.putLong(pseudonyms.low());
    return out.copy();
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
