package io.riskgate.rules.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints rules anew from what was understood of them. Only this text reaches the compiler, never
 * the author's: every name in it was found among the facts, every number and text was read and
 * written again. What the reading missed is thereby not compiled, in whatever way it was hidden.
 *
 * <p>Each constraint stands on the line where the author put it, so that the compiler's complaints
 * lead there.
 */
final class CheckedDrl {
  private final Map<String, StringBuilder> files = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Map<String, String> rules = new LinkedHashMap<>();

  /**
   * Adds a rule; rules of one file come in the order of their lines.
   *
   * @param rule where it stands, and which flag it sets
   * @param clauses its when-part
   * @param stratum its stratum among the rules with flags
   */
  void add(RuleSource rule, List<Clause> clauses, int stratum) {
    StringBuilder drl = files.computeIfAbsent(rule.file(), file -> new StringBuilder());
    moveTo(rule.file(), rule.line());
    drl.append(head(rule.name(), stratum));
    new ClausePrinter(drl, line -> moveTo(rule.file(), line)).all(clauses);
    drl.append(tail(rule.sets()));
    String conditions = ClausePrinter.printToCheck(clauses, SignalJoins.fewAsWritten(clauses));
    rules.put(rule.name(), rule(rule.name(), conditions, stratum, rule.sets()));
  }

  /**
   * A rule on one line.
   *
   * @param name its name
   * @param conditions its when-part, printed
   * @param stratum its stratum
   * @param sets the flag that it sets; empty where it sets none
   */
  static String rule(String name, String conditions, int stratum, String sets) {
    return head(name, stratum) + conditions + tail(sets) + "\n";
  }

  /** A rule of a higher stratum waits until those below have set their flags. */
  private static String head(String name, int stratum) {
    return "rule \"" + name + "\" " + (stratum == 0 ? "" : "salience -" + stratum + " ") + "when ";
  }

  private static String tail(String sets) {
    return sets.isEmpty()
        ? "then end "
        : "then insert( new "
            + PatternType.FLAG.className()
            + "( "
            + TextLiteral.of(sets)
            + " ) ); end ";
  }

  private void moveTo(String file, int line) {
    int now = lines.getOrDefault(file, 1);
    files.getOrDefault(file, new StringBuilder()).append("\n".repeat(Math.max(0, line - now)));
    lines.put(file, Math.max(now, line));
  }

  /**
   * The rules, each on one line, by name, to check the lanes against: with each pattern as its
   * author has it, unless that would take a session too long.
   */
  Map<String, String> rules() {
    return Map.copyOf(rules);
  }

  /** The texts by file. */
  Map<String, String> texts() {
    return files.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().toString(), (a, b) -> a, LinkedHashMap::new));
  }
}
