package io.riskgate.rules.internal;

import io.riskgate.core.facts.Bound;
import io.riskgate.core.facts.FactUnit;
import io.riskgate.rules.internal.Clause.Constraint;
import io.riskgate.rules.internal.Clause.Count;
import io.riskgate.rules.internal.Clause.FlagTest;
import io.riskgate.rules.internal.Clause.Group;
import io.riskgate.rules.internal.Clause.Pattern;
import io.riskgate.rules.internal.ConditionSource.Kind;
import io.riskgate.rules.internal.ConditionSource.PatternSource;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Constant;
import io.riskgate.rules.internal.Expr.Read;
import io.riskgate.rules.internal.RuleSource.ConstraintSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Understands a rule's when-part, one condition after the other: each may read what those before it
 * have bound.
 */
final class ClauseReader {
  /** How many conditions a rule may have. */
  static final int CONDITIONS_MAX = 8;

  /** How many patterns over signals a rule may have. */
  static final int SIGNALS_MAX = 3;

  private static final String BINDING = "\\$[a-z][A-Za-z0-9]{0,31}";
  private static final String FLAG = "[A-Z][A-Z0-9_]{0,63}";

  private final RuleSource rule;
  private final Vocabulary vocabulary;
  private final RuleLanguage language;
  private final Problems problems;
  private final Map<String, FactInfo> bound = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();

  ClauseReader(RuleSource rule, Vocabulary vocabulary, RuleLanguage language, Problems problems) {
    this.rule = rule;
    this.vocabulary = vocabulary;
    this.language = language;
    this.problems = problems;
  }

  /** The clauses; null, and problems, where one is not understood. */
  @Nullable List<Clause> read() {
    int before = problems.count();
    refuseTooMany();
    if (!rule.sets().isEmpty() && !rule.sets().matches(FLAG)) {
      problem(rule.line(), "a flag is named like REMOTE_CONTROL, not '" + rule.sets() + "'");
    }
    List<Clause> clauses = new ArrayList<>();
    for (ConditionSource condition : rule.conditions()) {
      Clause clause = read(condition);
      if (clause != null) {
        clauses.add(clause);
      }
    }
    if (SignalJoins.combined(clauses) > SignalJoins.COMBINED_MAX) {
      problem(
          rule.line(),
          "rule "
              + rule.name()
              + " combines more than "
              + SignalJoins.COMBINED_MAX
              + " signals with each other, which takes long; let another rule set a flag");
    }
    return problems.count() == before ? clauses : null;
  }

  private void refuseTooMany() {
    if (rule.conditions().size() > CONDITIONS_MAX) {
      problem(
          rule.line(),
          "rule " + rule.name() + " has more than " + CONDITIONS_MAX + " conditions; split it");
    }
    long signals =
        rule.conditions().stream()
            .flatMap(condition -> condition.patterns().stream())
            .filter(pattern -> pattern.type() == PatternType.SIGNAL)
            .count();
    if (signals > SIGNALS_MAX) {
      problem(
          rule.line(),
          "rule "
              + rule.name()
              + " has more than "
              + SIGNALS_MAX
              + " patterns over Signal; let another rule set a flag");
    }
  }

  private @Nullable Clause read(ConditionSource condition) {
    PatternSource first = condition.patterns().get(0);
    if (condition.kind() == Kind.COUNT) {
      return count(condition, first);
    }
    if (condition.patterns().size() == 1 && first.type() == PatternType.FLAG) {
      return flag(condition.kind() == Kind.NOT, first);
    }
    if (condition.kind() == Kind.HOLDS) {
      return pattern(first);
    }
    return group(condition);
  }

  private @Nullable Group group(ConditionSource condition) {
    Map<String, FactInfo> outside = new LinkedHashMap<>(bound);
    List<Pattern> patterns = new ArrayList<>();
    for (PatternSource source : condition.patterns()) {
      if (source.type() != PatternType.SIGNAL) {
        String word = source.type().word();
        problem(
            source.line(),
            source.type() == PatternType.FLAG
                ? "a Flag stands in 'not' or 'exists' by itself"
                : "'not' and 'exists' are about Signals and Flags; write the opposite condition in "
                    + word
                    + "( … )");
      } else {
        Pattern pattern = pattern(source);
        if (pattern != null) {
          patterns.add(pattern);
        }
      }
    }
    // What is bound inside is not known outside.
    bound.keySet().retainAll(outside.keySet());
    return patterns.size() == condition.patterns().size()
        ? new Group(condition.kind() == Kind.NOT, patterns, condition.line())
        : null;
  }

  private @Nullable Pattern pattern(PatternSource source) {
    Map<String, FactInfo> before = new LinkedHashMap<>(bound);
    if (!source.binding().isEmpty() && bindable(source.binding(), source.line())) {
      vocabulary
          .facts()
          .of(source.type())
          .values()
          .forEach(fact -> bind(fact.of(source.binding())));
    }
    FactCatalog names = vocabulary.facts().within(source.type(), before);
    List<Constraint> constraints =
        constraints(
            source.constraints(),
            names,
            fact -> !fact.isBound(),
            "asks nothing of the "
                + source.type().word()
                + " in whose pattern it stands; put it where it belongs");
    return constraints == null
        ? null
        : new Pattern(source.type(), source.binding(), constraints, source.line());
  }

  private void bind(FactInfo fact) {
    bound.put(fact.path(), fact);
  }

  private boolean bindable(String name, int line) {
    if (!name.matches(BINDING)) {
      problem(line, "a pattern is bound like $signal : Signal( … ), not '" + name + "'");
      return false;
    }
    if (names.contains(name)) {
      problem(line, "'" + name + "' stands for something else already");
      return false;
    }
    names.add(name);
    return true;
  }

  private @Nullable Count count(ConditionSource condition, PatternSource source) {
    if (source.type() != PatternType.SIGNAL || !source.binding().isEmpty()) {
      problem(source.line(), "accumulate counts Signals, which need no name");
      return null;
    }
    Pattern pattern = pattern(source);
    if (pattern == null || !bindable(condition.result(), condition.line())) {
      return null;
    }
    FactInfo number =
        new FactInfo(
            condition.result(),
            long.class,
            FactUnit.COUNT,
            0,
            Bound.LOWER,
            false,
            FactInfo.NO_AGGREGATE,
            "how many signals there are");
    List<Constraint> limits =
        constraints(
            condition.limits(),
            vocabulary.facts().only(Map.of(number.path(), number)),
            fact -> true,
            "does not look at " + number.path());
    return limits == null ? null : new Count(pattern, number.path(), limits, condition.line());
  }

  private @Nullable FlagTest flag(boolean negated, PatternSource source) {
    List<Constraint> constraints =
        constraints(
            source.constraints(),
            vocabulary.facts().within(PatternType.FLAG, Map.of()),
            fact -> true,
            "");
    if (constraints == null) {
      return null;
    }
    if (source.binding().isEmpty()
        && constraints.size() == 1
        && constraints.get(0).expr() instanceof Compare compare
        && compare.relation() == Relation.EQUAL
        && compare.left() instanceof Read
        && compare.right() instanceof Constant name) {
      String flag = TextLiteral.value(name.source());
      if (flag.matches(FLAG)) {
        return new FlagTest(negated, List.of(flag), source.line());
      }
      problem(source.line(), "a flag is named like REMOTE_CONTROL, not '" + flag + "'");
      return null;
    }
    problem(source.line(), "a flag is read as Flag( name == \"NAME\" ) and in no other way");
    return null;
  }

  private @Nullable List<Constraint> constraints(
      List<ConstraintSource> sources, FactCatalog names, Predicate<FactInfo> own, String notOwn) {
    List<Constraint> constraints = new ArrayList<>();
    Vocabulary known = vocabulary.with(names);
    for (ConstraintSource source : sources) {
      try {
        Expr understood = language.understand(source, known);
        new ConstraintLint(rule, source.line(), problems).check(understood);
        if (ExprFacts.of(understood).noneMatch(own)) {
          throw new IllegalArgumentException("'" + source.text() + "' " + notOwn);
        }
        constraints.add(new Constraint(understood, source.line()));
      } catch (IllegalArgumentException e) {
        problem(source.line(), String.valueOf(e.getMessage()));
      }
    }
    return constraints.size() == sources.size() ? constraints : null;
  }

  private void problem(int line, String message) {
    problems.add(rule, line, message);
  }
}
