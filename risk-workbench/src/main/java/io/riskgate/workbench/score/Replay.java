package io.riskgate.workbench.score;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.FraudReport;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.Movement;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowProblem;
import java.time.Duration;
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
  public static final Instant BEGINNING = Instant.parse("1800-01-01T00:00:00Z");

  private static final String TRANSFER_ID = "id";

  /**
   * Nothing is forgotten for not being used. A bank's store may forget after 400 days, and does so
   * when it gets round to it, which no two runs would do alike.
   */
  private static final Duration IDLE_KEPT = Duration.ofDays(36_525);

  private final ReplayClock clock = new ReplayClock(Instant.EPOCH);
  private final RiskEngine engine;
  private final Settlement settlement;
  private final BiConsumer<InputRow, List<RowProblem>> rejects;
  private @Nullable InputRow lastRow;
  private @Nullable Instant lastTime;

  /**
   * Starts with an empty history.
   *
   * @param intelligence closed with the replay
   * @param settlement what becomes of a transfer after its decision
   * @param log where decisions are logged; closed with the replay
   * @param rejects told of every row that cannot be scored; it records nothing
   */
  public Replay(
      RulePack pack,
      RateSource rates,
      IntelligenceSource intelligence,
      Settlement settlement,
      DecisionLog log,
      BiConsumer<InputRow, List<RowProblem>> rejects) {
    this.settlement = settlement;
    this.rejects = rejects;
    engine =
        RiskEngine.builder()
            .store(InMemoryStore.builder().idleKept(IDLE_KEPT).build())
            .alertStore(AlertStore.none()) // nobody responds to the past
            .rules(pack)
            .clock(clock)
            .historyCompleteSince(BEGINNING)
            .rates(rates)
            .intelligence(intelligence)
            .decisionLog(log)
            .build();
  }

  /**
   * Scores a row.
   *
   * @return the decision, or empty where the row was rejected
   * @throws InputException if the row is earlier than the one before
   */
  public Optional<Decision> score(InputRow row) {
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

  /** Where a transfer that was scored before stands now, unless it is no longer remembered. */
  public Optional<TransferState> state(Reference reference) {
    return engine.find(reference).map(Decision::state);
  }

  /** The controls in force on an account. */
  public List<Control> controls(String tenant, String account) {
    return engine.controls(tenant, account);
  }

  /** Lets become of a decided transfer what became of it in reality, as the settlement says. */
  public void conclude(InputRow row, Decision decision) {
    if (settlement == Settlement.ALLOWED && decision.outcome() != Outcome.ALLOW) {
      return;
    }
    if (decision.isRetry()) {
      observe(row);
    } else if (row.failed()) {
      engine.cancel(decision.reference());
    } else {
      engine.settle(decision.reference());
    }
  }

  /**
   * Tells of a fraud once the clock has come to where it is known.
   *
   * @param report a report that says since when it is known
   */
  public void report(FraudReport report) {
    Instant knownAt = report.knownAt();
    if (knownAt != null && knownAt.isAfter(clock.instant())) {
      clock.set(knownAt);
    }
    engine.report(report);
  }

  /** Nothing is kept of a RETRY decision, and the money may have moved all the same. */
  private void observe(InputRow row) {
    Transfer transfer = row.transfer();
    if (transfer != null && !row.failed()) {
      try {
        engine.observe(new Movement(transfer));
      } catch (InvalidTransferException e) {
        // Without a rate it has no value, and no history can count it: the decision said so.
      }
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
