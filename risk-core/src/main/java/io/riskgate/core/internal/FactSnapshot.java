package io.riskgate.core.internal;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies facts, which are reused, into a map by their names in DRL. */
final class FactSnapshot {
  private FactSnapshot() {}

  static Map<String, Object> of(TransferFacts facts, List<Aggregate> aggregates) {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (NamedFact fact : NamedFact.ALL) {
      copy.put(fact.name(), fact.get().apply(facts));
    }
    copy.put("signals", List.copyOf(facts.signals()));
    for (int i = 0; i < aggregates.size(); i++) {
      copy.put("history." + aggregates.get(i).name(), facts.aggregates().value(i));
    }
    return copy;
  }
}
