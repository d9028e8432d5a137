package io.riskgate.core.internal;

import io.riskgate.core.Amounts;
import io.riskgate.core.Hit;
import io.riskgate.core.Mode;
import io.riskgate.core.Outcome;
import io.riskgate.core.Verdict;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.AlertPolicy;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether a pack raises an alert for what was decided, and which. */
final class AlertRaising {
  private static final int NO_LOSS = -1;

  private final AlertPolicy policy;
  private final int loss;

  /**
   * Works it out for a pack.
   *
   * @throws IllegalArgumentException if the pack has no aggregate of money by the name that its
   *     policy gives
   */
  AlertRaising(RulePack pack) {
    policy = pack.policy().alerts();
    loss = policy.loss().isEmpty() ? NO_LOSS : indexOf(pack.aggregates(), policy.loss());
  }

  private static int indexOf(List<Aggregate> aggregates, String name) {
    for (int i = 0; i < aggregates.size(); i++) {
      if (aggregates.get(i).name().equals(name)) {
        if (!aggregates.get(i).isMoney()) {
          throw new IllegalArgumentException("Aggregate " + name + " is no amount of money");
        }
        return i;
      }
    }
    throw new IllegalArgumentException("Alerts add up an aggregate that is not there: " + name);
  }

  /**
   * The same judgement, with an alert where it raises one.
   *
   * @param nowMs the clock at which it is decided
   */
  Judgement raise(Judgement judgement, Attempt attempt, TransferFacts facts, long nowMs) {
    Verdict verdict = judgement.verdict();
    if (!policy.isNone()
        && (verdict.score() >= policy.score()
            || verdict.demand().outcome() == Outcome.HOLD
            || isRestricting(verdict.hits()))) {
      return judgement.with(alert(verdict, attempt, facts, nowMs));
    }
    return judgement;
  }

  private static boolean isRestricting(List<Hit> hits) {
    for (int i = 0; i < hits.size(); i++) {
      if (hits.get(i).rule().effects().restrictFor() != null) {
        return true;
      }
    }
    return false;
  }

  private AlertRecord alert(Verdict verdict, Attempt attempt, TransferFacts facts, long nowMs) {
    long before = loss == NO_LOSS ? 0 : facts.aggregates().value(loss);
    long expectedLoss = Amounts.addSaturating(attempt.value(), before);
    AlertPolicy.Tier tier = policy.tierOf(expectedLoss);
    Instant raisedAt = Instant.ofEpochMilli(nowMs);
    Set<String> scams = new LinkedHashSet<>();
    Set<String> labels = new LinkedHashSet<>();
    List<String> rules = new ArrayList<>();
    for (Hit hit : verdict.hits()) {
      rules.add(hit.code());
      labels.addAll(hit.rule().effects().labels());
      if (!hit.rule().scam().isEmpty()) {
        scams.add(hit.rule().scam());
      }
    }
    return new AlertRecord(
        attempt.reference(),
        attempt.transfer().payer(),
        verdict.pack(),
        verdict.mode() == Mode.MONITOR,
        tier.tier(),
        expectedLoss,
        isLowerBound(facts),
        raisedAt,
        raisedAt.plus(tier.grace()),
        tier.channels(),
        tier.contacts(),
        List.copyOf(scams),
        rules,
        List.copyOf(labels),
        verdict.demand().outcome(),
        verdict.score(),
        List.of(),
        false,
        0);
  }

  private boolean isLowerBound(TransferFacts facts) {
    return loss != NO_LOSS && facts.availability().isAggregateUncovered(loss);
  }
}
