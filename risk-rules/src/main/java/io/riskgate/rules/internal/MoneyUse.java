package io.riskgate.rules.internal;

import io.riskgate.core.facts.FactUnit;
import io.riskgate.rules.internal.Expr.Arithmetic;
import io.riskgate.rules.internal.Expr.Constant;
import io.riskgate.rules.internal.Expr.Negative;
import io.riskgate.rules.internal.Expr.Read;
import io.riskgate.rules.internal.Expr.Threshold;
import java.util.List;

/**
 * Keeps money apart from other numbers. A bare 5000 beside an amount means 50.00 where there are
 * hundredths, 5,000 where there are none, and nobody can say why it was chosen; so money meets
 * money only, or zero.
 */
final class MoneyUse {
  /** What a number counts. */
  private enum Kind {
    MONEY,
    ZERO,
    BARE,
    OTHER
  }

  private MoneyUse() {}

  /** Checks that two numbers may be compared. */
  static void compare(Expr left, Expr right) {
    Kind first = kind(left);
    Kind second = kind(right);
    if (first == Kind.MONEY && second != Kind.MONEY && second != Kind.ZERO) {
      throw mixed(left, right, second);
    }
    if (second == Kind.MONEY && first != Kind.MONEY && first != Kind.ZERO) {
      throw mixed(right, left, first);
    }
  }

  private static Kind kind(Expr number) {
    if (number instanceof Read read) {
      return read.fact().unit() == FactUnit.MONEY ? Kind.MONEY : Kind.OTHER;
    }
    if (number instanceof Threshold threshold) {
      return threshold.parameter().unit() == ParameterUnit.MONEY ? Kind.MONEY : Kind.OTHER;
    }
    if (number instanceof Constant constant) {
      return constant.source().matches("0L?") ? Kind.ZERO : Kind.BARE;
    }
    if (number instanceof Negative negative) {
      return kind(negative.number());
    }
    return number instanceof Arithmetic arithmetic ? kind(arithmetic) : Kind.OTHER;
  }

  private static Kind kind(Arithmetic expr) {
    Kind left = kind(expr.left());
    Kind right = kind(expr.right());
    if (left != Kind.MONEY && right != Kind.MONEY) {
      return left == right && left != Kind.ZERO ? left : Kind.OTHER;
    }
    boolean both = left == right;
    return switch (expr.operator()) {
      case '*' -> {
        if (both) {
          throw new IllegalArgumentException(
              "'" + ExprPrinter.print(expr) + "' multiplies money by money");
        }
        yield Kind.MONEY;
      }
      case '/' -> {
        if (left != Kind.MONEY) {
          throw new IllegalArgumentException(
              "'" + ExprPrinter.print(expr) + "' divides a number by money");
        }
        yield both ? Kind.OTHER : Kind.MONEY;
      }
      default -> {
        if (left != Kind.MONEY && left != Kind.ZERO) {
          throw mixed(expr.right(), expr.left(), left);
        }
        if (right != Kind.MONEY && (right != Kind.ZERO || expr.operator() == '%')) {
          throw mixed(expr.left(), expr.right(), right);
        }
        yield Kind.MONEY;
      }
    };
  }

  private static IllegalArgumentException mixed(Expr money, Expr other, Kind kind) {
    List<String> shown = List.of(ExprPrinter.print(money), ExprPrinter.print(other));
    return new IllegalArgumentException(
        kind == Kind.BARE || kind == Kind.ZERO
            ? "'"
                + shown.get(0)
                + "' is money and "
                + shown.get(1)
                + " is a bare number: declare a parameter of type money in pack.yaml and write P."
                + "<its name>"
            : "'" + shown.get(0) + "' is money and '" + shown.get(1) + "' is not");
  }
}
