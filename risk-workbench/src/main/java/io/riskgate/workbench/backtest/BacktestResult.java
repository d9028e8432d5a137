package io.riskgate.workbench.backtest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of a backtest. */
public final class BacktestResult {
  private final BacktestPlan plan;
  private final Figures candidate;
  private final @Nullable Figures baseline;
  private final Flips flips = new Flips();
  private boolean labelled;
  private boolean interrupted;
  private long read;
  private long rejected;
  private long leftOut;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private long nanos;

  BacktestResult(BacktestPlan plan, Figures candidate, @Nullable Figures baseline) {
    this.plan = plan;
    this.candidate = candidate;
    this.baseline = baseline;
  }

  void read() {
    read++;
  }

  void rejectedOne() {
    rejected++;
  }

  void leftOutOne() {
    leftOut++;
  }

  void counted(Instant time) {
    if (first == null) {
      first = time;
    }
    last = time;
  }

  void labelled(boolean isLabelled) {
    labelled = isLabelled;
  }

  void ended(boolean wasInterrupted, long afterNanos) {
    interrupted = wasInterrupted;
    nanos = afterNanos;
  }

  BacktestPlan plan() {
    return plan;
  }

  /** What the pack decided. */
  Figures candidate() {
    return candidate;
  }

  /** What the baseline decided, or null where there is none. */
  @Nullable Figures baseline() {
    return baseline;
  }

  Flips flips() {
    return flips;
  }

  /** Whether the files tell what was fraud. */
  public boolean isLabelled() {
    return labelled;
  }

  /** Whether the run was stopped before the end of the files. */
  public boolean isInterrupted() {
    return interrupted;
  }

  /** How many rows are in the figures. */
  long rows() {
    Tally all = candidate.stops().all();
    return all.fraud() + all.honest();
  }

  /** How many rows were replayed or rejected. */
  public long rowsRead() {
    return read;
  }

  /** How many rows were rejected. */
  public long rejected() {
    return rejected;
  }

  /** How many rows were replayed before the figures begin. */
  long leftOut() {
    return leftOut;
  }

  /** The time of the first row in the figures, or null. */
  @Nullable Instant first() {
    return first;
  }

  /** The time of the last row in the figures, or null. */
  @Nullable Instant last() {
    return last;
  }

  double seconds() {
    return nanos / 1e9;
  }

  /** Rows a second, everything included but loading the packs and writing the report. */
  public double rowsPerSecond() {
    return nanos == 0 ? 0 : read / seconds();
  }
}
