package io.riskgate.workbench.explain;

import io.riskgate.core.Decision;
import io.riskgate.core.Transfer;
import io.riskgate.workbench.backtest.FraudKinds;
import io.riskgate.workbench.backtest.LabelReports;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.Label;
import io.riskgate.workbench.rows.RowProblem;
import io.riskgate.workbench.score.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labels as a backtest tells them to the engine, so that a transfer is explained on the history
 * that it was decided on there.
 */
public final class ToldLabels {
  private final LabelReports reports;
  private final FraudKinds kinds;

  /**
   * Nothing is told yet.
   *
   * @param delay how long after the transfer its fraud is known, or null where it never is
   * @param kinds what the column of kinds means
   */
  public ToldLabels(@Nullable Duration delay, FraudKinds kinds) {
    this.reports = new LabelReports(delay);
    this.kinds = kinds;
  }

  /** Tells what is known by the time of a row; false where the row's own label rejects it. */
  boolean areTold(InputRow row, Replay replay) {
    Transfer transfer = row.transfer();
    if (transfer == null) {
      return true; // it is rejected as it is
    }
    if (!problems(row).isEmpty()) {
      return false;
    }
    Instant time = transfer.time();
    if (time != null && transfer.buildProblems().isEmpty()) {
      reports.tellUntil(time, replay);
    }
    return true;
  }

  /** What is wrong with a row's label. */
  List<RowProblem> problems(InputRow row) {
    return Label.problem(row).stream().toList();
  }

  /** Takes note of a row that was decided. */
  void add(InputRow row, Decision decision) {
    Transfer transfer = row.transfer();
    Label label = Label.of(row);
    if (transfer != null && label.fraud()) {
      reports.add(row, transfer, kinds.kind(label.kind()), decision.value());
    }
  }
}
