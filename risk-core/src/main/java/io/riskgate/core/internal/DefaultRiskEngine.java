package io.riskgate.core.internal;

import io.riskgate.core.Alert;
import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertStatistics;
import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.CustomerRisk;
import io.riskgate.core.CustomerToForget;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Evidence;
import io.riskgate.core.Forgotten;
import io.riskgate.core.FraudReport;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.Mode;
import io.riskgate.core.Movement;
import io.riskgate.core.MovementExport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Outcome;
import io.riskgate.core.Problem;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.ReleaseRefusedException;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Shadow;
import io.riskgate.core.Signal;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.UnknownReferenceException;
import io.riskgate.core.Verdict;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.AlertListener;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.DecisionListener;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.DecisionLogException;
import io.riskgate.core.spi.DecisionRecord;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RateSource;
import io.riskgate.core.spi.RiskEventListener;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredTransfer;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: one transfer's way from validation to a recorded decision, and what happens to it
 * after.
 *
 * <p>A decision is worked out from what was read, and recorded only if nothing has changed
 * meanwhile (the revision) and no limit would be passed (the claims); otherwise it is worked out
 * again. Only the store's atomic step reserves.
 */
public final class DefaultRiskEngine implements RiskEngine {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultRiskEngine.class);

  /** A transfer disturbed more often than this within one call is not decided in that call. */
  private static final int ROUNDS_MAX = 16;

  private static final int EVIDENCE_MAX = 32;
  private static final Intelligence LOOKUP_FAILED =
      new Intelligence(
          0, "", 0, 0, List.of(new Degraded(Degraded.Cause.LOOKUP_FAILED, "intelligence")));
  private static final long NO_DEADLINE = RiskStore.NO_DEADLINE;

  /** Longer than any caller waits, and short enough to be counted in nanoseconds. */
  private static final Duration BUDGET_MAX = Duration.ofDays(1);

  private final ActivePack active;
  private final RiskStore store;
  private final InstantSource clock;
  private final Mode mode;
  private final Valuation valuation;
  private final IntelligenceSource intelligence;
  private final List<DecisionListener> listeners;
  private final Events events;
  private final Controls controls;
  private final Movements movements;
  private final Notices notices;
  private final Shadows shadows;
  private final Effects effects;
  private final Alerts alerts;
  private final Logging logging;
  private final AsyncScoring async;
  private final ForgettingCustomers forgetting;
  private final long eventTimePastMs;
  private final long eventTimeFutureMs;

  /** Creates an engine; {@link RiskEngine.Builder} says what each part is. */
  public DefaultRiskEngine(
      RulePack pack,
      RiskStore store,
      InstantSource clock,
      Mode mode,
      RateSource rates,
      IntelligenceSource intelligence,
      List<DecisionListener> listeners,
      List<RiskEventListener> eventListeners,
      AlertStore alertStore,
      List<AlertListener> alertListeners,
      DecisionLog decisionLog,
      Instant historyCompleteSince,
      Duration eventTimePast,
      Duration eventTimeFuture,
      @Nullable Duration alertsKept,
      @Nullable Executor asyncExecutor,
      int asyncThreads,
      int asyncQueueMax) {
    this.store = store;
    this.clock = clock;
    this.mode = mode;
    this.logging = new Logging(decisionLog, mode);
    this.valuation = new Valuation(rates);
    this.intelligence = intelligence;
    this.listeners = List.copyOf(listeners);
    this.events = new Events(eventListeners);
    Succession succession = new Succession(eventTimePast, eventTimeFuture);
    String tooShort = succession.tooShortlyRemembered(pack.policy());
    if (tooShort != null) {
      throw new IllegalArgumentException(tooShort);
    }
    this.eventTimePastMs = eventTimePast.toMillis();
    this.eventTimeFutureMs = eventTimeFuture.toMillis();
    this.active =
        new ActivePack(
            pack, store, clock, succession, millis(historyCompleteSince), eventTimeFutureMs);
    this.shadows = new Shadows(store, clock, active);
    this.controls = new Controls(store);
    this.movements = new Movements(store, millis(historyCompleteSince));
    this.notices = new Notices(store, movements, events, logging, eventTimeFutureMs);
    this.effects = new Effects(store, this::impose, events);
    this.alerts =
        new Alerts(
            alertStore,
            alertListeners,
            decidedBy -> active.messages(active.runtime(), decidedBy),
            clock,
            eventTimeFuture,
            alertsKept);
    this.forgetting = new ForgettingCustomers(store, alertStore, decisionLog);
    this.async =
        new AsyncScoring(
            new ForAsync(), new AsyncScoring.Room(asyncExecutor, asyncThreads, asyncQueueMax));
  }

  /** The beginning of time becomes a number that window lengths can be taken from. */
  private static long millis(Instant since) {
    return since.isBefore(Instant.EPOCH) ? Long.MIN_VALUE / 2 : since.toEpochMilli();
  }

  @Override
  public Decision score(Transfer transfer) {
    Objects.requireNonNull(transfer, "transfer");
    return score(transfer, NO_DEADLINE);
  }

  @Override
  public Decision score(Transfer transfer, Duration budget) {
    Objects.requireNonNull(transfer, "transfer");
    return score(transfer, deadlineNanos(budget));
  }

  private static long deadlineNanos(Duration budget) {
    if (budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException("The budget must be longer than nothing: " + budget);
    }
    long nanos = budget.compareTo(BUDGET_MAX) < 0 ? budget.toNanos() : BUDGET_MAX.toNanos();
    return System.nanoTime() + nanos;
  }

  @Override
  public CompletionStage<Decision> scoreAsync(Transfer transfer) {
    return async.score(Objects.requireNonNull(transfer, "transfer"), NO_DEADLINE);
  }

  @Override
  public CompletionStage<Decision> scoreAsync(Transfer transfer, Duration budget) {
    return async.score(Objects.requireNonNull(transfer, "transfer"), deadlineNanos(budget));
  }

  /** What scoring on other threads needs of the engine. */
  private final class ForAsync implements AsyncScoring.Engine {
    @Override
    public Decision score(Transfer transfer, long deadlineNanos) {
      return DefaultRiskEngine.this.score(transfer, deadlineNanos);
    }

    @Override
    public AsyncScoring.Untold retry(Transfer transfer, Degraded cause) {
      PackRuntime r = active.runtime();
      Moment moment = r.moment(clock.millis());
      r.validator.check(transfer, null); // its time is looked at when it is scored
      Decision decision = holdForRetry(r, r.reference(transfer), 0, moment, cause);
      return new AsyncScoring.Untold() {
        @Override
        public Decision decision() {
          return decision;
        }

        @Override
        public void tell() {
          tellRetry(r, transfer, cause, decision);
        }
      };
    }

    @Override
    public void tellTooLate(Transfer transfer, Degraded cause) {
      PackRuntime r = active.runtime();
      Moment moment = r.moment(clock.millis());
      logging.retry(r, transfer, cause, holdForRetry(r, r.reference(transfer), 0, moment, cause));
    }
  }

  private Decision score(Transfer transfer, long deadlineNanos) {
    PackRuntime r = active.runtime();
    Moment moment = r.moment(clock.millis());
    Problem timeProblem = timeProblem(transfer, moment.nowMs(), eventTimePastMs);
    r.validator.check(transfer, timeProblem);
    Reference reference = r.reference(transfer);
    if (timeProblem != null) {
      Decision known = known(r, reference, transfer, moment, deadlineNanos);
      if (known != null) {
        return known;
      }
      throw new InvalidTransferException(List.of(timeProblem));
    }
    long eventTimeMs = eventTimeMs(transfer);
    long value = valuation.value(transfer, r.policy.baseCurrency(), eventTimeMs);
    if (value == Valuation.NONE || value > Transfer.AMOUNT_MINOR_MAX) {
      Degraded cause = new Degraded(Degraded.Cause.NO_RATE, Valuation.unit(transfer));
      return knownOrRetry(r, transfer, reference, 0, moment, deadlineNanos, cause);
    }
    Attempt attempt = new Attempt(r.schema, reference, transfer, value, eventTimeMs, moment);
    Workspace workspace;
    try {
      workspace = r.workspaces.take();
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      return knownOrRetry(
          r, transfer, reference, value, moment, deadlineNanos, evaluatorFailed(r, e));
    }
    boolean intact = false;
    try {
      Decision decision = decide(r, attempt, workspace, deadlineNanos);
      intact = true;
      return decision;
    } finally {
      if (intact && !workspace.broken) {
        r.workspaces.giveBack(workspace);
      } else {
        WorkspacePool.drop(workspace);
      }
    }
  }

  private @Nullable Problem timeProblem(Transfer transfer, long nowMs, long pastMs) {
    Instant time = transfer.time();
    if (time == null) {
      return null; // the validator reports it
    }
    if (compare(time, nowMs + eventTimeFutureMs) > 0) {
      return new Problem(
          "time",
          time.toString(),
          "lies more than " + Duration.ofMillis(eventTimeFutureMs) + " after the clock");
    }
    if (pastMs != Long.MAX_VALUE && compare(time, nowMs - pastMs) < 0) {
      return new Problem(
          "time",
          time.toString(),
          "lies more than "
              + Duration.ofMillis(pastMs)
              + " before the clock; observe money that moved earlier as a movement");
    }
    return null;
  }

  /** As instants compare, of which each call would make one. */
  private static int compare(Instant time, long ms) {
    int seconds = Long.compare(time.getEpochSecond(), Math.floorDiv(ms, 1_000L));
    return seconds != 0
        ? seconds
        : Integer.compare(time.getNano(), 1_000_000 * (int) Math.floorMod(ms, 1_000L));
  }

  private static long eventTimeMs(Transfer transfer) {
    Instant time = transfer.time();
    if (time == null) {
      throw new IllegalStateException("A valid transfer has an event time");
    }
    return time.toEpochMilli();
  }

  /** The decision of a reference that is known already, or null. */
  private @Nullable Decision known(
      PackRuntime r, Reference reference, Transfer transfer, Moment moment, long deadlineNanos) {
    StoredTransfer stored;
    try {
      stored = store.find(reference, moment, deadlineNanos);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      return retry(r, transfer, reference, 0, moment, storeUnavailable(reference, e));
    }
    if (stored == null) {
      return null;
    }
    if (!stored.transfer().hasSameContentAs(transfer)) {
      throw ConflictingTransferException.ofContent(reference);
    }
    return view(r, stored);
  }

  private Decision knownOrRetry(
      PackRuntime r,
      Transfer transfer,
      Reference reference,
      long value,
      Moment moment,
      long deadlineNanos,
      Degraded cause) {
    Decision known = known(r, reference, transfer, moment, deadlineNanos);
    return known != null ? known : retry(r, transfer, reference, value, moment, cause);
  }

  private Decision decide(PackRuntime r, Attempt attempt, Workspace workspace, long deadlineNanos) {
    Transfer transfer = attempt.transfer();
    Reference reference = attempt.reference();
    Moment moment = attempt.moment();
    History history = workspace.history;
    history.clear();
    workspace.intelligence = lookUp(transfer, reference);
    StoredTransfer existing;
    try {
      existing = store.attempt(attempt, history, deadlineNanos);
    } catch (ConflictingTransferException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      return retry(r, transfer, reference, attempt.value(), moment, storeUnavailable(reference, e));
    }
    if (existing != null) {
      return view(r, existing);
    }
    if (isSpent(deadlineNanos)) {
      return retry(r, transfer, reference, attempt.value(), moment, budgetSpent("history"));
    }
    Scoring.Risk risk;
    try {
      r.filler.fill(workspace, transfer, attempt.value(), attempt.eventTimeMs());
      workspace.results.clear();
      workspace.evaluator.evaluate(workspace.facts, workspace.results);
      risk = r.scoring.assess(transfer, workspace);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      workspace.broken = true;
      return retry(r, transfer, reference, attempt.value(), moment, evaluatorFailed(r, e));
    }
    if (isSpent(deadlineNanos)) {
      return retry(r, transfer, reference, attempt.value(), moment, budgetSpent("rules"));
    }
    return commitFirst(r, attempt, workspace, risk, deadlineNanos);
  }

  /**
   * What is known of the transfer beside its history; a source that fails is said to have failed.
   */
  private Intelligence lookUp(Transfer transfer, Reference reference) {
    try {
      return Objects.requireNonNull(intelligence.lookUp(transfer), "intelligence");
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.error(
          "Intelligence could not be looked up for {}; rules that need it count it as missing",
          reference,
          Redacted.of(e));
      return LOOKUP_FAILED;
    }
  }

  private Decision commitFirst(
      PackRuntime r, Attempt attempt, Workspace workspace, Scoring.Risk risk, long deadlineNanos) {
    Transfer transfer = attempt.transfer();
    Reference reference = attempt.reference();
    History history = workspace.history;
    long[] used = history.used();
    long revision = history.revision();
    List<Control> payerControls = history.payerControls();
    List<Control> payeeControls = history.payeeControls();
    Moment usedAt = attempt.moment();
    List<Control> restrictions = List.of();
    try {
      if (mode == Mode.ENFORCE) {
        // Before the commit, which then finds the transfer disturbed and reads the controls again.
        restrictions =
            effects.restrict(
                transfer, risk.hits(), payerControls, r.pack.messages(), usedAt.nowMs());
      }
      List<Signal> signals =
          mode == Mode.ENFORCE ? Effects.signals(attempt, risk.hits()) : List.of();
      for (int round = 0; round < ROUNDS_MAX; round++) {
        Moment moment = r.moment(clock.millis(), usedAt);
        if (moment.day() != usedAt.day()) { // midnight came while the transfer was looked at
          used = store.used(r.schema, reference, moment, deadlineNanos);
          usedAt = moment;
        }
        payerControls = Controls.inForce(payerControls, moment.nowMs());
        payeeControls = Controls.inForce(payeeControls, moment.nowMs());
        Judgement judgement =
            Judgement.of(
                r, mode, transfer, attempt.value(), risk, used, payerControls, payeeControls);
        judgement = r.alertRaising.raise(judgement, attempt, workspace.facts, moment.nowMs());
        if (isSpent(deadlineNanos)) {
          return retry(
              r, transfer, reference, attempt.value(), attempt.moment(), budgetSpent("decision"));
        }
        Commit commit = Commits.first(r, mode, reference, revision, judgement, signals, moment);
        Logging.Entry entry =
            logging.decided(r, attempt, workspace, used, payerControls, payeeControls, commit);
        CommitResult result = store.commit(commit, deadlineNanos);
        StoredTransfer stored = result.stored();
        conclude(entry, result, moment);
        if (result.status() == CommitResult.Status.COMMITTED && stored != null) {
          Decision decision = view(r, stored, false);
          tell(r, transfer, decision, workspace, payerControls, payeeControls);
          follow(r, transfer, stored, decision, restrictions);
          shadows.offer(
              r,
              attempt,
              history,
              workspace.intelligence,
              used,
              payerControls,
              payeeControls,
              judgement);
          // Too late for the caller, who asks again and then learns what was recorded.
          return isSpent(deadlineNanos) ? tooLate(r, attempt, moment) : decision;
        }
        if (result.status() == CommitResult.Status.PASSED) {
          used = result.used();
        } else if (stored != null) {
          return view(r, stored); // another thread decided the same reference first
        } else {
          revision = result.revision();
          String tenant = transfer.tenant();
          payerControls = store.controls(tenant, transfer.payer(), moment, deadlineNanos);
          payeeControls = store.controls(tenant, transfer.payee(), moment, deadlineNanos);
        }
      }
      throw new StoreException("The transfer was disturbed " + ROUNDS_MAX + " times; try again");
    } catch (ConflictingTransferException e) {
      throw e;
    } catch (DecisionLogException e) {
      return retry(
          r, transfer, reference, attempt.value(), attempt.moment(), logUnavailable(reference, e));
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      return retry(
          r,
          transfer,
          reference,
          attempt.value(),
          attempt.moment(),
          storeUnavailable(reference, e));
    }
  }

  private static void conclude(Logging.@Nullable Entry entry, CommitResult result, Moment moment) {
    if (entry != null) {
      if (result.status() == CommitResult.Status.COMMITTED) {
        entry.recorded();
      } else {
        entry.unrecorded(moment);
      }
    }
  }

  /** What follows from a decision that has been recorded. */
  private void follow(
      PackRuntime r,
      Transfer transfer,
      StoredTransfer stored,
      Decision decision,
      List<Control> restrictions) {
    AlertRecord alert = stored.verdict().alert();
    if (alert != null) {
      alerts.raised(alert);
    }
    if (mode == Mode.ENFORCE) {
      effects.follow(transfer, decision, restrictions, r.pack.messages());
    }
  }

  private static boolean isSpent(long deadlineNanos) {
    return deadlineNanos != NO_DEADLINE && System.nanoTime() - deadlineNanos >= 0;
  }

  private static Degraded budgetSpent(String step) {
    return new Degraded(Degraded.Cause.BUDGET_SPENT, step);
  }

  private static Degraded evaluatorFailed(PackRuntime r, Throwable e) {
    LOG.error("The rules of pack {} could not be evaluated", r.pack.identity(), Redacted.of(e));
    return new Degraded(Degraded.Cause.EVALUATOR_FAILED, "");
  }

  private static Degraded storeUnavailable(Reference reference, Throwable e) {
    LOG.error(
        "The store failed for {}; look at the store, and retry once it answers",
        reference,
        Redacted.of(e));
    return new Degraded(Degraded.Cause.STORE_UNAVAILABLE, "");
  }

  /** One line: the log itself says why, and says it once, as the disk may be full for all logs. */
  private static Degraded logUnavailable(Reference reference, DecisionLogException e) {
    LOG.warn("{} is held, as it was not written down: {}", reference, e.getMessage());
    return new Degraded(Degraded.Cause.LOG_UNAVAILABLE, "");
  }

  /** A hold, path RETRY, that is told to the listeners but not kept under the reference. */
  private Decision retry(
      PackRuntime r,
      Transfer transfer,
      Reference reference,
      long value,
      Moment moment,
      Degraded cause) {
    Decision decision = holdForRetry(r, reference, value, moment, cause);
    tellRetry(r, transfer, cause, decision);
    return decision;
  }

  private void tellRetry(PackRuntime r, Transfer transfer, Degraded cause, Decision decision) {
    logging.retry(r, transfer, cause, decision);
    tell(r, transfer, decision, null, List.of(), List.of());
  }

  /** Listeners heard what was recorded; the log tells what the caller was told beside it. */
  private Decision tooLate(PackRuntime r, Attempt attempt, Moment moment) {
    Degraded cause = budgetSpent("commit");
    Decision decision = holdForRetry(r, attempt.reference(), attempt.value(), moment, cause);
    logging.retry(r, attempt.transfer(), cause, decision);
    return decision;
  }

  private Decision holdForRetry(
      PackRuntime r, Reference reference, long value, Moment moment, Degraded cause) {
    return Commits.retry(
        r.pack.identity(), mode, reference, value, moment.nowMs(), cause, r.pack.messages());
  }

  private void tell(
      PackRuntime r,
      Transfer transfer,
      Decision decision,
      @Nullable Workspace workspace,
      List<Control> payerControls,
      List<Control> payeeControls) {
    if (listeners.isEmpty()) {
      return;
    }
    List<Control> controls = new ArrayList<>(payerControls);
    controls.addAll(payeeControls);
    Map<String, Object> facts =
        workspace == null ? Map.of() : FactSnapshot.of(workspace.facts, r.pack.aggregates());
    DecisionRecord record = new DecisionRecord(transfer, decision, facts, controls);
    for (DecisionListener listener : listeners) {
      try {
        listener.onDecision(record);
      } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
        LOG.error(
            "A listener failed for {}; the decision stands", decision.reference(), Redacted.of(e));
      }
    }
  }

  private Decision view(PackRuntime r, StoredTransfer stored) {
    return view(r, stored, true);
  }

  private Decision view(PackRuntime r, StoredTransfer stored, boolean repeat) {
    boolean waits =
        stored.state() == TransferState.AWAITING_VERIFICATION
            || stored.state() == TransferState.HELD;
    return new Decision(
        stored.reference(),
        stored.verdict(),
        stored.demand(),
        stored.state(),
        stored.marks(),
        stored.usages(),
        waits ? stored.demand().methods() : Set.of(),
        stored.evidence(),
        stored.release(),
        stored.value(),
        stored.decidedAtMs(),
        stored.expiresAtMs(),
        true,
        repeat,
        active.messages(r, stored.verdict().pack()));
  }

  @Override
  public boolean observe(Movement movement) {
    PackRuntime r = active.runtime();
    Transfer t = movement.transfer();
    Moment moment = r.moment(clock.millis());
    Problem timeProblem = timeProblem(t, moment.nowMs(), Long.MAX_VALUE);
    r.validator.check(t, timeProblem);
    if (timeProblem != null) {
      throw new InvalidTransferException(List.of(timeProblem));
    }
    long eventTimeMs = eventTimeMs(t);
    long value = valuation.value(t, r.policy.baseCurrency(), eventTimeMs);
    if (value == Valuation.NONE || value > Transfer.AMOUNT_MINOR_MAX) {
      throw new InvalidTransferException(
          List.of(
              new Problem(
                  "value",
                  "",
                  "no rate for " + Valuation.unit(t) + ": give the value, or a source of rates")));
    }
    return store.observe(
        new Attempt(r.schema, r.reference(t), t, value, eventTimeMs, moment),
        r.moment(eventTimeMs));
  }

  @Override
  public boolean report(FraudReport report) {
    Objects.requireNonNull(report, "report");
    Moment moment = active.runtime().moment(clock.millis());
    ReportValidator.check(report, moment.nowMs(), eventTimeFutureMs);
    boolean isNew = store.report(report, moment);
    if (isNew) {
      effects.follow(report, moment);
    }
    return isNew;
  }

  @Override
  public boolean signal(Signal signal) {
    Objects.requireNonNull(signal, "signal");
    Moment moment = active.runtime().moment(clock.millis());
    ReportValidator.check(signal, moment.nowMs(), eventTimeFutureMs);
    return store.signal(signal, moment);
  }

  @Override
  public CustomerRisk riskLevel(String tenant, String account, @Nullable String customer) {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(account, "account");
    PackRuntime r = active.runtime();
    Moment moment = r.moment(clock.millis());
    return RiskOfSignals.of(
        r.policy.riskLevel(),
        store.signals(tenant, account, customer, moment),
        r.coverage.isSignalsCovered(moment.nowMs()),
        moment.nowMs());
  }

  @Override
  public Decision verified(Reference reference, Evidence evidence) {
    PackRuntime r = active.runtime();
    for (int round = 0; round < ROUNDS_MAX; round++) {
      Moment moment = r.moment(clock.millis());
      StoredTransfer stored = required(store.find(reference, moment), reference);
      if (!isPending(stored)) {
        return view(r, stored);
      }
      List<Evidence> all = new ArrayList<>(stored.evidence());
      if (!all.contains(evidence) && all.size() < EVIDENCE_MAX) {
        all.add(evidence);
      }
      // What was asked for stays asked for, even where a limit has freed up since.
      Demand risk = stored.verdict().demand().and(stored.demand());
      long failed = all.stream().filter(e -> !e.passed()).count();
      if (failed >= r.policy.failedVerificationsMax() || all.size() >= EVIDENCE_MAX) {
        risk = risk.and(Demand.hold(ReleasePath.BANK));
      }
      CommitResult result =
          reconsider(r, stored, risk, all, fresh(r, all, moment.nowMs()), null, moment);
      if (result.status() == CommitResult.Status.COMMITTED) {
        return view(r, required(result.stored(), reference));
      }
    }
    throw disturbed(reference);
  }

  @Override
  public Decision release(Reference reference, Release release) {
    PackRuntime r = active.runtime();
    for (int round = 0; round < ROUNDS_MAX; round++) {
      Moment moment = r.moment(clock.millis());
      StoredTransfer stored = required(store.find(reference, moment), reference);
      if (!isPending(stored)) {
        return view(r, stored);
      }
      ReleasePath demanded = stored.demand().path();
      if (demanded == ReleasePath.NONE || release.authority().compareTo(demanded) < 0) {
        throw new ReleaseRefusedException(reference, demanded, release.authority());
      }
      CommitResult result =
          reconsider(
              r,
              stored,
              stored.demand().and(stored.verdict().riskDemand()),
              stored.evidence(),
              Set.of(),
              release,
              moment);
      if (result.status() == CommitResult.Status.COMMITTED) {
        return view(r, required(result.stored(), reference));
      }
    }
    throw disturbed(reference);
  }

  /** Reads controls and limits again and records what they now come to. */
  private CommitResult reconsider(
      PackRuntime r,
      StoredTransfer stored,
      Demand risk,
      List<Evidence> evidence,
      Set<VerificationMethod> passed,
      @Nullable Release release,
      Moment moment) {
    Transfer t = stored.transfer();
    Verdict verdict = stored.verdict();
    LoggedInputs inputs =
        new LoggedInputs(
            store.used(r.schema, stored.reference(), moment),
            store.controls(t.tenant(), t.payer(), moment),
            store.controls(t.tenant(), t.payee(), moment));
    Reconsidered on =
        new Reconsidered(
            stored.state(),
            stored.expiresAtMs(),
            Findings.of(r.policy, verdict.score(), verdict.hits()),
            risk,
            passed,
            release);
    Standing standing = on.standing(r.policy, t, stored.value(), inputs);
    Commit commit =
        Commits.of(
            r,
            stored.reference(),
            stored.revision(),
            verdict,
            standing.open(),
            standing,
            stored.marks(),
            evidence,
            standing.open().outcome() == Outcome.ALLOW ? release : stored.release(),
            moment);
    Commit lasting = on.keepingItsEnd(commit);
    Logging.Entry entry = logging.again(r, stored, on, inputs, lasting);
    CommitResult result;
    try {
      result = store.commit(lasting);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      if (entry != null) {
        entry.inDoubt(moment);
      }
      throw e;
    }
    conclude(entry, result, moment);
    return result;
  }

  /** The methods for which there is evidence that is neither stale nor from the future. */
  private Set<VerificationMethod> fresh(PackRuntime r, List<Evidence> evidence, long nowMs) {
    Set<VerificationMethod> passed = EnumSet.noneOf(VerificationMethod.class);
    Instant oldest = Instant.ofEpochMilli(nowMs).minus(r.policy.evidenceFreshness());
    Instant newest = Instant.ofEpochMilli(nowMs + eventTimeFutureMs);
    for (Evidence e : evidence) {
      if (e.passed() && !e.at().isBefore(oldest) && !e.at().isAfter(newest)) {
        passed.add(e.method());
      }
    }
    return passed;
  }

  private static boolean isPending(StoredTransfer stored) {
    return stored.state() == TransferState.AWAITING_VERIFICATION
        || stored.state() == TransferState.HELD;
  }

  private static StoreException disturbed(Reference reference) {
    return new StoreException(
        "Transfer " + reference + " was disturbed " + ROUNDS_MAX + " times; try again");
  }

  private static StoredTransfer required(@Nullable StoredTransfer stored, Reference reference) {
    if (stored == null) {
      throw new UnknownReferenceException(reference);
    }
    return stored;
  }

  @Override
  public Decision settle(Reference reference) {
    PackRuntime r = active.runtime();
    Moment moment = r.moment(clock.millis());
    Decision decision = view(r, required(store.settle(reference, moment), reference));
    logging.told(LogType.SETTLED, r, decision, moment);
    return decision;
  }

  @Override
  public Decision cancel(Reference reference) {
    PackRuntime r = active.runtime();
    Moment moment = r.moment(clock.millis());
    Decision decision = view(r, required(store.cancel(reference, moment), reference));
    logging.told(LogType.CANCELLED, r, decision, moment);
    return decision;
  }

  @Override
  public Optional<Decision> find(Reference reference) {
    PackRuntime r = active.runtime();
    return Optional.ofNullable(store.find(reference, r.moment(clock.millis())))
        .map(stored -> view(r, stored));
  }

  @Override
  public List<Reference> impose(Control control) {
    PackRuntime r = active.runtime();
    Moment moment = r.moment(clock.millis());
    List<Reference> moved = controls.impose(r, control, moment);
    logging.held(r, control.kind(), control.id(), moved, moment);
    return moved;
  }

  @Override
  public boolean lift(String tenant, String account, String controlId, String by, String why) {
    if (by.isBlank() || why.isBlank()) {
      throw new IllegalArgumentException("Say who lifts it and why: an auditor will ask");
    }
    Moment moment = active.runtime().moment(clock.millis());
    boolean wasNotice = notices.isInForce(tenant, account, controlId, moment);
    boolean isLifted = store.lift(tenant, account, controlId, by, why, moment);
    if (isLifted && wasNotice) {
      notices.lifted(tenant, account, controlId, moment);
    }
    return isLifted;
  }

  @Override
  public ControlHistory controlHistory(String tenant, String account) {
    return store.controlHistory(tenant, account, active.runtime().moment(clock.millis()));
  }

  @Override
  public NoticeStatus stopPayment(StopPaymentNotice notice) {
    Objects.requireNonNull(notice, "notice");
    PackRuntime r = active.runtime();
    return notices.receive(r, notice, r.moment(clock.millis()));
  }

  @Override
  public NoticeStatus confirmNotice(
      String tenant, String account, String number, String by, String note) {
    PackRuntime r = active.runtime();
    return notices.confirm(r, tenant, account, number, by, note, r.moment(clock.millis()));
  }

  @Override
  public NoticeStatus extendNotice(
      String tenant, String account, String number, String by, String why) {
    PackRuntime r = active.runtime();
    return notices.extend(r, tenant, account, number, by, why, r.moment(clock.millis()));
  }

  @Override
  public List<NoticeStatus> notices(String tenant, String account) {
    return notices.of(tenant, account, active.runtime().moment(clock.millis()));
  }

  @Override
  public List<NoticeStatus> notices(
      String tenant, Set<NoticeStatus.State> states, Instant receivedFrom, int max) {
    if (max < 1 || max > NOTICES_MAX) {
      throw new IllegalArgumentException(
          "Ask for 1 to " + NOTICES_MAX + " notices at a time, not " + max);
    }
    return notices.find(tenant, states, receivedFrom, max, active.runtime().moment(clock.millis()));
  }

  @Override
  public MovementExport movements(String tenant, String account, Instant from, Instant to) {
    PackRuntime r = active.runtime();
    return movements.export(r, tenant, account, from, to, r.moment(clock.millis()));
  }

  @Override
  public int sweep() {
    int told = 0;
    try {
      told = notices.sweep(active.runtime().moment(clock.millis()));
    } finally {
      told += alerts.sweep(); // kept elsewhere: nobody waits for a call because notices fail
    }
    return told;
  }

  @Override
  public List<Control> controls(String tenant, String account) {
    return store.controls(tenant, account, active.runtime().moment(clock.millis()));
  }

  @Override
  public void forget(String tenant, String account) {
    forgetting.forget(tenant, account, active.runtime().moment(clock.millis()));
  }

  @Override
  public Forgotten forget(CustomerToForget whom) {
    Objects.requireNonNull(whom, "whom");
    PackRuntime r = active.runtime();
    return forgetting.forget(r, whom, r.moment(clock.millis()));
  }

  @Override
  public Optional<Alert> alert(Reference reference) {
    return alerts.find(Objects.requireNonNull(reference, "reference"));
  }

  @Override
  public List<Alert> alerts(AlertQuery query) {
    return alerts.query(Objects.requireNonNull(query, "query"));
  }

  @Override
  public Alert respond(Reference reference, AlertResponse response) {
    return alerts.respond(
        Objects.requireNonNull(reference, "reference"),
        Objects.requireNonNull(response, "response"));
  }

  @Override
  public AlertStatistics alertStatistics(String tenant, Instant from, Instant to) {
    return alerts.statistics(
        Objects.requireNonNull(tenant, "tenant"),
        Objects.requireNonNull(from, "from"),
        Objects.requireNonNull(to, "to"));
  }

  @Override
  public PackIdentity activePack() {
    return active.runtime().pack.identity();
  }

  @Override
  public List<PackProblem> activate(RulePack pack) {
    return active.activate(Objects.requireNonNull(pack, "pack"));
  }

  @Override
  public PackIdentity rollback() {
    return active.rollback();
  }

  @Override
  public Map<String, Instant> warmingUntil() {
    return active.runtime().coverage.warmingUntil(clock.instant());
  }

  @Override
  public Shadow shadow(RulePack candidate, int queueMax) {
    return shadows.start(Objects.requireNonNull(candidate, "candidate"), queueMax);
  }

  @Override
  public void close() {
    async.close(); // first: what is under way needs all the rest
    shadows.close();
    active.close();
    try {
      logging.close(); // first: what it could not write is told while all else is still there
    } finally {
      try {
        store.close();
      } finally {
        try {
          alerts.close();
        } finally {
          intelligence.close();
        }
      }
    }
  }
}
