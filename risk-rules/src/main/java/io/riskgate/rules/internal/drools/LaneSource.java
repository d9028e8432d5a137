package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.rules.internal.drools.LanePlan.Path;
import io.riskgate.rules.internal.lane.DirectLane;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes the Java class of a pack's direct lane: nested ifs over Drools' predicates, in the order
 * and with the sharing of Drools' network.
 *
 * <p>The JIT inlines a method only up to some size, and does not compile one beyond 8,000 bytes at
 * all; so the ifs are cut into methods of at most {@link #PREDICATES_MAX} predicates.
 */
final class LaneSource {
  /** The simple name of the class. */
  static final String NAME = "Lane";

  /** How many predicates a method calls at most. */
  static final int PREDICATES_MAX = 64;

  private final Map<String, Integer> indexOfRule;
  private final StringBuilder methods = new StringBuilder(4096);
  private int count;

  private LaneSource(Map<String, Integer> indexOfRule) {
    this.indexOfRule = indexOfRule;
  }

  /** The source of the class, for the rules of a plan and the indexes of a pack's rules. */
  static String of(LanePlan plan, Map<String, Integer> indexOfRule) {
    LaneSource source = new LaneSource(indexOfRule);
    String calls = source.calls(plan.paths(), 0);
    return "package "
        + JavaSources.PACKAGE
        + ";\npublic final class "
        + NAME
        + " implements "
        + DirectLane.class.getName()
        + " {\n  public void run("
        + TransferFacts.class.getName()
        + " facts, long[] fired) throws Exception {\n    "
        + DrlReader.FACTS
        + " f = ("
        + DrlReader.FACTS
        + ") facts;\n"
        + calls
        + "  }\n"
        + source.methods
        + "}\n";
  }

  /** Calls of methods, made here, that evaluate paths from a depth on. */
  private String calls(List<Path> paths, int depth) {
    StringBuilder calls = new StringBuilder();
    List<Path> part = new ArrayList<>();
    for (List<Path> group : groups(paths, depth)) {
      if (!part.isEmpty() && predicates(part, depth) + predicates(group, depth) > PREDICATES_MAX) {
        calls.append(method(part, depth));
        part.clear();
      }
      part.addAll(group);
    }
    return calls.append(part.isEmpty() ? "" : method(part, depth)).toString();
  }

  private String method(List<Path> paths, int depth) {
    String name = "part" + count++;
    String body = ifs(paths, depth);
    methods
        .append("  private static void " + name + "(" + DrlReader.FACTS)
        .append(" f, long[] fired) throws Exception {\n")
        .append(body)
        .append("  }\n");
    return "    " + name + "(f, fired);\n";
  }

  private String ifs(List<Path> paths, int depth) {
    StringBuilder ifs = new StringBuilder();
    for (List<Path> group : groups(paths, depth)) {
      Path first = group.get(0);
      if (first.predicates().size() == depth) {
        int rule = Objects.requireNonNull(indexOfRule.get(first.rule()), first.rule());
        ifs.append("    fired[" + (rule >> 6) + "] |= " + (1L << (rule & 63)) + "L;\n");
      } else {
        boolean fits = predicates(group, depth + 1) <= PREDICATES_MAX;
        ifs.append("    if (" + first.predicates().get(depth) + ".INSTANCE.test(f)) {\n")
            .append(fits ? ifs(group, depth + 1) : calls(group, depth + 1))
            .append("    }\n");
      }
    }
    return ifs.toString();
  }

  /** Neighbours whose next predicate is the same; a path that ends is a group of its own. */
  private static List<List<Path>> groups(List<Path> paths, int depth) {
    List<List<Path>> groups = new ArrayList<>();
    String before = "";
    for (Path path : paths) {
      boolean ends = path.predicates().size() == depth;
      String next = ends ? "" : path.predicates().get(depth);
      if (ends || !next.equals(before)) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(path);
      before = next;
    }
    return groups;
  }

  /** How many predicates the ifs for some paths call. */
  private static int predicates(List<Path> paths, int depth) {
    Set<List<String>> nodes = new HashSet<>();
    for (Path path : paths) {
      for (int end = depth + 1; end <= path.predicates().size(); end++) {
        nodes.add(path.predicates().subList(depth, end));
      }
    }
    return nodes.size();
  }
}
