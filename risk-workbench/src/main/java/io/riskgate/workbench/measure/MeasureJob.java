package io.riskgate.workbench.measure;

import io.riskgate.core.Decision;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.Label;
import io.riskgate.workbench.rows.RowProblem;
import io.riskgate.workbench.rows.RowSource;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.Rejects;
import io.riskgate.workbench.score.Replay;
import io.riskgate.workbench.score.Settlement;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replays rows and compares what is decided with what they are labelled. */
public final class MeasureJob {
  private static final int ROWS_BETWEEN_UPDATES = 256;

  private final RulePack pack;
  private final RateSource rates;
  private final IntelligenceSource intelligence;
  private final Settlement settlement;
  private final FraudKinds kinds;
  private final @Nullable Progress progress;
  private final Rejects rejects;
  private final Effectiveness found = new Effectiveness();
  private long rows;
  private long rejected;

  /**
   * Prepares a run.
   *
   * @param messages where bad rows are told of
   * @param progress what shows the progress, or null
   */
  public MeasureJob(
      RulePack pack,
      RateSource rates,
      IntelligenceSource intelligence,
      Settlement settlement,
      FraudKinds kinds,
      PrintWriter messages,
      @Nullable Progress progress) {
    this.pack = pack;
    this.rates = rates;
    this.intelligence = intelligence;
    this.settlement = settlement;
    this.kinds = kinds;
    this.progress = progress;
    rejects = new Rejects(messages, null);
  }

  /**
   * Replays all rows.
   *
   * @return how many rows were rejected; they are in no figure
   * @throws InputException if the rows cannot all be read, or no column labels them
   */
  public long run(RowSource source) throws IOException {
    try (Replay replay =
        new Replay(pack, rates, intelligence, settlement, DecisionLog.none(), this::reject)) {
      for (InputRow row = source.next(); row != null; row = source.next()) {
        rows++;
        measure(replay, row);
        if (progress != null && rows % ROWS_BETWEEN_UPDATES == 0) {
          progress.update(source.fractionRead(), rows);
        }
      }
    } finally {
      clearProgress();
    }
    rejects.finish();
    return rejected;
  }

  private void measure(Replay replay, InputRow row) {
    if (row.transfer() != null) { // else it has not all its cells, and is rejected for that
      if (!Label.isTold(row)) {
        throw new InputException(
            row.file()
                + ": no column tells which transfers were fraudulent; add the column 'label', or"
                + " 'label' to the mapping: see docs/effectiveness.md");
      }
      Optional<RowProblem> unknown = Label.problem(row);
      if (unknown.isPresent()) {
        reject(row, List.of(unknown.get()));
        return;
      }
    }
    Optional<Decision> decision = replay.score(row);
    if (decision.isPresent()) {
      Label label = Label.of(row);
      found.add(decision.get(), label.fraud(), kinds.kind(label.kind()));
      replay.conclude(row, decision.get());
    }
  }

  private void reject(InputRow row, List<RowProblem> problems) {
    clearProgress();
    rejected++;
    rejects.add(row, problems);
  }

  private void clearProgress() {
    if (progress != null) {
      progress.clear();
    }
  }

  /**
   * Writes what was found as Markdown.
   *
   * @param columns how the columns are mapped
   */
  public void report(PrintWriter to, String columns) {
    new Report(to, pack, found).write(columns, settlement, rejected);
  }
}
