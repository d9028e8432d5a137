package io.riskgate.core.memory;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Mark;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.book.ControlBook;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link RiskStore} in the memory of one process; gone with it.
 *
 * <p>How it works: each owner of limits has a record in large arrays of longs, with the use of its
 * limits, and each of its references has one beside it. Each account, device, IP, customer and
 * merchant has a record in one piece, in large arrays of longs, with the events that concern it,
 * ordered by event time. What all keys of an event share is written once, in a journal, which also
 * says where the event's transfer stands. An attempt visits the owner first, then payer, payee and
 * the rest one after the other, each time reading what was there and adding its event under the
 * same lock; so of two attempts on one key, one sees the other. No thread ever holds two of these
 * locks (but see {@link Entry}, whose lock is always the last).
 *
 * <p>Caps, all in {@link Builder}: keys of each sort, events a key, payees and devices an account.
 * Where events are dropped, the aggregates that would count them say so. Where there is no room for
 * another owner or account, {@link StoreException} is thrown, and the engine holds the transfer;
 * but the account of a stop-payment notice is kept all the same. {@link Reports} and {@link
 * Signals} have the same caps and say what they do at them, as does {@link ControlBook} for
 * controls and notices.
 */
public final class InMemoryStore implements RiskStore {
  private static final Logger LOG = LoggerFactory.getLogger(InMemoryStore.class);

  /** What there is room for up to a cap; how often there was none, {@link #capsHit()} says. */
  public enum Cap {
    /** Owners of limits; an attempt is refused, and the engine holds the transfer. */
    OWNERS,
    /** Accounts, devices, IPs, customers, merchants; accounts are refused, the others marked. */
    KEYS,
    /** Events one by one of a key; the oldest goes. What was counted ahead of it stays. */
    EVENTS,
    /** Open transfers of a busy key that are not counted ahead yet; the oldest goes, marked. */
    OPEN_OF_BUSY_KEY,
    /** Different values that are counted ahead of a busy key; another is not counted, marked. */
    DIFFERENT_VALUES,
    /** Payees, and devices, of an account; the least recently used goes, marked. */
    DEALINGS,
    /**
     * Signals of a subject, and subjects; the oldest goes, marked, another subject is refused, or
     * passed over where a decision leaves the signal.
     */
    SIGNALS,
    /** Reports, and the subjects that they name; reports are refused, subjects are marked. */
    REPORTS
  }

  private final CapHits capHits = new CapHits();
  private final Histories histories;
  final Owners owners;
  private final Reports reports;
  private final Signals signals;
  private final Notices notices;
  private final Stops stops;

  /** The plans of the schemas in force, and of those that calls under way still use. */
  private final ConcurrentHashMap<StoreSchema, AggregatePlan> plans = new ConcurrentHashMap<>();

  private volatile @Nullable AggregatePlan lastPlan;

  /** By what keys are found that strangers choose. */
  private record Secrets(SipHash ofKeys, SipHash ofOwners) {}

  private final Secrets secrets;
  private final Scratches scratches = new Scratches();

  private InMemoryStore(Builder b, Secrets secrets) {
    this.secrets = secrets;
    long idleKeptMs = b.idleKept.toMillis();
    histories =
        new Histories(
            b.keysMax,
            b.eventsPerKeyMax,
            b.dealingsPerAccountMax,
            idleKeptMs,
            secrets.ofKeys(),
            capHits);
    owners = new Owners(b.keysMax, histories.journal, secrets.ofOwners(), capHits);
    reports = new Reports(b.keysMax, b.keysMax, b.eventsPerKeyMax, capHits);
    signals = new Signals(b.keysMax, capHits);
    notices = new Notices(histories);
    stops = new Stops(histories, owners, notices);
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

    /** Sets how many events of one key are retained; 4,096 by default, at most 8,388,608. */
    public Builder eventsPerKeyMax(int value) {
      if (value > KeyRecord.EVENTS_MAX) {
        throw new IllegalArgumentException(
            "eventsPerKeyMax must be at most " + KeyRecord.EVENTS_MAX + ", not " + value);
      }
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
     * Sets after how long without use an account may be forgotten; 400 days by default, and never
     * before the longest window of aggregates and limits has passed. Devices, IPs, customers and
     * merchants are forgotten with their events, of which alone something is known.
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
      return new InMemoryStore(this, new Secrets(SipHash.secret(), SipHash.secret()));
    }

    /** Builds a store with what was written of another. */
    InMemoryStore read(ImageIn in) {
      SipHash ofKeys = SipHash.read(in);
      InMemoryStore store = new InMemoryStore(this, new Secrets(ofKeys, SipHash.read(in)));
      store.read(in);
      return store;
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
    // The plan of an equal schema would have to be looked up, by all that is in it, at each
    // attempt.
    AggregatePlan first = wanted.get(0);
    lastPlan = first.isFor(inForce.get(0)) ? first : new AggregatePlan(inForce.get(0));
    long referencesKeptMs = first.schema.referencesKept().toMillis();
    histories.record(histories.recording().of(wanted, nowMs), referencesKeptMs);
    owners.keep(referencesKeptMs);
  }

  @Override
  public long[] coveredSinceMs(StoreSchema schema) {
    Recording now = histories.recording();
    return schema.aggregates().stream()
        .mapToLong(
            a ->
                a.of() == Aggregate.Source.REPORTS // which are kept whatever is declared
                    ? SINCE_EVER_MS
                    : now.coveredSinceMs(a))
        .toArray();
  }

  /** The plan of a schema; at once for the very object that was declared first. */
  AggregatePlan plan(StoreSchema schema) {
    AggregatePlan plan = lastPlan;
    return plan != null && plan.isFor(schema)
        ? plan
        : plans.computeIfAbsent(schema, AggregatePlan::new);
  }

  /**
   * How often there was no room, for each cap, since the store was made. Any that grows is a reason
   * to raise that cap or to move to a larger store: decisions say by themselves what they lack
   * ({@link io.riskgate.core.Degraded.Cause#HISTORY_CAPPED}).
   */
  public Map<Cap, Long> capsHit() {
    return capHits.all();
  }

  @Override
  public @Nullable StoredTransfer attempt(Attempt attempt, History history) {
    Scratch scratch = scratches.take();
    scratch.keys.of(histories, attempt.transfer());
    scratch.keys.readAhead(histories);
    Round round = new Round(histories, plan(attempt.schema()), attempt, scratch, history);
    StoredTransfer decided = owners.attempt(round);
    if (decided == null) {
      recordAndRead(round);
      owners.look(attempt.moment().nowMs());
    }
    scratches.giveBack(scratch); // what a call that failed has left is not used again
    return decided;
  }

  private void recordAndRead(Round round) {
    round.recordAndRead();
    readTold(round);
  }

  /** Reads what was told of those who take part, and is no movement. */
  private void readTold(Round round) {
    reports.read(round.plan(), round.asked(), round.history());
    signals.read(round.asked(), round.history());
  }

  @Override
  public boolean read(Attempt attempt, History history) {
    Entry entry = owners.read(attempt, history);
    if (entry == null) {
      return false;
    }
    Scratch scratch = scratches.take();
    Round round = new Round(histories, plan(attempt.schema()), attempt, scratch, history);
    round.found(entry, false, null, entry.timesSaid());
    boolean isKnown = round.readAgain();
    if (isKnown) {
      readTold(round);
    }
    scratches.giveBack(scratch);
    return isKnown;
  }

  @Override
  public CommitResult commit(Commit commit) {
    CommitResult result = owners.commit(commit);
    if (result.status() == CommitResult.Status.COMMITTED) {
      for (Signal signal : commit.signals()) {
        leave(signal, commit.moment());
      }
    }
    return result;
  }

  private void leave(Signal signal, Moment moment) {
    try {
      signals.record(signal, moment.nowMs());
    } catch (StoreException e) {
      LOG.error("{} found no room; rules do not see it, the decision stands", signal, e);
    }
  }

  @Override
  public long[] used(StoreSchema schema, Reference reference, Moment moment) {
    return owners.used(schema, reference, moment);
  }

  @Override
  public @Nullable StoredTransfer find(Reference reference, Moment moment) {
    return owners.find(reference, moment);
  }

  @Override
  public @Nullable StoredTransfer settle(Reference reference, Moment moment) {
    boolean[] settledNow = new boolean[1];
    StoredTransfer settled = owners.settle(reference, moment, settledNow);
    if (settled != null && settledNow[0]) {
      histories.seen(settled.transfer(), moment.nowMs());
      if (settled.marks().contains(Mark.LATE) || settled.marks().contains(Mark.AFTER_CANCEL)) {
        settledLate(reference, moment);
      }
    }
    return settled;
  }

  private void settledLate(Reference reference, Moment moment) {
    Owners.Said said = owners.said(reference, moment.nowMs());
    if (said != null) {
      histories.settledLate(said.transfer(), said.inJournal());
    }
  }

  @Override
  public @Nullable StoredTransfer cancel(Reference reference, Moment moment) {
    return owners.cancel(reference, moment);
  }

  @Override
  public boolean observe(Attempt movement, Moment eventMoment) {
    AggregatePlan plan = plan(movement.schema());
    long nowMs = movement.moment().nowMs();
    Transfer t = movement.transfer();
    Scratch scratch = scratches.take();
    KeyHashes keys = scratch.keys;
    keys.of(histories, t);
    keys.readAhead(histories);
    // Both accounts find room now, or nothing is recorded.
    histories.visit(
        keys.tenant, t.payer(), keys.payer, nowMs, scratch, t, (caller, record, number) -> {});
    histories.visit(
        keys.tenant, t.payee(), keys.payee, nowMs, scratch, t, (caller, record, number) -> {});
    Owners.Found found = owners.observe(plan, movement, eventMoment, histories);
    if (found == null) {
      scratches.giveBack(scratch);
      return false;
    }
    // Reads into a history that nobody looks at: one way for events to reach every key.
    int aggregates = movement.schema().aggregates().size();
    History history = new History(new long[aggregates], movement.schema().limits().size());
    Round round = new Round(histories, plan, movement, scratch, history);
    round.found(found.entry(), false, found.before(), found.timesSaid());
    recordAndRead(round);
    scratches.giveBack(scratch);
    histories.seen(t, nowMs);
    owners.look(nowMs);
    return true;
  }

  @Override
  public boolean report(FraudReport report, Moment moment) {
    Reference reference = report.reference();
    Owners.Said said = reference == null ? null : owners.said(reference, moment.nowMs());
    if (said == null || !said.transfer().payee().equals(report.payee())) {
      return reports.record(report, null, 0, moment.nowMs());
    }
    return reports.record(report, said.transfer(), said.value(), moment.nowMs());
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

  @Override
  public List<Reference> impose(Control control, Demand heldBy, long expiresAtMs, Moment moment) {
    return stops.impose(control, heldBy, expiresAtMs, moment);
  }

  @Override
  public boolean lift(
      String tenant, String account, String controlId, String by, String why, Moment moment) {
    return stops.lift(tenant, account, controlId, by, why, moment);
  }

  @Override
  public ControlHistory controlHistory(String tenant, String account, Moment moment) {
    return stops.controlHistory(tenant, account, moment);
  }

  @Override
  public List<Control> controls(String tenant, String account, Moment moment) {
    return stops.controls(tenant, account, moment);
  }

  @Override
  public @Nullable StoredNotice receive(
      StoredNotice notice, Demand heldBy, long expiresAtMs, Moment moment) {
    return stops.receive(notice, heldBy, expiresAtMs, moment);
  }

  @Override
  public boolean change(StoredNotice next, Moment moment) {
    return stops.change(next, moment);
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
    long nowMs = moment.nowMs();
    // What lies further back may have been that of an account which was let go of as idle.
    long knownSinceMs = nowMs - histories.accounts.idleKeptMs() + Histories.LAG_MS;
    return new MovementReader(histories, tenant, account, fromMs, toMs, max, nowMs)
        .read(knownSinceMs);
  }

  @Override
  public StorePage<String> accounts(String tenant, @Nullable String after, int max, Moment moment) {
    return Pages.accounts(histories, tenant, after, max, moment.nowMs());
  }

  @Override
  public StorePage<StoredTransfer> transfers(
      String tenant, @Nullable String after, int max, Moment moment) {
    return owners.transfers(tenant, after, max, moment.nowMs());
  }

  @Override
  public void forget(String tenant, String account, Moment moment) {
    forget(tenant, account, SipHash.secret(), moment);
  }

  /** The same, with a secret from which the pseudonyms come. */
  void forget(String tenant, String account, SipHash secret, Moment moment) {
    Forgetting forgetting = new Forgetting(account, secret);
    reports.forget(tenant, account, forgetting);
    signals.forget(tenant, account);
    Set<String> ownersOfClosed = new LinkedHashSet<>();
    ownersOfClosed.add(account);
    histories.forget(tenant, account, forgetting, ownersOfClosed, moment.nowMs());
    for (String owner : ownersOfClosed) {
      histories.endForGood(
          owners.forgetClosed(tenant, owner, t -> t.payer().equals(account), moment.nowMs()));
    }
  }

  @Override
  public void forgetCustomer(String tenant, String customer, Moment moment) {
    forgetCustomer(tenant, customer, SipHash.secret(), moment);
  }

  /** The same, with a secret from which the pseudonyms come. */
  void forgetCustomer(String tenant, String customer, SipHash secret, Moment moment) {
    reports.forgetCustomer(tenant, customer, Forgetting.pseudonymOf(customer, secret));
    signals.forgetCustomer(tenant, customer);
    histories.forgetCustomer(tenant, customer);
    histories.endForGood(
        owners.forgetClosed(tenant, customer, t -> customer.equals(t.customer()), moment.nowMs()));
  }

  @Override
  public boolean forgetDevice(String tenant, String device, Set<String> accounts, Moment moment) {
    return forgetDevice(tenant, device, accounts, SipHash.secret(), moment);
  }

  /** The same, with a secret from which the pseudonyms come. */
  boolean forgetDevice(
      String tenant, String device, Set<String> accounts, SipHash secret, Moment moment) {
    if (!reports.isOnlyOf(accounts, tenant, device, moment.nowMs())
        || !histories.forgetDevice(tenant, device, accounts, moment.nowMs())) {
      return false;
    }
    reports.forgetDevice(tenant, device, Forgetting.pseudonymOf(device, secret));
    return true;
  }

  /** Writes everything but how often caps were hit. While no call changes anything. */
  void write(ImageOut out) {
    secrets.ofKeys().write(out);
    secrets.ofOwners().write(out);
    histories.journal.write(out);
    owners.write(out); // first, as accounts name their open transfers
    histories.write(out);
    reports.write(out);
    signals.write(out);
    notices.write(out);
  }

  private void read(ImageIn in) {
    histories.journal.read(in);
    owners.read(in);
    histories.read(in, this::plan);
    reports.read(in);
    signals.read(in);
    notices.read(in);
  }

  @Override
  public void close() {
    // nothing but memory is held
  }
}
