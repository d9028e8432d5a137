package io.riskgate.workbench.backtest;

import io.riskgate.core.Decision;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;

/** What can stop a transfer, looked at by itself or together. */
enum Means {
  /** Rules, bands, limits, controls, missing data: what the pack decided. */
  ALL("all together") {
    @Override
    Outcome of(Decision decision) {
      return decision.decidedOutcome();
    }
  },
  /** Rules and bands, and what is asked for because data is missing; no limit and no control. */
  RULES("rules alone") {
    @Override
    Outcome of(Decision decision) {
      return decision.verdict().riskDemand().outcome();
    }
  },
  /** The limits that are passed; no rule. */
  LIMITS("limits alone") {
    @Override
    Outcome of(Decision decision) {
      Outcome outcome = Outcome.ALLOW;
      for (LimitUsage usage : decision.limitUsages()) {
        if (usage.isPassed()) {
          outcome = outcome.strongest(usage.limit().whenPassed().outcome());
        }
      }
      return outcome;
    }
  };

  private final String words;

  Means(String words) {
    this.words = words;
  }

  /** What these means by themselves come to. */
  abstract Outcome of(Decision decision);

  /** How a report calls them. */
  String words() {
    return words;
  }
}
