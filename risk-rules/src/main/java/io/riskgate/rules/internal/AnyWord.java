package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Clause.Constraint;
import io.riskgate.rules.internal.Expr.And;
import io.riskgate.rules.internal.Expr.Or;
import io.riskgate.rules.internal.Expr.Read;
import io.riskgate.rules.internal.Expr.TextTest;
import io.riskgate.rules.internal.Expr.Words;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The condition that the purpose contains a word of any of the pack's lists.
 *
 * <p>Where a rule can only hold if its own list has a word in the purpose, this condition follows
 * from the rule, and is compiled as its first one. Drools shares what several rules begin with: so
 * one pass over the purpose, which mostly finds nothing, answers for all these rules at once. The
 * form that lanes are checked against does not have it.
 */
public final class AnyWord {
  /** The method of the class {@code P} that is asked; no parameter has such a name. */
  public static final String METHOD = "anyWord";

  private static final String TEXT = "purpose";

  /** The condition as DRL, in the form that both compile modes understand. */
  static final String CONDITION = "P." + METHOD + "(" + TEXT + ") == true";

  private AnyWord() {}

  /** Whether the condition follows from constraints that must all hold. */
  static boolean follows(List<Constraint> constraints) {
    return constraints.stream().anyMatch(constraint -> follows(constraint.expr()));
  }

  /** Where in doubt it does not: the rule is then slower, and means the same. */
  private static boolean follows(Expr expr) {
    if (expr instanceof And and) {
      return follows(and.left()) || follows(and.right());
    }
    if (expr instanceof Or or) {
      return follows(or.left()) && follows(or.right());
    }
    return expr instanceof TextTest test
        && !test.negated()
        && test.argument() instanceof Words
        && test.text() instanceof Read read
        && read.fact().path().equals(TEXT);
  }

  /**
   * What tells whether a text contains a word of any list. Where the lists are too long for one
   * matcher, it says yes to every text, so that each list is looked for by itself.
   */
  public static Predicate<@Nullable String> matcher(Collection<WordList> lists) {
    List<String> words = lists.stream().flatMap(list -> list.words().stream()).toList();
    return WordMatcher.fits(words) ? new WordMatcher(words) : text -> true;
  }
}
