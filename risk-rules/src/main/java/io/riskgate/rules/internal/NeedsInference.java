package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Expr.Arithmetic;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Constant;
import io.riskgate.rules.internal.Expr.Negative;
import io.riskgate.rules.internal.Expr.Not;
import io.riskgate.rules.internal.Expr.OneOf;
import io.riskgate.rules.internal.Expr.Read;
import io.riskgate.rules.internal.Expr.TextTest;
import io.riskgate.rules.internal.Expr.Threshold;
import io.riskgate.rules.internal.Expr.Words;
import java.util.BitSet;
import java.util.List;

/**
 * Reads off a branch which data it needs.
 *
 * <p>Every fact needs the data items it is made from. A fact that history can only make larger
 * ({@code Bound.LOWER}) may be read before its history is complete where a larger value keeps the
 * condition true: then the truth fires the rule as well. That is so on the greater side of a
 * comparison, by itself, in a sum, or multiplied by what is never negative; and for a property that
 * is asked to be true. Everywhere else its history must be complete.
 */
final class NeedsInference {
  /** What may happen to an expression's value without making its condition false. */
  private enum Safe {
    LARGER,
    SMALLER,
    NEITHER;

    Safe mirrored() {
      return switch (this) {
        case LARGER -> SMALLER;
        case SMALLER -> LARGER;
        case NEITHER -> NEITHER;
      };
    }
  }

  private long items;
  private boolean seen;
  private final BitSet aggregates = new BitSet();

  private NeedsInference() {}

  /** What a branch of conditions, as {@link Branches} makes them, needs. */
  static Needs of(List<Expr> branch) {
    NeedsInference inference = new NeedsInference();
    branch.forEach(condition -> inference.visit(condition, Safe.LARGER));
    return new Needs(inference.items, inference.seen, inference.aggregates);
  }

  private void visit(Expr expr, Safe safe) {
    if (expr instanceof Read read) {
      read(read.fact(), safe);
    } else if (expr instanceof Not not) {
      visit(not.condition(), safe.mirrored());
    } else if (expr instanceof Compare compare) {
      Safe left =
          !compare.relation().isOrder()
              ? Safe.NEITHER
              : compare.relation().wantsLargerLeft() ? Safe.LARGER : Safe.SMALLER;
      visit(compare.left(), left);
      visit(compare.right(), left.mirrored());
    } else if (expr instanceof Arithmetic arithmetic) {
      arithmetic(arithmetic, safe);
    } else if (expr instanceof Negative negative) {
      visit(negative.number(), Safe.NEITHER);
    } else if (expr instanceof OneOf in) {
      visit(in.value(), Safe.NEITHER);
      in.choices().forEach(choice -> visit(choice, Safe.NEITHER));
    } else if (expr instanceof TextTest test) {
      visit(test.text(), Safe.NEITHER);
      visit(test.argument(), Safe.NEITHER);
    } else if (!(expr instanceof Constant || expr instanceof Threshold || expr instanceof Words)) {
      throw new IllegalStateException("No condition of a branch: " + expr);
    }
  }

  private void arithmetic(Arithmetic arithmetic, Safe safe) {
    boolean monotone =
        arithmetic.operator() == '+'
            || (arithmetic.operator() == '*'
                && isNeverNegative(arithmetic.left())
                && isNeverNegative(arithmetic.right()));
    visit(arithmetic.left(), monotone ? safe : Safe.NEITHER);
    visit(arithmetic.right(), monotone ? safe : Safe.NEITHER);
  }

  private static boolean isNeverNegative(Expr expr) {
    if (expr instanceof Constant) {
      return true; // a minus sign before a number is a Negative of its own
    }
    if (expr instanceof Threshold threshold) {
      return threshold.parameter().min() >= 0;
    }
    if (expr instanceof Read read) {
      // Counts, sums and times; a balance may be overdrawn.
      return switch (read.fact().bound()) {
        case LOWER -> true;
        case EXACT, UNKNOWN -> false;
      };
    }
    return expr instanceof Arithmetic sum
        && (sum.operator() == '+' || sum.operator() == '*')
        && isNeverNegative(sum.left())
        && isNeverNegative(sum.right());
  }

  private void read(FactInfo fact, Safe safe) {
    items |= fact.items();
    boolean covered =
        switch (fact.bound()) {
          case EXACT -> false;
          case LOWER -> safe != Safe.LARGER;
          case UNKNOWN -> true;
        };
    if (!covered) {
      return;
    }
    if (fact.aggregate() == FactInfo.NO_AGGREGATE) {
      seen = true;
    } else {
      aggregates.set(fact.aggregate());
    }
  }
}
