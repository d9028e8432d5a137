package io.riskgate.core.memory;

import io.riskgate.core.memory.InMemoryStore.Cap;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each cap of a store was hit. */
final class CapHits {
  private final EnumMap<Cap, LongAdder> hits = new EnumMap<>(Cap.class);

  CapHits() {
    for (Cap cap : Cap.values()) {
      hits.put(cap, new LongAdder());
    }
  }

  void count(Cap cap) {
    LongAdder adder = hits.get(cap);
    if (adder != null) {
      adder.increment();
    }
  }

  Map<Cap, Long> all() {
    EnumMap<Cap, Long> all = new EnumMap<>(Cap.class);
    hits.forEach((cap, adder) -> all.put(cap, adder.sum()));
    return all;
  }
}
