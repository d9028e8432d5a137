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

  /** Adds a rule; rules of one file come in the order of their lines. */
  void add(RuleSource rule, List<Expr> constraints) {
    StringBuilder drl = files.computeIfAbsent(rule.file(), file -> new StringBuilder());
    moveTo(rule.file(), rule.line());
    drl.append("rule \"" + rule.name() + "\" when TransferFacts( ");
    for (int i = 0; i < constraints.size(); i++) {
      moveTo(rule.file(), rule.constraints().get(i).line());
      drl.append(i == 0 ? "" : ", ").append(ExprPrinter.compiled(constraints.get(i)));
    }
    drl.append(" ) then end ");
  }

  private void moveTo(String file, int line) {
    int now = lines.getOrDefault(file, 1);
    files.getOrDefault(file, new StringBuilder()).append("\n".repeat(Math.max(0, line - now)));
    lines.put(file, Math.max(now, line));
  }

  /** The texts by file. */
  Map<String, String> texts() {
    return files.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().toString(), (a, b) -> a, LinkedHashMap::new));
  }
}
