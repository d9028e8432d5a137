package io.riskgate.workbench.score;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts how often each name comes up. */
final class Counts {
  private final Map<String, long[]> counts = new HashMap<>();

  void add(String name) {
    counts.computeIfAbsent(name, n -> new long[1])[0]++;
  }

  /** The most frequent names, the most frequent first, as lines to print. */
  List<String> top(int names) {
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, long[]> e) -> -e.getValue()[0])
                .thenComparing(Map.Entry::getKey))
        .limit(names)
        .map(e -> String.format(Locale.ROOT, "%,12d  %s", e.getValue()[0], e.getKey()))
        .toList();
  }

  int size() {
    return counts.size();
  }
}
