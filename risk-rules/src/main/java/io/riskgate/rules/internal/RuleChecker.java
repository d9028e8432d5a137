package io.riskgate.rules.internal;

import io.riskgate.rules.internal.CheckedRule.Branch;
import io.riskgate.rules.internal.CheckedRule.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Understands the rules of a pack, one by one and then together: which of them rest on others. */
final class RuleChecker {
  private final Vocabulary vocabulary;
  private final RuleLanguage language;
  private final Problems problems;
  private final List<UnderstoodRule> understood = new ArrayList<>();
  private final CheckedDrl drl = new CheckedDrl();

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
        branches.put(rule.name(), splitter.of(rule));
      } catch (IllegalArgumentException e) {
        problems.add(
            rule.source(), rule.source().line(), "rule " + rule.name() + " has " + e.getMessage());
      }
    }
    return branches;
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
