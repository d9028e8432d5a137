package io.riskgate.rules.internal.drools;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.riskgate.rules.internal.DrlScan;
import io.riskgate.rules.internal.Expr;
import io.riskgate.rules.internal.ExprBuilder;
import io.riskgate.rules.internal.Relation;
import io.riskgate.rules.internal.Vocabulary;
import java.util.List;
import org.drools.mvel.parser.DrlxParser;
import org.drools.mvel.parser.ast.expr.DrlxExpression;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.ast.expr.NullSafeFieldAccessExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;
import org.drools.mvel.parser.printer.PrintUtil;

/**
 * Understands one constraint with Drools' own parser. Default-deny: a node of the syntax tree that
 * is not named here is refused.
 */
final class ConstraintReader {
  private static final int CHARS_MAX = 4_000;

  private final ExprBuilder builder;

  ConstraintReader(Vocabulary vocabulary) {
    builder = new ExprBuilder(vocabulary);
  }

  /**
   * Reads a constraint.
   *
   * @throws IllegalArgumentException if it goes beyond what rules may say
   */
  Expr read(String text) {
    refuseBinding(text);
    refuseTooLarge(text);
    DrlxExpression parsed;
    try {
      parsed = DrlxParser.parseExpression(DrlxParser.buildDrlxParserWithArguments(List.of()), text);
    } catch (RuntimeException | StackOverflowError e) {
      throw new IllegalArgumentException("this constraint is not understood: '" + text + "'", e);
    }
    String printed = PrintUtil.printNode(parsed);
    if (!essence(printed).equals(essence(text))) {
      // The parser reads as far as it understands and ignores the rest without a word.
      throw new IllegalArgumentException(
          "only '" + printed + "' is understood of the constraint '" + text + "'");
    }
    return builder.constraint(convert(parsed.getExpr()));
  }

  private static void refuseBinding(String text) {
    if (text.matches("(?s)\\s*\\$?\\w+\\s*:(?!:).*")) {
      throw new IllegalArgumentException(
          "facts have no other names: write the constraint without 'name :'; a whole pattern can"
              + " have one, as in $s : Signal( … )");
    }
  }

  private static void refuseTooLarge(String text) {
    if (text.length() > CHARS_MAX) {
      throw new IllegalArgumentException(
          "a constraint has at most " + CHARS_MAX + " characters; split the rule");
    }
    // The file was scanned as a whole; what Drools made one constraint is scanned by itself.
    String problem = new DrlScan("(" + text + "\n)").problem();
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** A text without spaces, comments and parentheses outside of quotes, which printing changes. */
  private static String essence(String text) {
    StringBuilder kept = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\' && i + 1 < text.length()) {
        kept.append(c).append(text.charAt(++i));
        continue;
      }
      if (!quoted && text.startsWith("/*", i) && text.indexOf("*/", i + 2) > 0) {
        i = text.indexOf("*/", i + 2) + 1;
        continue;
      }
      if (!quoted && text.startsWith("//", i)) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
        continue;
      }
      quoted ^= c == '"';
      if (quoted || (!Character.isWhitespace(c) && c != '(' && c != ')')) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private Expr convert(Node node) {
    if (node instanceof EnclosedExpr enclosed) {
      return convert(enclosed.getInner());
    }
    if (node instanceof NameExpr
        || node instanceof FieldAccessExpr
        || node instanceof NullSafeFieldAccessExpr) {
      return builder.name(path(node));
    }
    if (node instanceof IntegerLiteralExpr number) {
      return builder.number(number.getValue());
    }
    if (node instanceof LongLiteralExpr number) {
      return builder.number(number.getValue());
    }
    if (node instanceof BooleanLiteralExpr truth) {
      return builder.truth(truth.getValue());
    }
    if (node instanceof StringLiteralExpr) {
      return builder.text(PrintUtil.printNode(node));
    }
    if (node instanceof UnaryExpr unary) {
      return unary(unary);
    }
    if (node instanceof BinaryExpr binary) {
      return binary(binary);
    }
    if (node instanceof PointFreeExpr test) {
      return test(test);
    }
    if (node instanceof HalfBinaryExpr half) {
      throw new IllegalArgumentException(
          "name the fact again before '" + PrintUtil.printNode(half) + "'");
    }
    throw unsupported(node);
  }

  private static String path(Node node) {
    if (node instanceof FieldAccessExpr field) {
      return path(field.getScope()) + "." + field.getNameAsString();
    }
    if (node instanceof NullSafeFieldAccessExpr field) {
      // No group of facts is ever null, so this is the same as a plain dot.
      return path(field.getScope()) + "." + field.getNameAsString();
    }
    if (node instanceof NameExpr name) {
      return name.getNameAsString();
    }
    throw unsupported(node);
  }

  private Expr unary(UnaryExpr unary) {
    return switch (unary.getOperator()) {
      case LOGICAL_COMPLEMENT -> builder.not(convert(unary.getExpression()));
      case MINUS -> builder.negative(convert(unary.getExpression()));
      default -> throw unsupported(unary);
    };
  }

  private Expr binary(BinaryExpr binary) {
    Expr left = convert(binary.getLeft());
    Expr right = convert(binary.getRight());
    return switch (binary.getOperator()) {
      case AND -> builder.and(left, right);
      case OR -> builder.or(left, right);
      case EQUALS -> builder.compare(Relation.EQUAL, left, right);
      case NOT_EQUALS -> builder.compare(Relation.NOT_EQUAL, left, right);
      case LESS -> builder.compare(Relation.LESS, left, right);
      case LESS_EQUALS -> builder.compare(Relation.LESS_OR_EQUAL, left, right);
      case GREATER -> builder.compare(Relation.GREATER, left, right);
      case GREATER_EQUALS -> builder.compare(Relation.GREATER_OR_EQUAL, left, right);
      case PLUS -> builder.arithmetic('+', left, right);
      case MINUS -> builder.arithmetic('-', left, right);
      case MULTIPLY -> builder.arithmetic('*', left, right);
      case DIVIDE -> builder.arithmetic('/', left, right);
      case REMAINDER -> builder.arithmetic('%', left, right);
      default -> throw unsupported(binary);
    };
  }

  private Expr test(PointFreeExpr test) {
    String operator = test.getOperator().asString();
    List<Expression> arguments = test.getRight();
    if (test.getArg1() != null) {
      throw unsupported(test);
    }
    Expr left = convert(test.getLeft());
    if (operator.equals("in")) {
      return builder.oneOf(left, test.isNegated(), arguments.stream().map(this::convert).toList());
    }
    if ((operator.equals("matches") || operator.equals("contains")) && arguments.size() == 1) {
      return builder.textTest(left, test.isNegated(), operator, convert(arguments.get(0)));
    }
    throw unsupported(test);
  }

  private static IllegalArgumentException unsupported(Node node) {
    if (node instanceof DoubleLiteralExpr number) {
      return new IllegalArgumentException(
          "'"
              + number.getValue()
              + "' is no whole number: for money declare a parameter of type money in pack.yaml and"
              + " write P.<its name>");
    }
    return new IllegalArgumentException(
        "'"
            + PrintUtil.printNode(node)
            + "' is not supported: constraints use facts, parameters, constants, + - * / %,"
            + " comparisons, in, matches, contains, && || ! and parentheses");
  }
}
