package io.riskgate.core.pack;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import java.util.List;

/** A compiled rule pack, ready to score. Immutable and safe for use by several threads. */
public interface RulePack {
  /** Which pack this is. */
  PackIdentity identity();

  /** Its limits, bands and other policy. */
  Policy policy();

  /** Its rules, in the order in which {@link RuleEvaluator} numbers them. */
  List<Rule> rules();

  /** Its declared aggregates, in the order of {@link TransferFacts#aggregates()}. */
  List<Aggregate> aggregates();

  /** Its texts. They are kept when the pack is gone, and must not hold on to it or its classes. */
  Messages messages();

  /** Creates empty facts of the kind that this pack's rules read. */
  TransferFacts newFacts();

  /** Creates an evaluator; each is used by one thread at a time. */
  RuleEvaluator newEvaluator();

  /**
   * Checks what can only be seen by running the pack beside the one that it is to replace, such as
   * its own tests and its speed. Slow; called by {@code RiskEngine.activate}, while the other pack
   * is deciding. Nothing is found wrong by default.
   *
   * @param current the pack that decides now
   * @return errors, which refuse the pack, and warnings
   */
  default List<PackProblem> problemsReplacing(RulePack current) {
    return List.of();
  }
}
