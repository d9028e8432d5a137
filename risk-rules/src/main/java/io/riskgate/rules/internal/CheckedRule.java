package io.riskgate.rules.internal;

import java.util.List;

/**
 * A rule that was understood, as an evaluator needs it.
 *
 * @param code its code
 * @param branches its branches, of which there is at least one
 * @param arguments the facts that its texts name, in order of appearance
 */
public record CheckedRule(String code, List<Branch> branches, List<FactInfo> arguments) {
  /**
   * One way in which a rule can hold.
   *
   * @param constraint its conditions as one constraint in DRL
   * @param needs what it needs so that a hit through it stands
   */
  public record Branch(String constraint, Needs needs) {}
}
