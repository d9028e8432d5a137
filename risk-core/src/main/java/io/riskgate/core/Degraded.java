package io.riskgate.core;

import java.util.Objects;

/**
 * Why a decision rests on less than it should.
 *
 * @param cause the kind of trouble
 * @param subject what it concerns: a data item, a rule code, a currency; empty when there is
 *     nothing to name. Never an account, device or IP
 */
public record Degraded(Cause cause, String subject) {
  /** What went wrong. */
  public enum Cause {
    /** The channel should have sent a data item and did not. */
    EXPECTED_DATA_MISSING,
    /** A rule threw while it was evaluated. */
    RULE_FAILED,
    /**
     * More events lie in a window than are retained, so an aggregate is a lower bound; or, with the
     * subject {@code signals}, signals were dropped.
     */
    HISTORY_CAPPED,
    /** The rules as a whole could not be evaluated. */
    EVALUATOR_FAILED,
    /** The caller's budget was spent before the decision was reached. */
    BUDGET_SPENT,
    /** History, controls or limits could not be read or reserved. */
    STORE_UNAVAILABLE,
    /** Intelligence could not be looked up; the subject names the source. */
    LOOKUP_FAILED,
    /** Intelligence is older than it may be; the subject names the source. */
    LOOKUP_STALE,
    /** There is no rate for the transfer's currency or asset. */
    NO_RATE,
    /** The decision log is required and could not be written. */
    LOG_UNAVAILABLE,
    /**
     * More calls wait to be scored than may ({@code queue}), or the engine is being closed ({@code
     * closing}).
     */
    OVERLOADED
  }

  /** Checks that nothing is null. */
  public Degraded {
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(subject, "subject");
  }

  /** The cause and what it concerns, as {@code CAUSE} or {@code CAUSE:subject}. */
  @Override
  public String toString() {
    return subject.isEmpty() ? cause.name() : cause.name() + ":" + subject;
  }
}
