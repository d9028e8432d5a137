package io.riskgate.benchmarks;

import java.util.List;
import java.util.function.Predicate;

/** Rules as Java that was made from their conditions by {@link JavaRulesCompiler}. */
public interface JavaRules {
  /** The predicate of each rule, in the order of {@link RuleTexts#rules()}. */
  List<Predicate<FlatTransfer>> predicates();

  /** Evaluates all rules straight, one after the other, each in a method of its own. */
  void evaluate(FlatTransfer t, HitBits hits);
}
