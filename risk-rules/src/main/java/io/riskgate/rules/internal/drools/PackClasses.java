package io.riskgate.rules.internal.drools;

import io.riskgate.rules.Lanes;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.Vocabulary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        : withLane(files, plan(new PackLoader(files, vocabulary).model(), rules), rules);
  }

  /**
   * Reads a plan off the networks of a model: one of the rules, one of their branches. Rules that
   * ask for a session are not in it, whatever they look like: a network does not tell whether a
   * then-part sets a flag.
   */
  static LanePlan plan(Model model, List<CheckedRule> rules) {
    ModelNetworks networks = new ModelNetworks(model);
    List<LanePlan.Path> paths = new ArrayList<>();
    Map<String, String> refused = new HashMap<>();
    for (boolean branches : new boolean[] {false, true}) {
      List<String> names =
          networks.names().stream()
              .filter(name -> LanePlan.isBranch(name) == branches)
              .sorted()
              .toList();
      LanePlan plan = NetworkReader.read(networks.build(names));
      paths.addAll(plan.paths());
      refused.putAll(plan.refused());
    }
    for (CheckedRule rule : rules) {
      String why = rule.place().whySession();
      if (!why.isEmpty()) {
        refused.put(rule.code(), why);
        paths.removeIf(path -> LanePlan.code(path.rule()).equals(rule.code()));
      }
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

  /** The same rules, for sessions only. */
  PackClasses withoutLane() {
    return new PackClasses(files, LanePlan.NONE);
  }

  /** Stores them, in the order of their names, so that the same rules give the same bytes. */
  void write(DataOutput out) throws IOException {
    out.writeInt(plan.paths().size());
    for (LanePlan.Path path : plan.paths()) {
      out.writeUTF(path.rule());
      out.writeInt(path.predicates().size());
      for (String predicate : path.predicates()) {
        out.writeUTF(predicate);
      }
    }
    Map<String, String> refused = new TreeMap<>(plan.refused());
    out.writeInt(refused.size());
    for (Map.Entry<String, String> entry : refused.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue());
    }
    out.writeInt(files.size());
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      out.writeUTF(file.getKey());
      out.writeInt(file.getValue().length);
      out.write(file.getValue());
    }
  }

  /** Reads what {@link #write} wrote. */
  static PackClasses read(DataInput in) throws IOException {
    List<LanePlan.Path> paths = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      String rule = in.readUTF();
      List<String> predicates = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        predicates.add(in.readUTF());
      }
      paths.add(new LanePlan.Path(rule, predicates));
    }
    Map<String, String> refused = new HashMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      refused.put(in.readUTF(), in.readUTF());
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      String name = in.readUTF();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      files.put(name, bytes);
    }
    return new PackClasses(files, new LanePlan(paths, refused));
  }
}
