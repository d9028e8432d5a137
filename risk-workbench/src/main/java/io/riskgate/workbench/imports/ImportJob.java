package io.riskgate.workbench.imports;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.Movement;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowProblem;
import io.riskgate.workbench.rows.RowSource;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.Rejects;
import io.riskgate.workbench.score.ReplayClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Observes what has moved, in the order of its times and with the clock following it, so that an
 * engine over the store knows it as if it had been there all along. Nothing is scored.
 */
public final class ImportJob {
  private static final int ROWS_BETWEEN_UPDATES = 256;

  private final RulePack pack;
  private final RateSource rates;
  private final Rejects rejects;
  private final @Nullable Progress progress;
  private final ReplayClock clock = new ReplayClock(Instant.EPOCH);
  private @Nullable RiskEngine engine;
  private @Nullable InputRow lastRow;
  private @Nullable Instant firstTime;
  private @Nullable Instant lastTime;
  private long imported;
  private long failed;
  private long rejected;

  /**
   * Prepares a run.
   *
   * @param pack whose windows and limits the history is for
   * @param rejects told of bad rows
   * @param progress what shows the progress, or null
   */
  public ImportJob(RulePack pack, RateSource rates, Rejects rejects, @Nullable Progress progress) {
    this.pack = pack;
    this.rates = rates;
    this.rejects = rejects;
    this.progress = progress;
  }

  /**
   * Imports all rows into a store that there is not yet.
   *
   * @throws InputException if the rows cannot all be read, or there is such a store; there is then
   *     none by this run
   */
  public Imported run(RowSource rows, Path dir) throws IOException {
    long startNs = System.nanoTime();
    try (NewStore store = NewStore.begin(dir)) {
      try {
        for (InputRow row = rows.next(); row != null; row = rows.next()) {
          observe(store, row);
          if (progress != null && (imported + failed + rejected) % ROWS_BETWEEN_UPDATES == 0) {
            progress.update(rows.fractionRead(), imported + failed + rejected);
          }
        }
      } finally {
        clearProgress();
        if (engine != null) {
          engine.close();
        }
      }
      rejects.finish();
      if (imported == 0) {
        throw new InputException("Nothing could be imported: there is no row of a movement");
      }
      store.finish();
    }
    return new Imported(
        imported,
        failed,
        rejected,
        Objects.requireNonNull(firstTime),
        Objects.requireNonNull(lastTime),
        System.nanoTime() - startNs);
  }

  private void observe(NewStore store, InputRow row) {
    Transfer transfer = row.transfer();
    if (transfer == null) {
      RowProblem why = row.unreadable();
      reject(row, why == null ? List.of() : List.of(why));
      return;
    }
    Instant time = transfer.time();
    Instant before = clock.instant();
    if (time != null && transfer.buildProblems().isEmpty()) {
      refuseDisorder(row, time);
      clock.set(time);
    }
    if (row.failed()) {
      failed++; // nothing moved
      if (time != null && transfer.buildProblems().isEmpty()) { // else no row is before or after it
        lastRow = row;
        lastTime = time;
      }
      return;
    }
    try {
      if (engine(store).observe(new Movement(transfer))) {
        imported++;
        lastRow = row;
        lastTime = time;
        firstTime = firstTime == null ? time : firstTime;
      } else {
        reject(row, "repeats an earlier row; remove it");
      }
    } catch (InvalidTransferException e) {
      clock.set(before);
      reject(row, row.inFileTerms(e.problems()));
    } catch (ConflictingTransferException e) {
      clock.set(before);
      reject(row, "is the id of an earlier transfer of this payer with other content");
    }
  }

  /** The engine, which begins to record when the first row's clock stands. */
  private RiskEngine engine(NewStore store) {
    RiskEngine known = engine;
    if (known == null) {
      known =
          RiskEngine.builder()
              .store(store.store())
              .alertStore(AlertStore.none())
              .rules(pack)
              .rates(rates)
              .clock(clock)
              .build();
      engine = known;
    }
    return known;
  }

  private void refuseDisorder(InputRow row, Instant time) {
    if (lastRow != null && lastTime != null && time.isBefore(lastTime)) {
      throw new InputException(
          "%s: its time %s is earlier than %s of the row before it (%s); rows must be in order of time: use --sort"
              .formatted(row.place(), time, lastTime, lastRow.place()));
    }
  }

  private void reject(InputRow row, String why) {
    Transfer transfer = row.transfer();
    String id = transfer == null ? "" : transfer.id();
    reject(row, List.of(new RowProblem(row.layout().columnOf("id", false), id, why)));
  }

  private void reject(InputRow row, List<RowProblem> problems) {
    rejected++;
    clearProgress();
    rejects.add(row, problems);
  }

  private void clearProgress() {
    if (progress != null) {
      progress.clear();
    }
  }
}
