package io.riskgate.core;

import io.riskgate.core.internal.DefaultRiskEngine;
import io.riskgate.core.memory.InMemoryAlertStore;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.AlertListener;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.DecisionListener;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.core.spi.RiskEventListener;
import io.riskgate.core.spi.RiskStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Scores transfers before money moves. Safe for use by any number of threads.
 *
 * <p>Every call answers with where the transfer stands now. What happens to a transfer meanwhile is
 * no error: cancelling a settled transfer, say, answers SETTLED. The semantics are written down,
 * sentence by sentence, in {@code docs/decisions.md}.
 */
public interface RiskEngine extends AutoCloseable {
  /** Starts an engine; only the rules must be set. */
  static Builder builder() {
    return new Builder();
  }

  /**
   * Decides a transfer. The same reference again answers with the first decision and its present
   * state.
   *
   * @throws InvalidTransferException listing every problem; nothing is recorded
   * @throws ConflictingTransferException if the reference is known with other content; nothing is
   *     recorded
   */
  Decision score(Transfer transfer);

  /**
   * Decides a transfer within a budget of time. Where it is spent, the answer is HOLD, path RETRY;
   * scoring the transfer again then answers with the decision, where it was recorded all the same.
   * The budget is looked at between steps, and told to the store, which gives up in time where it
   * waits for a server. One that hangs all the same, a listener or a required log is not
   * interrupted: with {@link #scoreAsync(Transfer, Duration)} nobody waits for these either.
   *
   * @param budget how long the caller can wait; greater than zero
   * @throws InvalidTransferException listing every problem; nothing is recorded
   * @throws ConflictingTransferException if the reference is known with other content; nothing is
   *     recorded
   */
  Decision score(Transfer transfer, Duration budget);

  /** The same as {@link #scoreAsync(Transfer, Duration)}, for as long as it takes. */
  CompletionStage<Decision> scoreAsync(Transfer transfer);

  /**
   * Decides a transfer as {@link #score(Transfer, Duration)} does, on another thread, so that the
   * caller's, perhaps an event loop, never waits. What is thrown there completes the stage.
   *
   * <p>Where more calls are under way and waiting than {@link Builder#async(int, int)} says, the
   * stage is complete when it is returned: HOLD, path RETRY, cause OVERLOADED. The budget begins
   * with the call, waiting included, and the stage is complete when it is over, whatever the store
   * does; what was recorded all the same, scoring the transfer again finds.
   *
   * <p>What depends on the stage runs on a thread of the engine's, or on the caller's where it is
   * complete: give it an executor where it may block. A stage cannot be completed or cancelled from
   * outside: to cancel what {@code toCompletableFuture()} gives ends that waiting alone, and the
   * transfer is scored. Use {@link #cancel} for a transfer that is not wanted any more. Closing the
   * engine completes what waits: HOLD, path RETRY, cause OVERLOADED.
   *
   * @param budget how long the caller can wait; greater than zero
   */
  CompletionStage<Decision> scoreAsync(Transfer transfer, Duration budget);

  /**
   * Takes note of money that moved without being scored here. Idempotent by reference.
   *
   * @return whether the movement was new
   * @throws InvalidTransferException listing every problem; nothing is recorded
   * @throws ConflictingTransferException if the reference is that of a scored transfer, or of
   *     another movement
   */
  boolean observe(Movement movement);

  /**
   * Takes note that a payment was fraud, for the pack's aggregates to count. It stops nothing and
   * lets nothing go by itself. Idempotent by tenant and id for as long as reports are kept (368
   * days by the clock).
   *
   * @return whether the report was new
   * @throws InvalidReportException listing every problem; nothing is recorded
   * @throws io.riskgate.core.spi.StoreException if the store fails or has no room for it
   */
  boolean report(FraudReport report);

  /**
   * Takes note of something learnt about an account or a customer, for the rules to look at in the
   * transfers of the next 30 days. Of one subject the latest 32 are kept. Idempotent by tenant,
   * subject and id among those that are kept.
   *
   * @return whether it is new and kept; not where 32 later ones are
   * @throws InvalidReportException listing every problem; nothing is recorded
   * @throws io.riskgate.core.spi.StoreException if the store fails or has no room for it
   */
  boolean signal(Signal signal);

  /**
   * Records what came of a verification. Once all methods that are asked for have been passed and
   * are fresh, controls and limits are read again and the transfer is reserved; it may also come to
   * more methods, or to HOLD.
   *
   * @throws UnknownReferenceException if no transfer is remembered under the reference
   * @throws io.riskgate.core.spi.StoreException if the store fails, or a decision log that is
   *     required; the transfer is as it was
   */
  Decision verified(Reference reference, Evidence evidence);

  /**
   * Lets a held or pending transfer go. Controls and limits are read again: it stays held where one
   * in force asks for more than the release, such as an AUTHORITY by a freeze.
   *
   * @throws UnknownReferenceException if no transfer is remembered under the reference
   * @throws ReleaseRefusedException if the release lies below the path that the hold demands
   * @throws io.riskgate.core.spi.StoreException if the store fails, or a decision log that is
   *     required; the transfer is as it was
   */
  Decision release(Reference reference, Release release);

  /**
   * Records that the money has moved, which is a fact in whatever state the transfer is. Counted
   * once.
   *
   * @throws UnknownReferenceException if no transfer is remembered under the reference
   */
  Decision settle(Reference reference);

  /**
   * Calls a reserved transfer off, or declines a pending one; its claim on the limits ends.
   *
   * @throws UnknownReferenceException if no transfer is remembered under the reference
   */
  Decision cancel(Reference reference);

  /** Where a transfer stands, or empty when none is remembered under the reference. */
  Optional<Decision> find(Reference reference);

  /**
   * Puts a control on an account, at once. Open reservations and pending decisions of the account
   * that it stops are moved to HELD: path AUTHORITY by a stop-payment notice or a freeze, path BANK
   * by a restriction of withdrawals. A control with the id of an earlier one replaces it. A LIMIT
   * above the pack's leaves a signal LIMIT_RAISED about the account. An account takes 64 controls
   * that stop something and 64 that stop nothing.
   *
   * @return the references that were moved to HELD
   * @throws IllegalArgumentException if the pack has no such limit, or the id is the number of a
   *     notice that is in force on the account
   * @throws io.riskgate.core.spi.StoreException if the store fails or the account has no room for
   *     it
   */
  List<Reference> impose(Control control);

  /**
   * Lifts a control, or the stop-payment notice of that number. What it held stays held until it is
   * released. Where the notice stands beside another control of the id, the notice is lifted first,
   * and the other by another call.
   *
   * @param by who lifts it; not blank
   * @param why why; not blank
   * @return whether there was such a control
   */
  boolean lift(String tenant, String account, String controlId, String by, String why);

  /**
   * Who set and lifted what on an account, when and why, oldest first. Up to 512 entries are kept
   * in the memory of the process; what was dropped is counted, and what tells of a control in force
   * is never dropped.
   */
  ControlHistory controlHistory(String tenant, String account);

  /** The controls in force on an account. */
  List<Control> controls(String tenant, String account);

  /** The alert of a transfer as it stands now; empty where none is kept. */
  Optional<Alert> alert(Reference reference);

  /** The alerts that a query asks for, the one raised first comes first. */
  List<Alert> alerts(AlertQuery query);

  /**
   * Records what was done about an alert. Contacts count until there are as many as are wanted; to
   * have dissuaded the customer, or to have failed, closes it. The same response told again changes
   * nothing.
   *
   * @return the alert as it stands now
   * @throws UnknownAlertException if no alert is kept for the transfer
   * @throws AlertClosedException if it is closed already
   * @throws IllegalArgumentException if the response lies before the alert or after the clock,
   *     beyond what clocks differ
   * @throws IllegalStateException if it has {@value io.riskgate.core.spi.AlertRecord#RESPONSES_MAX}
   *     responses but for the one that closes it
   * @throws io.riskgate.core.spi.StoreException if the store fails; the alert is as it was
   */
  Alert respond(Reference reference, AlertResponse response);

  /**
   * Counts the alerts of a tenant raised at or after one time and before another, as far as they
   * are kept; what is counted, {@link AlertStatistics.Counts} says.
   */
  AlertStatistics alertStatistics(String tenant, Instant from, Instant to);

  /**
   * Receives an emergency stop-payment notice. It is in force at once for transfers from and to the
   * account, and open reservations and pending decisions are moved to HELD, path AUTHORITY. It ends
   * by itself, by default 48 h after its receipt. The same number on the same account again changes
   * nothing and answers how the notice stands, which may be over. None is refused for lack of room.
   *
   * @throws InvalidReportException listing every problem; nothing is recorded
   * @throws io.riskgate.core.spi.StoreException if the store fails
   */
  NoticeStatus stopPayment(StopPaymentNotice notice);

  /**
   * Records that the bank has confirmed a notice, and tells {@link RiskEvent.NoticeConfirmed} with
   * the movements to be reported. Due by default within 2 h of its receipt; later it is accepted
   * and is late, also after the notice is over. Confirming again changes nothing.
   *
   * @param by who confirms it; not blank
   * @param note what was found; not blank
   * @throws UnknownNoticeException if the account knows no such notice
   * @throws io.riskgate.core.spi.StoreException if the store fails; nothing is confirmed then
   */
  NoticeStatus confirmNotice(String tenant, String account, String number, String by, String note);

  /**
   * Extends a notice that is in force, by default by 48 h; once only.
   *
   * @param by who extends it; not blank
   * @param why why; not blank
   * @throws UnknownNoticeException if the account knows no such notice
   * @throws ExtensionRefusedException if it was extended already, or is over
   */
  NoticeStatus extendNotice(String tenant, String account, String number, String by, String why);

  /** The notices on an account, in order of arrival; 128 are kept, and more while in force. */
  List<NoticeStatus> notices(String tenant, String account);

  /** How many notices can be asked for at a time. */
  int NOTICES_MAX = 10_000;

  /**
   * The notices of a tenant that are in certain states by the clock, by the time of receipt. Ask on
   * from the last one's time of receipt where there are {@code max} of them.
   *
   * @param receivedFrom only those received then or later
   * @param max how many at most, 1 to {@value #NOTICES_MAX}: the earliest ones
   */
  List<NoticeStatus> notices(
      String tenant, Set<NoticeStatus.State> states, Instant receivedFrom, int max);

  /** The earliest notices of a tenant, at most {@value #NOTICES_MAX}, in whatever state. */
  default List<NoticeStatus> notices(String tenant) {
    return notices(tenant, EnumSet.allOf(NoticeStatus.State.class), Instant.EPOCH, NOTICES_MAX);
  }

  /**
   * What moved, or was asked to move, from and to an account within a period, scored or observed,
   * of every asset class and in every state, in event order. The answer is one page and says where
   * the next begins and from when on the account's history is whole. The in-memory store keeps
   * movements for as long as the longest window of the packs in force, and two days.
   *
   * @param from the earliest event time
   * @param to the first event time that no longer counts
   * @throws IllegalArgumentException if the period does not end after it begins
   */
  MovementExport movements(String tenant, String account, Instant from, Instant to);

  /**
   * Tells listeners what has become due since: alerts and confirmations that are overdue, notices
   * that have lapsed; each once. Lets go of alerts that were closed {@linkplain Builder#alertsKept
   * long ago}. Nothing runs by itself: call it every minute from your scheduler. What is in force
   * does not depend on it. Several processes on one store may call it; each event is told by one of
   * them. Where the process ends while it is told, it is not told again; {@link #notices} shows it
   * all the same.
   *
   * @return how many were told
   * @throws io.riskgate.core.spi.StoreException if a store fails; the next call does the rest
   */
  int sweep();

  /**
   * Forgets an account: its history, its signals, the reports by it and of it, its place in the
   * history of others as far as that names it, and all of its closed transfers but what a retry is
   * compared with, which stays until references are no longer remembered. Its closed alerts go too.
   * Open reservations, pending decisions, open alerts and the use of the running limit windows
   * stay, and so do controls, their history and stop-payment notices, which the bank has a duty to
   * keep. A decision log is not reached: {@code docs/decision-log.md} says what helps there.
   */
  void forget(String tenant, String account);

  /**
   * Forgets a person: each of their accounts as {@link #forget(String, String)} does, what is kept
   * by customer (history, signals, reports), and those of the devices named that no other account
   * has used. What stays, why and until when, is the answer; {@code docs/retention.md} has the
   * table of it. A transfer that was open when its account was forgotten before is not told again.
   *
   * <p>Where some of it stays until something is over, forget the customer again then.
   *
   * @throws io.riskgate.core.spi.StoreException if a store fails; what was forgotten by then is,
   *     and the same call does the rest
   */
  Forgotten forget(CustomerToForget whom);

  /** The pack that decides. */
  PackIdentity activePack();

  /**
   * Puts another pack live. It is checked first (its own tests, its speed beside the present pack,
   * and whether it can take over what is reserved and recorded), which takes a second or so while
   * scoring goes on; then every call that begins decides by it, and calls under way end on the pack
   * they began with. Activations come one after the other. The very pack that is active already
   * changes nothing.
   *
   * @return warnings, by file and line
   * @throws io.riskgate.core.pack.RulePackException listing every problem where the pack is
   *     refused; the present pack stays
   * @throws io.riskgate.core.spi.StoreException if the store fails; the present pack stays
   * @throws IllegalStateException if the engine is closed
   */
  List<PackProblem> activate(RulePack pack);

  /**
   * Goes back to the pack that was active before the last activation, at once and unchecked. One
   * pack is kept for this: after a rollback there is none, so that a second one cannot bring back
   * what the first has taken out of force. A pack that is just being activated is refused.
   *
   * @return the pack that decides now
   * @throws IllegalStateException if there is no pack to go back to, or the engine is closed
   * @throws io.riskgate.core.spi.StoreException if the store fails; the present pack stays
   */
  PackIdentity rollback();

  /**
   * How much a customer is at risk now, by the signals about an account and, where one is named, a
   * customer. Rules see the same score at the event time of a transfer.
   *
   * @param customer the customer, or null to look at the account alone
   * @throws io.riskgate.core.spi.StoreException if the signals cannot be read
   */
  CustomerRisk riskLevel(String tenant, String account, @Nullable String customer);

  /**
   * The aggregates of the active pack whose window is not yet covered by history, {@code seen}
   * where it cannot be said yet what is new, and {@code signals} where there may have been some
   * that are not known, each with the event time from which on it is covered. Until then rules that
   * read them as little, new or none are not evaluated. Empty once all are covered.
   */
  Map<String, Instant> warmingUntil();

  /** Starts a shadow in which {@value Shadow#QUEUE_MAX_DEFAULT} transfers can wait. */
  default Shadow shadow(RulePack candidate) {
    return shadow(candidate, Shadow.QUEUE_MAX_DEFAULT);
  }

  /**
   * Starts to score live transfers with a candidate pack beside the one that decides. It changes
   * nothing and costs a caller an offer to a queue. One shadow at a time; close it to start
   * another. It goes on when another pack becomes active, and keeps its counts apart.
   *
   * @param queueMax how many transfers can wait to be looked at, 1 to {@value Shadow#QUEUE_MAX}
   * @throws IllegalStateException if there is a shadow already, or the engine is closed
   * @throws IllegalArgumentException if the candidate has another base currency or another owner of
   *     limits than the active pack
   * @throws io.riskgate.core.spi.StoreException if the store cannot keep what the candidate reads
   */
  Shadow shadow(RulePack candidate, int queueMax);

  /** Frees what the engine holds, its shadow, log, stores and the intelligence with it. */
  @Override
  void close();

  /** Builds a {@link RiskEngine}. */
  final class Builder {
    /** How many threads {@link #scoreAsync} has unless told otherwise. */
    public static final int ASYNC_THREADS_DEFAULT = 32;

    /** How many calls of {@link #scoreAsync} can wait for one unless told otherwise. */
    public static final int ASYNC_QUEUE_MAX_DEFAULT = 1_024;

    private @Nullable RulePack rules;
    private @Nullable RiskStore store;
    private InstantSource clock = InstantSource.system();
    private Mode mode = Mode.ENFORCE;
    private RateSource rates = RateSource.NONE;
    private IntelligenceSource intelligence = IntelligenceSource.NONE;
    private final List<DecisionListener> listeners = new ArrayList<>();
    private final List<RiskEventListener> events = new ArrayList<>();
    private final List<AlertListener> alerts = new ArrayList<>();
    private @Nullable AlertStore alertStore;
    private DecisionLog decisionLog = DecisionLog.none();
    private @Nullable Instant historyCompleteSince;
    private Duration eventTimePast = Duration.ofHours(24);
    private Duration eventTimeFuture = Duration.ofMinutes(2);
    private @Nullable Duration alertsKept;
    private @Nullable Executor asyncExecutor;
    private int asyncThreads = ASYNC_THREADS_DEFAULT;
    private int asyncQueueMax = ASYNC_QUEUE_MAX_DEFAULT;

    private Builder() {}

    /** Sets the rule pack. */
    public Builder rules(RulePack value) {
      rules = Objects.requireNonNull(value, "rules");
      return this;
    }

    /** Sets the store; the memory of this process by default. The engine closes it. */
    public Builder store(RiskStore value) {
      store = Objects.requireNonNull(value, "store");
      return this;
    }

    /** Sets the clock; the system's by default. */
    public Builder clock(InstantSource value) {
      clock = Objects.requireNonNull(value, "clock");
      return this;
    }

    /** Sets whether decisions bind; ENFORCE by default. */
    public Builder mode(Mode value) {
      mode = Objects.requireNonNull(value, "mode");
      return this;
    }

    /** Sets where rates come from; by default there are none. */
    public Builder rates(RateSource value) {
      rates = Objects.requireNonNull(value, "rates");
      return this;
    }

    /** Sets where intelligence comes from; by default there is none. The engine closes it. */
    public Builder intelligence(IntelligenceSource value) {
      intelligence = Objects.requireNonNull(value, "intelligence");
      return this;
    }

    /** Adds a listener, called after each decision on the caller's thread. */
    public Builder listener(DecisionListener value) {
      listeners.add(Objects.requireNonNull(value, "listener"));
      return this;
    }

    /** Adds a listener of events, called on the thread of whoever causes one. */
    public Builder events(RiskEventListener value) {
      events.add(Objects.requireNonNull(value, "events"));
      return this;
    }

    /** Adds a listener of alerts, called on the thread of whoever causes one. */
    public Builder alerts(AlertListener value) {
      alerts.add(Objects.requireNonNull(value, "alerts"));
      return this;
    }

    /**
     * Sets where alerts are kept; by default the memory of this process, which keeps {@value
     * InMemoryAlertStore#ALERTS_MAX}. The engine closes it.
     */
    public Builder alertStore(AlertStore value) {
      alertStore = Objects.requireNonNull(value, "alertStore");
      return this;
    }

    /**
     * Sets how long closed alerts are kept, counted from when they were raised; {@link #sweep} lets
     * go of them. By default they are kept for as long as the store of alerts has room. Open ones
     * stay.
     */
    public Builder alertsKept(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("alertsKept must be longer than nothing: " + value);
      }
      alertsKept = value;
      return this;
    }

    /**
     * Sets where decisions are written down with all that went into them; by default nowhere. What
     * happens where that fails is the log's policy: see {@code docs/decision-log.md}. The engine
     * closes it.
     */
    public Builder decisionLog(DecisionLog value) {
      decisionLog = Objects.requireNonNull(value, "decisionLog");
      return this;
    }

    /**
     * Says from when on the store's history is whole, because it was imported or the world began
     * then; by default from the moment the engine is built.
     */
    public Builder historyCompleteSince(Instant value) {
      historyCompleteSince = Objects.requireNonNull(value, "historyCompleteSince");
      return this;
    }

    /**
     * Sets how far a live event time may lie from the clock; 24 hours back and 2 minutes ahead by
     * default.
     */
    public Builder eventTimeBounds(Duration past, Duration future) {
      if (past.isNegative() || future.isNegative()) {
        throw new IllegalArgumentException(
            "Event time bounds are at least nothing: " + past + ", " + future);
      }
      eventTimePast = past;
      eventTimeFuture = future;
      return this;
    }

    /**
     * Sets how many threads {@link #scoreAsync} has, and how many calls can wait for one; {@value
     * #ASYNC_THREADS_DEFAULT} and {@value #ASYNC_QUEUE_MAX_DEFAULT} by default. Threads are started
     * as they are needed, and end after a minute without work. A store on a server takes a thread
     * for as long as it answers: with 2 ms a transfer, 32 threads score some 16,000 a second.
     */
    public Builder async(int threads, int queueMax) {
      asyncThreads = atLeastOne("threads", threads);
      asyncQueueMax = atLeastOne("queueMax", queueMax);
      asyncExecutor = null;
      return this;
    }

    /**
     * Has {@link #scoreAsync} run on the caller's threads in place of the engine's own. The engine
     * does not close the executor. One that runs things on the calling thread would make callers
     * wait.
     *
     * @param callsMax how many calls there can be at a time, those under way included
     */
    public Builder async(Executor executor, int callsMax) {
      asyncExecutor = Objects.requireNonNull(executor, "executor");
      asyncQueueMax = atLeastOne("callsMax", callsMax);
      return this;
    }

    private static int atLeastOne(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be at least 1, not " + value);
      }
      return value;
    }

    /**
     * Builds the engine.
     *
     * @throws IllegalStateException if no rules were set
     * @throws IllegalArgumentException if event times may lie further back than references are kept
     */
    public RiskEngine build() {
      RulePack pack = rules;
      if (pack == null) {
        throw new IllegalStateException(
            "No rules: call rules(…), for example with RulePacks.bundled(\"cn\")");
      }
      return new DefaultRiskEngine(
          pack,
          store == null ? InMemoryStore.create() : store,
          clock,
          mode,
          rates,
          intelligence,
          listeners,
          events,
          alertStore == null ? InMemoryAlertStore.create() : alertStore,
          alerts,
          decisionLog,
          historyCompleteSince == null ? clock.instant() : historyCompleteSince,
          eventTimePast,
          eventTimeFuture,
          alertsKept,
          asyncExecutor,
          asyncThreads,
          asyncQueueMax);
    }
  }
}
