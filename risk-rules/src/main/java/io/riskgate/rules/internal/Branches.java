package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Expr.And;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Not;
import io.riskgate.rules.internal.Expr.OneOf;
import io.riskgate.rules.internal.Expr.Or;
import io.riskgate.rules.internal.Expr.TextTest;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a rule's constraints at every {@code ||} into branches: the rule holds exactly where all
 * the conditions of some branch hold. A branch holds no {@code &&}, {@code ||} or {@code !} except
 * before a property that is true or false.
 */
final class Branches {
  /** How many branches a rule may have. */
  static final int MAX = 32;

  private Branches() {}

  /**
   * Splits constraints that must all hold.
   *
   * @throws IllegalArgumentException if there are more than {@link #MAX} branches
   */
  static List<List<Expr>> of(List<Expr> constraints) {
    List<List<Expr>> branches = List.of(List.of());
    for (Expr constraint : constraints) {
      branches = product(branches, split(constraint, false));
    }
    return branches;
  }

  private static List<List<Expr>> split(Expr expr, boolean negated) {
    if (expr instanceof Not not) {
      return split(not.condition(), !negated);
    }
    if (expr instanceof And and) {
      return negated
          ? union(split(and.left(), true), split(and.right(), true))
          : product(split(and.left(), false), split(and.right(), false));
    }
    if (expr instanceof Or or) {
      return negated
          ? product(split(or.left(), true), split(or.right(), true))
          : union(split(or.left(), false), split(or.right(), false));
    }
    return List.of(List.of(negated ? negate(expr) : expr));
  }

  private static Expr negate(Expr atom) {
    if (atom instanceof Compare c) {
      return new Compare(c.relation().negated(), c.left(), c.right());
    }
    if (atom instanceof OneOf in) {
      return new OneOf(in.value(), !in.negated(), in.choices());
    }
    if (atom instanceof TextTest test) {
      return new TextTest(test.text(), !test.negated(), test.operator(), test.argument());
    }
    return new Not(atom);
  }

  private static List<List<Expr>> union(List<List<Expr>> left, List<List<Expr>> right) {
    List<List<Expr>> all = new ArrayList<>(left);
    all.addAll(right);
    return capped(all);
  }

  /** Each of the one with each of the other. */
  static <T> List<List<T>> product(List<List<T>> left, List<List<T>> right) {
    List<List<T>> all = new ArrayList<>();
    for (List<T> first : left) {
      for (List<T> second : right) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        all.add(both);
      }
      capped(all);
    }
    return all;
  }

  private static <T> List<List<T>> capped(List<List<T>> branches) {
    if (branches.size() > MAX) {
      throw new IllegalArgumentException(
          "more than " + MAX + " combinations of ||; split the rule, or write 'fact in (…)'");
    }
    return branches;
  }
}
