package io.riskgate.rules.internal;

import io.riskgate.core.facts.TransferFacts;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What expressions come to on facts, one of which may be taken for another value. It means what the
 * compiled rules mean: a test compares them. Explanations use it, decisions do not.
 *
 * @param facts the facts
 * @param cache what is kept from one transfer to the next
 * @param changed the path of a fact, or {@code P.NAME}, that is taken for another value; null where
 *     none is
 * @param to the value that it is taken for
 */
record ExprValues(
    TransferFacts facts, ExprCache cache, @Nullable String changed, @Nullable Object to) {
  /** The facts as they are. */
  static ExprValues of(TransferFacts facts, ExprCache cache) {
    return new ExprValues(facts, cache, null, null);
  }

  /** The same with one value changed. */
  ExprValues with(String name, Object value) {
    return new ExprValues(facts, cache, name, value);
  }

  /**
   * Whether a condition holds.
   *
   * @throws ArithmeticException if it divides by zero
   */
  boolean test(Expr expr) {
    if (expr instanceof And and) {
      return test(and.left()) && test(and.right());
    }
    if (expr instanceof Or or) {
      return test(or.left()) || test(or.right());
    }
    if (expr instanceof Not not) {
      return !test(not.condition());
    }
    if (expr instanceof Compare compare) {
      return compare(compare);
    }
    if (expr instanceof OneOf in) {
      Object value = value(in.value());
      return in.choices().stream().anyMatch(choice -> value(choice).equals(value)) != in.negated();
    }
    if (expr instanceof TextTest test) {
      return text(test) != test.negated();
    }
    return (Boolean) value(expr);
  }

  private boolean compare(Compare compare) {
    Relation relation = compare.relation();
    if (!relation.isOrder()) {
      boolean same = value(compare.left()).equals(value(compare.right()));
      return same == (relation == Relation.EQUAL);
    }
    int order = Long.compare(number(compare.left()), number(compare.right()));
    return switch (relation) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      default -> order >= 0;
    };
  }

  private boolean text(TextTest test) {
    String text = (String) value(test.text());
    if (test.argument() instanceof Words words) {
      return cache.matcher(words.list()).test(text);
    }
    String argument = (String) value(test.argument());
    return test.operator().equals("matches")
        ? cache.pattern(argument).matcher(text).matches()
        : text.contains(argument);
  }

  /**
   * A whole number.
   *
   * @throws ArithmeticException if it divides by zero, or is too large
   */
  long number(Expr expr) {
    if (expr instanceof Arithmetic a) {
      long left = number(a.left());
      long right = number(a.right());
      return switch (a.operator()) {
        case '+' -> Math.addExact(left, right);
        case '-' -> Math.subtractExact(left, right);
        case '*' -> Math.multiplyExact(left, right);
        case '/' -> left / right;
        default -> left % right;
      };
    }
    if (expr instanceof Negative negative) {
      return Math.negateExact(number(negative.number()));
    }
    return (Long) value(expr);
  }

  /** A value: a Long, a Boolean, a String, or the name of a constant of an enum. */
  Object value(Expr expr) {
    if (expr instanceof Read read) {
      return fact(read.fact());
    }
    if (expr instanceof Threshold threshold) {
      Parameter parameter = threshold.parameter();
      return nameOf(parameter).equals(changed)
          ? Objects.requireNonNull(to)
          : (Object) parameter.value();
    }
    if (expr instanceof Constant constant) {
      return constant(constant);
    }
    return expr.type().equals(ValueType.NUMBER) ? (Object) number(expr) : (Object) test(expr);
  }

  /** A fact of the transfer. */
  Object fact(FactInfo fact) {
    if (fact.path().equals(changed)) {
      return Objects.requireNonNull(to);
    }
    Object value = cache.reader(fact).read(facts);
    return value instanceof Enum<?> constant ? constant.name() : value;
  }

  static String nameOf(Parameter parameter) {
    return "P." + parameter.name();
  }

  private static Object constant(Constant constant) {
    String source = constant.source();
    if (constant.type().equals(ValueType.NUMBER)) {
      return Long.valueOf(source.endsWith("L") ? source.substring(0, source.length() - 1) : source);
    }
    if (constant.type().equals(ValueType.TRUTH)) {
      return Boolean.valueOf(source);
    }
    if (constant.type().equals(ValueType.TEXT)) {
      return TextLiteral.value(source);
    }
    return source.substring(source.lastIndexOf('.') + 1);
  }
}
