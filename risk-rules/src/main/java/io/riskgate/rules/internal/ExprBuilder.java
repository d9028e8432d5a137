package io.riskgate.rules.internal;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes expressions out of names and operators, and refuses what does not fit together with a
 * message for the author. Knows no rule language's syntax tree.
 */
public final class ExprBuilder {
  private static final int MEANT_MAX = 3;
  private static final String PARAMETERS = "P";

  private final Vocabulary vocabulary;

  /** A builder over a pack's names. */
  public ExprBuilder(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** A name with or without dots: a fact, a parameter, or a constant of an enum. */
  public Expr name(String path) {
    FactInfo fact = vocabulary.facts().find(path);
    if (fact != null) {
      return new Read(fact);
    }
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    String rest = dot < 0 ? "" : path.substring(dot + 1);
    Class<?> type = vocabulary.enums().get(first);
    if (type != null) {
      return constantOf(type, rest);
    }
    if (first.equals(PARAMETERS)) {
      return parameter(rest);
    }
    if (vocabulary.facts().isGroup(path)) {
      throw new IllegalArgumentException(
          "'" + path + "' is a group of facts; name one of them, as in '" + memberOf(path) + "'");
    }
    if (first.equals(FactCatalog.HISTORY) && !rest.isEmpty()) {
      throw unknown("aggregate", path);
    }
    throw unknown("fact", path);
  }

  private IllegalArgumentException unknown(String what, String path) {
    String meant =
        Suggestions.didYouMean(path, vocabulary.facts().paths())
            + vocabulary.facts().elsewhere(path);
    return new IllegalArgumentException(
        "unknown " + what + " '" + path + "'" + (meant.isEmpty() ? withoutItsGroup(path) : meant));
  }

  /** {@code ON_CALL} was meant to be {@code SignalKind.ON_CALL}, and so on: where few can be. */
  private String withoutItsGroup(String path) {
    List<String> full = new ArrayList<>(vocabulary.facts().paths());
    vocabulary.parameterNames().forEach(name -> full.add(PARAMETERS + "." + name));
    vocabulary
        .enums()
        .forEach(
            (name, type) ->
                Arrays.stream(type.getEnumConstants())
                    .forEach(constant -> full.add(name + "." + ((Enum<?>) constant).name())));
    List<String> fitting =
        full.stream().filter(name -> name.endsWith("." + lastName(path))).distinct().toList();
    return fitting.isEmpty() || fitting.size() > MEANT_MAX
        ? ""
        : " (did you mean '" + String.join("' or '", fitting) + "'?)";
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private String memberOf(String group) {
    return vocabulary.facts().paths().stream()
        .filter(path -> path.startsWith(group + "."))
        .findFirst()
        .orElse(group);
  }

  private Expr parameter(String name) {
    WordList words = vocabulary.wordLists().get(name);
    if (words != null) {
      return new Words(words);
    }
    Parameter parameter = vocabulary.parameters().get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "unknown parameter 'P."
              + name
              + "'"
              + Suggestions.didYouMean(
                  "P." + name,
                  vocabulary.parameterNames().stream().map(known -> "P." + known).toList()));
    }
    return new Threshold(parameter);
  }

  private static Expr constantOf(Class<?> type, String name) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name())
            .toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "unknown "
              + type.getSimpleName()
              + " '"
              + name
              + "'"
              + Suggestions.didYouMean(name, names)
              + "; there are "
              + String.join(", ", names));
    }
    return new Constant(type.getSimpleName() + "." + name, ValueType.of(type));
  }

  /** A whole number as it is written. */
  public Expr number(String source) {
    // Up to 15 digits: Drools compares larger ones through floating point, which rounds them.
    if (!source.matches("(0|[1-9][0-9]{0,14})L?")) {
      throw new IllegalArgumentException(
          "'" + source + "' is not understood: write whole numbers plainly, as in 1000");
    }
    boolean small = !source.endsWith("L") && Long.parseLong(source) <= Integer.MAX_VALUE;
    return new Constant(small || source.endsWith("L") ? source : source + "L", ValueType.NUMBER);
  }

  /** True or false. */
  public Expr truth(boolean value) {
    return new Constant(Boolean.toString(value), ValueType.TRUTH);
  }

  /** A text as it is written, with its quotes; it is read and written anew. */
  public Expr text(String source) {
    return new Constant(TextLiteral.of(TextLiteral.value(source)), ValueType.TEXT);
  }

  /** Arithmetic. */
  public Expr arithmetic(char operator, Expr left, Expr right) {
    require(ValueType.NUMBER, left, "'" + operator + "'");
    require(ValueType.NUMBER, right, "'" + operator + "'");
    return new Arithmetic(operator, left, right);
  }

  /** A change of sign. */
  public Expr negative(Expr number) {
    require(ValueType.NUMBER, number, "'-'");
    return new Negative(number);
  }

  /** A comparison. Comparing with true or false is the same as the condition or its opposite. */
  public Expr compare(Relation relation, Expr left, Expr right) {
    if (relation.isOrder()) {
      require(ValueType.NUMBER, left, "'" + relation.symbol() + "'");
      require(ValueType.NUMBER, right, "'" + relation.symbol() + "'");
    } else if (!left.type().equals(right.type())) {
      throw new IllegalArgumentException(
          "'"
              + ExprPrinter.print(left)
              + "' is "
              + left.type().words()
              + " and '"
              + ExprPrinter.print(right)
              + "' is "
              + right.type().words()
              + ": they are never equal");
    }
    if (left instanceof Constant && !(right instanceof Constant)) {
      // Drools' executable model does not compile this form.
      throw new IllegalArgumentException(
          "write the fact first: '" + ExprPrinter.print(mirror(relation, left, right)) + "'");
    }
    if (left.type().equals(ValueType.WORDS)) {
      throw new IllegalArgumentException(
          "a list of words is not compared: write '<text> contains "
              + ExprPrinter.print(left)
              + "'");
    }
    if (left.type().equals(ValueType.TRUTH)) {
      if (!(right instanceof Constant truth)) {
        throw new IllegalArgumentException("compare a condition with true or false only");
      }
      return truth.source().equals("true") == (relation == Relation.EQUAL) ? left : not(left);
    }
    return new Compare(relation, left, right);
  }

  private static Compare mirror(Relation relation, Expr left, Expr right) {
    Relation mirrored =
        switch (relation) {
          case LESS -> Relation.GREATER;
          case LESS_OR_EQUAL -> Relation.GREATER_OR_EQUAL;
          case GREATER -> Relation.LESS;
          case GREATER_OR_EQUAL -> Relation.LESS_OR_EQUAL;
          case EQUAL, NOT_EQUAL -> relation;
        };
    return new Compare(mirrored, /* left= */ right, /* right= */ left);
  }

  /** Membership in a list. */
  public Expr oneOf(Expr value, boolean negated, List<Expr> choices) {
    for (Expr choice : choices) {
      if (!choice.type().equals(value.type())) {
        throw new IllegalArgumentException(
            "'"
                + ExprPrinter.print(value)
                + "' is "
                + value.type().words()
                + ", so it is never '"
                + ExprPrinter.print(choice)
                + "'");
      }
    }
    return new OneOf(value, negated, choices);
  }

  /** A test of a text. */
  public Expr textTest(Expr text, boolean negated, String operator, Expr argument) {
    require(ValueType.TEXT, text, "'" + operator + "'");
    if (argument instanceof Words && operator.equals("contains")) {
      return new TextTest(text, negated, operator, argument);
    }
    require(ValueType.TEXT, argument, "'" + operator + "'");
    return new TextTest(text, negated, operator, argument);
  }

  /** Not. */
  public Expr not(Expr condition) {
    require(ValueType.TRUTH, condition, "'!'");
    return new Not(condition);
  }

  /** Both. */
  public Expr and(Expr left, Expr right) {
    require(ValueType.TRUTH, left, "'&&'");
    require(ValueType.TRUTH, right, "'&&'");
    return new And(left, right);
  }

  /** At least one. */
  public Expr or(Expr left, Expr right) {
    require(ValueType.TRUTH, left, "'||'");
    require(ValueType.TRUTH, right, "'||'");
    return new Or(left, right);
  }

  /** A whole constraint, which must be true or false and must look at something. */
  public Expr constraint(Expr expr) {
    require(ValueType.TRUTH, expr, "a constraint");
    if (expr instanceof Constant) {
      throw new IllegalArgumentException("this constraint looks at no fact");
    }
    return expr;
  }

  private static void require(ValueType type, Expr expr, String by) {
    if (!expr.type().equals(type)) {
      throw new IllegalArgumentException(
          by
              + " asks for "
              + type.words()
              + ", and '"
              + ExprPrinter.print(expr)
              + "' is "
              + expr.type().words());
    }
  }
}
