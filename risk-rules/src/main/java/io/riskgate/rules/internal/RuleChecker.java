package io.riskgate.rules.internal;

import io.riskgate.rules.internal.CheckedRule.Branch;
import io.riskgate.rules.internal.CheckedRule.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Understands the rules of a pack, one by one and then together: which of them rest on others. */
final class RuleChecker {
  /**
   * How long the rules and their branches may be as they are compiled, where every choice of {@code
   * in} is a comparison of its own and every branch repeats what its rule says outside of {@code
   * ||}. Compiling takes about a minute for as much.
   */
  static final int CHARS_MAX = 1_000_000;

  private final Vocabulary vocabulary;
  private final RuleLanguage language;
  private final Problems problems;
  private final List<UnderstoodRule> understood = new ArrayList<>();
  private final CheckedDrl drl = new CheckedDrl();
  private int chars;

  RuleChecker(Vocabulary vocabulary, RuleLanguage language, Problems problems) {
    this.vocabulary = vocabulary;
    this.language = language;
    this.problems = problems;
  }

  /**
   * Understands rules; those with problems, which are reported, have no branches.
   *
   * @param sources the rules
   * @param allRead whether these are all rules of the pack
   * @param messages what knows the facts that their texts name
   */
  List<CheckedRule> check(List<RuleSource> sources, boolean allRead, MessageReader messages) {
    for (RuleSource source : sources) {
      List<Clause> clauses = new ClauseReader(source, vocabulary, language, problems).read();
      if (clauses != null) {
        understood.add(new UnderstoodRule(source, clauses));
        if (isTooLong(ClausePrinter.print(clauses))) {
          refuseTooLong(source);
          return List.of(); // nothing of it is used
        }
      }
    }
    refuseTooManyJoins();
    Flags flags = new Flags(understood);
    int before = problems.count();
    flags.check(allRead && understood.size() == sources.size(), problems);
    boolean arranged = problems.count() == before;
    Map<String, List<Branch>> branches = arranged ? branches(flags) : Map.of();
    Map<String, Place> places = new HashMap<>();
    for (UnderstoodRule rule : understood) {
      int stratum = flags.stratum(rule);
      drl.add(rule.source(), rule.clauses(), stratum);
      places.put(
          rule.name(),
          new Place(rule.whySession(), rule.source().sets(), stratum, List.copyOf(rule.reads())));
    }
    return sources.stream()
        .map(
            source ->
                new CheckedRule(
                    source.name(),
                    branches.getOrDefault(source.name(), List.of()),
                    messages.arguments(source.name()),
                    places.getOrDefault(source.name(), Place.ALONE)))
        .toList();
  }

  private void refuseTooManyJoins() {
    List<UnderstoodRule> joining =
        understood.stream()
            .filter(rule -> SignalJoins.combined(rule.clauses()) == SignalJoins.COMBINED_MAX)
            .toList();
    if (joining.size() > SignalJoins.RULES_MAX) {
      RuleSource last = joining.get(SignalJoins.RULES_MAX).source();
      problems.add(
          last,
          last.line(),
          "more than "
              + SignalJoins.RULES_MAX
              + " rules combine two signals with each other, which takes long");
    }
  }

  private Map<String, List<Branch>> branches(Flags flags) {
    RuleBranches splitter = new RuleBranches(flags);
    Map<String, List<Branch>> branches = new HashMap<>();
    for (UnderstoodRule rule : flags.bottomUp()) {
      try {
        List<Branch> split = splitter.of(rule);
        branches.put(rule.name(), split);
        if (split.size() > 1 && split.stream().anyMatch(branch -> isTooLong(branch.conditions()))) {
          refuseTooLong(rule.source());
          return Map.of();
        }
      } catch (IllegalArgumentException e) {
        problems.add(
            rule.source(), rule.source().line(), "rule " + rule.name() + " has " + e.getMessage());
      }
    }
    return branches;
  }

  private boolean isTooLong(String more) {
    chars += more.length();
    return chars > CHARS_MAX;
  }

  private void refuseTooLong(RuleSource from) {
    problems.add(
        from,
        from.line(),
        "from rule "
            + from.name()
            + " on, the rules are too long to be compiled: more than "
            + CHARS_MAX
            + " characters where each choice of 'in' and each combination of || is written out;"
            + " make lists and sums shorter, or use less ||");
  }

  /** The rules printed anew, by file. */
  Map<String, String> texts() {
    return drl.texts();
  }

  /** The rules printed anew, by name, as the lanes are checked against them. */
  Map<String, String> drl() {
    return drl.rules();
  }

  /** What was understood. */
  List<UnderstoodRule> understood() {
    return List.copyOf(understood);
  }
}
