package io.riskgate.stores.embedded;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.FraudReport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.wire.Values;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.internal.wire.Words;
import io.riskgate.core.memory.InMemoryState;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.KnownSignals;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.core.spi.StoredTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RiskStore} in one process that survives it: what the store in memory keeps, and every
 * call that changed it in a journal on the disk. After a restart the latest snapshot is read and
 * the calls behind it are applied again; as time comes with each call, everything is then as if the
 * process had never stopped.
 *
 * <p>How a call goes: its keys are locked, so that calls with a common key stand in the journal in
 * the order in which they were applied; it is applied to memory, its record goes into the journal's
 * buffer, the keys are let go of, and only then it waits for the disk, with all others that wait.
 * Reading takes no lock of this class and no disk.
 *
 * <p>Where the disk takes nothing, calls are refused before they are applied ({@link
 * StoreException}: the engine holds, path RETRY), what was applied before is written as soon as
 * there is room, and nothing is answered that is not on the disk.
 */
public final class EmbeddedStore implements RiskStore {
  private static final Duration COMPACT_PATIENCE = Duration.ofSeconds(30);

  private final InMemoryStore memory;
  private final InMemoryState inside;
  private final Journal journal;
  private final Words words;
  private final Upkeep upkeep;
  private final KeyLocks locks = new KeyLocks();

  /** Reading moves clocks on too: nothing is read while the last snapshot is written. */
  private final ReentrantReadWriteLock reads = new ReentrantReadWriteLock();

  private final SecureRandom random = new SecureRandom();
  private final ThreadLocal<WireOut> outs = ThreadLocal.withInitial(WireOut::new);

  private final AlertStore alerts = new EmbeddedAlerts(this);

  EmbeddedStore(InMemoryState state, Journal journal, Upkeep upkeep) {
    memory = state.store();
    this.journal = journal;
    this.upkeep = upkeep;
    inside = state;
    words = new Words(journal::define);
  }

  /** Opens the store in a folder, with what {@link EmbeddedStoreBuilder} does by default. */
  public static EmbeddedStore open(Path dir) {
    return at(dir).open();
  }

  /** A store in a folder, which is made where there is none; one that is there is gone on with. */
  public static EmbeddedStoreBuilder at(Path dir) {
    return new EmbeddedStoreBuilder(dir);
  }

  // ---- what every change goes through

  /** Writes the arguments of a call down. */
  @FunctionalInterface
  private interface Arguments {
    void write(WireOut out);
  }

  private WireOut out(Arguments arguments) {
    WireOut out = outs.get();
    out.clear();
    try {
      arguments.write(out);
    } catch (RuntimeException e) {
      throw new StoreException("The call cannot be written down: " + e.getMessage(), e);
    }
    if (out.size() > Frame.BODY_MAX) {
      outs.remove(); // so much room is not needed again
      throw new StoreException(
          "The call cannot be written down: it takes "
              + out.size()
              + " bytes, and no more than "
              + Frame.BODY_MAX
              + " could be read again");
    }
    return out;
  }

  private void value(WireOut out, Object value) {
    Values.write(out, words, value);
  }

  /**
   * Applies a call and appends it, if it changed something.
   *
   * @param keys what it concerns; null for everything
   */
  private <T extends @Nullable Object> T apply(
      KeyLocks.@Nullable Keys keys,
      int type,
      Arguments arguments,
      Supplier<T> call,
      Predicate<T> changed) {
    return applyLocking(
        () -> {
          lock(keys);
          return keys;
        },
        type,
        arguments,
        call,
        changed);
  }

  private <T extends @Nullable Object> T applyLocking(
      Locking locking, int type, Arguments arguments, Supplier<T> call, Predicate<T> changed) {
    WireOut out = out(arguments);
    journal.admit();
    long seq;
    T result;
    KeyLocks.Keys keys = locking.lock();
    try {
      journal.checkOpen();
      result = call.get();
      seq = changed.test(result) ? journal.append(type, 0, out) : journal.appended();
    } catch (ConflictingTransferException e) {
      throw e; // which says that nothing was done
    } catch (RuntimeException | Error e) {
      refused(type, out);
      throw e;
    } finally {
      unlock(keys);
    }
    journal.await(seq);
    return result;
  }

  /**
   * Half of a call that found no room, or broke on a defect, may have been done, and is done again
   * after a restart: it breaks at the same place then.
   */
  private void refused(int type, WireOut out) {
    if (!journal.isClosed()) {
      journal.append(type, Call.REFUSED, out);
    }
  }

  private void lock(KeyLocks.@Nullable Keys keys) {
    if (keys == null) {
      locks.lockAll();
    } else {
      locks.lock(keys);
    }
  }

  private void unlock(KeyLocks.@Nullable Keys keys) {
    if (keys == null) {
      locks.unlockAll();
    } else {
      locks.unlock(keys);
    }
  }

  private <T extends @Nullable Object> T look(Supplier<T> what) {
    reads.readLock().lock();
    try {
      journal.checkOpen();
      return what.get();
    } finally {
      reads.readLock().unlock();
    }
  }

  /** Which keys a call concerns, and how they are locked. */
  @FunctionalInterface
  private interface Locking {
    /** Locks, and tells what is to be unlocked; null for everything. */
    KeyLocks.@Nullable Keys lock();
  }

  /**
   * Locks the keys of a transfer that is known by its reference, or was said otherwise when it was
   * attempted before. What it said may change until its owner is locked: then there are other keys.
   *
   * @param t what is said now; null where only the reference is
   */
  private KeyLocks.Keys lock(Reference reference, @Nullable Transfer t) {
    while (true) {
      KeyLocks.Keys keys = KeyLocks.of(reference, t, inside.said(reference));
      locks.lock(keys);
      if (keys.hold(KeyLocks.of(reference, null, inside.said(reference)))) {
        return keys;
      }
      locks.unlock(keys);
    }
  }

  // ---- transfers

  @Override
  public void declare(List<StoreSchema> inForce, long nowMs) {
    apply(
        null,
        Call.DECLARE,
        out -> {
          out.putVar(inForce.size());
          inForce.forEach(schema -> value(out, schema));
          out.putSigned(nowMs);
        },
        () -> {
          memory.declare(inForce, nowMs);
          return true;
        },
        done -> done);
  }

  @Override
  public long[] coveredSinceMs(StoreSchema schema) {
    return look(() -> memory.coveredSinceMs(schema));
  }

  @Override
  public @Nullable StoredTransfer attempt(Attempt attempt, History history) {
    expire(attempt.reference(), attempt.moment());
    WireOut out = out(o -> value(o, attempt));
    journal.admit();
    StoredTransfer decided;
    KeyLocks.Keys keys = lock(attempt.reference(), attempt.transfer());
    try {
      journal.checkOpen();
      decided = memory.attempt(attempt, history);
      if (decided == null) {
        journal.append(Call.ATTEMPT, 0, out); // the commit waits for both
      }
    } catch (ConflictingTransferException e) {
      throw e; // which says that nothing was done
    } catch (RuntimeException | Error e) {
      refused(Call.ATTEMPT, out);
      throw e;
    } finally {
      locks.unlock(keys);
    }
    if (decided != null) {
      journal.await(journal.appended()); // another thread may not have been told of it yet
    }
    return decided;
  }

  @Override
  public boolean read(Attempt attempt, History history) {
    return look(() -> memory.read(attempt, history));
  }

  @Override
  public CommitResult commit(Commit commit) {
    expire(commit.reference(), commit.moment());
    return applyLocking(
        () -> lock(commit.reference(), null),
        Call.COMMIT,
        out -> value(out, commit),
        () -> memory.commit(commit),
        result -> result.status() == CommitResult.Status.COMMITTED);
  }

  @Override
  public @Nullable StoredTransfer settle(Reference reference, Moment moment) {
    expire(reference, moment);
    return this.<@Nullable StoredTransfer>applyLocking(
        () -> lock(reference, null),
        Call.SETTLE,
        out -> {
          value(out, reference);
          value(out, moment);
        },
        () -> memory.settle(reference, moment),
        settled -> settled != null);
  }

  @Override
  public @Nullable StoredTransfer cancel(Reference reference, Moment moment) {
    expire(reference, moment);
    return this.<@Nullable StoredTransfer>applyLocking(
        () -> lock(reference, null),
        Call.CANCEL,
        out -> {
          value(out, reference);
          value(out, moment);
        },
        () -> memory.cancel(reference, moment),
        cancelled -> cancelled != null);
  }

  @Override
  public @Nullable StoredTransfer find(Reference reference, Moment moment) {
    expire(reference, moment);
    StoredTransfer found =
        this.<@Nullable StoredTransfer>look(() -> memory.find(reference, moment));
    journal.await(journal.appended());
    return found;
  }

  @Override
  public boolean observe(Attempt attempt, Moment eventMoment) {
    expire(attempt.reference(), attempt.moment());
    return applyLocking(
        () -> lock(attempt.reference(), attempt.transfer()),
        Call.OBSERVE,
        out -> {
          value(out, attempt);
          value(out, eventMoment);
        },
        () -> memory.observe(attempt, eventMoment),
        isNew -> isNew);
  }

  @Override
  public long[] used(StoreSchema schema, Reference reference, Moment moment) {
    expire(reference, moment);
    return look(() -> memory.used(schema, reference, moment));
  }

  /**
   * Takes down that a call shows what has expired, whether or not it changes anything else: what is
   * read again, at no clock, rests on it. Where the disk takes nothing, the next call will show it.
   */
  private void expire(Reference reference, Moment moment) {
    if (journal.failure() != null || journal.isClosed() || !inside.isDue(reference, moment)) {
      return;
    }
    WireOut out =
        out(
            o -> {
              value(o, reference);
              value(o, moment);
            });
    KeyLocks.Keys keys = lock(reference, null);
    try {
      journal.checkOpen();
      memory.find(reference, moment);
      journal.append(Call.FIND, 0, out); // whoever rests on it waits for what comes behind it
    } finally {
      locks.unlock(keys);
    }
  }

  // ---- reports and signals

  @Override
  public boolean report(FraudReport report, Moment moment) {
    return apply(
        null,
        Call.REPORT,
        out -> {
          value(out, report);
          value(out, moment);
        },
        () -> memory.report(report, moment),
        isNew -> true);
  }

  @Override
  public boolean signal(Signal signal, Moment moment) {
    return apply(
        signal.subject() == Signal.Subject.ACCOUNT
            ? KeyLocks.ofAccount(signal.tenant(), signal.name())
            : KeyLocks.ofCustomer(signal.tenant(), signal.name()),
        Call.SIGNAL,
        out -> {
          value(out, signal);
          value(out, moment);
        },
        () -> memory.signal(signal, moment),
        isNew -> true);
  }

  @Override
  public KnownSignals signals(
      String tenant, String account, @Nullable String customer, Moment moment) {
    return look(() -> memory.signals(tenant, account, customer, moment));
  }

  // ---- controls and notices

  @Override
  public List<Reference> impose(Control control, Demand heldBy, long expiresAtMs, Moment moment) {
    return apply(
        KeyLocks.ofAccount(control.tenant(), control.account()),
        Call.IMPOSE,
        out -> {
          value(out, control);
          value(out, heldBy);
          out.putSigned(expiresAtMs);
          value(out, moment);
        },
        () -> memory.impose(control, heldBy, expiresAtMs, moment),
        held -> true);
  }

  @Override
  public boolean lift(
      String tenant, String account, String controlId, String by, String why, Moment moment) {
    return apply(
        KeyLocks.ofAccount(tenant, account),
        Call.LIFT,
        out -> {
          out.putText(tenant);
          out.putText(account);
          out.putText(controlId);
          out.putText(by);
          out.putText(why);
          value(out, moment);
        },
        () -> memory.lift(tenant, account, controlId, by, why, moment),
        lifted -> lifted);
  }

  @Override
  public ControlHistory controlHistory(String tenant, String account, Moment moment) {
    return look(() -> memory.controlHistory(tenant, account, moment));
  }

  @Override
  public @Nullable StoredNotice receive(
      StoredNotice notice, Demand heldBy, long expiresAtMs, Moment moment) {
    return this.<@Nullable StoredNotice>apply(
        KeyLocks.ofAccount(notice.notice().tenant(), notice.notice().account()),
        Call.RECEIVE,
        out -> {
          value(out, notice);
          value(out, heldBy);
          out.putSigned(expiresAtMs);
          value(out, moment);
        },
        () -> memory.receive(notice, heldBy, expiresAtMs, moment),
        received -> received != null);
  }

  @Override
  public boolean change(StoredNotice next, Moment moment) {
    return apply(
        KeyLocks.ofAccount(next.notice().tenant(), next.notice().account()),
        Call.CHANGE,
        out -> {
          value(out, next);
          value(out, moment);
        },
        () -> memory.change(next, moment),
        changed -> changed);
  }

  @Override
  public List<StoredNotice> notices(String tenant, String account) {
    return look(() -> memory.notices(tenant, account));
  }

  @Override
  public List<StoredNotice> notices(
      String tenant, Set<NoticeStatus.State> states, long receivedFromMs, int max, Moment moment) {
    return look(() -> memory.notices(tenant, states, receivedFromMs, max, moment));
  }

  @Override
  public List<StoredNotice> dueNotices(int max, Moment moment) {
    return look(() -> memory.dueNotices(max, moment));
  }

  @Override
  public List<Control> controls(String tenant, String account, Moment moment) {
    return look(() -> memory.controls(tenant, account, moment));
  }

  // ---- exports and forgetting

  @Override
  public MovementPage movements(
      String tenant, String account, long fromMs, long toMs, int max, Moment moment) {
    return look(() -> memory.movements(tenant, account, fromMs, toMs, max, moment));
  }

  @Override
  public StorePage<String> accounts(String tenant, @Nullable String after, int max, Moment moment) {
    return look(() -> memory.accounts(tenant, after, max, moment));
  }

  @Override
  public StorePage<StoredTransfer> transfers(
      String tenant, @Nullable String after, int max, Moment moment) {
    return look(() -> memory.transfers(tenant, after, max, moment));
  }

  /**
   * Forgets an account as {@link RiskStore#forget} says. What was written of it before lies in the
   * journal, and in the snapshot before the latest, until both are removed: after two snapshots, or
   * by {@link #compact}.
   */
  @Override
  public void forget(String tenant, String account, Moment moment) {
    long key0 = random.nextLong();
    long key1 = random.nextLong();
    apply(
        null,
        Call.FORGET,
        out -> {
          out.putText(tenant);
          out.putText(account);
          out.putLong(key0);
          out.putLong(key1);
          value(out, moment);
        },
        () -> {
          inside.forget(tenant, account, key0, key1, moment);
          return true;
        },
        done -> done);
  }

  @Override
  public void forgetCustomer(String tenant, String customer, Moment moment) {
    long key0 = random.nextLong();
    long key1 = random.nextLong();
    apply(
        null,
        Call.FORGET_CUSTOMER,
        out -> {
          out.putText(tenant);
          out.putText(customer);
          out.putLong(key0);
          out.putLong(key1);
          value(out, moment);
        },
        () -> {
          inside.forgetCustomer(tenant, customer, key0, key1, moment);
          return true;
        },
        done -> done);
  }

  @Override
  public boolean forgetDevice(String tenant, String device, Set<String> accounts, Moment moment) {
    long key0 = random.nextLong();
    long key1 = random.nextLong();
    return apply(
        null,
        Call.FORGET_DEVICE,
        out -> {
          out.putText(tenant);
          out.putText(device);
          out.putVar(accounts.size());
          accounts.forEach(out::putText);
          out.putLong(key0);
          out.putLong(key1);
          value(out, moment);
        },
        () -> inside.forgetDevice(tenant, device, accounts, key0, key1, moment),
        isForgotten -> isForgotten);
  }

  // ---- alerts

  /** Alerts that survive the process too; closing the store closes them. */
  public AlertStore alerts() {
    return alerts;
  }

  boolean put(AlertRecord alert) {
    return apply(
        KeyLocks.ofAlerts(),
        Call.ALERT,
        out -> value(out, alert),
        () -> inside.alerts().put(alert),
        isPut -> isPut);
  }

  void forgetAlerts(String tenant, String account) {
    apply(
        KeyLocks.ofAlerts(),
        Call.FORGET_ALERTS,
        out -> {
          out.putText(tenant);
          out.putText(account);
        },
        () -> {
          inside.alerts().forget(tenant, account);
          return true;
        },
        done -> done);
  }

  int dropClosedAlerts(Instant raisedBefore, int max) {
    long beforeMs = raisedBefore.toEpochMilli(); // as the journal has it, so for both
    return apply(
        KeyLocks.ofAlerts(),
        Call.DROP_ALERTS,
        out -> {
          out.putSigned(beforeMs);
          out.putVar(max);
        },
        () -> inside.alerts().dropClosed(Instant.ofEpochMilli(beforeMs), max),
        dropped -> dropped > 0);
  }

  /** Looks at alerts. */
  <T extends @Nullable Object> T lookAtAlerts(Function<AlertStore, T> what) {
    return this.<T>look(() -> what.apply(inside.alerts()));
  }

  // ---- the store itself

  /** What the store has done since it was opened. */
  public JournalStats stats() {
    return upkeep.stats();
  }

  /**
   * How often there was no room, for each cap of what is kept in memory, since the store was
   * opened. Applying the journal at a start counts again what is in it.
   */
  public Map<InMemoryStore.Cap, Long> capsHit() {
    return memory.capsHit();
  }

  /**
   * Copies the store, as it is at this time, into an empty folder, which opens as a store. Calls go
   * on meanwhile.
   *
   * @throws StoreException if the folder is not empty, or cannot be written
   */
  public void backup(Path to) {
    try {
      upkeep.backup(to);
    } catch (IOException e) {
      throw new StoreException("Cannot write a backup into " + to + ": " + e, e);
    }
  }

  /**
   * Takes out of the folder what is no longer kept, such as what was told of accounts that were
   * forgotten since: makes a snapshot of everything up to now, and removes the snapshots and the
   * journal before it. Calls go on meanwhile; it takes as much memory again as the store. Until the
   * next snapshot there is no older one to fall back on, so this one is read once before.
   *
   * @throws StoreException if it cannot be done; nothing is lost then
   */
  public void compact() {
    journal.files().turn();
    apply(null, Call.NOTHING, out -> {}, () -> true, done -> done);
    try {
      journal.flush(COMPACT_PATIENCE);
      upkeep.compact();
    } catch (IOException e) {
      throw new StoreException("Cannot compact the store: " + e, e);
    }
  }

  /**
   * The same, and lets go first of the references and the use of limits that are over at a clock,
   * as any call that came by it would: an account that was forgotten is still named by those. They
   * leave by themselves as well, bit by bit, while the store is used.
   *
   * @param clock the bank's present time; one that is ahead lets go of what is still needed
   */
  public void compact(Instant clock) {
    long nowMs = clock.toEpochMilli();
    for (int i = 0; i < InMemoryState.parts(); i++) {
      int part = i;
      apply(
          null,
          Call.TIDY,
          out -> {
            out.putVar(part);
            out.putSigned(nowMs);
          },
          () -> {
            inside.tidy(part, nowMs);
            return true;
          },
          done -> done);
    }
    compact();
  }

  @Override
  public List<String> remainsOfForgotten() {
    return List.of(
        "The folder of the embedded store has what was told before, in its journal and its older"
            + " snapshot, until the second snapshot after; compact() removes it at once",
        "Backups of the embedded store have it until you remove them");
  }

  /** Makes a snapshot of what the finished segments of the journal hold; for tests. */
  void follow() throws IOException {
    upkeep.follow();
  }

  /** Writes what waits, and lets go of the folder. */
  @Override
  public void close() {
    upkeep.close(this::whileStill);
  }

  /** Does something while no call changes anything. */
  private void whileStill(Runnable what) {
    reads.writeLock().lock();
    locks.lockAll();
    try {
      what.run();
    } finally {
      locks.unlockAll();
      reads.writeLock().unlock();
    }
  }
}
