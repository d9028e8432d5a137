package io.riskgate.rules.internal;

import io.riskgate.core.SignalKind;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RiskLevelPolicy;
import io.riskgate.core.pack.SignalWeight;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how signals move a customer's risk level. */
final class RiskLevelYaml {
  private RiskLevelYaml() {}

  /** Reads it; nothing moves the level where it is left out. */
  static RiskLevelPolicy read(YamlMap root) {
    if (!root.has("riskLevel")) {
      return RiskLevelPolicy.NONE;
    }
    YamlMap map = root.map("riskLevel");
    int medium = map.integer("medium", 1, 100);
    int high = map.integer("high", 1, 100);
    Map<SignalKind, SignalWeight> weights = new EnumMap<>(SignalKind.class);
    YamlMap signals = map.map("signals");
    for (SignalKind kind : SignalKind.values()) {
      if (signals.has(kind.name())) {
        SignalWeight weight = weight(signals.map(kind.name()));
        if (weight != null) {
          weights.put(kind, weight);
        }
      }
    }
    signals.rejectUnknown();
    RiskLevelPolicy policy = map.build(() -> new RiskLevelPolicy(medium, high, weights));
    return policy == null ? RiskLevelPolicy.NONE : policy;
  }

  private static @Nullable SignalWeight weight(YamlMap map) {
    int weight = map.integer("weight", 1, RiskLevelPolicy.SCORE_MAX);
    map.require("fades");
    Duration fades = map.duration("fades", TransferFacts.SIGNALS_KEPT);
    int most = map.integer("most", 1, TransferFacts.SIGNALS_MAX, TransferFacts.SIGNALS_MAX);
    return map.build(() -> new SignalWeight(weight, fades, most));
  }
}
