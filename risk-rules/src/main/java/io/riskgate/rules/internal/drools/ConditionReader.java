package io.riskgate.rules.internal.drools;

import io.riskgate.rules.internal.ConditionSource;
import io.riskgate.rules.internal.ConditionSource.Kind;
import io.riskgate.rules.internal.ConditionSource.PatternSource;
import io.riskgate.rules.internal.PatternType;
import io.riskgate.rules.internal.RuleSource.ConstraintSource;
import io.riskgate.rules.internal.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AccumulateDescr.AccumulateFunctionCallDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalBranchDescr;
import org.drools.drl.ast.descr.EntryPointDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NamedConsequenceDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule's when-part off Drools' syntax tree. Default-deny: what is not named here is
 * refused, with what to write instead.
 */
final class ConditionReader {
  private static final String COUNT = "count";
  private static final String COUNT_FORM =
      "write accumulate( Signal( … ); $n : count(); $n >= P.MANY )";
  private static final String GROUP_FORM = "write one pattern, or several joined by 'and'";
  private static final String FORMS =
      "a condition is TransferFacts( … ), Signal( … ) or Flag( … ), with or without a name before"
          + " it, 'not', 'exists' or 'accumulate'";

  private final ObjIntConsumer<String> problems;

  /**
   * A reader.
   *
   * @param problems is told what is refused, and the line
   */
  ConditionReader(ObjIntConsumer<String> problems) {
    this.problems = problems;
  }

  /** Reads a condition; null, and a problem, where it is refused. */
  @Nullable ConditionSource read(BaseDescr descr) {
    try {
      return condition(descr);
    } catch (Refused e) {
      problems.accept(e.why, e.line);
      return null;
    }
  }

  private static ConditionSource condition(BaseDescr descr) {
    if (descr instanceof PatternDescr pattern) {
      if (pattern.getSource() != null && pattern.getSource().getClass() == AccumulateDescr.class) {
        return count(pattern, (AccumulateDescr) pattern.getSource());
      }
      return ConditionSource.of(pattern(pattern));
    }
    if (descr instanceof NotDescr not) {
      return group(Kind.NOT, descr, not.getDescrs());
    }
    if (descr instanceof ExistsDescr exists) {
      return group(Kind.EXISTS, descr, exists.getDescrs());
    }
    throw new Refused(descr, instead(descr));
  }

  /** What is joined by {@code and}, however it is put in parentheses. */
  static List<BaseDescr> flat(AndDescr and) {
    List<BaseDescr> flat = new ArrayList<>();
    for (BaseDescr descr : and.getDescrs()) {
      if (descr instanceof AndDescr inner) {
        flat.addAll(flat(inner));
      } else {
        flat.add(descr);
      }
    }
    return flat;
  }

  private static String instead(BaseDescr descr) {
    if (descr instanceof OrDescr) {
      return "no 'or' between patterns: write || within a pattern, or two rules";
    }
    if (descr instanceof EvalDescr) {
      return "no 'eval': write the condition in TransferFacts( … )";
    }
    if (descr instanceof ForallDescr) {
      return "no 'forall': write not Signal( … ) with the opposite condition";
    }
    if (descr instanceof NamedConsequenceDescr || descr instanceof ConditionalBranchDescr) {
      return "no 'do' and no 'if': a rule has one then-part; write two rules";
    }
    return "this is not supported: " + FORMS;
  }

  private static ConditionSource group(Kind kind, BaseDescr group, List<?> members) {
    List<?> inside =
        members.size() == 1 && members.get(0) instanceof AndDescr and ? flat(and) : members;
    List<PatternSource> patterns = new ArrayList<>();
    for (Object member : inside) {
      if (!(member instanceof PatternDescr pattern)) {
        throw new Refused(group, "nothing but patterns within 'not' and 'exists': " + GROUP_FORM);
      }
      patterns.add(pattern(pattern));
    }
    if (patterns.isEmpty()) {
      throw new Refused(group, GROUP_FORM);
    }
    return new ConditionSource(kind, patterns, "", List.of(), group.getLine());
  }

  private static ConditionSource count(PatternDescr pattern, AccumulateDescr accumulate) {
    List<AccumulateFunctionCallDescr> functions = accumulate.getFunctions();
    boolean plain =
        "Object".equals(pattern.getObjectType())
            && isPlain(pattern)
            && accumulate.getInitCode() == null
            && accumulate.getActionCode() == null
            && accumulate.getReverseCode() == null
            && accumulate.getResultCode() == null;
    if (!plain || functions == null || functions.size() != 1) {
      throw new Refused(pattern, "accumulate counts and does nothing else: " + COUNT_FORM);
    }
    AccumulateFunctionCallDescr function = functions.get(0);
    if (!COUNT.equals(function.getFunction())
        || function.getParams().length != 0
        || function.isUnification()) {
      throw new Refused(
          pattern,
          "accumulate knows count() only, not "
              + function.getFunction()
              + "("
              + String.join(", ", function.getParams())
              + "): "
              + COUNT_FORM);
    }
    List<ConstraintSource> limits = constraints(pattern);
    if (function.getBind() == null || limits.isEmpty()) {
      throw new Refused(pattern, "nothing asks for the number: " + COUNT_FORM);
    }
    List<? extends BaseDescr> inside =
        accumulate.getInput() instanceof AndDescr and
            ? and.getDescrs()
            : List.of(accumulate.getInput());
    if (inside.size() != 1 || !(inside.get(0) instanceof PatternDescr counted)) {
      throw new Refused(pattern, "accumulate counts one pattern: " + COUNT_FORM);
    }
    return new ConditionSource(
        Kind.COUNT, List.of(pattern(counted)), function.getBind(), limits, pattern.getLine());
  }

  private static PatternSource pattern(PatternDescr pattern) {
    String word = Objects.toString(pattern.getObjectType(), ""); // null in an OOPath
    PatternType type = PatternType.of(word);
    if (pattern.getSource() != null || !pattern.getBehaviors().isEmpty()) {
      throw new Refused(pattern, from(pattern.getSource()));
    }
    if (word.isEmpty()) {
      throw new Refused(pattern, "no paths with '/': " + FORMS);
    }
    if (type == null) {
      throw new Refused(
          pattern,
          "unknown fact type '"
              + word
              + "'"
              + Suggestions.didYouMean(word, PatternType.words())
              + "; there are "
              + String.join(", ", PatternType.words()));
    }
    if (!isPlain(pattern)) {
      throw new Refused(pattern, "no ':=', '?' and '@' at a pattern: " + FORMS);
    }
    return new PatternSource(
        type,
        Objects.toString(pattern.getIdentifier(), ""),
        constraints(pattern),
        pattern.getLine());
  }

  private static boolean isPlain(PatternDescr pattern) {
    return !pattern.isUnification()
        && !pattern.isQuery()
        && pattern.getBehaviors().isEmpty()
        && pattern.getAnnotations().isEmpty();
  }

  private static String from(@Nullable PatternSourceDescr source) {
    if (source == null) {
      return "no 'over': declare an aggregate in pack.yaml for what happened in a window";
    }
    if (source instanceof EntryPointDescr) {
      return "no entry points: the facts of a transfer are all there is";
    }
    if (source instanceof GroupByDescr) {
      return "no 'groupby': declare an aggregate in pack.yaml, or " + COUNT_FORM;
    }
    if (source instanceof CollectDescr || source instanceof AccumulateDescr) {
      return "no 'from' before collect or accumulate: " + COUNT_FORM;
    }
    return "no 'from': the facts of a transfer are all there is";
  }

  private static List<ConstraintSource> constraints(PatternDescr pattern) {
    List<ConstraintSource> constraints = new ArrayList<>();
    for (BaseDescr descr : pattern.getDescrs()) {
      if (!(descr instanceof ExprConstraintDescr constraint)
          || constraint.getType() != ExprConstraintDescr.Type.NAMED) {
        throw new Refused(
            descr.getLine() > 0 ? descr : pattern,
            "'"
                + descr.getText()
                + "' is not supported: name the fact that it is about, and write ',' and not ';'"
                + " after it");
      }
      constraints.add(new ConstraintSource(constraint.getExpression(), constraint.getLine()));
    }
    return constraints;
  }

  /** A condition that rules do not know. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final int line;

    Refused(BaseDescr where, String why) {
      super(why);
      this.why = why;
      this.line = where.getLine();
    }
  }
}
