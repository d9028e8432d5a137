package io.riskgate.micrometer;

import io.micrometer.core.instrument.Meter;
import io.riskgate.core.Alert;
import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertStatistics;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.CustomerRisk;
import io.riskgate.core.CustomerToForget;
import io.riskgate.core.Decision;
import io.riskgate.core.Evidence;
import io.riskgate.core.Forgotten;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Movement;
import io.riskgate.core.MovementExport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Shadow;
import io.riskgate.core.Signal;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.RulePack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what another engine does, and counts. What fails in counting is logged once. */
final class MeteredEngine implements RiskEngine {
  private static final Logger LOG = LoggerFactory.getLogger(MeteredEngine.class);

  private final RiskEngine engine;
  private final RiskMetrics metrics;
  private final CallTimers timers;
  private final DecisionMeters decisions;
  private final Reservations reservations;
  private final Survey survey;
  private final AtomicReference<@Nullable MeteredShadow> shadow = new AtomicReference<>();
  private final AtomicBoolean isTroubleTold = new AtomicBoolean();

  MeteredEngine(RiskEngine engine, RiskMetrics metrics) {
    this.engine = engine;
    this.metrics = metrics;
    timers = new CallTimers(metrics);
    decisions = new DecisionMeters(metrics);
    reservations = new Reservations(metrics);
    survey = new Survey(metrics);
    showPacks();
  }

  // ---- how calls are timed and counted

  private <T extends @Nullable Object> T timed(Call call, Supplier<T> what) {
    long start = System.nanoTime();
    T answer;
    try {
      answer = what.get();
    } catch (RuntimeException | Error e) {
      time(call, CallTimers.resultOf(e), start);
      throw e;
    }
    time(call, Call.Result.ANSWERED, start);
    return answer;
  }

  private void time(Call call, Call.Result result, long start) {
    long nanos = System.nanoTime() - start;
    count(() -> timers.record(call, result, nanos));
  }

  /** Counts; an answer is worth more than a count, so nothing that breaks here gets out. */
  private void count(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException | LinkageError e) {
      troubled(e);
    }
  }

  private void troubled(Throwable e) {
    if (isTroubleTold.compareAndSet(false, true)) {
      LOG.warn("Metrics cannot be counted; decisions are not affected", Redacted.of(e));
    }
  }

  /** Counts what a customer waits for, and so without anything that is thrown away after. */
  private Decision scored(Call call, Decision decision, long start) {
    long nanos = System.nanoTime() - start;
    try {
      timers.record(call, Call.Result.ANSWERED, nanos);
      decisions.scored(decision);
      if (decision.isRepeat()) {
        reservations.ended(decision);
      } else if (reservations.maybeMade(decision)) {
        decisions.letGo(decision);
      }
    } catch (RuntimeException | LinkageError e) {
      troubled(e);
    }
    return decision;
  }

  private Decision ended(Call call, Decision decision, long start) {
    long nanos = System.nanoTime() - start;
    try {
      timers.record(call, Call.Result.ANSWERED, nanos);
      reservations.ended(decision);
    } catch (RuntimeException | LinkageError e) {
      troubled(e);
    }
    return decision;
  }

  private Decision reconsidered(Decision decision) {
    count(
        () -> {
          if (reservations.maybeMade(decision)) {
            decisions.letGo(decision);
          }
        });
    return decision;
  }

  private void showPacks() {
    count(
        () -> {
          MeteredShadow tried = shadow.get();
          survey.show(engine.activePack(), tried == null ? null : tried.candidate());
        });
  }

  // ---- transfers

  @Override
  public Decision score(Transfer transfer) {
    long start = System.nanoTime();
    Decision decision;
    try {
      decision = engine.score(transfer);
    } catch (RuntimeException | Error e) {
      time(Call.SCORE, CallTimers.resultOf(e), start);
      throw e;
    }
    return scored(Call.SCORE, decision, start);
  }

  @Override
  public Decision score(Transfer transfer, Duration budget) {
    long start = System.nanoTime();
    Decision decision;
    try {
      decision = engine.score(transfer, budget);
    } catch (RuntimeException | Error e) {
      time(Call.SCORE, CallTimers.resultOf(e), start);
      throw e;
    }
    return scored(Call.SCORE, decision, start);
  }

  @Override
  public CompletionStage<Decision> scoreAsync(Transfer transfer) {
    long start = System.nanoTime();
    return scoredLater(start, engine.scoreAsync(transfer));
  }

  @Override
  public CompletionStage<Decision> scoreAsync(Transfer transfer, Duration budget) {
    long start = System.nanoTime();
    return scoredLater(start, engine.scoreAsync(transfer, budget));
  }

  /** Answers with the engine's own stage: one that depends on it would fail in another way. */
  private CompletionStage<Decision> scoredLater(long start, CompletionStage<Decision> stage) {
    CompletionStage<Decision> counted =
        stage.whenComplete(
            (decision, thrown) -> {
              if (thrown == null) {
                var unused = scored(Call.SCORE_ASYNC, decision, start);
              } else {
                time(Call.SCORE_ASYNC, CallTimers.resultOf(thrown), start);
              }
            });
    return counted == stage ? counted : stage;
  }

  @Override
  public boolean observe(Movement movement) {
    return timed(Call.OBSERVE, () -> engine.observe(movement));
  }

  @Override
  public boolean report(FraudReport report) {
    return timed(Call.REPORT, () -> engine.report(report));
  }

  @Override
  public boolean signal(Signal signal) {
    return timed(Call.SIGNAL, () -> engine.signal(signal));
  }

  @Override
  public Decision verified(Reference reference, Evidence evidence) {
    return reconsidered(timed(Call.VERIFIED, () -> engine.verified(reference, evidence)));
  }

  @Override
  public Decision release(Reference reference, Release release) {
    return reconsidered(timed(Call.RELEASE, () -> engine.release(reference, release)));
  }

  @Override
  public Decision settle(Reference reference) {
    long start = System.nanoTime();
    Decision decision;
    try {
      decision = engine.settle(reference);
    } catch (RuntimeException | Error e) {
      time(Call.SETTLE, CallTimers.resultOf(e), start);
      throw e;
    }
    return ended(Call.SETTLE, decision, start);
  }

  @Override
  public Decision cancel(Reference reference) {
    long start = System.nanoTime();
    Decision decision;
    try {
      decision = engine.cancel(reference);
    } catch (RuntimeException | Error e) {
      time(Call.CANCEL, CallTimers.resultOf(e), start);
      throw e;
    }
    return ended(Call.CANCEL, decision, start);
  }

  @Override
  public Optional<Decision> find(Reference reference) {
    Optional<Decision> found = timed(Call.FIND, () -> engine.find(reference));
    found.ifPresent(decision -> count(() -> reservations.ended(decision)));
    return found;
  }

  // ---- controls, alerts, notices

  @Override
  public List<Reference> impose(Control control) {
    List<Reference> held = timed(Call.IMPOSE, () -> engine.impose(control));
    count(() -> reservations.held(held));
    return held;
  }

  @Override
  public boolean lift(String tenant, String account, String controlId, String by, String why) {
    return timed(Call.LIFT, () -> engine.lift(tenant, account, controlId, by, why));
  }

  @Override
  public ControlHistory controlHistory(String tenant, String account) {
    return engine.controlHistory(tenant, account);
  }

  @Override
  public List<Control> controls(String tenant, String account) {
    return engine.controls(tenant, account);
  }

  @Override
  public Optional<Alert> alert(Reference reference) {
    return engine.alert(reference);
  }

  @Override
  public List<Alert> alerts(AlertQuery query) {
    return engine.alerts(query);
  }

  @Override
  public Alert respond(Reference reference, AlertResponse response) {
    return timed(Call.RESPOND, () -> engine.respond(reference, response));
  }

  @Override
  public AlertStatistics alertStatistics(String tenant, Instant from, Instant to) {
    return engine.alertStatistics(tenant, from, to);
  }

  @Override
  public NoticeStatus stopPayment(StopPaymentNotice notice) {
    NoticeStatus status = timed(Call.STOP_PAYMENT, () -> engine.stopPayment(notice));
    count(() -> reservations.held(status.held()));
    return status;
  }

  @Override
  public NoticeStatus confirmNotice(
      String tenant, String account, String number, String by, String note) {
    return engine.confirmNotice(tenant, account, number, by, note);
  }

  @Override
  public NoticeStatus extendNotice(
      String tenant, String account, String number, String by, String why) {
    return engine.extendNotice(tenant, account, number, by, why);
  }

  @Override
  public List<NoticeStatus> notices(String tenant, String account) {
    return engine.notices(tenant, account);
  }

  @Override
  public List<NoticeStatus> notices(
      String tenant, Set<NoticeStatus.State> states, Instant receivedFrom, int max) {
    return engine.notices(tenant, states, receivedFrom, max);
  }

  @Override
  public MovementExport movements(String tenant, String account, Instant from, Instant to) {
    return engine.movements(tenant, account, from, to);
  }

  @Override
  public int sweep() {
    int told = timed(Call.SWEEP, engine::sweep);
    count(() -> reservations.lookAtDue(engine, metrics.clock.instant()));
    count(() -> survey.lookAtAlerts(engine));
    count(
        () -> {
          MeteredShadow tried = shadow.get();
          if (tried != null) {
            tried.count();
          }
        });
    showPacks();
    return told;
  }

  @Override
  public void forget(String tenant, String account) {
    engine.forget(tenant, account);
  }

  @Override
  public Forgotten forget(CustomerToForget whom) {
    return engine.forget(whom);
  }

  // ---- packs

  @Override
  public PackIdentity activePack() {
    return engine.activePack();
  }

  @Override
  public List<PackProblem> activate(RulePack pack) {
    List<PackProblem> warnings = timed(Call.ACTIVATE, () -> engine.activate(pack));
    showPacks();
    return warnings;
  }

  @Override
  public PackIdentity rollback() {
    PackIdentity now = engine.rollback();
    showPacks();
    return now;
  }

  @Override
  public CustomerRisk riskLevel(String tenant, String account, @Nullable String customer) {
    return engine.riskLevel(tenant, account, customer);
  }

  @Override
  public Map<String, Instant> warmingUntil() {
    return engine.warmingUntil();
  }

  @Override
  public Shadow shadow(RulePack candidate, int queueMax) {
    Shadow started = engine.shadow(candidate, queueMax);
    AtomicReference<@Nullable MeteredShadow> itself = new AtomicReference<>();
    MeteredShadow metered = new MeteredShadow(started, metrics, () -> ended(itself.get()));
    itself.set(metered);
    shadow.set(metered);
    showPacks();
    return metered;
  }

  private void ended(@Nullable MeteredShadow metered) {
    if (metered != null && shadow.compareAndSet(metered, null)) {
      count(metered::count);
      showPacks();
    }
  }

  @Override
  public void close() {
    MeteredShadow tried = shadow.getAndSet(null);
    try {
      engine.close();
    } finally {
      count(
          () -> {
            if (tried != null) {
              tried.count();
            }
            survey.hidePacks();
            for (Meter meter : survey.meters()) {
              metrics.registry.remove(meter);
            }
            metrics.registry.remove(reservations.gauge);
          });
    }
  }
}
