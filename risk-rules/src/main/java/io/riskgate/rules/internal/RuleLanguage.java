package io.riskgate.rules.internal;

import io.riskgate.rules.internal.RuleSource.ConstraintSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The language that rules are written in: what reads it, and what makes it run. */
public interface RuleLanguage {
  /** Reads the rules in a file, and reports whatever else is in it. */
  List<RuleSource> read(String file, String text, Problems problems);

  /**
   * Understands a constraint.
   *
   * @throws IllegalArgumentException if it goes beyond what rules may say; the message says how
   */
  Expr understand(ConstraintSource constraint, Vocabulary vocabulary);

  /**
   * Compiles the rules of a pack; null, and problems, where that fails.
   *
   * @param texts the rules' texts by file
   * @param vocabulary what they may read
   * @param rules the rules in their order
   * @param problems where to report to
   */
  @Nullable CompiledRules compile(
      Map<String, String> texts, Vocabulary vocabulary, List<CheckedRule> rules, Problems problems);

  /**
   * Other ways to evaluate rules that this language has compiled, to check them against. To be
   * closed by the caller.
   *
   * @param drl the rules' texts by name
   * @param vocabulary what they may read
   * @param compiled what they were compiled to
   */
  List<Witness> witnesses(Map<String, String> drl, Vocabulary vocabulary, CompiledRules compiled);
}
