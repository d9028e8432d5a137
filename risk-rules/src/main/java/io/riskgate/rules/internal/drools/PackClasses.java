package io.riskgate.rules.internal.drools;

import io.riskgate.rules.Lanes;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * A pack's rules as compiled: all that is needed to run them.
 *
 * @param files the classes by file name
 * @param plan which rules, and which branches of rules, are in the class of the direct lane
 */
record PackClasses(Map<String, byte[]> files, LanePlan plan) {
  /** Compiles the rules of a pack; null, and problems, where Drools refuses them. */
  static @Nullable PackClasses compile(
      Map<String, String> texts,
      Vocabulary vocabulary,
      List<CheckedRule> rules,
      Lanes lanes,
      Problems problems) {
    Map<String, byte[]> files = new ModelCompiler(texts, vocabulary, rules).compile(problems);
    if (files == null) {
      return null;
    }
    return lanes == Lanes.SESSION_ONLY
        ? new PackClasses(files, LanePlan.NONE)
        : withLane(files, plan(new PackLoader(files, vocabulary).model()), rules);
  }

  /** Reads a plan off the networks of a model: one of the rules, one of their branches. */
  static LanePlan plan(Model model) {
    ModelNetworks networks = new ModelNetworks(model);
    List<LanePlan.Path> paths = new ArrayList<>();
    Map<String, String> refused = new HashMap<>();
    for (boolean branches : new boolean[] {false, true}) {
      List<String> names =
          networks.names().stream()
              .filter(name -> name.indexOf(ModelCompiler.BRANCH) >= 0 == branches)
              .sorted()
              .toList();
      LanePlan plan = NetworkReader.read(networks.build(names));
      paths.addAll(plan.paths());
      refused.putAll(plan.refused());
    }
    return new LanePlan(paths, refused);
  }

  /** Adds the class of the direct lane for the rules of a plan. */
  static PackClasses withLane(Map<String, byte[]> files, LanePlan plan, List<CheckedRule> rules) {
    Map<String, Integer> indexes = new HashMap<>();
    for (CheckedRule rule : rules) {
      indexes.put(rule.code(), indexes.size());
    }
    String source = LaneSource.of(plan.only(indexes::containsKey), indexes);
    Map<String, byte[]> all = new LinkedHashMap<>(files);
    all.putAll(LaneCompiler.compile(LaneSource.NAME, source, files));
    return new PackClasses(all, plan);
  }
}
