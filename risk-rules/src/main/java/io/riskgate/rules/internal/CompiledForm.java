package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Expr.And;
import io.riskgate.rules.internal.Expr.Arithmetic;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Constant;
import io.riskgate.rules.internal.Expr.Negative;
import io.riskgate.rules.internal.Expr.Not;
import io.riskgate.rules.internal.Expr.NumberCall;
import io.riskgate.rules.internal.Expr.OneOf;
import io.riskgate.rules.internal.Expr.Or;
import io.riskgate.rules.internal.Expr.TextTest;
import io.riskgate.rules.internal.Expr.Words;
import io.riskgate.rules.internal.Expr.WordsCall;

/**
 * Turns a condition into a form that is compiled, and means the same. Authors are shown their own.
 *
 * <p>In every compiled form a choice becomes comparisons: Drools puts the choices of {@code in}
 * into an array at every evaluation. A search for words becomes a call of the pack's class {@code
 * P}, a form that both compile modes understand.
 *
 * <p>In the form that is run, a comparison of numbers is a call of {@code P} too: Drools compares
 * them as objects, and where the JIT finds such a comparison too rare to inline, it makes the
 * objects. The form that the lanes are checked against keeps the author's operator, so that the
 * classic mode's own comparison is what has the last word.
 */
final class CompiledForm {
  private final boolean numbersAreCalls;

  private CompiledForm(boolean numbersAreCalls) {
    this.numbersAreCalls = numbersAreCalls;
  }

  /** The form that is run. */
  static Expr toRun(Expr expr) {
    return new CompiledForm(true).of(expr);
  }

  /** The form with the author's own comparisons. */
  static Expr toCheck(Expr expr) {
    return new CompiledForm(false).of(expr);
  }

  private Expr of(Expr expr) {
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
      return of(choice(in));
    }
    if (expr instanceof TextTest test && test.argument() instanceof Words words) {
      return isTrue(new WordsCall(words.list(), test.text()), !test.negated());
    }
    if (numbersAreCalls
        && expr instanceof Compare compare
        && compare.left().type().equals(ValueType.NUMBER)) {
      String method = compare.relation().method();
      return isTrue(
          new NumberCall(method, number(compare.left()), number(compare.right()), ValueType.TRUTH),
          true);
    }
    return expr;
  }

  /** Operators within a call are not understood by the executable model; calls are. */
  private static Expr number(Expr expr) {
    if (expr instanceof Arithmetic a) {
      return new NumberCall(
          Operation.of(a.operator()).method(),
          number(a.left()),
          number(a.right()),
          ValueType.NUMBER);
    }
    if (expr instanceof Negative negative && !(negative.number() instanceof Constant)) {
      return new NumberCall(
          Operation.MINUS.method(),
          new Constant("0", ValueType.NUMBER),
          number(negative.number()),
          ValueType.NUMBER);
    }
    return expr;
  }

  /** Both compile modes understand a call only where it is compared with something. */
  private static Expr isTrue(Expr call, boolean wanted) {
    return new Compare(
        Relation.EQUAL, call, new Constant(Boolean.toString(wanted), ValueType.TRUTH));
  }

  private static Expr choice(OneOf in) {
    Relation relation = in.negated() ? Relation.NOT_EQUAL : Relation.EQUAL;
    return in.choices().stream()
        .map(choice -> (Expr) new Compare(relation, in.value(), choice))
        .reduce(in.negated() ? And::new : Or::new)
        .orElseThrow();
  }
}
