package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Expr.And;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Constant;
import io.riskgate.rules.internal.Expr.Not;
import io.riskgate.rules.internal.Expr.OneOf;
import io.riskgate.rules.internal.Expr.Or;
import io.riskgate.rules.internal.Expr.TextTest;
import io.riskgate.rules.internal.Expr.Words;
import io.riskgate.rules.internal.Expr.WordsCall;

/**
 * Turns a condition into the form that is compiled, which means the same and runs without
 * allocating. Authors are shown their own form.
 *
 * <p>A choice becomes comparisons: Drools puts the choices of {@code in} into an array at every
 * evaluation, and numbers into boxes. A search for words becomes a call of the pack's class {@code
 * P}, a form that both compile modes understand.
 */
final class CompiledForm {
  private CompiledForm() {}

  static Expr of(Expr expr) {
    if (expr instanceof And and) {
      return new And(of(and.left()), of(and.right()));
    }
    if (expr instanceof Or or) {
      return new Or(of(or.left()), of(or.right()));
    }
    if (expr instanceof Not not) {
      return new Not(of(not.condition()));
    }
    if (expr instanceof OneOf in && !in.choices().isEmpty()) {
      return choice(in);
    }
    if (expr instanceof TextTest test && test.argument() instanceof Words words) {
      Constant wanted = new Constant(Boolean.toString(!test.negated()), ValueType.TRUTH);
      return new Compare(Relation.EQUAL, new WordsCall(words.list(), test.text()), wanted);
    }
    return expr;
  }

  private static Expr choice(OneOf in) {
    Relation relation = in.negated() ? Relation.NOT_EQUAL : Relation.EQUAL;
    return in.choices().stream()
        .map(choice -> (Expr) new Compare(relation, in.value(), choice))
        .reduce(in.negated() ? And::new : Or::new)
        .orElseThrow();
  }
}
