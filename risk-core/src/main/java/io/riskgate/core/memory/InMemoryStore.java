package io.riskgate.core.memory;

import io.riskgate.core.Amounts;
import io.riskgate.core.AssetClass;
import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.FraudReport;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.internal.Limits;
import io.riskgate.core.memory.AggregatePlan.Scope;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RiskStore} in the memory of one process; gone with it.
 *
 * <p>How it works: each owner of limits, account, device, IP, customer and merchant has a state
 * object with its own lock, and no thread ever holds two of them (but see {@link Entry}, whose lock
 * is always the last). An owner's state has its references and the use of its limits; the others
 * have rings of the events that concern them, ordered by event time. An attempt visits the owner
 * first, then payer, payee and the rest one after the other, each time reading what was there and
 * adding its event under the same lock; so of two attempts on one key, one sees the other. The
 * event objects are shared by the rings, and show the state of their reference.
 *
 * <p>Caps, all in {@link Builder}: keys of each sort, events a key, payees and devices an account.
 * Where events are dropped, the aggregates that would count them say so. Where there is no room for
 * another owner or account, {@link StoreException} is thrown, and the engine holds the transfer;
 * but the account of a stop-payment notice is kept all the same. {@link Reports} and {@link
 * Signals} have the same caps and say what they do at them, as does {@link ControlBook} for
 * controls and notices.
 */
public final class InMemoryStore implements RiskStore {
  /** An event time may lag behind the clock by this much; windows are kept that much longer. */
  private static final long LAG_MS = Duration.ofDays(2).toMillis();

  private final KeyMap<OwnerState> owners;
  private final KeyMap<AccountState> accounts;
  private final KeyMap<KeyState> devices;
  private final KeyMap<KeyState> ips;
  private final KeyMap<KeyState> customers;
  private final KeyMap<KeyState> merchants;
  private final Reports reports;
  private final Signals signals;
  private final Notices notices;
  private final int eventsPerKeyMax;
  private final int dealingsPerAccountMax;

  /** The plans of the schemas in force, and of those that calls under way still use. */
  private final ConcurrentHashMap<StoreSchema, AggregatePlan> plans = new ConcurrentHashMap<>();

  private volatile @Nullable AggregatePlan lastPlan;
  private volatile Recording recording = Recording.none();

  private InMemoryStore(Builder b) {
    long idleKeptMs = b.idleKept.toMillis();
    owners = new KeyMap<>(OwnerState::new, b.keysMax, idleKeptMs);
    accounts = new KeyMap<>(AccountState::new, b.keysMax, idleKeptMs);
    devices = new KeyMap<>(KeyState::new, b.keysMax, idleKeptMs);
    ips = new KeyMap<>(KeyState::new, b.keysMax, idleKeptMs);
    customers = new KeyMap<>(KeyState::new, b.keysMax, idleKeptMs);
    merchants = new KeyMap<>(KeyState::new, b.keysMax, idleKeptMs);
    reports = new Reports(b.keysMax, b.keysMax, b.eventsPerKeyMax);
    signals = new Signals(b.keysMax);
    notices = new Notices(accounts);
    eventsPerKeyMax = b.eventsPerKeyMax;
    dealingsPerAccountMax = b.dealingsPerAccountMax;
  }

  /** Creates a store with the default caps. */
  public static InMemoryStore create() {
    return builder().build();
  }

  /** Starts a store with caps of one's own. */
  public static Builder builder() {
    return new Builder();
  }

  /** Sets the caps of an {@link InMemoryStore}. */
  public static final class Builder {
    private int keysMax = 20_000_000;
    private int eventsPerKeyMax = 4_096;
    private int dealingsPerAccountMax = 10_000;
    private Duration idleKept = Duration.ofDays(400);

    private Builder() {}

    /** Sets how many owners, accounts, devices, IPs … each are kept; 20 million by default. */
    public Builder keysMax(int value) {
      keysMax = atLeastOne("keysMax", value);
      return this;
    }

    /** Sets how many events of one key are retained; 4,096 by default. */
    public Builder eventsPerKeyMax(int value) {
      eventsPerKeyMax = atLeastOne("eventsPerKeyMax", value);
      return this;
    }

    /**
     * Sets how many payees, and how many devices, of one payer are remembered; 10,000 by default.
     */
    public Builder dealingsPerAccountMax(int value) {
      dealingsPerAccountMax = atLeastOne("dealingsPerAccountMax", value);
      return this;
    }

    /**
     * Sets after how long without use a key may be forgotten; 400 days by default, and never before
     * the longest window of aggregates and limits has passed.
     */
    public Builder idleKept(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("idleKept must be longer than nothing: " + value);
      }
      idleKept = value;
      return this;
    }

    /** Builds the store. */
    public InMemoryStore build() {
      return new InMemoryStore(this);
    }

    private static int atLeastOne(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be at least 1, not " + value);
      }
      return value;
    }
  }

  @Override
  public synchronized void declare(List<StoreSchema> inForce, long nowMs) {
    plans.keySet().retainAll(inForce); // calls still on an older schema make its plan again
    List<AggregatePlan> wanted = new ArrayList<>();
    for (StoreSchema schema : inForce) {
      wanted.add(plans.computeIfAbsent(schema, AggregatePlan::new));
    }
    Recording next = recording.of(wanted, nowMs);
    for (KeyMap<?> map : List.of(owners, accounts, devices, ips, customers, merchants)) {
      map.keepAtLeast(next.longestWindowMs + LAG_MS);
    }
    recording = next;
    // The plan of an equal schema would have to be looked up, by all that is in it, at each
    // attempt.
    AggregatePlan first = wanted.get(0);
    lastPlan = first.isFor(inForce.get(0)) ? first : new AggregatePlan(inForce.get(0));
  }

  @Override
  public long[] coveredSinceMs(StoreSchema schema) {
    Recording now = recording;
    return schema.aggregates().stream()
        .mapToLong(
            a ->
                a.of() == Aggregate.Source.REPORTS // which are kept whatever is declared
                    ? SINCE_EVER_MS
                    : now.coveredSinceMs(AggregatePlan.scope(a), a.reach().toMillis()))
        .toArray();
  }

  /** The plan of a schema; at once for the very object that was declared first. */
  AggregatePlan plan(StoreSchema schema) {
    AggregatePlan plan = lastPlan;
    return plan != null && plan.isFor(schema)
        ? plan
        : plans.computeIfAbsent(schema, AggregatePlan::new);
  }

  @Override
  public @Nullable StoredTransfer attempt(Attempt attempt, History history) {
    AggregatePlan plan = plan(attempt.schema());
    long nowMs = attempt.moment().nowMs();
    boolean isNew = false;
    Entry entry;
    while (true) {
      OwnerState owner = owner(attempt.reference(), nowMs);
      synchronized (owner) {
        if (owner.removed) {
          continue;
        }
        owner.advance(nowMs, attempt.schema().referencesKept().toMillis());
        Entry found = owner.get(attempt.reference().id());
        if (found == null) {
          found = entry(attempt, false);
          owner.put(found);
          isNew = true;
        } else {
          checkSame(found, attempt);
          if (found.isObserved()) {
            throw observed(attempt.reference());
          }
          StoredTransfer stored = found.stored();
          if (stored != null) {
            return stored;
          }
          found.repeat(attempt.transfer(), attempt.value(), nowMs);
        }
        entry = found;
        List<Limit> limits = attempt.schema().limits();
        for (int i = 0; i < limits.size(); i++) {
          history.used()[i] = owner.used(limits.get(i), attempt.moment());
        }
        history.setRevision(entry.revision());
      }
      break;
    }
    recordAndRead(plan, attempt, entry, isNew, history);
    return null;
  }

  @Override
  public boolean read(Attempt attempt, History history) {
    Transfer t = attempt.transfer();
    Reference reference = attempt.reference();
    OwnerState owner = owners.get(reference.tenant(), reference.owner());
    if (owner == null) {
      return false;
    }
    Event own;
    synchronized (owner) {
      Entry entry = owner.get(reference.id());
      if (entry == null || entry.isObserved() || !entry.transfer().hasSameContentAs(t)) {
        return false;
      }
      own = entry.event;
      List<Limit> limits = attempt.schema().limits();
      for (int i = 0; i < limits.size(); i++) {
        history.used()[i] = owner.usedByOthers(limits.get(i), attempt.moment(), entry);
      }
    }
    AccountState payer = accounts.get(t.tenant(), t.payer());
    AccountState payee = accounts.get(t.tenant(), t.payee());
    if (payer == null || payee == null) {
      return false;
    }
    AggregatePlan plan = plan(attempt.schema());
    synchronized (payer) {
      if (!payer.out.contains(own)) {
        return false;
      }
      String deviceId = t.device();
      KeyState pair = payer.peekPayee(t.payee());
      KeyState device = deviceId == null ? null : payer.peekDevice(deviceId);
      readPayer(plan, payer, pair, device, attempt, own, history);
      markUnlessHeld(plan, Scope.PAYER_PAYEE, pair, own, history);
      if (deviceId != null) {
        markUnlessHeld(plan, Scope.PAYER_DEVICE, device, own, history);
      }
    }
    synchronized (payee) {
      readPayee(plan, payee, attempt, own, history);
      if (!payee.in.contains(own)) {
        plan.markCapped(Scope.PAYEE_OUT, history);
        plan.markCapped(Scope.PAYEE_IN, history);
      }
    }
    readAgain(plan, Scope.DEVICE, devices, t.device(), attempt, own, history);
    readAgain(plan, Scope.IP, ips, t.ip(), attempt, own, history);
    readAgain(plan, Scope.CUSTOMER, customers, t.customer(), attempt, own, history);
    readAgain(plan, Scope.MERCHANT, merchants, t.merchant(), attempt, own, history);
    reports.read(plan, own, attempt.moment().nowMs(), history);
    signals.read(own, attempt.moment().nowMs(), history);
    return true;
  }

  private static void readAgain(
      AggregatePlan plan,
      Scope scope,
      KeyMap<KeyState> map,
      @Nullable String id,
      Attempt attempt,
      Event own,
      History history) {
    if (id == null || !plan.reads(scope)) {
      return;
    }
    KeyState state = map.get(attempt.reference().tenant(), id);
    if (state == null) {
      plan.markCapped(scope, history);
      return;
    }
    synchronized (state) {
      plan.read(scope, state.out, own, attempt.moment().nowMs(), history);
      markUnlessHeld(plan, scope, state, own, history);
    }
  }

  private static void markUnlessHeld(
      AggregatePlan plan, Scope scope, @Nullable KeyState state, Event own, History history) {
    if (state == null || !state.out.contains(own)) {
      plan.markCapped(scope, history);
    }
  }

  private static Entry entry(Attempt attempt, boolean observed) {
    return new Entry(
        attempt.reference(),
        attempt.transfer(),
        attempt.value(),
        attempt.eventTimeMs(),
        observed,
        attempt.moment().nowMs());
  }

  private static void checkSame(Entry found, Attempt attempt) {
    if (!found.transfer().hasSameContentAs(attempt.transfer())) {
      throw ConflictingTransferException.ofContent(attempt.reference());
    }
  }

  private static ConflictingTransferException observed(Reference reference) {
    return new ConflictingTransferException(reference, "it is that of an observed movement");
  }

  /** Visits every key of an attempt, reading first and adding the event then. */
  private void recordAndRead(
      AggregatePlan plan, Attempt attempt, Entry entry, boolean isNew, History history) {
    Transfer t = attempt.transfer();
    Event event = entry.event;
    long nowMs = attempt.moment().nowMs();
    List<Control> payerControls;
    while (true) {
      AccountState payer = account(t.tenant(), t.payer(), nowMs);
      synchronized (payer) {
        if (payer.removed) {
          continue;
        }
        touch(payer, nowMs);
        payer.register(entry, isNew, nowMs);
        payerControls = payer.controls(nowMs);
        payer.in.prune(pruneBeforeMs(nowMs));
        String deviceId = t.device();
        KeyState pair = payer.payee(t.payee(), dealingsPerAccountMax);
        KeyState device = deviceId == null ? null : payer.device(deviceId, dealingsPerAccountMax);
        readPayer(plan, payer, pair, device, attempt, event, history);
        payer.out.add(event, eventsPerKeyMax);
        keep(plan, Scope.PAYER_PAYEE, pair, event, nowMs);
        keep(plan, Scope.PAYER_DEVICE, device, event, nowMs);
      }
      break;
    }
    while (true) {
      AccountState payee = account(t.tenant(), t.payee(), nowMs);
      synchronized (payee) {
        if (payee.removed) {
          continue;
        }
        touch(payee, nowMs);
        payee.in.prune(pruneBeforeMs(nowMs));
        payee.register(entry, isNew, nowMs);
        history.setControls(payerControls, payee.controls(nowMs));
        readPayee(plan, payee, attempt, event, history);
        payee.in.add(event, eventsPerKeyMax);
      }
      break;
    }
    visit(plan, Scope.DEVICE, devices, t.device(), attempt, event, history);
    visit(plan, Scope.IP, ips, t.ip(), attempt, event, history);
    visit(plan, Scope.CUSTOMER, customers, t.customer(), attempt, event, history);
    visit(plan, Scope.MERCHANT, merchants, t.merchant(), attempt, event, history);
    reports.read(plan, event, nowMs, history);
    signals.read(event, nowMs, history);
  }

  private void keep(
      AggregatePlan plan, Scope scope, @Nullable KeyState state, Event event, long nowMs) {
    if (state != null && isRecorded(plan, scope)) {
      state.out.prune(pruneBeforeMs(nowMs));
      state.out.add(event, eventsPerKeyMax);
    }
  }

  private static void readPayer(
      AggregatePlan plan,
      AccountState payer,
      @Nullable KeyState pair,
      @Nullable KeyState device,
      Attempt attempt,
      Event event,
      History history) {
    Transfer t = attempt.transfer();
    long at = attempt.eventTimeMs();
    long nowMs = attempt.moment().nowMs();
    history.setPayerSeen(payer.firstSeenMs(at), payer.lastSeenMs(at));
    plan.read(Scope.PAYER_OUT, payer.out, event, nowMs, history);
    plan.read(Scope.PAYER_IN, payer.in, event, nowMs, history);
    readLastPlace(payer.out, event, history);
    if (pair != null) {
      history.setPairSeen(pair.firstSeenMs(at), payer.lastPaidMs(pair, t.payee(), at));
      plan.read(Scope.PAYER_PAYEE, pair.out, event, nowMs, history);
    }
    if (device != null) {
      history.setPayerDeviceFirstSeenMs(device.firstSeenMs(at));
      plan.read(Scope.PAYER_DEVICE, device.out, event, nowMs, history);
    }
    if (payer.isDealingsDropped()) {
      history.setSeenCapped();
      plan.markCapped(Scope.PAYER_PAYEE, history);
      plan.markCapped(Scope.PAYER_DEVICE, history);
    }
  }

  private static void readPayee(
      AggregatePlan plan, AccountState payee, Attempt attempt, Event event, History history) {
    long nowMs = attempt.moment().nowMs();
    history.setPayeeFirstSeenMs(payee.firstSeenMs(attempt.eventTimeMs()));
    plan.read(Scope.PAYEE_OUT, payee.out, event, nowMs, history);
    plan.read(Scope.PAYEE_IN, payee.in, event, nowMs, history);
  }

  private static void readLastPlace(EventRing ring, Event own, History history) {
    for (int i = ring.lastBefore(own); i >= 0; i--) {
      Event event = ring.get(i);
      Transfer t = event.transfer;
      if (t.hasLocation()) {
        history.setLastPlace(event.timeMs, t.latitude(), t.longitude());
        return;
      }
    }
  }

  /** Whether a ring is wanted by the call's schema, or by any that is in force. */
  private boolean isRecorded(AggregatePlan plan, Scope scope) {
    return plan.reads(scope) || recording.records(scope);
  }

  private void visit(
      AggregatePlan plan,
      Scope scope,
      KeyMap<KeyState> map,
      @Nullable String id,
      Attempt attempt,
      Event event,
      History history) {
    if (id == null || !isRecorded(plan, scope)) {
      return;
    }
    long nowMs = attempt.moment().nowMs();
    while (true) {
      KeyState state = map.getOrCreate(attempt.reference().tenant(), id, nowMs);
      if (state == null) {
        state = map.missed(attempt.reference().tenant(), id, attempt.eventTimeMs());
      }
      if (state == null) {
        plan.markCapped(scope, history);
        return;
      }
      synchronized (state) {
        if (state.removed) {
          continue;
        }
        touch(state, nowMs);
        plan.read(scope, state.out, event, nowMs, history);
        state.out.add(event, eventsPerKeyMax);
        return;
      }
    }
  }

  private void touch(KeyState state, long nowMs) {
    state.touchedMs = nowMs;
    state.out.prune(pruneBeforeMs(nowMs));
  }

  private long pruneBeforeMs(long nowMs) {
    return nowMs - recording.longestWindowMs - LAG_MS;
  }

  private OwnerState owner(Reference reference, long nowMs) {
    OwnerState owner = owners.getOrCreate(reference.tenant(), reference.owner(), nowMs);
    if (owner == null) {
      throw full("owners of limits", owners.size());
    }
    return owner;
  }

  private AccountState account(String tenant, String id, long nowMs) {
    AccountState account = accounts.getOrCreate(tenant, id, nowMs);
    if (account == null) {
      throw full("accounts", accounts.size());
    }
    return account;
  }

  private static StoreException full(String what, long size) {
    return new StoreException(
        "No room for more "
            + what
            + ": "
            + size
            + " are kept; raise keysMax of the in-memory store, or move to a larger one");
  }

  @Override
  public CommitResult commit(Commit commit) {
    long nowMs = commit.moment().nowMs();
    OwnerState owner = owners.get(commit.reference().tenant(), commit.reference().owner());
    if (owner == null) {
      throw forgotten();
    }
    synchronized (owner) {
      owner.advance(nowMs, commit.schema().referencesKept().toMillis());
      Entry entry = owner.get(commit.reference().id());
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
  }

  private static CommitResult commit(OwnerState owner, Entry entry, Commit commit) {
    expireIfAbandoned(owner, entry);
    StoredTransfer before = entry.stored();
    if (entry.revision() != commit.fromRevision() || entry.isAbandoned()) {
      return new CommitResult(Status.CHANGED, before, new long[0], entry.revision());
    }
    List<Limit> limits = commit.schema().limits();
    List<Entry.MadeClaim> letGo = new ArrayList<>(commit.claims().size());
    List<Entry.MadeClaim> suspicious = List.of();
    for (Claim claim : commit.claims()) {
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
        letGo.add(made);
      } else {
        suspicious = suspicious.isEmpty() ? new ArrayList<>(1) : suspicious;
        suspicious.add(made);
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
    return new CommitResult(Status.COMMITTED, stored, new long[0], stored.revision());
  }

  /** Where some thread's clock has shown that an entry is over, it is over for all. */
  private static void expireIfAbandoned(OwnerState owner, Entry entry) {
    StoredTransfer stored = entry.stored();
    if (entry.isAbandoned() && stored != null && stored.state().isOpen()) {
      owner.giveBack(entry);
      owner.close(entry, stored, TransferState.EXPIRED, stored.marks());
    }
  }

  private static StoreException forgotten() {
    return new StoreException("The attempt is no longer remembered; score the transfer again");
  }

  /** The usages with what is really used now that the claims have been made. */
  private static List<LimitUsage> asClaimed(OwnerState owner, Entry entry, Commit commit) {
    boolean reserved = commit.state() == TransferState.RESERVED;
    if (!reserved && entry.suspicious.isEmpty()) {
      return commit.usages();
    }
    List<LimitUsage> real = new ArrayList<>(commit.usages().size());
    for (LimitUsage usage : commit.usages()) {
      Limit limit = usage.limit();
      boolean claimed =
          limit.window() != Limit.Window.SINGLE && (reserved || !Limits.countsLetGo(limit));
      real.add(
          claimed
              ? new LimitUsage(limit, owner.usedWith(limit, commit.moment(), entry), usage.max())
              : usage);
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

  @Override
  public long[] used(StoreSchema schema, Reference reference, Moment moment) {
    OwnerState owner = owners.get(reference.tenant(), reference.owner());
    if (owner == null) {
      return new long[schema.limits().size()];
    }
    synchronized (owner) {
      owner.advance(moment.nowMs(), schema.referencesKept().toMillis());
      return used(owner, schema, moment, owner.get(reference.id()));
    }
  }

  /** What a call does with an entry whose decision is known, under the owner's lock. */
  @FunctionalInterface
  private interface Change {
    StoredTransfer apply(OwnerState owner, Entry entry, StoredTransfer stored);
  }

  private @Nullable StoredTransfer change(Reference reference, Moment moment, Change change) {
    OwnerState owner = owners.get(reference.tenant(), reference.owner());
    if (owner == null) {
      return null;
    }
    synchronized (owner) {
      owner.advance(moment.nowMs(), referencesKeptMs());
      Entry entry = owner.get(reference.id());
      StoredTransfer stored = entry == null ? null : entry.stored();
      return entry == null || stored == null ? null : change.apply(owner, entry, stored);
    }
  }

  private long referencesKeptMs() {
    AggregatePlan plan = lastPlan;
    return plan == null ? Long.MAX_VALUE : plan.schema.referencesKept().toMillis();
  }

  @Override
  public @Nullable StoredTransfer find(Reference reference, Moment moment) {
    return change(reference, moment, (owner, entry, stored) -> stored);
  }

  @Override
  public @Nullable StoredTransfer settle(Reference reference, Moment moment) {
    boolean[] settledNow = new boolean[1];
    StoredTransfer settled =
        change(
            reference,
            moment,
            (owner, entry, stored) -> {
              if (stored.state() == TransferState.SETTLED) {
                return stored;
              }
              settledNow[0] = true;
              return settle(owner, entry, stored, moment);
            });
    if (settled != null && settledNow[0]) {
      seen(settled.transfer(), moment.nowMs());
    }
    return settled;
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

  @Override
  public @Nullable StoredTransfer cancel(Reference reference, Moment moment) {
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

  @Override
  public boolean observe(Attempt movement, Moment eventMoment) {
    AggregatePlan plan = plan(movement.schema());
    long nowMs = movement.moment().nowMs();
    Transfer t = movement.transfer();
    account(t.tenant(), t.payer(), nowMs); // both find room now, or nothing is recorded
    account(t.tenant(), t.payee(), nowMs);
    Entry entry;
    while (true) {
      OwnerState owner = owner(movement.reference(), nowMs);
      synchronized (owner) {
        if (owner.removed) {
          continue;
        }
        owner.advance(nowMs, movement.schema().referencesKept().toMillis());
        Entry found = owner.get(movement.reference().id());
        if (found != null) {
          checkSame(found, movement);
          if (found.stored() != null) {
            throw new ConflictingTransferException(
                movement.reference(), "it is that of a scored transfer, which can be settled");
          }
          if (found.isObserved()) {
            return false;
          }
          // It was attempted, but never decided; now its money has moved all the same.
          found.repeat(t, movement.value(), nowMs);
          found.becomeObserved();
          entry = found;
        } else {
          entry = entry(movement, true);
          owner.put(entry);
        }
        owner.claim(entry, observedClaims(movement, eventMoment), movement.moment());
      }
      break;
    }
    // Reads into a history that nobody looks at: one way for events to reach every key.
    recordAndRead(
        plan,
        movement,
        entry,
        false,
        new History(
            new long[movement.schema().aggregates().size()], movement.schema().limits().size()));
    seen(t, nowMs);
    return true;
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

  @Override
  public boolean report(FraudReport report, Moment moment) {
    Transfer of = null;
    long ofValue = 0;
    Reference reference = report.reference();
    OwnerState owner = reference == null ? null : owners.get(reference.tenant(), reference.owner());
    if (reference != null && owner != null) {
      synchronized (owner) {
        owner.advance(moment.nowMs(), referencesKeptMs());
        Entry entry = owner.get(reference.id());
        if (entry != null && entry.transfer().payee().equals(report.payee())) {
          of = entry.transfer();
          ofValue = entry.value();
        }
      }
    }
    return reports.record(report, of, ofValue, moment.nowMs());
  }

  @Override
  public boolean signal(Signal signal, Moment moment) {
    return signals.record(signal, moment.nowMs());
  }

  @Override
  public KnownSignals signals(
      String tenant, String account, @Nullable String customer, Moment moment) {
    return signals.known(tenant, account, customer, moment.nowMs());
  }

  /** First and last seen start with money that has moved. */
  private void seen(Transfer t, long nowMs) {
    java.time.Instant time = t.time();
    if (time == null) {
      throw new IllegalStateException("A recorded transfer has an event time");
    }
    long at = time.toEpochMilli();
    while (true) {
      AccountState payer = account(t.tenant(), t.payer(), nowMs);
      synchronized (payer) {
        if (payer.removed) {
          continue;
        }
        payer.seen(at);
        payer.payee(t.payee(), dealingsPerAccountMax).seen(at);
        String device = t.device();
        if (device != null) {
          payer.device(device, dealingsPerAccountMax).seen(at);
        }
      }
      break;
    }
    while (true) {
      AccountState payee = account(t.tenant(), t.payee(), nowMs);
      synchronized (payee) {
        if (payee.removed) {
          continue;
        }
        payee.seen(at);
      }
      break;
    }
  }

  @Override
  public List<Reference> impose(Control control, Demand heldBy, long expiresAtMs, Moment moment) {
    List<Entry> open;
    while (true) {
      AccountState account = account(control.tenant(), control.account(), moment.nowMs());
      synchronized (account) {
        if (account.removed) {
          continue;
        }
        account.impose(control, moment.nowMs());
        boolean isInForce = control.isInForce(moment.nowMs());
        open = isInForce ? account.openEntries(moment.nowMs()) : List.of();
      }
      break;
    }
    return carryOut(control, open, heldBy, expiresAtMs, moment);
  }

  /** Moves what a control stops, and disturbs what must look at it again. */
  private List<Reference> carryOut(
      Control control, List<Entry> open, Demand heldBy, long expiresAtMs, Moment moment) {
    Set<Reference> moved = new LinkedHashSet<>();
    for (Entry entry : open) {
      OwnerState owner = owners.get(entry.reference.tenant(), entry.reference.owner());
      if (owner != null) {
        synchronized (owner) {
          owner.advance(moment.nowMs(), referencesKeptMs());
          synchronized (entry) {
            expireIfAbandoned(owner, entry);
            if (control.kind() == Control.Kind.LIMIT) {
              disturbPayer(owner, entry, control.account());
            } else if (isStopped(entry.transfer(), control)
                && stop(owner, entry, control, heldBy, expiresAtMs)) {
              moved.add(entry.reference);
            }
          }
        }
      }
    }
    return List.copyOf(moved);
  }

  private static boolean isStopped(Transfer t, Control control) {
    return control.stops(t.kind(), t.assetClass(), t.payer().equals(control.account()));
  }

  private static boolean stop(
      OwnerState owner, Entry entry, Control control, Demand heldBy, long expiresAtMs) {
    StoredTransfer stored = entry.stored();
    if (stored == null) {
      entry.disturb(); // the commit under way must read the controls again
      return false;
    }
    if (!stored.state().isOpen() || stored.marks().contains(Mark.MONITORED)) {
      return false;
    }
    owner.giveBack(entry);
    ReleasePath path =
        stored.state() == TransferState.HELD
            ? stored.demand().path().strongest(heldBy.path())
            : heldBy.path();
    owner.storeOpen(
        entry,
        changed(
            stored,
            stored.verdict().stoppedBy(control),
            Demand.hold(path),
            TransferState.HELD,
            expiresAtMs));
    return true;
  }

  /** Makes whoever is about to reserve a payer's transfer read the payer's controls again. */
  private static void disturbPayer(OwnerState owner, Entry entry, String account) {
    StoredTransfer stored = entry.stored();
    if (!entry.transfer().payer().equals(account)) {
      return;
    }
    if (stored == null) {
      entry.disturb();
    } else if (stored.state().isOpen() && stored.state() != TransferState.RESERVED) {
      owner.storeOpen(
          entry,
          changed(stored, stored.verdict(), stored.demand(), stored.state(), stored.expiresAtMs()));
    }
  }

  /** The next revision of an open transfer. */
  private static StoredTransfer changed(
      StoredTransfer stored,
      Verdict verdict,
      Demand demand,
      TransferState state,
      long expiresAtMs) {
    return new StoredTransfer(
        stored.reference(),
        stored.transfer(),
        stored.value(),
        verdict,
        demand,
        state,
        stored.marks(),
        stored.usages(),
        stored.evidence(),
        stored.release(),
        stored.decidedAtMs(),
        expiresAtMs,
        stored.revision() + 1);
  }

  @Override
  public boolean lift(
      String tenant, String account, String controlId, String by, String why, Moment moment) {
    AccountState state = accounts.get(tenant, account);
    if (state == null) {
      return false;
    }
    synchronized (state) {
      return state.lift(controlId, by, why, moment.nowMs());
    }
  }

  @Override
  public ControlHistory controlHistory(String tenant, String account, Moment moment) {
    AccountState state = accounts.get(tenant, account);
    if (state == null) {
      return ControlHistory.NONE;
    }
    synchronized (state) {
      return state.controlHistory(moment.nowMs());
    }
  }

  @Override
  public @Nullable StoredNotice receive(
      StoredNotice notice, Demand heldBy, long expiresAtMs, Moment moment) {
    Control control = ControlBook.controlOf(notice);
    AccountState account;
    List<Entry> open;
    while (true) {
      account = accounts.getOrCreateBeyondCap(control.tenant(), control.account(), moment.nowMs());
      synchronized (account) {
        if (account.removed) {
          continue;
        }
        if (!account.book().receive(notice, control, moment.nowMs())) {
          return null;
        }
        open = account.openEntries(moment.nowMs());
      }
      break;
    }
    notices.add(notice);
    List<Reference> moved = carryOut(control, open, heldBy, expiresAtMs, moment);
    synchronized (account) {
      return account.book().hold(control.id(), moved);
    }
  }

  @Override
  public boolean change(StoredNotice next, Moment moment) {
    AccountState state = accounts.get(next.notice().tenant(), next.notice().account());
    if (state == null) {
      return false;
    }
    synchronized (state) {
      return state.book().change(next, moment.nowMs());
    }
  }

  @Override
  public List<StoredNotice> notices(String tenant, String account) {
    return notices.of(tenant, account);
  }

  @Override
  public List<StoredNotice> notices(
      String tenant, Set<NoticeStatus.State> states, long receivedFromMs, int max, Moment moment) {
    return notices.find(tenant, states, receivedFromMs, max, moment.nowMs());
  }

  @Override
  public List<StoredNotice> dueNotices(int max, Moment moment) {
    return notices.due(max, moment.nowMs());
  }

  @Override
  public MovementPage movements(
      String tenant, String account, long fromMs, long toMs, int max, Moment moment) {
    // What lies further back may have been that of an account which was let go of as idle.
    long wholeSinceMs = moment.nowMs() - accounts.idleKeptMs() + LAG_MS;
    AccountState state = accounts.get(tenant, account);
    if (state == null) {
      return new MovementPage(List.of(), wholeSinceMs, History.NEVER);
    }
    synchronized (state) {
      return MovementReader.read(state, account, fromMs, toMs, max, moment.nowMs(), wholeSinceMs);
    }
  }

  @Override
  public StorePage<String> accounts(String tenant, @Nullable String after, int max, Moment moment) {
    return Pages.accounts(accounts, tenant, after, max, moment.nowMs());
  }

  @Override
  public StorePage<StoredTransfer> transfers(
      String tenant, @Nullable String after, int max, Moment moment) {
    return Pages.transfers(owners, tenant, after, max, moment.nowMs(), referencesKeptMs());
  }

  @Override
  public List<Control> controls(String tenant, String account, Moment moment) {
    AccountState state = accounts.get(tenant, account);
    if (state == null) {
      return List.of();
    }
    synchronized (state) {
      return state.controls(moment.nowMs());
    }
  }

  @Override
  public void forget(String tenant, String account, Moment moment) {
    Forgetting forgetting = new Forgetting(account);
    reports.forget(tenant, account, forgetting);
    signals.forget(tenant, account);
    AccountState state = accounts.get(tenant, account);
    if (state == null) {
      return;
    }
    Set<String> payers = new LinkedHashSet<>();
    Set<String> ownersOfClosed = new LinkedHashSet<>();
    synchronized (state) {
      for (int i = 0; i < state.out.size(); i++) {
        Event event = state.out.get(i);
        String customer = event.transfer.customer();
        if (customer != null) {
          ownersOfClosed.add(customer);
        }
        event.transfer = forgetting.anonymous(event.transfer);
      }
      for (int i = 0; i < state.in.size(); i++) {
        Event event = state.in.get(i);
        payers.add(event.transfer.payer());
        event.transfer = forgetting.anonymous(event.transfer);
      }
      state.forgetHistory(moment.nowMs());
    }
    for (String payer : payers) {
      AccountState other = accounts.get(tenant, payer);
      if (other != null) {
        synchronized (other) {
          other.forgetPayee(account);
        }
      }
    }
    ownersOfClosed.add(account);
    for (String ownerId : ownersOfClosed) {
      OwnerState owner = owners.get(tenant, ownerId);
      if (owner != null) {
        synchronized (owner) {
          owner.advance(moment.nowMs(), referencesKeptMs());
          owner.forgetClosed(account, moment.nowMs());
        }
      }
    }
  }

  @Override
  public void close() {
    // nothing but memory is held
  }
}
