package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Clause.Group;
import io.riskgate.rules.internal.Clause.Pattern;
import java.util.List;

/**
 * Which patterns over signals a session has to combine with each other. It makes every combination
 * of what patterns bind: with 32 signals, one rule took 4 microseconds for one such pattern, 470
 * for two and 80,000 for three. Where nothing reads what a pattern binds, one signal is as good as
 * another, and {@code exists} says the same without any combinations.
 */
final class SignalJoins {
  /** How many patterns a rule may combine. */
  static final int COMBINED_MAX = 2;

  /** How many rules of a pack may combine as many. */
  static final int RULES_MAX = 50;

  private SignalJoins() {}

  /** How many patterns a rule combines. */
  static int combined(List<Clause> clauses) {
    return combined(clauses, false);
  }

  /** Whether a session could bear a rule as its author wrote it. */
  static boolean fewAsWritten(List<Clause> clauses) {
    return combined(clauses, true) <= COMBINED_MAX;
  }

  private static int combined(List<Clause> clauses, boolean asWritten) {
    int combined = 0;
    for (Clause clause : clauses) {
      if (clause instanceof Pattern pattern && pattern.type() == PatternType.SIGNAL) {
        combined += asWritten || isRead(pattern.binding(), clauses) ? 1 : 0;
      } else if (clause instanceof Group group && group.patterns().size() > 1) {
        combined += group.patterns().size();
      }
    }
    return combined;
  }

  /** Whether some other pattern reads what is bound to a name. */
  static boolean isRead(String binding, List<Clause> clauses) {
    return !binding.isEmpty()
        && clauses.stream()
            .flatMap(UnderstoodRule::constraints)
            .flatMap(constraint -> ExprFacts.of(constraint.expr()))
            .anyMatch(fact -> fact.path().startsWith(binding + "."));
  }
}
