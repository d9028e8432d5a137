package io.riskgate.workbench.score;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Decision;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowProblem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Scores rows in the order of their event times, as if each were asked for now: the clock follows
 * the rows, and history is what the rows before have left behind.
 */
public final class Replay implements AutoCloseable {
  /** Before any row: a file's first row is the beginning of the world, so its history is whole. */
  private static final Instant BEGINNING = Instant.parse("1800-01-01T00:00:00Z");

  private static final String TRANSFER_ID = "id";

  private final ReplayClock clock = new ReplayClock(Instant.EPOCH);
  private final RiskEngine engine;
  private final BiConsumer<InputRow, List<RowProblem>> rejects;
  private @Nullable InputRow lastRow;
  private @Nullable Instant lastTime;

  /**
   * Starts with an empty history.
   *
   * @param intelligence closed with the replay
   * @param rejects told of every row that cannot be scored; it records nothing
   */
  Replay(
      RulePack pack,
      RateSource rates,
      IntelligenceSource intelligence,
      BiConsumer<InputRow, List<RowProblem>> rejects) {
    this.rejects = rejects;
    engine =
        RiskEngine.builder()
            .alertStore(AlertStore.none()) // nobody responds to the past
            .rules(pack)
            .clock(clock)
            .historyCompleteSince(BEGINNING)
            .rates(rates)
            .intelligence(intelligence)
            .build();
  }

  /**
   * Scores a row.
   *
   * @return the decision, or empty where the row was rejected
   * @throws InputException if the row is earlier than the one before
   */
  Optional<Decision> score(InputRow row) {
    Transfer transfer = row.transfer();
    if (transfer == null) {
      return reject(row, row.unreadable());
    }
    Instant time = transfer.time();
    Instant before = clock.instant();
    if (time != null) {
      if (transfer.buildProblems().isEmpty()) { // else the row is rejected, wherever it stands
        refuseDisorder(row, time);
      }
      clock.set(time);
    }
    try {
      Decision decision = engine.score(transfer);
      lastRow = row;
      lastTime = time;
      return decision.isRepeat()
          ? reject(row, "repeats an earlier row: a retry is not scored twice; remove it")
          : Optional.of(decision);
    } catch (InvalidTransferException e) {
      clock.set(before); // the row never was
      rejects.accept(row, row.inFileTerms(e.problems()));
    } catch (ConflictingTransferException e) {
      clock.set(before);
      return reject(row, "is the id of an earlier transfer of this payer with other content");
    }
    return Optional.empty();
  }

  private void refuseDisorder(InputRow row, Instant time) {
    if (lastRow != null && lastTime != null && time.isBefore(lastTime)) {
      throw new InputException(
          "%s: its time %s is earlier than %s of the row before it (%s); rows must be in order of time: use --sort"
              .formatted(row.place(), time, lastTime, lastRow.place()));
    }
  }

  private Optional<Decision> reject(InputRow row, @Nullable RowProblem problem) {
    rejects.accept(row, problem == null ? List.of() : List.of(problem));
    return Optional.empty();
  }

  private Optional<Decision> reject(InputRow row, String why) {
    Transfer transfer = row.transfer();
    String id = transfer == null ? "" : transfer.id();
    return reject(row, new RowProblem(row.layout().columnOf(TRANSFER_ID, false), id, why));
  }

  /** Lets happen what happened in reality: an allowed transfer is settled, or fell through. */
  void conclude(InputRow row, Decision decision) {
    if (decision.outcome() == Outcome.ALLOW) {
      if (row.failed()) {
        engine.cancel(decision.reference());
      } else {
        engine.settle(decision.reference());
      }
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
