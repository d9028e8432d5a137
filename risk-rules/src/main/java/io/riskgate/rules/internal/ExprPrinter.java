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
import io.riskgate.rules.internal.Expr.Read;
import io.riskgate.rules.internal.Expr.TextTest;
import io.riskgate.rules.internal.Expr.Threshold;
import io.riskgate.rules.internal.Expr.Words;
import io.riskgate.rules.internal.Expr.WordsCall;
import java.util.stream.Collectors;

/** Prints expressions as DRL, with parentheses wherever they could matter. */
final class ExprPrinter {
  private ExprPrinter() {}

  /** A condition in the form that is run. */
  static String toRun(Expr condition) {
    return print(CompiledForm.toRun(condition));
  }

  /** A condition in the form that lanes are checked against. */
  static String toCheck(Expr condition) {
    return print(CompiledForm.toCheck(condition));
  }

  /** An expression as its author may write it. */
  static String print(Expr expr) {
    if (expr instanceof Read read) {
      return read.fact().path();
    }
    if (expr instanceof Threshold threshold) {
      return "P." + threshold.parameter().name();
    }
    if (expr instanceof Words words) {
      return "P." + words.list().name();
    }
    if (expr instanceof Constant constant) {
      return constant.source();
    }
    if (expr instanceof Negative negative) {
      return "-" + operand(negative.number());
    }
    if (expr instanceof Arithmetic a) {
      return left(a) + " " + a.operator() + " " + operand(a.right());
    }
    if (expr instanceof Compare c) {
      return operand(c.left()) + " " + c.relation().symbol() + " " + operand(c.right());
    }
    if (expr instanceof OneOf in) {
      return print(in.value())
          + (in.negated() ? " not in (" : " in (")
          + in.choices().stream().map(ExprPrinter::print).collect(Collectors.joining(", "))
          + ")";
    }
    if (expr instanceof WordsCall call) {
      return "P." + call.list().name() + "(" + print(call.text()) + ")";
    }
    if (expr instanceof NumberCall call) {
      return "P." + call.method() + "(" + print(call.left()) + ", " + print(call.right()) + ")";
    }
    if (expr instanceof TextTest test) {
      return print(test.text())
          + (test.negated() ? " not " : " ")
          + test.operator()
          + " "
          + print(test.argument());
    }
    if (expr instanceof Not not) {
      // Both compile modes agree on this form.
      return not.condition() instanceof Read read
          ? print(read) + " == false"
          : "!(" + print(not.condition()) + ")";
    }
    if (expr instanceof And and) {
      return (and.left() instanceof And ? print(and.left()) : operand(and.left()))
          + " && "
          + operand(and.right());
    }
    Or or = (Or) expr;
    return (or.left() instanceof Or ? print(or.left()) : operand(or.left()))
        + " || "
        + operand(or.right());
  }

  /**
   * A chain such as {@code a + b + c} stays flat, as And and Or do: the time that Drools' parser
   * takes doubles with every pair of parentheses in another.
   */
  private static String left(Arithmetic expr) {
    boolean flat = expr.left() instanceof Arithmetic left && isSum(left) == isSum(expr);
    return flat ? print(expr.left()) : operand(expr.left());
  }

  private static boolean isSum(Arithmetic expr) {
    return expr.operator() == '+' || expr.operator() == '-';
  }

  private static String operand(Expr expr) {
    String text = print(expr);
    return expr instanceof Read
            || expr instanceof Threshold
            || expr instanceof Constant
            || expr instanceof WordsCall
            || expr instanceof NumberCall
        ? text
        : "(" + text + ")";
  }
}
