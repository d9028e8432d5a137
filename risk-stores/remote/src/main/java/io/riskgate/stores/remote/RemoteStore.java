package io.riskgate.stores.remote;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.FraudReport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store whose data lives on a server that several processes share. What it promises beyond the
 * port, and where it may lag, docs/remote-stores.md says.
 */
public final class RemoteStore implements RiskStore {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteStore.class);
  private static final RecordKey HEALTH = new RecordKey(RecordKey.Kind.STORE, "", "health");

  private final RecordServer server;
  private final WordBook words;
  private final Records records;
  private final Afterwards afterwards;
  private final Subjects subjects = new Subjects();
  private final Stamps stamps = new Stamps();
  private final Telling telling;
  private final Stopping stopping;
  private final NoticeLists noticeLists;
  private final Exports exports;
  private final RecordingBook recordings;
  private final int eventsMax;
  private final int dealingsMax;
  private final long wordsEveryNanos;
  private final AtomicLong wordsLookedNanos = new AtomicLong(System.nanoTime());
  private volatile Keeping keeping;

  /** That of the schema that was asked for last. */
  private volatile @Nullable Plan plan;

  RemoteStore(RemoteStoreBuilder b) {
    server = b.server;
    words = new WordBook(server, b.budget);
    records = new Records(server, words, b.budget, b.recordsMax);
    afterwards = new Afterwards(records, b.queueMax, b.budget);
    records.later(afterwards::later);
    telling = new Telling(records, afterwards, words, subjects);
    stopping = new Stopping(records, afterwards, telling, words);
    noticeLists = new NoticeLists(records);
    exports = new Exports(server, records);
    recordings = new RecordingBook(records);
    eventsMax = b.eventsPerKeyMax;
    dealingsMax = b.dealingsPerAccountMax;
    wordsEveryNanos = b.wordsEvery.toNanos();
    keeping = new Keeping(Duration.ofDays(3).toMillis(), Caps.LATE_MS, eventsMax, dealingsMax);
  }

  /** Begins to say how a store is opened on a server, which belongs to the store from then on. */
  public static RemoteStoreBuilder on(RecordServer server) {
    return new RemoteStoreBuilder(server);
  }

  /** The alerts that are kept on the same server. To be closed before this store, or not at all. */
  public AlertStore alerts() {
    return new RemoteAlerts(records, words);
  }

  /** How many messages to other records wait or are under way. */
  public int waiting() {
    return afterwards.waiting();
  }

  /** For how long the oldest of them has waited, in milliseconds: by so much others may lag. */
  public long lagMs() {
    return afterwards.lagMs();
  }

  /** How many messages found no room, so that others find out by themselves, later. */
  public long leftOut() {
    return afterwards.leftOut();
  }

  /** Waits until all that waits has arrived; whether it has within the time. */
  public boolean drain(Duration within) {
    return afterwards.drain(within.toMillis());
  }

  /**
   * Makes a durable change of a small record of its own, as a decision makes one: a server may
   * answer and take nothing, as a replica does, or one that has lost too many of its replicas. On a
   * cluster it asks the server that has this record.
   *
   * @throws StoreException if the server does not take it, or does not answer within the budget
   */
  public void checkWrites() {
    // One entry, put again and again, and kept for good: nothing grows by it.
    byte[] put = ListState.put("checked", new byte[0], Long.MAX_VALUE);
    Outcome unused = records.call(Ask.<ListState, Outcome>change(HEALTH, put, (s, o) -> o), 0, 0);
  }

  // ---- what is kept

  @Override
  public void declare(List<StoreSchema> inForce, long nowMs) {
    subjects.declare(inForce);
    Recording now = recordings.declare(inForce, nowMs);
    keeping =
        new Keeping(
            inForce.get(0).referencesKept().toMillis(),
            now.longestMs() + Caps.LATE_MS,
            eventsMax,
            dealingsMax);
    for (StoreSchema schema : inForce) {
      // Whoever decides first would otherwise wait for each word that nobody has said yet.
      words.write(new io.riskgate.core.internal.wire.WireOut(), schema.limits());
    }
  }

  @Override
  public long[] coveredSinceMs(StoreSchema schema) {
    Recording now = recordings.now();
    return schema.aggregates().stream().mapToLong(now::coveredSinceMs).toArray();
  }

  private Commands commands(Moment moment) {
    return new Commands(words, keeping, moment);
  }

  private <S extends State, R> R call(Ask<S, R> ask, Moment moment) {
    return call(ask, moment, NO_DEADLINE);
  }

  private <S extends State, R> R call(Ask<S, R> ask, Moment moment, long deadlineNanos) {
    return records.call(ask, moment.nowMs(), keeping.reachMs(), deadlineNanos);
  }

  private List<Folded> callAll(List<? extends Ask<?, ?>> asks, Moment moment) {
    return callAll(asks, moment, NO_DEADLINE);
  }

  private List<Folded> callAll(List<? extends Ask<?, ?>> asks, Moment moment, long deadlineNanos) {
    return records.call(asks, moment.nowMs(), keeping.reachMs(), deadlineNanos);
  }

  private static RecordKey owner(Reference reference) {
    return Subjects.account(reference.tenant(), reference.owner());
  }

  // ---- attempts

  /** What the owner's record said to an attempt. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Answer(
      Outcome outcome,
      @Nullable StoredTransfer stored,
      @Nullable Transfer before,
      Transfer transfer,
      long stamp,
      long value,
      long revision,
      long[] used) {}

  @Override
  public @Nullable StoredTransfer attempt(Attempt attempt, History history) {
    return attempt(attempt, history, NO_DEADLINE);
  }

  @Override
  public @Nullable StoredTransfer attempt(Attempt attempt, History history, long deadlineNanos) {
    Reference reference = attempt.reference();
    Transfer t = attempt.transfer();
    Moment moment = attempt.moment();
    long stamp = stamps.next(moment.nowMs());
    Commands commands = commands(moment);
    Event said = event(attempt, stamp);
    PartyControls controls = new PartyControls(t, moment.nowMs());
    List<Ask<?, ?>> asks = new ArrayList<>();
    // What is decided on it is durable, and makes it so.
    Ask<RecordState, Answer> first =
        Ask.lightChange(
            owner(reference),
            commands.attempt(attempt, stamp),
            (state, outcome) -> answer(state, controls.take(state, outcome), attempt));
    asks.add(first);
    Set<RecordKey> others = subjects.others(t.tenant(), said);
    byte[] seen = commands.event(Op.SEEN, said);
    for (RecordKey key : others) {
      asks.add(Ask.<RecordState, Outcome>lightChange(key, seen, controls::take));
    }
    String customer = t.customer();
    RecordKey ofCustomer =
        customer == null ? null : new RecordKey(RecordKey.Kind.CUSTOMER, t.tenant(), customer);
    if (ofCustomer != null && !others.contains(ofCustomer)) {
      asks.add(Ask.<RecordState, Outcome>read(ofCustomer, (state, outcome) -> outcome));
    }
    Map<RecordKey, Folded> read = callFor(asks, moment, deadlineNanos);
    Answer answer = first.result();
    if (answer.outcome() == Outcome.CONFLICT || answer.outcome() == Outcome.MOVEMENT) {
      telling.takeBack(
          reference, stamp, others, commands, moment, keeping.reachMs(), deadlineNanos);
      throw new ConflictingTransferException(
          reference,
          answer.outcome() == Outcome.CONFLICT
              ? "it has other content"
              : "it is an observed movement");
    }
    if (answer.outcome() == Outcome.KNOWN) {
      setRight(attempt, said, answer, commands, deadlineNanos);
    }
    StoredTransfer stored = answer.stored();
    if (stored != null) {
      if (!stored.state().isOpen()) {
        // Nothing new has happened: whoever knew nothing of it was told to forget it.
        Set<RecordKey> fresh = new LinkedHashSet<>();
        for (Ask<?, ?> ask : asks) {
          if (ask != first && ask.body != null && ask.result() == Outcome.DONE) {
            fresh.add(ask.key);
          }
        }
        telling.takeBack(
            reference, stamp, fresh, commands, moment, keeping.reachMs(), deadlineNanos);
      }
      return stored;
    }
    if (answer.revision() > 0) {
      // A control was carried out on it, perhaps between the parts of this attempt: whoever has the
      // revision after it must have seen it.
      callAll(controls.again(), moment, deadlineNanos);
    }
    System.arraycopy(answer.used(), 0, history.used(), 0, answer.used().length);
    history.setRevision(answer.revision());
    Past past = new Past(attempt, plan(attempt.schema()), read);
    past.fill(history);
    controls.tell(history);
    telling.repair(t.tenant(), read, moment, keeping);
    stopping.finish(read, moment, keeping);
    lookAtWords();
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // of one and the same pack, call after call
  private Plan plan(StoreSchema schema) {
    Plan known = plan;
    if (known == null || known.schema != schema) {
      known = new Plan(schema);
      plan = known;
    }
    return known;
  }

  /** Now and then, in the background: nobody else needs to ask for the words that he knows. */
  private void lookAtWords() {
    long now = System.nanoTime();
    long looked = wordsLookedNanos.get();
    if (now - looked >= wordsEveryNanos && wordsLookedNanos.compareAndSet(looked, now)) {
      afterwards.later(words::look);
    }
  }

  private Map<RecordKey, Folded> callFor(List<Ask<?, ?>> asks, Moment moment, long deadlineNanos) {
    List<Folded> all = callAll(asks, moment, deadlineNanos);
    Map<RecordKey, Folded> read = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      read.put(asks.get(i).key, all.get(i));
    }
    return read;
  }

  private static Event event(Attempt a, long stamp) {
    return new Event(
        a.reference().owner(), a.reference().id(), stamp, a.eventTimeMs(), a.transfer(), a.value());
  }

  private static Answer answer(RecordState state, Outcome outcome, Attempt attempt) {
    Moment moment = attempt.moment();
    Item item = state.book.items.get(attempt.reference().id());
    if (item == null) {
      throw new StoreException("An attempt came too late to be kept");
    }
    List<Limit> limits = attempt.schema().limits();
    long[] used = new long[limits.size()];
    for (int i = 0; i < used.length; i++) {
      Limit l = limits.get(i);
      used[i] = state.book.used(Windows.name(l), moment.bucket(l), moment.nowMs());
    }
    return new Answer(
        outcome,
        item.isObserved ? null : state.book.told(item, moment.nowMs(), Long.MAX_VALUE),
        state.before,
        item.transfer(),
        item.stamp,
        item.value,
        item.revision,
        used);
  }

  /** Others were told what a repeated attempt says: now they are told what counts. */
  private void setRight(
      Attempt attempt, Event said, Answer answer, Commands commands, long deadlineNanos) {
    Transfer t = attempt.transfer();
    Event real =
        new Event(
            said.owner, said.id, answer.stamp(), said.timeMs, answer.transfer(), answer.value());
    Transfer before = answer.before();
    if (answer.stored() != null) {
      if (!answer.transfer().equals(t) && answer.stored().transfer().hasSameContentAs(t)) {
        telling.replace(
            t.tenant(), said, real, false, commands, attempt.moment(), keeping, deadlineNanos);
      }
    } else if (before != null && !before.equals(t)) {
      Event old = new Event(said.owner, said.id, answer.stamp(), said.timeMs, before, 0);
      telling.replace(
          t.tenant(), said, real, true, commands, attempt.moment(), keeping, deadlineNanos);
      telling.leave(t.tenant(), old, real, commands, attempt.moment(), keeping, deadlineNanos);
    }
  }

  @Override
  public boolean read(Attempt attempt, History history) {
    Reference reference = attempt.reference();
    Transfer t = attempt.transfer();
    Event said = event(attempt, 1);
    List<Ask<?, ?>> asks = new ArrayList<>();
    Ask<RecordState, Answer> first =
        Ask.read(owner(reference), (state, outcome) -> past(state, attempt));
    asks.add(first);
    Set<RecordKey> others = subjects.others(t.tenant(), said);
    for (RecordKey key : others) {
      asks.add(Ask.<RecordState, Outcome>read(key, (state, outcome) -> outcome));
    }
    String customer = t.customer();
    if (customer != null) {
      RecordKey key = new RecordKey(RecordKey.Kind.CUSTOMER, t.tenant(), customer);
      if (!others.contains(key)) {
        asks.add(Ask.<RecordState, Outcome>read(key, (state, outcome) -> outcome));
      }
    }
    Map<RecordKey, Folded> read = callFor(asks, attempt.moment(), NO_DEADLINE);
    Answer answer = first.result();
    if (answer.outcome() != Outcome.KNOWN || isForgotten(reference, t, attempt, read)) {
      return false;
    }
    System.arraycopy(answer.used(), 0, history.used(), 0, answer.used().length);
    new Past(attempt, plan(attempt.schema()), read).fill(history);
    return true;
  }

  private static Answer past(RecordState state, Attempt attempt) {
    Item item = state.book.items.get(attempt.reference().id());
    List<Limit> limits = attempt.schema().limits();
    long[] used = new long[limits.size()];
    boolean isKnown =
        item != null && !item.isObserved && item.transfer().hasSameContentAs(attempt.transfer());
    if (isKnown) {
      for (int i = 0; i < used.length; i++) {
        used[i] = state.book.usedByOthers(limits.get(i), item, attempt.moment());
      }
    }
    Outcome outcome = isKnown ? Outcome.KNOWN : Outcome.NONE;
    return new Answer(outcome, null, null, attempt.transfer(), 0, 0, 0, used);
  }

  private static boolean isForgotten(
      Reference reference, Transfer t, Attempt attempt, Map<RecordKey, Folded> read) {
    Folded payer = read.get(Subjects.account(t.tenant(), t.payer()));
    Boolean gone =
        payer == null
            ? null
            : payer.<RecordState, Boolean>look(
                (s, outcome) -> {
                  int own = s.events.find(reference.owner(), reference.id());
                  return s.forgottenUpToMs >= attempt.eventTimeMs()
                      && (own == Events.NONE || s.events.rows.isHidden(own));
                });
    return gone != null && gone;
  }

  // ---- decisions

  @Override
  public CommitResult commit(Commit commit) {
    return commit(commit, NO_DEADLINE);
  }

  @Override
  public CommitResult commit(Commit commit, long deadlineNanos) {
    Moment moment = commit.moment();
    RecordKey owner = owner(commit.reference());
    List<Signal> here = List.of();
    List<Signal> elsewhere = List.of();
    for (Signal signal : commit.signals()) {
      if (key(signal).equals(owner)) {
        here = with(here, signal);
      } else {
        elsewhere = with(elsewhere, signal);
      }
    }
    Ask<RecordState, CommitResult> ask =
        Ask.change(
            owner,
            commands(moment).commit(commit, here),
            (state, outcome) -> result(state, outcome, commit));
    CommitResult result = call(ask, moment, deadlineNanos);
    if (result == null) {
      throw new ConflictingTransferException(commit.reference(), "it is an observed movement");
    }
    StoredTransfer stored = result.stored();
    if (result.status() == CommitResult.Status.COMMITTED && stored != null) {
      telling.tell(stored, moment, keeping, deadlineNanos);
      leave(elsewhere, moment, deadlineNanos);
    }
    return result;
  }

  private static List<Signal> with(List<Signal> some, Signal another) {
    List<Signal> all = some.isEmpty() ? new ArrayList<>(1) : some;
    all.add(another);
    return all;
  }

  /** Signals of a decision that are kept in other records than its own. */
  private void leave(List<Signal> signals, Moment moment, long deadlineNanos) {
    for (Signal signal : signals) {
      try {
        var unused = call(recording(signal, moment), moment, deadlineNanos);
      } catch (StoreException e) {
        LOG.error(
            "{} could not be recorded; rules do not see it, the decision stands",
            signal,
            Redacted.of(e));
      }
    }
  }

  /** What is answered to a commit; null where its reference is that of a movement. */
  private static @Nullable CommitResult result(RecordState state, Outcome outcome, Commit commit) {
    Item item = state.book.items.get(commit.reference().id());
    if (item == null || outcome == Outcome.NONE) {
      throw new StoreException("The attempt is no longer remembered; attempt it again");
    }
    if (outcome == Outcome.MOVEMENT) {
      return null;
    }
    Moment moment = commit.moment();
    StoredTransfer stored = item.stored();
    if (outcome == Outcome.PASSED) {
      long[] used =
          commit.schema().limits().stream()
              .mapToLong(l -> state.book.usedByOthers(l, item, moment))
              .toArray();
      return new CommitResult(CommitResult.Status.PASSED, stored, used, item.revision);
    }
    return new CommitResult(
        outcome == Outcome.DONE ? CommitResult.Status.COMMITTED : CommitResult.Status.CHANGED,
        stored,
        new long[0],
        item.revision);
  }

  @Override
  public @Nullable StoredTransfer settle(Reference reference, Moment moment) {
    return end(Op.SETTLE, reference, moment);
  }

  @Override
  public @Nullable StoredTransfer cancel(Reference reference, Moment moment) {
    return end(Op.CANCEL, reference, moment);
  }

  private record Ended(@Nullable StoredTransfer stored, boolean isChanged) {}

  private @Nullable StoredTransfer end(Op op, Reference reference, Moment moment) {
    Ask<RecordState, Ended> ask =
        Ask.change(
            owner(reference),
            commands(moment).ofReference(op, reference.id()),
            (state, outcome) -> {
              Item item = state.book.items.get(reference.id());
              return new Ended(item == null ? null : item.stored(), outcome == Outcome.DONE);
            });
    Ended ended = call(ask, moment);
    StoredTransfer stored = ended.stored();
    if (stored != null && ended.isChanged()) {
      telling.tell(stored, moment, keeping);
    }
    return stored;
  }

  @Override
  public @Nullable StoredTransfer find(Reference reference, Moment moment) {
    return find(reference, moment, NO_DEADLINE);
  }

  @Override
  public @Nullable StoredTransfer find(Reference reference, Moment moment, long deadlineNanos) {
    long keptMs = keeping.referencesMs();
    Ask<RecordState, Ended> ask =
        Ask.read(
            owner(reference),
            (state, outcome) ->
                new Ended(
                    state.book.told(state.book.items.get(reference.id()), moment.nowMs(), keptMs),
                    false));
    return call(ask, moment, deadlineNanos).stored();
  }

  @Override
  public long[] used(StoreSchema schema, Reference reference, Moment moment) {
    return used(schema, reference, moment, NO_DEADLINE);
  }

  @Override
  public long[] used(StoreSchema schema, Reference reference, Moment moment, long deadlineNanos) {
    return call(
        Ask.<RecordState, long[]>read(
            owner(reference),
            (state, outcome) -> {
              Item known = state.book.items.get(reference.id());
              boolean isOld =
                  known != null
                      && moment.nowMs() - known.knownSinceMs >= keeping.referencesMs()
                      && !known.isOpenAt(moment.nowMs());
              Item item = isOld ? null : known;
              return schema.limits().stream()
                  .mapToLong(l -> state.book.usedByOthers(l, item, moment))
                  .toArray();
            }),
        moment,
        deadlineNanos);
  }

  @Override
  public boolean observe(Attempt attempt, Moment eventMoment) {
    Reference reference = attempt.reference();
    Moment moment = attempt.moment();
    long stamp = stamps.next(moment.nowMs());
    Ask<RecordState, Answer> ask =
        Ask.change(
            owner(reference),
            commands(moment).observe(attempt, stamp, eventMoment),
            (state, outcome) -> answer(state, outcome, attempt));
    Answer answer = call(ask, moment);
    switch (answer.outcome()) {
      case CONFLICT -> throw new ConflictingTransferException(reference, "it has other content");
      case SCORED -> throw new ConflictingTransferException(reference, "it is a scored transfer");
      case KNOWN -> {
        return false;
      }
      default -> {
        Event real = event(attempt, answer.stamp());
        Transfer before = answer.before();
        if (before != null && !before.equals(attempt.transfer())) {
          Event old =
              new Event(real.owner, real.id, answer.stamp(), attempt.eventTimeMs(), before, 0);
          telling.leave(before.tenant(), old, real, commands(moment), moment, keeping, NO_DEADLINE);
        }
        telling.tellMovement(attempt.transfer().tenant(), real, answer.revision(), moment, keeping);
        return true;
      }
    }
  }

  // ---- reports and signals

  @Override
  public boolean report(FraudReport report, Moment moment) {
    Reference reference = report.reference();
    RecordKey ofId = new RecordKey(RecordKey.Kind.STORE, report.tenant(), "report " + report.id());
    List<Ask<?, ?>> asks = new ArrayList<>();
    Ask<ListState, Boolean> known = Ask.read(ofId, (state, o) -> !state.entries.isEmpty());
    asks.add(known);
    Ask<RecordState, Paid> of = null;
    if (reference != null) {
      of = Ask.read(owner(reference), (state, o) -> paid(state, reference, report, moment));
      asks.add(of);
    }
    callAll(asks, moment);
    if (known.result()) {
      return false;
    }
    Paid paid = of == null ? null : of.result();
    Transfer t = paid == null ? null : paid.transfer();
    Report kept = Report.of(report, t, paid == null ? 0 : paid.value());
    byte[] body = commands(moment).report(kept);
    List<Ask<?, ?>> all = new ArrayList<>();
    for (RecordKey key : subjectsOf(report, t)) {
      all.add(Ask.<RecordState, Outcome>change(key, body, (state, outcome) -> outcome));
    }
    callAll(all, moment);
    byte[] put =
        ListState.put("known", new byte[0], moment.nowMs() + Duration.ofDays(368).toMillis());
    Outcome outcome = call(Ask.<ListState, Outcome>change(ofId, put, (state, o) -> o), moment);
    return outcome == Outcome.DONE;
  }

  /** A transfer that a report names. */
  private record Paid(Transfer transfer, long value) {}

  private @Nullable Paid paid(
      RecordState state, Reference reference, FraudReport report, Moment moment) {
    Item item = state.book.items.get(reference.id());
    boolean isKnown =
        item != null
            && (moment.nowMs() - item.knownSinceMs < keeping.referencesMs()
                || item.isOpenAt(moment.nowMs()))
            && item.transfer().payee().equals(report.payee());
    return item != null && isKnown ? new Paid(item.transfer(), item.value) : null;
  }

  private static Set<RecordKey> subjectsOf(FraudReport r, @Nullable Transfer of) {
    Set<RecordKey> keys = new java.util.LinkedHashSet<>();
    String tenant = r.tenant();
    keys.add(Subjects.account(tenant, r.payee()));
    add(keys, RecordKey.Kind.ACCOUNT, tenant, r.payer(), of == null ? null : of.payer());
    add(keys, RecordKey.Kind.DEVICE, tenant, r.device(), of == null ? null : of.device());
    add(keys, RecordKey.Kind.IP, tenant, r.ip(), of == null ? null : of.ip());
    add(keys, RecordKey.Kind.CUSTOMER, tenant, r.customer(), of == null ? null : of.customer());
    add(keys, RecordKey.Kind.MERCHANT, tenant, r.merchant(), of == null ? null : of.merchant());
    return keys;
  }

  private static void add(
      Set<RecordKey> keys,
      RecordKey.Kind kind,
      String tenant,
      @Nullable String said,
      @Nullable String known) {
    String id = said == null ? known : said;
    if (id != null) {
      keys.add(new RecordKey(kind, tenant, id));
    }
  }

  @Override
  public boolean signal(Signal signal, Moment moment) {
    return call(recording(signal, moment), moment) == Outcome.DONE;
  }

  private Ask<RecordState, Outcome> recording(Signal signal, Moment moment) {
    return Ask.change(key(signal), commands(moment).signal(signal), (state, outcome) -> outcome);
  }

  /** The record in which a signal is kept. */
  private static RecordKey key(Signal signal) {
    return signal.subject() == Signal.Subject.ACCOUNT
        ? Subjects.account(signal.tenant(), signal.name())
        : new RecordKey(RecordKey.Kind.CUSTOMER, signal.tenant(), signal.name());
  }

  @Override
  public KnownSignals signals(
      String tenant, String account, @Nullable String customer, Moment moment) {
    List<Ask<?, ?>> asks = new ArrayList<>();
    asks.add(read(Subjects.account(tenant, account)));
    if (customer != null) {
      asks.add(read(new RecordKey(RecordKey.Kind.CUSTOMER, tenant, customer)));
    }
    return Past.signals(
        callFor(asks, moment, NO_DEADLINE), tenant, account, customer, moment.nowMs());
  }

  private static Ask<RecordState, Outcome> read(RecordKey key) {
    return Ask.read(key, (state, outcome) -> outcome);
  }

  // ---- controls and notices

  @Override
  public List<Reference> impose(Control control, Demand heldBy, long expiresAtMs, Moment moment) {
    byte[] body = commands(moment).impose(control, heldBy, expiresAtMs);
    RecordKey key = Subjects.account(control.tenant(), control.account());
    Stopping.Set set = stopping.set(key, body, moment, keeping);
    switch (set.outcome()) {
      case FULL ->
          throw new StoreException(
              "The account takes no more controls of this sort; lift old ones");
      case TAKEN ->
          throw new IllegalArgumentException(
              "Control "
                  + control.id()
                  + " is that of a stop-payment notice in force: extend or lift the notice, or give"
                  + " the control another id");
      default -> {
        return stopping.carryOut(key, set, moment, keeping);
      }
    }
  }

  @Override
  public boolean lift(
      String tenant, String account, String controlId, String by, String why, Moment moment) {
    Ask<RecordState, Outcome> ask =
        Ask.change(
            Subjects.account(tenant, account),
            commands(moment).lift(controlId, by, why),
            (state, outcome) -> outcome);
    return call(ask, moment) == Outcome.DONE;
  }

  @Override
  public ControlHistory controlHistory(String tenant, String account, Moment moment) {
    long nowMs = moment.nowMs();
    return call(
        Ask.<RecordState, ControlHistory>read(
            Subjects.account(tenant, account), (s, o) -> s.controlsAt(nowMs).history(nowMs)),
        moment);
  }

  @Override
  public List<Control> controls(String tenant, String account, Moment moment) {
    return controls(tenant, account, moment, NO_DEADLINE);
  }

  @Override
  public List<Control> controls(String tenant, String account, Moment moment, long deadlineNanos) {
    long nowMs = moment.nowMs();
    return call(
        Ask.<RecordState, List<Control>>read(
            Subjects.account(tenant, account), (s, o) -> s.controlsAt(nowMs).inForce(nowMs)),
        moment,
        deadlineNanos);
  }

  @Override
  public @Nullable StoredNotice receive(
      StoredNotice notice, Demand heldBy, long expiresAtMs, Moment moment) {
    String tenant = notice.notice().tenant();
    String account = notice.notice().account();
    // Listed first: an account that is listed in vain is passed over.
    noticeLists.list(tenant, account, moment.nowMs());
    RecordKey key = Subjects.account(tenant, account);
    byte[] body = commands(moment).receive(notice, heldBy, expiresAtMs);
    Stopping.Set set = stopping.set(key, body, moment, keeping);
    if (set.outcome() == Outcome.KNOWN) {
      return null;
    }
    List<Reference> unused = stopping.carryOut(key, set, moment, keeping);
    return call(
        Ask.<RecordState, StoredNotice>read(
            key,
            (s, o) ->
                Objects.requireNonNullElse(
                    s.controls.notice(notice.notice().number()),
                    unused.isEmpty() ? notice : notice.holding(unused))),
        moment);
  }

  @Override
  public boolean change(StoredNotice next, Moment moment) {
    Ask<RecordState, Outcome> ask =
        Ask.change(
            Subjects.account(next.notice().tenant(), next.notice().account()),
            commands(moment).change(next),
            (state, outcome) -> outcome);
    return call(ask, moment) == Outcome.DONE;
  }

  @Override
  public List<StoredNotice> notices(String tenant, String account) {
    return call(
        Ask.<RecordState, List<StoredNotice>>read(
            Subjects.account(tenant, account), (s, o) -> s.controls.notices()),
        new Moment(0, 0, 0));
  }

  @Override
  public List<StoredNotice> notices(
      String tenant, Set<NoticeStatus.State> states, long receivedFromMs, int max, Moment moment) {
    return noticeLists.find(tenant, states, receivedFromMs, max, moment.nowMs());
  }

  @Override
  public List<StoredNotice> dueNotices(int max, Moment moment) {
    return noticeLists.due(max, moment.nowMs());
  }

  // ---- exports

  @Override
  public MovementPage movements(
      String tenant, String account, long fromMs, long toMs, int max, Moment moment) {
    return call(
        Ask.<RecordState, MovementPage>read(
            Subjects.account(tenant, account),
            (s, o) -> Exports.page(s, fromMs, toMs, max, moment.nowMs())),
        moment);
  }

  @Override
  public StorePage<String> accounts(String tenant, @Nullable String after, int max, Moment moment) {
    return exports.accounts(tenant, after, max, moment.nowMs());
  }

  @Override
  public StorePage<StoredTransfer> transfers(
      String tenant, @Nullable String after, int max, Moment moment) {
    return exports.transfers(tenant, after, max, moment.nowMs(), keeping.referencesMs());
  }

  // ---- forgetting

  @Override
  public void forget(String tenant, String account, Moment moment) {
    telling.drain();
    Commands commands = commands(moment);
    RecordKey own = Subjects.account(tenant, account);
    Set<RecordKey> touched =
        call(
            Ask.<RecordState, Set<RecordKey>>read(own, (s, o) -> subjects.touched(tenant, s)),
            moment);
    touched.remove(own);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Pseudonyms pseudonyms = new Pseudonyms(random.nextLong(), random.nextLong());
    byte[] scrub = commands.scrub(account, pseudonyms);
    List<Ask<?, ?>> asks = new ArrayList<>();
    for (RecordKey key : touched) {
      asks.add(Ask.<RecordState, Outcome>lastChange(key, scrub, (s, o) -> o));
      if (asks.size() == Exports.AT_ONCE) {
        callAll(asks, moment);
        asks.clear();
      }
    }
    // The account's own record comes last: until then it tells where else the account stands.
    asks.add(Ask.<RecordState, Outcome>lastChange(own, commands.forget(), (s, o) -> o));
    callAll(asks, moment);
  }

  @Override
  public void forgetCustomer(String tenant, String customer, Moment moment) {
    telling.drain();
    Commands commands = commands(moment);
    List<Ask<?, ?>> asks = new ArrayList<>();
    // As an owner of limits a customer is known by the same name as an account of that name.
    asks.add(
        Ask.<RecordState, Outcome>lastChange(
            Subjects.account(tenant, customer), commands.strip(customer), (s, o) -> o));
    asks.add(
        Ask.<RecordState, Outcome>lastChange(
            new RecordKey(RecordKey.Kind.CUSTOMER, tenant, customer),
            commands.forget(),
            (s, o) -> o));
    callAll(asks, moment);
  }

  @Override
  public boolean forgetDevice(String tenant, String device, Set<String> accounts, Moment moment) {
    telling.drain();
    Outcome outcome =
        call(
            Ask.<RecordState, Outcome>lastChange(
                new RecordKey(RecordKey.Kind.DEVICE, tenant, device),
                commands(moment).forgetDevice(accounts),
                (s, o) -> o),
            moment);
    return outcome == Outcome.DONE;
  }

  @Override
  public List<String> remainsOfForgotten() {
    return List.of(
        "The number of a forgotten account stays on the server as the key of a record without its"
            + " history, until nothing has happened to it for 400 days",
        "Fraud reports in the records of others hold its hash, and those of customer, device and"
            + " address, to be counted, until 368 days after they became known",
        "The server's own files (append-only file, write-ahead log, changes that stand in a"
            + " snapshot), its replicas and backups have what was told before, until it or you"
            + " remove them");
  }

  @Override
  public void close() {
    afterwards.close();
    server.close();
  }
}
