package io.riskgate.workbench.backtest;

import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Masking;
import io.riskgate.core.Outcome;
import io.riskgate.core.Transfer;
import io.riskgate.workbench.rows.InputRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One transfer to look at. Accounts are masked; the purpose, which is the customer's own words, is
 * left out.
 *
 * @param number its number in the stream
 * @param place where it stands, as {@code file:line}
 * @param id the transfer's id
 * @param time its event time
 * @param kind what it is
 * @param channel where it was asked for
 * @param payer the payer account, masked
 * @param payee the payee account, masked
 * @param value in minor units of the base currency
 * @param isFraud whether it is labelled so
 * @param fraudKind the kind of fraud, or empty
 * @param decided what the pack made of it
 * @param baseline what the baseline made of it, or null
 */
record Example(
    long number,
    String place,
    String id,
    @Nullable Instant time,
    String kind,
    String channel,
    String payer,
    String payee,
    long value,
    boolean isFraud,
    String fraudKind,
    Answer decided,
    @Nullable Answer baseline) {
  /** More reasons are not read. */
  private static final int REASONS_MAX = 12;

  /**
   * What a pack made of a transfer.
   *
   * @param outcome what it decided
   * @param score the score
   * @param hits the rules that fired, with their points
   * @param limits the limits that were passed
   * @param reasons why, in words
   */
  record Answer(
      Outcome outcome, int score, List<String> hits, List<String> limits, List<String> reasons) {
    static Answer of(Decision decision) {
      List<String> hits = new ArrayList<>();
      for (Hit hit : decision.hits()) {
        hits.add(hit.code() + " " + signed(hit.rule().points()));
      }
      List<String> limits = new ArrayList<>();
      for (LimitUsage usage : decision.limitUsages()) {
        if (usage.isPassed()) {
          limits.add(usage.limit().id());
        }
      }
      List<String> reasons = decision.reasons(Locale.ENGLISH);
      return new Answer(
          decision.decidedOutcome(),
          decision.score(),
          hits,
          limits,
          List.copyOf(reasons.subList(0, Math.min(REASONS_MAX, reasons.size()))));
    }

    private static String signed(int points) {
      return points > 0 ? "+" + points : Integer.toString(points);
    }
  }

  static Example of(Replayed replayed, Decision decision, @Nullable Decision baseline) {
    InputRow row = replayed.row();
    Transfer transfer = replayed.transfer();
    return new Example(
        replayed.number(),
        row.file().getFileName() + ":" + row.line(),
        transfer.id(),
        transfer.time(),
        transfer.kind().name(),
        transfer.channel().name(),
        Masking.mask(transfer.payer()),
        Masking.mask(transfer.payee()),
        decision.value(),
        replayed.isFraud(),
        replayed.fraudKind(),
        Answer.of(decision),
        baseline == null ? null : Answer.of(baseline));
  }
}
