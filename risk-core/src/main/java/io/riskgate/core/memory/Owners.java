package io.riskgate.core.memory;

import io.riskgate.core.Amounts;
import io.riskgate.core.AssetClass;
import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.internal.Limits;
import io.riskgate.core.internal.SmallLists;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The owners of limits: their references, and how much of their limits is used. They are kept in
 * stripes that are chosen by a keyed hash, as records of longs; whoever works with an owner holds
 * the monitor of its stripe, and never that of two.
 */
final class Owners {
  private static final long[] NOTHING_USED = {};

  private final OwnerTable table;
  private volatile long referencesKeptMs = Long.MAX_VALUE;

  Owners(int keysMax, Journal journal, SipHash secret, CapHits capHits) {
    table = new OwnerTable(keysMax, journal, secret, capHits);
  }

  /** Keeps closed references for so long. */
  void keep(long referencesMs) {
    referencesKeptMs = referencesMs;
  }

  /** Looks at a few owners for one call in so many. Under no monitor. */
  void look(long nowMs) {
    table.look(nowMs, referencesKeptMs);
  }

  /** How many owners are kept. */
  int size() {
    return table.size();
  }

  /** How many references are remembered, or not yet let go of. */
  long references() {
    return table.references();
  }

  // ---- pages

  /** The decided transfers of an owner after an id, or all of them, by id. */
  List<StoredTransfer> decidedAfter(String tenant, String name, @Nullable String id, long nowMs) {
    List<StoredTransfer> decided =
        table.visit(
            tenant,
            name,
            nowMs,
            owner -> owner.decidedAfter(tenant, name, id, nowMs, referencesKeptMs));
    return decided == null ? List.of() : decided;
  }

  /** A page of the decided transfers of a tenant that are remembered. */
  StorePage<StoredTransfer> transfers(String tenant, @Nullable String after, int max, long nowMs) {
    return Pages.transfers(this, table, tenant, after, max, nowMs);
  }

  /**
   * Takes the person out of those closed transfers of an owner that are theirs, and lets go of what
   * is over.
   *
   * @return what they were that had ended without being settled
   */
  List<OwnerState.Ended> forgetClosed(
      String tenant, String name, Predicate<Transfer> theirs, long nowMs) {
    List<OwnerState.Ended> ended = new ArrayList<>();
    table.forget(
        tenant,
        name,
        nowMs,
        referencesKeptMs,
        owner -> owner.forgetClosed(tenant, name, theirs, nowMs, ended));
    return ended;
  }

  /** Lets go of all that is over at a clock in one part of {@link OwnerTable#STRIPES}. */
  void tidy(int part, long nowMs) {
    table.tidy(part, nowMs, referencesKeptMs);
  }

  // ---- attempts and movements

  /**
   * Enters an attempt under its reference, and reads the use of limits; the round is told what was
   * found.
   *
   * @return the decided transfer, where there is one
   */
  @Nullable StoredTransfer attempt(Round round) {
    Attempt attempt = round.attempt();
    return table.visitNew(
        attempt.reference(), attempt.moment().nowMs(), referencesKeptMs, round, Owners::attempt);
  }

  private static @Nullable StoredTransfer attempt(Round round, OwnerState owner) {
    Attempt attempt = round.attempt();
    long keptMs = attempt.schema().referencesKept().toMillis();
    Entry entry = owner.get(attempt.reference(), attempt.moment().nowMs(), keptMs);
    Transfer before = null;
    boolean isNew = entry == null;
    if (entry == null) {
      owner.forgetOver(attempt.moment().nowMs(), keptMs);
      entry = entry(round.plan(), attempt, round.histories(), false);
      owner.put(entry);
    } else {
      checkSame(entry, attempt);
      if (entry.isObserved()) {
        throw observed(attempt.reference());
      }
      StoredTransfer stored = entry.stored();
      if (stored != null) {
        return stored;
      }
      before = entry.transfer();
      round.histories().repeat(round.plan(), attempt, entry);
    }
    History history = round.history();
    List<Limit> limits = attempt.schema().limits();
    for (int i = 0; i < limits.size(); i++) {
      history.used()[i] = owner.used(limits.get(i), attempt.moment());
    }
    history.setRevision(entry.revision());
    round.found(entry, isNew, before, entry.timesSaid());
    return null;
  }

  /**
   * What a call finds under the reference of a movement.
   *
   * @param before what was said before, where it was undecided and is repeated
   * @param timesSaid how often it was said, this time included
   */
  record Found(Entry entry, @Nullable Transfer before, int timesSaid) {}

  /** Enters a movement under its reference, unless it is there; what is entered, or null. */
  @Nullable Found observe(
      AggregatePlan plan, Attempt movement, Moment eventMoment, Histories histories) {
    return table.visitNew(
        movement.reference(),
        movement.moment().nowMs(),
        referencesKeptMs,
        owner -> observe(owner, plan, movement, eventMoment, histories));
  }

  private static @Nullable Found observe(
      OwnerState owner,
      AggregatePlan plan,
      Attempt movement,
      Moment eventMoment,
      Histories histories) {
    long keptMs = movement.schema().referencesKept().toMillis();
    Entry entry = owner.get(movement.reference(), movement.moment().nowMs(), keptMs);
    Transfer before = null;
    if (entry != null) {
      checkSame(entry, movement);
      if (entry.stored() != null) {
        throw new ConflictingTransferException(
            movement.reference(), "it is that of a scored transfer, which can be settled");
      }
      if (entry.isObserved()) {
        return null;
      }
      // It was attempted, but never decided; now its money has moved all the same.
      before = entry.transfer();
      histories.repeat(plan, movement, entry);
      owner.claim(entry, observedClaims(movement, eventMoment), movement.moment());
      entry.becomeObserved();
    } else {
      owner.forgetOver(movement.moment().nowMs(), keptMs);
      entry = entry(plan, movement, histories, true);
      // First, as there may be no room for it: told again, the movement must not seem known then.
      owner.claim(entry, observedClaims(movement, eventMoment), movement.moment());
      owner.put(entry);
    }
    owner.pack(entry);
    return new Found(entry, before, entry.timesSaid());
  }

  private static Entry entry(
      AggregatePlan plan, Attempt attempt, Histories histories, boolean observed) {
    return new Entry(
        attempt.reference(),
        attempt.transfer(),
        attempt.value(),
        observed,
        attempt.moment().nowMs(),
        histories.write(plan, attempt, observed));
  }

  /** The entry of an attempt that is remembered, and how much others use of its limits; or null. */
  @Nullable Entry read(Attempt attempt, History history) {
    Reference reference = attempt.reference();
    return table.look(
        reference.tenant(),
        reference.owner(),
        owner -> {
          Entry entry = owner.peek(reference);
          if (entry == null
              || entry.isObserved()
              || !entry.transfer().hasSameContentAs(attempt.transfer())) {
            return null;
          }
          List<Limit> limits = attempt.schema().limits();
          for (int i = 0; i < limits.size(); i++) {
            history.used()[i] = owner.usedByOthers(limits.get(i), attempt.moment(), entry);
          }
          return entry;
        });
  }

  /** Whether a visit of an owner at a clock would look at what may have expired. */
  boolean isDue(Reference reference, long nowMs) {
    return Boolean.TRUE.equals(
        table.look(reference.tenant(), reference.owner(), owner -> owner.isDue(nowMs)));
  }

  /** What was asked for under a reference, without a look at any clock; or null. */
  @Nullable Transfer peek(Reference reference) {
    return table.look(
        reference.tenant(),
        reference.owner(),
        owner -> {
          Entry entry = owner.peek(reference);
          return entry == null ? null : entry.transfer();
        });
  }

  private static void checkSame(Entry found, Attempt attempt) {
    if (!found.transfer().hasSameContentAs(attempt.transfer())) {
      throw ConflictingTransferException.ofContent(attempt.reference());
    }
  }

  private static ConflictingTransferException observed(Reference reference) {
    return new ConflictingTransferException(reference, "it is that of an observed movement");
  }

  CommitResult commit(Commit commit) {
    Reference reference = commit.reference();
    CommitResult result =
        table.visit(
            reference.tenant(), reference.owner(), commit.moment().nowMs(), commit, Owners::commit);
    if (result == null) {
      throw forgotten();
    }
    return result;
  }

  private static CommitResult commit(Commit commit, OwnerState owner) {
    long keptMs = commit.schema().referencesKept().toMillis();
    Entry entry = owner.get(commit.reference(), commit.moment().nowMs(), keptMs);
    if (entry == null) {
      throw forgotten();
    }
    if (entry.isObserved()) {
      throw observed(commit.reference());
    }
    synchronized (entry) {
      return commit(owner, entry, commit);
    }
  }

  private static CommitResult commit(OwnerState owner, Entry entry, Commit commit) {
    StoredTransfer before = expireIfAbandoned(owner, entry);
    if (entry.revision() != commit.fromRevision() || entry.isAbandoned()) {
      return new CommitResult(Status.CHANGED, before, NOTHING_USED, entry.revision());
    }
    List<Limit> limits = commit.schema().limits();
    List<Entry.MadeClaim> letGo = List.of();
    List<Entry.MadeClaim> suspicious = List.of();
    List<Claim> claims = commit.claims();
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      Limit limit = limits.get(claim.limit());
      long used = owner.usedByOthers(limit, commit.moment(), entry);
      if (!claim.covered() && Amounts.addSaturating(used, claim.amount()) > claim.max()) {
        return new CommitResult(
            Status.PASSED,
            before,
            used(owner, commit.schema(), commit.moment(), entry),
            entry.revision());
      }
      Entry.MadeClaim made =
          new Entry.MadeClaim(limit, commit.moment().bucket(limit), claim.amount());
      if (Limits.countsLetGo(limit)) {
        letGo = SmallLists.plus(letGo, made);
      } else {
        suspicious = SmallLists.plus(suspicious, made);
      }
    }
    owner.giveBack(entry);
    if (commit.state() == TransferState.RESERVED) {
      owner.claim(entry, letGo, commit.moment());
    }
    owner.claimSuspicious(entry, suspicious, commit.moment());
    List<LimitUsage> usages = asClaimed(owner, entry, commit);
    StoredTransfer stored =
        new StoredTransfer(
            commit.reference(),
            entry.transfer(),
            entry.value(),
            commit.verdict(),
            commit.demand(),
            commit.state(),
            commit.marks(),
            usages,
            commit.evidence(),
            commit.release(),
            before == null ? commit.moment().nowMs() : before.decidedAtMs(),
            commit.expiresAtMs(),
            entry.revision() + 1);
    owner.storeOpen(entry, stored);
    return new CommitResult(Status.COMMITTED, stored, NOTHING_USED, stored.revision());
  }

  /**
   * Where some thread's clock has shown that an entry is over, it is over for all.
   *
   * @return what is stored of it now
   */
  static @Nullable StoredTransfer expireIfAbandoned(OwnerState owner, Entry entry) {
    StoredTransfer stored = entry.stored();
    if (!entry.isAbandoned() || stored == null || !stored.state().isOpen()) {
      return stored;
    }
    owner.giveBack(entry);
    return owner.close(entry, stored, TransferState.EXPIRED, stored.marks());
  }

  private static StoreException forgotten() {
    return new StoreException("The attempt is no longer remembered; score the transfer again");
  }

  /**
   * The usages with what is really used now that the claims have been made: mostly what they say
   * already.
   */
  private static List<LimitUsage> asClaimed(OwnerState owner, Entry entry, Commit commit) {
    boolean reserved = commit.state() == TransferState.RESERVED;
    if (!reserved && entry.suspicious.isEmpty()) {
      return commit.usages();
    }
    List<LimitUsage> usages = commit.usages();
    List<LimitUsage> real = usages;
    boolean differs = false;
    for (int i = 0; i < usages.size(); i++) {
      LimitUsage usage = usages.get(i);
      Limit limit = usage.limit();
      boolean claimed =
          limit.window() != Limit.Window.SINGLE && (reserved || !Limits.countsLetGo(limit));
      long used = claimed ? owner.usedWith(limit, commit.moment(), entry) : usage.used();
      if (used != usage.used()) {
        if (!differs) {
          real = new ArrayList<>(usages);
          differs = true;
        }
        real.set(i, new LimitUsage(limit, used, usage.max()));
      }
    }
    return real;
  }

  private static long[] used(
      OwnerState owner, StoreSchema schema, Moment moment, @Nullable Entry entry) {
    List<Limit> limits = schema.limits();
    long[] used = new long[limits.size()];
    for (int i = 0; i < used.length; i++) {
      Limit limit = limits.get(i);
      used[i] =
          entry == null ? owner.used(limit, moment) : owner.usedByOthers(limit, moment, entry);
    }
    return used;
  }

  long[] used(StoreSchema schema, Reference reference, Moment moment) {
    long keptMs = schema.referencesKept().toMillis();
    long[] used =
        table.visit(
            reference.tenant(),
            reference.owner(),
            moment.nowMs(),
            owner -> used(owner, schema, moment, owner.get(reference, moment.nowMs(), keptMs)));
    return used == null ? new long[schema.limits().size()] : used;
  }

  /** What a call does with an entry whose decision is known, under the stripe's monitor. */
  @FunctionalInterface
  private interface Change {
    StoredTransfer apply(OwnerState owner, Entry entry, StoredTransfer stored);
  }

  /** Visits an owner that is there, at a clock; null where it is not. */
  <T> @Nullable T visit(String tenant, String name, long nowMs, OwnerTable.Visit<T> what) {
    return table.visit(tenant, name, nowMs, what);
  }

  private @Nullable StoredTransfer change(Reference reference, Moment moment, Change change) {
    return table.visit(
        reference.tenant(),
        reference.owner(),
        moment.nowMs(),
        owner -> {
          Entry entry = owner.get(reference, moment.nowMs(), referencesKeptMs);
          StoredTransfer stored = entry == null ? null : entry.stored();
          return entry == null || stored == null ? null : change.apply(owner, entry, stored);
        });
  }

  @Nullable StoredTransfer find(Reference reference, Moment moment) {
    return change(reference, moment, (owner, entry, stored) -> stored);
  }

  /**
   * Ends a transfer as settled.
   *
   * @param settledNow whose first element becomes true where it was not settled before
   */
  @Nullable StoredTransfer settle(Reference reference, Moment moment, boolean[] settledNow) {
    return change(
        reference,
        moment,
        (owner, entry, stored) -> {
          if (stored.state() == TransferState.SETTLED) {
            return stored;
          }
          settledNow[0] = true;
          return settle(owner, entry, stored, moment);
        });
  }

  private static StoredTransfer settle(
      OwnerState owner, Entry entry, StoredTransfer stored, Moment moment) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    marks.addAll(stored.marks());
    boolean wasReserved = !entry.claims.isEmpty() || stored.state() == TransferState.RESERVED;
    switch (stored.state()) {
      case RESERVED, SETTLED -> {}
      case AWAITING_VERIFICATION, HELD -> marks.add(Mark.UNVERIFIED);
      case EXPIRED -> {
        marks.add(Mark.LATE);
        markUnverified(stored, marks);
      }
      case CANCELLED -> {
        marks.add(Mark.AFTER_CANCEL);
        markUnverified(stored, marks);
      }
    }
    if (!entry.claimsCount) {
      owner.claim(entry, wasReserved ? entry.claims : unreserved(stored, moment), moment);
    }
    return owner.close(entry, stored, TransferState.SETTLED, marks);
  }

  private static void markUnverified(StoredTransfer stored, Set<Mark> marks) {
    if (stored.demand().outcome() != Outcome.ALLOW) {
      marks.add(Mark.UNVERIFIED);
    }
  }

  /** The claims of a transfer that settles without ever having been reserved. */
  private static List<Entry.MadeClaim> unreserved(StoredTransfer stored, Moment moment) {
    List<Entry.MadeClaim> claims = new ArrayList<>();
    for (LimitUsage usage : stored.usages()) {
      Limit limit = usage.limit();
      if (limit.window() != Limit.Window.SINGLE && Limits.countsLetGo(limit)) {
        claims.add(
            new Entry.MadeClaim(limit, moment.bucket(limit), limit.amountOf(stored.value())));
      }
    }
    return claims;
  }

  @Nullable StoredTransfer cancel(Reference reference, Moment moment) {
    return change(
        reference,
        moment,
        (owner, entry, stored) -> {
          if (!stored.state().isOpen()) {
            return stored;
          }
          owner.giveBack(entry);
          return owner.close(entry, stored, TransferState.CANCELLED, stored.marks());
        });
  }

  private static List<Entry.MadeClaim> observedClaims(Attempt movement, Moment eventMoment) {
    List<Entry.MadeClaim> claims = new ArrayList<>();
    AssetClass assets = movement.transfer().assetClass();
    for (Limit limit : movement.schema().limits()) {
      if (limit.window() != Limit.Window.SINGLE
          && Limits.countsLetGo(limit)
          && Limits.counts(limit, movement.transfer().kind(), assets)) {
        claims.add(
            new Entry.MadeClaim(
                limit, eventMoment.bucket(limit), limit.amountOf(movement.value())));
      }
    }
    return claims;
  }

  /** What was asked for under a reference, its value, and where its event is in the journal. */
  record Said(Transfer transfer, long value, int inJournal) {}

  /** What was asked for under a reference, or null where it is not remembered. */
  @Nullable Said said(Reference reference, long nowMs) {
    return table.visit(
        reference.tenant(),
        reference.owner(),
        nowMs,
        owner -> {
          Entry entry = owner.get(reference, nowMs, referencesKeptMs);
          return entry == null ? null : new Said(entry.transfer(), entry.value(), entry.inJournal);
        });
  }

  // ---- images

  void write(ImageOut out) {
    out.put(referencesKeptMs);
    table.write(out);
  }

  void read(ImageIn in) {
    referencesKeptMs = in.next();
    table.read(in);
  }
}
