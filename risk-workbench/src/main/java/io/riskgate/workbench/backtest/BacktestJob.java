package io.riskgate.workbench.backtest;

import io.riskgate.core.Decision;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.Label;
import io.riskgate.workbench.rows.ReadAhead;
import io.riskgate.workbench.rows.RowProblem;
import io.riskgate.workbench.rows.RowSource;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.Rejects;
import io.riskgate.workbench.score.Replay;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Replays labelled history and counts what a pack would have done, beside another pack if there is
 * one. Each pack has an engine and a store of its own. Rows are read on one thread, each pack
 * decides on one, and what is counted is counted in the order of the rows: the figures do not
 * depend on the threads.
 */
public final class BacktestJob {
  private static final int BATCH_ROWS = 256;

  private final RulePack pack;
  private final @Nullable RulePack baseline;
  private final RateSource rates;
  private final IntelligenceSource intelligence;
  private final BacktestPlan plan;
  private final FraudKinds kinds;
  private final Rejects rejects;
  private final @Nullable AlertsFile alerts;
  private final @Nullable Progress progress;
  private final Interruption interruption;
  private final BacktestResult result;
  private @Nullable Boolean labelled;
  private @Nullable Instant firstTime;
  private boolean ended;

  /**
   * Prepares a run.
   *
   * @param baseline the pack to compare with, or null
   * @param intelligence closed with the run
   * @param rejects told of bad rows
   * @param alerts where alerts are listed, or null
   * @param progress what shows the progress, or null
   * @param interruption whether the run is to stop
   */
  public BacktestJob(
      RulePack pack,
      @Nullable RulePack baseline,
      RateSource rates,
      IntelligenceSource intelligence,
      BacktestPlan plan,
      FraudKinds kinds,
      Rejects rejects,
      @Nullable AlertsFile alerts,
      @Nullable Progress progress,
      Interruption interruption) {
    this.pack = pack;
    this.baseline = baseline;
    this.rates = rates;
    this.intelligence = intelligence;
    this.plan = plan;
    this.kinds = kinds;
    this.rejects = rejects;
    this.alerts = alerts;
    this.progress = progress;
    this.interruption = interruption;
    result =
        new BacktestResult(
            plan, new Figures(pack), baseline == null ? null : new Figures(baseline));
    requireComparable();
  }

  private void requireComparable() {
    if (baseline != null
        && !baseline.policy().baseCurrency().equals(pack.policy().baseCurrency())) {
      throw new InputException(
          "--baseline: %s counts in %s, and %s in %s; they cannot be compared"
              .formatted(
                  baseline.identity(),
                  baseline.policy().baseCurrency(),
                  pack.identity(),
                  pack.policy().baseCurrency()));
    }
  }

  /**
   * Replays all rows, or as many as there are until somebody asks to stop.
   *
   * @param source closed with the run
   * @throws InputException if the rows cannot all be read
   */
  public BacktestResult run(RowSource source) throws IOException {
    long start = System.nanoTime();
    ExecutorService other = Executors.newSingleThreadExecutor(BacktestJob::daemon);
    try (RowSource rows = new ReadAhead(source, interruption::isAsked);
        Side candidate = side(pack, intelligence, this::reject);
        Side beside =
            baseline == null
                ? null
                : side(baseline, new Shared(intelligence), (row, problems) -> {})) {
      while (!ended && !interruption.isAsked()) {
        List<Turn> turns = nextTurns(rows);
        play(turns, candidate, beside, other);
        if (progress != null) {
          progress.update(rows.fractionRead(), result.rowsRead());
        }
      }
    } finally {
      other.shutdown();
      clearProgress();
    }
    result.labelled(labelled != null && labelled);
    result.ended(interruption.isAsked(), System.nanoTime() - start);
    rejects.finish();
    return result;
  }

  /** What is known of addresses and accounts, which the candidate's engine closes. */
  private record Shared(IntelligenceSource source) implements IntelligenceSource {
    @Override
    public Intelligence lookUp(Transfer transfer) {
      return source.lookUp(transfer);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "baseline");
    thread.setDaemon(true);
    return thread;
  }

  private Side side(
      RulePack of, IntelligenceSource known, BiConsumer<InputRow, List<RowProblem>> to) {
    return new Side(
        new Replay(of, rates, known, plan.settlement(), DecisionLog.none(), to),
        new LabelReports(plan.labelDelay()),
        to);
  }

  private List<Turn> nextTurns(RowSource rows) {
    List<Turn> turns = new ArrayList<>(BATCH_ROWS);
    while (turns.size() < BATCH_ROWS) {
      InputRow row = rows.next();
      if (row == null || isAfterTheEnd(row)) {
        ended = true;
        break;
      }
      result.read();
      turns.add(turn(row));
    }
    return turns;
  }

  private boolean isAfterTheEnd(InputRow row) {
    Transfer transfer = row.transfer();
    return transfer != null
        && transfer.time() != null
        && transfer.buildProblems().isEmpty()
        && plan.endsBefore(transfer.time());
  }

  private Turn turn(InputRow row) {
    Transfer transfer = row.transfer();
    if (transfer == null) { // not all its cells are there
      return new Turn(row, null, null);
    }
    boolean told = Label.isTold(row);
    if (labelled != null && labelled != told) {
      throw new InputException(
          row.file()
              + (told ? ": tells" : ": does not tell")
              + " which transfers were fraudulent, and a file before it "
              + (told ? "does not" : "does")
              + "; label all files or none");
    }
    labelled = told;
    Optional<RowProblem> unknown = Label.problem(row);
    if (unknown.isPresent()) {
      return new Turn(row, null, unknown.get());
    }
    Label label = Label.of(row);
    return new Turn(
        row,
        new Replayed(
            result.rowsRead(), row, transfer, told, label.fraud(), kinds.kind(label.kind())),
        null);
  }

  private void play(
      List<Turn> turns, Side candidate, @Nullable Side beside, ExecutorService other) {
    CompletableFuture<List<Optional<Decision>>> others =
        beside == null ? null : CompletableFuture.supplyAsync(() -> beside.play(turns), other);
    List<Optional<Decision>> decisions;
    List<Optional<Decision>> baselines;
    try {
      decisions = candidate.play(turns);
    } finally {
      baselines = others == null ? List.of() : join(others);
    }
    for (int i = 0; i < turns.size(); i++) {
      Replayed replayed = turns.get(i).replayed();
      Decision decision = decisions.get(i).orElse(null);
      if (replayed != null && decision != null) {
        count(replayed, decision, baselines.isEmpty() ? null : baselines.get(i).orElse(null));
      }
    }
  }

  private static List<Optional<Decision>> join(CompletableFuture<List<Optional<Decision>>> others) {
    try {
      return others.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void count(Replayed replayed, Decision decision, @Nullable Decision beside) {
    Instant time = replayed.transfer().time();
    if (time == null) {
      return; // it was decided, and so has a time
    }
    if (firstTime == null) {
      firstTime = time;
    }
    if (!plan.counts(time, firstTime)) {
      result.leftOutOne();
      return;
    }
    result.counted(time);
    result.candidate().add(replayed, decision);
    if (beside != null && result.baseline() != null) {
      result.baseline().add(replayed, beside);
      result.flips().add(replayed, decision, beside);
    }
    if (alerts != null) {
      alerts.add(replayed, decision, beside);
    }
  }

  private void reject(InputRow row, List<RowProblem> problems) {
    clearProgress();
    result.rejectedOne();
    rejects.add(row, problems);
  }

  private void clearProgress() {
    if (progress != null) {
      progress.clear();
    }
  }
}
