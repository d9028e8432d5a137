package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Rule;
import io.riskgate.rules.RulePacks;
import io.riskgate.rules.internal.Expr.And;
import io.riskgate.rules.internal.Expr.Arithmetic;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Constant;
import io.riskgate.rules.internal.Expr.Not;
import io.riskgate.rules.internal.Expr.OneOf;
import io.riskgate.rules.internal.Expr.Or;
import io.riskgate.rules.internal.Expr.Read;
import io.riskgate.rules.internal.Expr.TextTest;
import io.riskgate.rules.internal.Expr.Threshold;
import io.riskgate.rules.internal.Expr.Words;
import io.riskgate.rules.internal.RuleTest.Expectation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The tests of the pack {@code cn} stand at the boundaries of its rules: each comparison of numbers
 * is moved by one unit, and each condition left out, and a test of the rule must notice.
 */
class RuleBoundariesTest {
  private static final LoadedPack PACK = (LoadedPack) RulePacks.bundled("cn");
  private static final RuleTestRunner RUNNER = new RuleTestRunner(PACK);

  /** Read once: the pack reads them from its files each time. */
  private static final Map<String, List<RuleTest>> TESTS =
      PACK.tests().stream().collect(Collectors.groupingBy(RuleTest::rule));

  private static final Map<WordList, WordMatcher> MATCHERS = new HashMap<>();

  private static final Map<String, FactReader> READERS =
      PACK.vocabulary().facts().all().stream()
          .collect(Collectors.toUnmodifiableMap(FactInfo::path, FactReader::new));

  /** A test whose data is all there, so that the rule's conditions alone decide it. */
  private record Case(TransferFacts facts, boolean fires) {}

  private static List<Case> cases(String rule) {
    return TESTS.getOrDefault(rule, List.of()).stream()
        .filter(test -> test.expectation() != Expectation.NOT_EVALUATED)
        .filter(test -> test.missing().isEmpty() && test.uncovered().isEmpty())
        .map(test -> new Case(RUNNER.facts(test), test.expectation() == Expectation.FIRES))
        .toList();
  }

  private static List<Expr> conditions(UnderstoodRule rule) {
    return rule.constraints().toList();
  }

  private static boolean holds(List<Expr> conditions, TransferFacts facts) {
    return conditions.stream().allMatch(condition -> isTrue(condition, facts));
  }

  /** Whether a test of the rule fails when its conditions are these. */
  private static boolean isNoticed(List<Case> cases, List<Expr> conditions) {
    return cases.stream().anyMatch(test -> holds(conditions, test.facts()) != test.fires());
  }

  @Test
  @DisplayName("the conditions are understood here as the lanes understand them")
  void understood() {
    for (UnderstoodRule rule : PACK.understood()) {
      assertThat(isNoticed(cases(rule.name()), conditions(rule))).as(rule.name()).isFalse();
    }
  }

  @Test
  @DisplayName("every comparison of numbers has a test on each side of its threshold")
  void atTheBoundary() {
    List<String> unnoticed = new ArrayList<>();
    int moved = 0;
    for (UnderstoodRule rule : PACK.understood()) {
      List<Case> cases = cases(rule.name());
      List<Expr> conditions = conditions(rule);
      for (long step : new long[] {-1, 1}) {
        for (List<Expr> changed : changed(conditions, expr -> moved(expr, step))) {
          moved++;
          if (!isNoticed(cases, changed)) {
            unnoticed.add(rule.name() + " by " + step + ": " + difference(conditions, changed));
          }
        }
      }
    }

    assertThat(moved).as("moved thresholds").isGreaterThan(200);
    assertThat(unnoticed).isEmpty();
  }

  @Test
  @DisplayName("every condition has a test that fires, or stays quiet, because of it")
  void everyConditionCounts() {
    List<String> unnoticed = new ArrayList<>();
    for (UnderstoodRule rule : PACK.understood()) {
      List<Case> cases = cases(rule.name());
      List<Expr> conditions = conditions(rule);
      for (int i = 0; i < conditions.size(); i++) {
        List<Expr> fewer = new ArrayList<>(conditions);
        Expr left = fewer.remove(i);
        if (!isNoticed(cases, fewer)) {
          unnoticed.add(rule.name() + " without " + ExprPrinter.print(left));
        }
      }
      for (List<Expr> changed : changed(conditions, RuleBoundariesTest::withoutBranch)) {
        if (!isNoticed(cases, changed)) {
          unnoticed.add(rule.name() + " with one side of ||: " + difference(conditions, changed));
        }
      }
    }

    assertThat(unnoticed).isEmpty();
  }

  @Test
  @DisplayName("every rule has a test that fires and one that stays quiet, with all data there")
  void firesAndStaysQuiet() {
    for (Rule rule : PACK.rules()) {
      assertThat(cases(rule.code())).as(rule.code()).extracting(Case::fires).contains(true, false);
    }
  }

  /**
   * The comparison when its right side is a step larger; nothing for what is no such comparison.
   * Below 0 there is nothing to tell from 0.
   */
  private static List<Expr> moved(Expr expr, long step) {
    if (!(expr instanceof Compare compare) || !compare.relation().isOrder()) {
      return List.of();
    }
    if (step < 0 && compare.right() instanceof Constant zero && zero.source().equals("0")) {
      return List.of();
    }
    Expr by = new Constant(Long.toString(step * unit(compare.left())), ValueType.NUMBER);
    Expr right = new Arithmetic('+', compare.right(), by);
    return List.of(new Compare(compare.relation(), compare.left(), right));
  }

  /** What one unit more of the facts makes of the left side: 100 of {@code value * 100}. */
  private static long unit(Expr left) {
    return left instanceof Arithmetic product
            && product.operator() == '*'
            && product.right() instanceof Constant factor
        ? Long.parseLong(factor.source())
        : 1;
  }

  private static List<Expr> withoutBranch(Expr expr) {
    return expr instanceof Or or ? List.of(or.left(), or.right()) : List.of();
  }

  /** The conditions with one change at one place, for each change and place. */
  private static List<List<Expr>> changed(
      List<Expr> conditions, Function<Expr, List<Expr>> change) {
    List<List<Expr>> all = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      for (Expr variant : variants(conditions.get(i), change)) {
        List<Expr> copy = new ArrayList<>(conditions);
        copy.set(i, variant);
        all.add(copy);
      }
    }
    return all;
  }

  private static List<Expr> variants(Expr expr, Function<Expr, List<Expr>> change) {
    List<Expr> all = new ArrayList<>(change.apply(expr));
    if (expr instanceof And and) {
      within(and.left(), change, left -> new And(left, and.right()), all);
      within(and.right(), change, right -> new And(and.left(), right), all);
    } else if (expr instanceof Or or) {
      within(or.left(), change, left -> new Or(left, or.right()), all);
      within(or.right(), change, right -> new Or(or.left(), right), all);
    } else if (expr instanceof Not not) {
      within(not.condition(), change, Not::new, all);
    }
    return all;
  }

  private static void within(
      Expr part, Function<Expr, List<Expr>> change, UnaryOperator<Expr> whole, List<Expr> all) {
    variants(part, change).forEach(variant -> all.add(whole.apply(variant)));
  }

  private static String difference(List<Expr> before, List<Expr> after) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) != after.get(i)) {
        return ExprPrinter.print(after.get(i));
      }
    }
    return "none";
  }

  // What conditions mean, written once more: as few lines as the pack needs.

  private static boolean isTrue(Expr expr, TransferFacts facts) {
    if (expr instanceof And and) {
      return isTrue(and.left(), facts) && isTrue(and.right(), facts);
    }
    if (expr instanceof Or or) {
      return isTrue(or.left(), facts) || isTrue(or.right(), facts);
    }
    if (expr instanceof Not not) {
      return !isTrue(not.condition(), facts);
    }
    if (expr instanceof OneOf in) {
      Object value = value(in.value(), facts);
      return in.choices().stream().anyMatch(choice -> value.equals(value(choice, facts)))
          != in.negated();
    }
    if (expr instanceof TextTest test && test.argument() instanceof Words words) {
      WordMatcher matcher = MATCHERS.computeIfAbsent(words.list(), WordList::matcher);
      return matcher.test((String) value(test.text(), facts)) != test.negated();
    }
    if (expr instanceof Compare compare) {
      return isTrue(compare, facts);
    }
    return (Boolean) value(expr, facts);
  }

  private static boolean isTrue(Compare compare, TransferFacts facts) {
    if (!compare.relation().isOrder()) {
      return Objects.equals(value(compare.left(), facts), value(compare.right(), facts))
          == (compare.relation() == Relation.EQUAL);
    }
    int order = Long.compare(number(compare.left(), facts), number(compare.right(), facts));
    return switch (compare.relation()) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case EQUAL, NOT_EQUAL -> throw new IllegalStateException("Not an order");
    };
  }

  private static Object value(Expr expr, TransferFacts facts) {
    if (expr instanceof Read read) {
      Object value = READERS.get(read.fact().path()).read(facts);
      return value instanceof Enum<?> constant
          ? constant.getDeclaringClass().getSimpleName() + "." + constant.name()
          : value;
    }
    if (expr instanceof Constant constant) {
      return constant.type().equals(ValueType.NUMBER)
          ? Long.decode(constant.source().replaceAll("[lL_]", ""))
          : constant.source();
    }
    return number(expr, facts);
  }

  private static long number(Expr expr, TransferFacts facts) {
    if (expr instanceof Threshold threshold) {
      return threshold.parameter().value();
    }
    if (expr instanceof Arithmetic arithmetic) {
      long left = number(arithmetic.left(), facts);
      long right = number(arithmetic.right(), facts);
      return switch (arithmetic.operator()) {
        case '+' -> Math.addExact(left, right);
        case '-' -> Math.subtractExact(left, right);
        case '*' -> Math.multiplyExact(left, right);
        default -> throw new IllegalStateException("Not in the pack: " + arithmetic.operator());
      };
    }
    return (Long) value(expr, facts);
  }
}
