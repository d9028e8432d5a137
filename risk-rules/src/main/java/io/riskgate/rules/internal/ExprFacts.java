package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Expr.And;
import io.riskgate.rules.internal.Expr.Arithmetic;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Negative;
import io.riskgate.rules.internal.Expr.Not;
import io.riskgate.rules.internal.Expr.OneOf;
import io.riskgate.rules.internal.Expr.Or;
import io.riskgate.rules.internal.Expr.Read;
import io.riskgate.rules.internal.Expr.TextTest;
import io.riskgate.rules.internal.Expr.Threshold;
import io.riskgate.rules.internal.Expr.Words;
import java.util.stream.Stream;

/** Which facts and parameters an expression reads. */
final class ExprFacts {
  private ExprFacts() {}

  static Stream<FactInfo> of(Expr expr) {
    if (expr instanceof Read read) {
      return Stream.of(read.fact());
    }
    return parts(expr).flatMap(ExprFacts::of);
  }

  /** Which parameters that are numbers it reads. */
  static Stream<Parameter> parametersOf(Expr expr) {
    return expr instanceof Threshold threshold
        ? Stream.of(threshold.parameter())
        : parts(expr).flatMap(ExprFacts::parametersOf);
  }

  /** Which lists of words it reads. */
  static Stream<WordList> wordsOf(Expr expr) {
    return expr instanceof Words words
        ? Stream.of(words.list())
        : parts(expr).flatMap(ExprFacts::wordsOf);
  }

  private static Stream<Expr> parts(Expr expr) {
    if (expr instanceof And and) {
      return Stream.of(and.left(), and.right());
    }
    if (expr instanceof Or or) {
      return Stream.of(or.left(), or.right());
    }
    if (expr instanceof Not not) {
      return Stream.of(not.condition());
    }
    if (expr instanceof Compare compare) {
      return Stream.of(compare.left(), compare.right());
    }
    if (expr instanceof Arithmetic arithmetic) {
      return Stream.of(arithmetic.left(), arithmetic.right());
    }
    if (expr instanceof Negative negative) {
      return Stream.of(negative.number());
    }
    if (expr instanceof OneOf in) {
      return Stream.concat(Stream.of(in.value()), in.choices().stream());
    }
    if (expr instanceof TextTest test) {
      return Stream.of(test.text(), test.argument());
    }
    return Stream.empty();
  }
}
