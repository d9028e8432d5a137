package io.riskgate.workbench.backtest;

import io.riskgate.core.Decision;
import io.riskgate.core.Transfer;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowProblem;
import io.riskgate.workbench.score.Replay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One pack's engine, which replays rows with a store of its own. */
final class Side implements AutoCloseable {
  private final Replay replay;
  private final LabelReports reports;
  private final BiConsumer<InputRow, List<RowProblem>> rejects;

  /**
   * Joins what replays with what tells it of fraud.
   *
   * @param rejects told of every row that is not replayed
   */
  Side(Replay replay, LabelReports reports, BiConsumer<InputRow, List<RowProblem>> rejects) {
    this.replay = replay;
    this.reports = reports;
    this.rejects = rejects;
  }

  /** Decides rows in their order, and lets become of each what became of it in reality. */
  List<Optional<Decision>> play(List<Turn> turns) {
    List<Optional<Decision>> decisions = new ArrayList<>(turns.size());
    for (Turn turn : turns) {
      decisions.add(play(turn));
    }
    return decisions;
  }

  private Optional<Decision> play(Turn turn) {
    Replayed replayed = turn.replayed();
    if (replayed == null) {
      if (turn.problem() == null) {
        return replay.score(turn.row()); // rejects it, and says why
      }
      rejects.accept(turn.row(), List.of(turn.problem()));
      return Optional.empty();
    }
    Transfer transfer = replayed.transfer();
    Instant time = transfer.time();
    if (time != null && transfer.buildProblems().isEmpty()) {
      reports.tellUntil(time, replay);
    }
    Optional<Decision> decision = replay.score(turn.row());
    if (decision.isPresent()) {
      replay.conclude(turn.row(), decision.get());
      if (replayed.isFraud()) {
        reports.add(turn.row(), transfer, replayed.fraudKind(), decision.get().value());
      }
    }
    return decision;
  }

  @Override
  public void close() {
    replay.close();
  }
}
