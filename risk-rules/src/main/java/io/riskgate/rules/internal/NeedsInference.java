package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Clause.Count;
import io.riskgate.rules.internal.Clause.FlagTest;
import io.riskgate.rules.internal.Clause.Group;
import io.riskgate.rules.internal.Clause.Pattern;
import io.riskgate.rules.internal.Expr.And;
import io.riskgate.rules.internal.Expr.Arithmetic;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Constant;
import io.riskgate.rules.internal.Expr.Negative;
import io.riskgate.rules.internal.Expr.Not;
import io.riskgate.rules.internal.Expr.OneOf;
import io.riskgate.rules.internal.Expr.Or;
import io.riskgate.rules.internal.Expr.Read;
import io.riskgate.rules.internal.Expr.TextTest;
import io.riskgate.rules.internal.Expr.Threshold;
import io.riskgate.rules.internal.Expr.Words;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * Reads off conditions which data they need.
 *
 * <p>Every fact needs the data items it is made from. A fact that history can only make larger
 * ({@code Bound.LOWER}) may be read before its history is complete where a larger value keeps the
 * condition true: then the truth fires the rule as well. That is so on the greater side of a
 * comparison, by itself, in a sum, or multiplied by what is never negative; and for a property that
 * is asked to be true. A fact that history can only make smaller ({@code Bound.UPPER}) is the
 * mirror image. Everywhere else its history must be complete.
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

  private final Function<FlagTest, Needs> flags;
  private long items;
  private boolean seen;
  private boolean signals;
  private final BitSet aggregates = new BitSet();

  private NeedsInference(Function<FlagTest, Needs> flags) {
    this.flags = flags;
  }

  /** What conditions that must all hold need. */
  static Needs of(List<Expr> conditions) {
    NeedsInference inference = new NeedsInference(flag -> Needs.NONE);
    conditions.forEach(condition -> inference.visit(condition, Safe.LARGER));
    return inference.needs();
  }

  /**
   * What clauses need so that it can be trusted that all of them hold.
   *
   * @param flags what a test of a flag needs so that it can be trusted to hold
   */
  static Needs toHold(List<Clause> clauses, Function<FlagTest, Needs> flags) {
    NeedsInference inference = new NeedsInference(flags);
    clauses.forEach(clause -> inference.clause(clause, Safe.LARGER));
    return inference.needs();
  }

  /** What clauses need so that it can be trusted that one of them does not hold. */
  static Needs toFail(List<Clause> clauses, Function<FlagTest, Needs> flags) {
    NeedsInference inference = new NeedsInference(flags);
    clauses.forEach(clause -> inference.clause(clause, Safe.SMALLER));
    return inference.needs();
  }

  private Needs needs() {
    return new Needs(items, seen, signals, aggregates);
  }

  private void clause(Clause clause, Safe safe) {
    if (clause instanceof Pattern pattern) {
      pattern(pattern, safe);
    } else if (clause instanceof Group group) {
      Safe inside = group.negated() ? safe.mirrored() : safe;
      group.patterns().forEach(pattern -> pattern(pattern, inside));
    } else if (clause instanceof Count count) {
      count(count, safe);
    } else if (clause instanceof FlagTest flag) {
      boolean negated = (safe == Safe.SMALLER) != flag.negated();
      add(flags.apply(new FlagTest(negated, flag.names(), flag.line())));
    }
  }

  private void pattern(Pattern pattern, Safe safe) {
    pattern.constraints().forEach(constraint -> visit(constraint.expr(), safe));
    // Signals that are not known yet can only add to those that are.
    signals |= pattern.type() == PatternType.SIGNAL && safe != Safe.LARGER;
  }

  /** A count that may be too low is safe where more is asked for, as a lower bound is. */
  private void count(Count count, Safe safe) {
    NeedsInference limits = new NeedsInference(flags);
    count.limits().forEach(limit -> limits.visit(limit.expr(), safe));
    // They read nothing but the count, which is a lower bound for as long as signals are missing.
    pattern(count.pattern(), limits.seen ? Safe.NEITHER : Safe.LARGER);
  }

  private void add(Needs needs) {
    items |= needs.items();
    seen |= needs.seen();
    signals |= needs.signals();
    aggregates.or(needs.aggregates());
  }

  private void visit(Expr expr, Safe safe) {
    if (expr instanceof Read read) {
      read(read.fact(), safe);
    } else if (expr instanceof And and) {
      visit(and.left(), safe);
      visit(and.right(), safe);
    } else if (expr instanceof Or or) {
      visit(or.left(), safe);
      visit(or.right(), safe);
    } else if (expr instanceof Not not) {
      visit(not.condition(), safe.mirrored());
    } else if (expr instanceof Compare compare) {
      Safe left =
          !compare.relation().isOrder()
              ? Safe.NEITHER
              : compare.relation().wantsLargerLeft() ? safe : safe.mirrored();
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
        case LOWER, UPPER -> true;
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
          case UPPER -> safe != Safe.SMALLER;
          case UNKNOWN -> true;
        };
    if (!covered) {
      return;
    }
    if (fact.ofSignals()) {
      signals = true;
    } else if (fact.aggregate() == FactInfo.NO_AGGREGATE) {
      seen = true;
    } else {
      aggregates.set(fact.aggregate());
    }
  }
}
