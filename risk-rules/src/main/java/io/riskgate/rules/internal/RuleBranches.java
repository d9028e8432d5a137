package io.riskgate.rules.internal;

import io.riskgate.rules.internal.CheckedRule.Branch;
import io.riskgate.rules.internal.Clause.Constraint;
import io.riskgate.rules.internal.Clause.FlagTest;
import io.riskgate.rules.internal.Clause.Group;
import io.riskgate.rules.internal.Clause.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits rules into branches: a rule holds exactly where one of its branches does, and a branch
 * says what it needs so that this can be trusted.
 *
 * <p>A rule is split at every {@code ||} over data that may be missing, and at every flag: each
 * branch of a rule that sets a flag sets a flag of its own, under the branch's name, and a branch
 * that reads the flag reads one of these, and needs what that branch needs. So a flag that rests on
 * data that is not there lets no other rule's hit stand. Where a flag must <em>not</em> be set,
 * none of these may be, and all that could set it must be known.
 */
public final class RuleBranches {
  /** What is put between a rule's code and the number of its branch; no code contains it. */
  public static final char BRANCH = '#';

  private final Flags flags;
  private final Map<String, List<Branch>> branches = new HashMap<>();
  private final Map<FlagTest, Needs> tests = new HashMap<>();

  /** Branches of rules with flags; rules that set flags must come before those that read them. */
  RuleBranches(Flags flags) {
    this.flags = flags;
  }

  /**
   * The name under which a branch is compiled.
   *
   * @param rule the rule's code
   * @param branch the number of the branch
   */
  static String name(String rule, int branch) {
    return rule + BRANCH + branch;
  }

  /**
   * Splits a rule.
   *
   * @throws IllegalArgumentException if there are too many branches
   */
  List<Branch> of(UnderstoodRule rule) {
    List<Way> ways = List.of(new Way(List.of(), Needs.NONE));
    for (Clause clause : rule.clauses()) {
      ways = product(ways, split(clause));
    }
    List<Branch> found =
        ways.stream()
            .map(
                way ->
                    new Branch(
                        ClausePrinter.print(way.clauses),
                        way.needs,
                        List.copyOf(UnderstoodRule.reads(way.clauses))))
            .toList();
    branches.put(rule.name(), found);
    return found;
  }

  /** Some clauses of a branch. */
  private record Way(List<Clause> clauses, Needs needs) {}

  private List<Way> split(Clause clause) {
    if (clause instanceof Pattern pattern) {
      return ways(split(pattern).stream().map(part -> (Clause) part).toList());
    }
    if (clause instanceof Group group && !group.negated()) {
      List<List<Pattern>> groups = List.of(List.of());
      for (Pattern pattern : group.patterns()) {
        groups = Branches.product(groups, split(pattern).stream().map(List::of).toList());
      }
      return ways(
          groups.stream().map(part -> (Clause) new Group(false, part, group.line())).toList());
    }
    if (clause instanceof FlagTest flag) {
      return flag.negated() ? List.of(unset(flag)) : set(flag);
    }
    return ways(List.of(clause));
  }

  private List<Way> ways(List<Clause> clauses) {
    return clauses.stream()
        .map(
            clause -> new Way(List.of(clause), NeedsInference.toHold(List.of(clause), this::needs)))
        .toList();
  }

  private static List<Pattern> split(Pattern pattern) {
    List<Expr> split = new ArrayList<>();
    List<Constraint> whole = new ArrayList<>();
    for (Constraint constraint : pattern.constraints()) {
      boolean matters =
          pattern.type() == PatternType.TRANSFER
              || !NeedsInference.of(List.of(constraint.expr())).equals(Needs.NONE);
      if (matters) {
        split.add(constraint.expr());
      } else {
        whole.add(constraint);
      }
    }
    List<Pattern> patterns = new ArrayList<>();
    for (List<Expr> branch : Branches.of(split)) {
      List<Constraint> constraints = new ArrayList<>(whole);
      branch.forEach(expr -> constraints.add(new Constraint(expr, pattern.line())));
      patterns.add(new Pattern(pattern.type(), pattern.binding(), constraints, pattern.line()));
    }
    return patterns;
  }

  private List<Way> set(FlagTest flag) {
    List<Way> ways = new ArrayList<>();
    for (UnderstoodRule setter : setters(flag)) {
      List<Branch> setting = branchesOf(setter);
      for (int i = 0; i < setting.size(); i++) {
        List<String> name = List.of(name(setter.name(), i));
        ways.add(new Way(List.of(new FlagTest(false, name, flag.line())), setting.get(i).needs()));
      }
    }
    return ways;
  }

  private Way unset(FlagTest flag) {
    List<String> names = new ArrayList<>();
    for (UnderstoodRule setter : setters(flag)) {
      for (int i = 0; i < branchesOf(setter).size(); i++) {
        names.add(name(setter.name(), i));
      }
    }
    return new Way(List.of(new FlagTest(true, names, flag.line())), needs(flag));
  }

  /** What a test of a flag needs so that it can be trusted to hold, however it comes to. */
  private Needs needs(FlagTest test) {
    FlagTest key = new FlagTest(test.negated(), test.names(), 0);
    Needs known = tests.get(key);
    if (known == null) {
      known = Needs.NONE;
      for (UnderstoodRule setter : setters(test)) {
        known =
            known.and(
                test.negated()
                    ? NeedsInference.toFail(setter.clauses(), this::needs)
                    : NeedsInference.toHold(setter.clauses(), this::needs));
      }
      tests.put(key, known);
    }
    return known;
  }

  private List<UnderstoodRule> setters(FlagTest test) {
    return test.names().stream().flatMap(flag -> flags.setters(flag).stream()).toList();
  }

  private List<Branch> branchesOf(UnderstoodRule setter) {
    // A setter that could not be split has been reported; the pack is refused.
    return branches.getOrDefault(setter.name(), List.of());
  }

  private static List<Way> product(List<Way> left, List<Way> right) {
    List<Way> all = new ArrayList<>();
    for (Way first : left) {
      for (Way second : right) {
        List<Clause> both = new ArrayList<>(first.clauses);
        both.addAll(second.clauses);
        all.add(new Way(both, first.needs.and(second.needs)));
      }
      if (all.size() > Branches.MAX) {
        throw new IllegalArgumentException(
            "more than "
                + Branches.MAX
                + " combinations of ||, counting those of the rules that set its flags; split the"
                + " rule, or write 'fact in (…)'");
      }
    }
    return all;
  }
}
