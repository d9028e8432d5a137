package io.riskgate.rules.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules set flags and which read them. Flags are derived facts: whether one is set follows
 * from the facts alone and never from an order of rules. So no flag may depend on itself, and rules
 * are arranged in strata: a rule is above every rule that sets a flag it reads, and is evaluated
 * when those below are done. Then {@code not Flag( … )} sees every flag there is going to be.
 */
final class Flags {
  /** How many rules may set the same flag. */
  static final int SETTERS_MAX = 16;

  private final List<UnderstoodRule> rules;
  private final Map<String, List<UnderstoodRule>> setters = new LinkedHashMap<>();
  private final Map<String, Integer> strata = new HashMap<>();
  private final Deque<UnderstoodRule> way = new ArrayDeque<>();
  private final List<List<UnderstoodRule>> cycles = new ArrayList<>();

  Flags(Collection<UnderstoodRule> rules) {
    this.rules = List.copyOf(rules);
    for (UnderstoodRule rule : rules) {
      if (!rule.source().sets().isEmpty()) {
        setters.computeIfAbsent(rule.source().sets(), flag -> new ArrayList<>()).add(rule);
      }
    }
    for (UnderstoodRule rule : rules) {
      climb(rule);
    }
  }

  /** The rules that set a flag. */
  List<UnderstoodRule> setters(String flag) {
    return setters.getOrDefault(flag, List.of());
  }

  /** The stratum of a rule: 0 where it reads no flag. */
  int stratum(UnderstoodRule rule) {
    return strata.getOrDefault(rule.name(), 0);
  }

  /** The rules, those of lower strata first. Only where there is no cycle. */
  List<UnderstoodRule> bottomUp() {
    return rules.stream()
        .sorted((one, other) -> Integer.compare(stratum(one), stratum(other)))
        .toList();
  }

  /**
   * Reports flags that depend on themselves, that nobody sets, and that nobody reads.
   *
   * @param allRead whether these are all rules: otherwise one that is missing may set any flag
   */
  void check(boolean allRead, Problems problems) {
    for (List<UnderstoodRule> cycle : cycles) {
      UnderstoodRule first = cycle.get(0);
      problems.add(first.source(), first.source().line(), told(cycle));
    }
    setters.forEach(
        (flag, setting) -> {
          if (setting.size() > SETTERS_MAX) {
            UnderstoodRule first = setting.get(0);
            problems.add(
                first.source(),
                first.source().line(),
                "more than " + SETTERS_MAX + " rules set the flag " + flag);
          }
        });
    if (allRead) {
      checkNames(problems);
    }
  }

  private void checkNames(Problems problems) {
    Set<String> read = new LinkedHashSet<>();
    for (UnderstoodRule rule : rules) {
      for (String flag : rule.reads()) {
        read.add(flag);
        if (!setters.containsKey(flag)) {
          problems.add(
              rule.source(),
              line(rule, flag),
              "no rule sets the flag '"
                  + flag
                  + "'"
                  + Suggestions.didYouMean(flag, setters.keySet()));
        }
      }
    }
    for (UnderstoodRule rule : rules) {
      String flag = rule.source().sets();
      if (!flag.isEmpty() && !read.contains(flag)) {
        problems.warn(
            rule.source(),
            rule.source().line(),
            "no rule reads the flag " + flag,
            "leave the then-part empty");
      }
    }
  }

  private static int line(UnderstoodRule rule, String flag) {
    return rule.clauses().stream()
        .filter(clause -> UnderstoodRule.reads(List.of(clause)).contains(flag))
        .mapToInt(Clause::line)
        .findFirst()
        .orElse(rule.source().line());
  }

  /** Finds a rule's stratum, and the ways that lead back to where they began. */
  private int climb(UnderstoodRule rule) {
    Integer known = strata.get(rule.name());
    if (known != null) {
      return known;
    }
    if (way.contains(rule)) {
      List<UnderstoodRule> cycle = new ArrayList<>(way);
      cycles.add(List.copyOf(cycle.subList(cycle.indexOf(rule), cycle.size())));
      return 0;
    }
    way.addLast(rule);
    int stratum = 0;
    for (String flag : rule.reads()) {
      for (UnderstoodRule setter : setters(flag)) {
        stratum = Math.max(stratum, 1 + climb(setter));
      }
    }
    way.removeLast();
    strata.put(rule.name(), stratum);
    return stratum;
  }

  private String told(List<UnderstoodRule> cycle) {
    StringBuilder told = new StringBuilder("flags go round in a circle: ");
    for (int i = 0; i < cycle.size(); i++) {
      UnderstoodRule rule = cycle.get(i);
      UnderstoodRule setter = cycle.get((i + 1) % cycle.size());
      told.append(i == 0 ? "" : ", ")
          .append(rule.name() + " reads " + setter.source().sets())
          .append(", which " + (setter.equals(rule) ? "it sets itself" : setter.name() + " sets"));
    }
    return told.toString();
  }
}
