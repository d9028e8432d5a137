package io.riskgate.workbench.explain;

import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.log.WhatIf;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowProblem;
import io.riskgate.workbench.rows.RowSource;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.Replay;
import io.riskgate.workbench.score.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Replays rows up to one transfer, as they are scored, and explains its decision. */
public final class ExplainJob {
  private static final int ROWS_BETWEEN_UPDATES = 256;

  private final RulePack pack;
  private final RateSource rates;
  private final IntelligenceSource intelligence;
  private final Settlement settlement;
  private final @Nullable ToldLabels labels;
  private final @Nullable Progress progress;
  private final List<RowProblem> rejected = new ArrayList<>();
  private final CapturedRecord record = new CapturedRecord();

  /**
   * Prepares a run.
   *
   * @param settlement what history each transfer is decided on
   * @param labels how the engine learns of labels, or null where it does not
   * @param progress what shows the progress, or null
   */
  public ExplainJob(
      RulePack pack,
      RateSource rates,
      IntelligenceSource intelligence,
      Settlement settlement,
      @Nullable ToldLabels labels,
      @Nullable Progress progress) {
    this.pack = pack;
    this.rates = rates;
    this.intelligence = intelligence;
    this.settlement = settlement;
    this.labels = labels;
    this.progress = progress;
  }

  /**
   * Explains.
   *
   * @param first the rows, to find the transfer in; closed before the others are opened
   * @param second opens the same rows once more
   * @param id the transfer's id
   * @param payer the account that pays; null where the id is enough
   * @throws InputException if there is no such transfer, or several, or it has no decision
   */
  public Explained run(
      RowSource first, Supplier<RowSource> second, String id, @Nullable String payer) {
    Wanted wanted;
    try (first) {
      wanted = Wanted.find(first, id, payer);
    }
    Past past = new Past(wanted.transfer());
    try (RowSource again = second.get();
        Replay replay =
            new Replay(
                pack,
                rates,
                intelligence,
                settlement,
                record,
                (row, problems) -> {
                  if (wanted.is(row)) {
                    rejected.addAll(problems);
                  }
                })) {
      long rows = 0;
      for (InputRow row = again.next(); row != null; row = again.next()) {
        rows++;
        if (progress != null && rows % ROWS_BETWEEN_UPDATES == 0) {
          progress.update(again.fractionRead(), rows);
        }
        if (labels != null && !labels.areTold(row, replay)) {
          if (wanted.is(row)) {
            rejected.addAll(labels.problems(row));
            throw new InputException(rejection(wanted));
          }
          continue;
        }
        if (wanted.is(row)) {
          return explain(replay, wanted, past, row);
        }
        Optional<Decision> decision = replay.score(row);
        if (decision.isPresent()) {
          replay.conclude(row, decision.get());
          remember(past, row, decision.get());
          if (labels != null) {
            labels.add(row, decision.get());
          }
        }
      }
    } finally {
      if (progress != null) {
        progress.clear();
      }
    }
    throw new InputException(wanted.row().place() + ": is no longer there; did the file change?");
  }

  private void remember(Past past, InputRow row, Decision decision) {
    Transfer transfer = row.transfer();
    Instant time = transfer == null ? null : transfer.time();
    if (transfer != null && time != null && past.isRelated(transfer)) {
      past.add(PastEvent.of(time, transfer, decision, concluded(row, decision)));
    }
  }

  /** Where it stands once nobody has come back to it. */
  private TransferState concluded(InputRow row, Decision decision) {
    boolean left = settlement == Settlement.ALLOWED && decision.outcome() != Outcome.ALLOW;
    return left
        ? TransferState.EXPIRED
        : row.failed() ? TransferState.CANCELLED : TransferState.SETTLED;
  }

  private Explained explain(Replay replay, Wanted wanted, Past past, InputRow row) {
    Set<String> before = controls(replay, wanted);
    record.awaitNext();
    Optional<Decision> decision = replay.score(row);
    if (decision.isEmpty()) {
      throw new InputException(rejection(wanted));
    }
    String members = record.members();
    if (decision.get().isRetry() || members == null) {
      throw new InputException(
          "%s: transfer %s could not be decided, so that there is nothing to explain: %s, path RETRY, %s"
              .formatted(
                  row.place(),
                  wanted.transfer().id(),
                  decision.get().outcome(),
                  decision.get().degraded()));
    }
    try (WhatIf again = WhatIf.of(members, pack)) {
      requireSame(decision.get(), again.decide());
      Explanation explanation =
          new Explainer(pack, decision.get(), again, before)
              .explain(
                  wanted, past, event -> replay.state(event.reference()).orElse(event.concluded()));
      return new Explained(explanation);
    }
  }

  /**
   * Of the payer, before the clock comes to the transfer: one that has lapsed then does no harm.
   */
  private static Set<String> controls(Replay replay, Wanted wanted) {
    return replay.controls(wanted.transfer().tenant(), wanted.transfer().payer()).stream()
        .map(Control::id)
        .collect(Collectors.toSet());
  }

  /** What follows rests on deciding again, so that this must give what was decided. */
  private static void requireSame(Decision decision, Decision again) {
    if (!decision.toJson().equals(again.toJson())) {
      throw new IllegalStateException(
          "deciding again from the record gives %s, score %d, in place of %s, score %d"
              .formatted(
                  again.decidedOutcome(),
                  again.score(),
                  decision.decidedOutcome(),
                  decision.score()));
    }
  }

  private List<String> rejection(Wanted wanted) {
    List<String> lines = new ArrayList<>();
    lines.add(
        wanted.row().place()
            + ": transfer "
            + wanted.transfer().id()
            + " is rejected, so that there is no decision to explain:");
    rejected.forEach(problem -> lines.add("  " + problem));
    return lines;
  }
}
