package io.riskgate.rules.internal;

import io.riskgate.core.Transfer;
import io.riskgate.core.facts.FactUnit;
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

/**
 * Checks a constraint that was understood for what it does: whether money stays money, whether
 * numbers stay within what a whole number holds, and whether patterns end in time.
 */
final class ConstraintLint {
  /** How many choices {@code in} may have. */
  static final int CHOICES_MAX = 100;

  /** How long a constraint may be with each choice of {@code in} as a comparison of its own. */
  static final int CHARS_MAX = 20_000;

  /** Beyond any count, distance or number of hours that a fact holds. */
  private static final long PLAIN_MAX = 1_000_000_000L;

  /** The largest transfer there is; nobody has more in an account, or moves more in a year. */
  private static final long MONEY_MAX = Transfer.AMOUNT_MINOR_MAX;

  private final RuleSource rule;
  private final int line;
  private final Problems problems;

  ConstraintLint(RuleSource rule, int line, Problems problems) {
    this.rule = rule;
    this.line = line;
    this.problems = problems;
  }

  /**
   * Checks a constraint and reports warnings.
   *
   * @throws IllegalArgumentException if there is an error
   */
  void check(Expr condition) {
    if (condition instanceof And and) {
      check(and.left());
      check(and.right());
    } else if (condition instanceof Or or) {
      check(or.left());
      check(or.right());
    } else if (condition instanceof Not not) {
      check(not.condition());
    } else if (condition instanceof Compare compare) {
      compare(compare);
    } else if (condition instanceof OneOf in) {
      oneOf(in);
    } else if (condition instanceof TextTest test) {
      text(test);
    } else if (!(condition instanceof Read)) {
      throw looksAtNothing(condition);
    }
  }

  private void compare(Compare compare) {
    if (!reads(compare.left()) && !reads(compare.right())) {
      throw looksAtNothing(compare);
    }
    if (compare.left().equals(compare.right())) {
      throw new IllegalArgumentException(
          "'" + ExprPrinter.print(compare) + "' compares something with itself");
    }
    if (compare.left().type().equals(ValueType.NUMBER)) {
      range(compare.left());
      range(compare.right());
      MoneyUse.compare(compare.left(), compare.right());
      units(compare.left(), compare.right());
      units(compare.right(), compare.left());
    }
  }

  /** Minutes compared with a parameter in hours are not refused, but hardly ever meant. */
  private void units(Expr first, Expr second) {
    if (!(first instanceof Read read) || !(second instanceof Threshold threshold)) {
      return;
    }
    FactUnit unit = read.fact().unit();
    ParameterUnit other = threshold.parameter().unit();
    ParameterUnit.of(unit)
        .filter(wanted -> wanted != other)
        .ifPresent(
            wanted ->
                problems.warn(
                    rule,
                    line,
                    "'"
                        + ExprPrinter.print(read)
                        + "' is of type "
                        + wanted.word()
                        + " and '"
                        + ExprPrinter.print(threshold)
                        + "' of type "
                        + other.word(),
                    "compare it with a parameter of type " + wanted.word()));
  }

  private void oneOf(OneOf in) {
    if (in.choices().isEmpty()) {
      throw new IllegalArgumentException("'in' has no choices");
    }
    if (in.choices().size() > CHOICES_MAX) {
      throw new IllegalArgumentException("'in' has at most " + CHOICES_MAX + " choices");
    }
    if (!reads(in.value())) {
      throw looksAtNothing(in);
    }
    if (ExprPrinter.toRun(in).length() > CHARS_MAX) {
      throw new IllegalArgumentException(
          "what stands before 'in' is compared with each choice: with "
              + in.choices().size()
              + " choices it is too long; make it or the list shorter");
    }
    for (Expr choice : in.choices()) {
      compare(new Compare(Relation.EQUAL, in.value(), choice));
    }
  }

  private static void text(TextTest test) {
    if (!(test.text() instanceof Read)) {
      throw new IllegalArgumentException(
          "write the fact first: '" + test.operator() + "' looks into a fact");
    }
    if (test.operator().equals("matches")) {
      if (!(test.argument() instanceof Constant pattern)) {
        throw new IllegalArgumentException(
            "a pattern stands in the rule, in quotes: '"
                + ExprPrinter.print(test.argument())
                + "' comes from outside");
      }
      SafePattern.check(TextLiteral.value(pattern.source()));
    }
    if (test.argument() instanceof Constant text && TextLiteral.value(text.source()).isEmpty()) {
      throw new IllegalArgumentException(
          "'" + ExprPrinter.print(test) + "' looks for an empty text: name what it looks for");
    }
  }

  private static boolean reads(Expr value) {
    if (value instanceof Arithmetic arithmetic) {
      return reads(arithmetic.left()) || reads(arithmetic.right());
    }
    return value instanceof Negative negative ? reads(negative.number()) : value instanceof Read;
  }

  private NumberRange range(Expr number) {
    if (number instanceof Read read) {
      return range(read.fact());
    }
    if (number instanceof Threshold threshold) {
      return NumberRange.of(threshold.parameter().min(), threshold.parameter().max());
    }
    if (number instanceof Constant constant) {
      long value = Long.parseLong(constant.source().replace("L", ""));
      return NumberRange.of(value, value);
    }
    if (number instanceof Negative negative) {
      return range(negative.number()).negated();
    }
    return range((Arithmetic) number);
  }

  private NumberRange range(Arithmetic expr) {
    NumberRange left = range(expr.left());
    NumberRange right = range(expr.right());
    if ((expr.operator() == '/' || expr.operator() == '%') && right.contains(0)) {
      divisor(expr, right);
    }
    NumberRange result = left.apply(expr.operator(), right);
    boolean small = isInt(expr);
    if (!result.isWithin(
        small ? Integer.MIN_VALUE : Long.MIN_VALUE, small ? Integer.MAX_VALUE : Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "'"
              + ExprPrinter.print(expr)
              + "' can be as large as "
              + result.low().abs().max(result.high().abs())
              + ", more than a number holds"
              + (small ? "; write a constant in it with an L, as in 1000L" : ""));
    }
    return result;
  }

  private void divisor(Arithmetic expr, NumberRange divisor) {
    if (divisor.equals(NumberRange.of(0, 0))) {
      throw new IllegalArgumentException("'" + ExprPrinter.print(expr) + "' divides by zero");
    }
    problems.warn(
        rule,
        line,
        "'"
            + ExprPrinter.print(expr.right())
            + "' can be zero: the rule then fails, and the"
            + " decision asks for VERIFY at least",
        "multiply instead of dividing");
  }

  private static NumberRange range(FactInfo fact) {
    if (fact.unit() == FactUnit.MONEY) {
      return NumberRange.of(-MONEY_MAX, MONEY_MAX);
    }
    return switch (fact.unit()) {
      case HOUR_OF_DAY -> NumberRange.of(0, 23);
      case DAY_OF_WEEK -> NumberRange.of(1, 7);
      case PERCENT -> NumberRange.of(0, 100);
      case YEARS -> NumberRange.of(0, 1_000);
      default -> NumberRange.of(0, PLAIN_MAX);
    };
  }

  /** Whether Java computes it in 32 bits. */
  private static boolean isInt(Expr number) {
    if (number instanceof Read read) {
      return read.fact().type() == int.class;
    }
    if (number instanceof Constant constant) {
      return !constant.source().endsWith("L");
    }
    if (number instanceof Negative negative) {
      return isInt(negative.number());
    }
    return number instanceof Arithmetic arithmetic
        && isInt(arithmetic.left())
        && isInt(arithmetic.right());
  }

  private static IllegalArgumentException looksAtNothing(Expr condition) {
    return new IllegalArgumentException(
        "'" + ExprPrinter.print(condition) + "' looks at no fact: it is always true or never");
  }
}
