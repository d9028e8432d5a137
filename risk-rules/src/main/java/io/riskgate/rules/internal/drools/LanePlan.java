package io.riskgate.rules.internal.drools;

import io.riskgate.rules.internal.RuleBranches;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which rules can take the direct lane, by which predicates, and why the others cannot.
 *
 * @param paths the ways through Drools' network, depth first: ways that begin alike are neighbours
 * @param refused why a rule cannot take the direct lane, by its name
 */
record LanePlan(List<Path> paths, Map<String, String> refused) {
  /** A plan in which no rule takes the direct lane. */
  static final LanePlan NONE = new LanePlan(List.of(), Map.of());

  LanePlan {
    paths = List.copyOf(paths);
    refused = Map.copyOf(refused);
  }

  /**
   * A rule's way through the network: it fires exactly where all these predicates hold.
   *
   * @param rule the rule's name
   * @param predicates the names of the predicates' classes, in the order of the network
   */
  record Path(String rule, List<String> predicates) {
    Path {
      predicates = List.copyOf(predicates);
    }
  }

  /** The code of the rule that a rule is, or is a branch of. */
  static String code(String rule) {
    int end = rule.indexOf(RuleBranches.BRANCH);
    return end < 0 ? rule : rule.substring(0, end);
  }

  /** Whether a rule is a branch of another. */
  static boolean isBranch(String rule) {
    return rule.indexOf(RuleBranches.BRANCH) >= 0;
  }

  /** The way of a rule, or null if it cannot take the direct lane. */
  @Nullable Path path(String rule) {
    for (Path path : paths) {
      if (path.rule().equals(rule)) {
        return path;
      }
    }
    return null;
  }

  /** The predicates of each rule. */
  Map<String, List<String>> predicates() {
    Map<String, List<String>> predicates = new HashMap<>();
    paths.forEach(path -> predicates.put(path.rule(), path.predicates()));
    return predicates;
  }

  /** The part of the plan for some of its rules. */
  LanePlan only(Predicate<String> rules) {
    List<Path> kept = new ArrayList<>(paths);
    kept.removeIf(path -> !rules.test(path.rule()));
    return new LanePlan(kept, refused);
  }
}
