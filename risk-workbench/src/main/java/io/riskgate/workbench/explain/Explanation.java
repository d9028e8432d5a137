package io.riskgate.workbench.explain;

import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RuleReading;
import io.riskgate.rules.RuleReading.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is to be told of one decision.
 *
 * @param place where its row stands
 * @param transfer the transfer
 * @param decision the decision
 * @param pack the pack that made it
 * @param later how many later rows repeat or contradict the row
 * @param signals what was learnt about the payer before, the latest first
 * @param fired the rules that fired, in the pack's order
 * @param aggregates the aggregates that these read, and what is behind them
 * @param limits the limits that apply
 * @param notEvaluated the rules that lacked data, by what they lacked
 * @param missed the rules that missed by one clause, the nearest first
 * @param changes the single changes that turn the outcome, the smallest first
 */
record Explanation(
    String place,
    Transfer transfer,
    Decision decision,
    RulePack pack,
    long later,
    List<Known> signals,
    List<Fired> fired,
    List<Counted> aggregates,
    List<LimitUse> limits,
    Map<String, List<String>> notEvaluated,
    List<Missed> missed,
    List<Change> changes) {

  /**
   * A signal that the rules saw.
   *
   * @param kind what was learnt
   * @param ageMinutes how long before the transfer
   */
  record Known(SignalKind kind, long ageMinutes) {}

  /**
   * A rule that fired.
   *
   * @param hit the hit
   * @param text what the pack's text says
   * @param reading its clauses
   */
  record Fired(Hit hit, String text, RuleReading reading) {}

  /**
   * An aggregate and the events behind it.
   *
   * @param aggregate the aggregate
   * @param value its value, which the rules read
   * @param events the events that it counts, the latest first, as far as they are kept
   * @param complete whether these events come to the value
   */
  record Counted(Aggregate aggregate, long value, List<Behind> events, boolean complete) {}

  /**
   * An event behind an aggregate.
   *
   * @param counterpart the other account, masked
   * @param outgoing whether the money went to it
   */
  record Behind(
      Instant time,
      String id,
      long value,
      String counterpart,
      boolean outgoing,
      @Nullable TransferState state) {}

  /**
   * A limit that applies.
   *
   * @param before what was used without the transfer
   */
  record LimitUse(LimitUsage usage, long before) {
    long own() {
      return usage.used() - before;
    }

    /** What is left after the transfer; less than nothing where it passes. */
    long left() {
      return usage.max() - usage.used();
    }
  }

  /**
   * A rule that missed.
   *
   * @param reading its clauses
   * @param points its points
   * @param clause the one that does not hold
   * @param nearest the smallest change that makes it hold; null where no single number or yes or no
   *     does
   */
  record Missed(
      RuleReading reading, int points, RuleReading.Clause clause, @Nullable Turn nearest) {}

  /**
   * A change that was tried.
   *
   * @param turn the change
   * @param outcome what is decided then
   * @param score the score then
   * @param why what differs: rules and limits, with a plus or a minus before each
   */
  record Change(Turn turn, Outcome outcome, int score, List<String> why) {}
}
