package io.riskgate.springboot;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.intel.IntelligenceFiles;
import io.riskgate.intel.SourceStatus;
import io.riskgate.stores.embedded.EmbeddedStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What modules can tell that an application may be without. */
final class Modules {
  /** Tells whether risk-store-embedded is there. */
  static final String EMBEDDED = "io.riskgate.stores.embedded.EmbeddedStore";

  /** Tells whether risk-intel is there. */
  static final String INTELLIGENCE = "io.riskgate.intel.IntelligenceFiles";

  private static final boolean HAS_EMBEDDED = isThere(EMBEDDED);
  private static final boolean HAS_INTELLIGENCE = isThere(INTELLIGENCE);

  private Modules() {}

  private static boolean isThere(String type) {
    return ClassUtils.isPresent(type, Modules.class.getClassLoader());
  }

  /** Where alerts survive as long as the rest; null where the store keeps none. */
  static @Nullable AlertStore alertsOf(RiskStore store) {
    return HAS_EMBEDDED ? OfEmbedded.alerts(store) : null;
  }

  /** Why the store's disk takes nothing; empty while it does. */
  static String failing(RiskStore store) {
    return HAS_EMBEDDED ? OfEmbedded.failing(store) : "";
  }

  /** How often the store's caps were hit, where it tells. */
  static Map<? extends Enum<?>, Long> capsHit(RiskStore store) {
    if (store instanceof InMemoryStore memory) {
      return memory.capsHit();
    }
    return HAS_EMBEDDED ? OfEmbedded.capsHit(store) : Map.of();
  }

  /** How each file of intelligence stands, as {@code READY} or with what is wrong. */
  static Map<String, String> freshness(IntelligenceSource source) {
    return HAS_INTELLIGENCE ? OfIntelligence.freshness(source) : Map.of();
  }

  /** Whether every file of intelligence can be relied on. */
  static boolean isFresh(IntelligenceSource source) {
    return !HAS_INTELLIGENCE || OfIntelligence.isFresh(source);
  }

  /** Loaded where the module is there and not before; so is the other. */
  private static final class OfEmbedded {
    static @Nullable AlertStore alerts(RiskStore store) {
      return store instanceof EmbeddedStore embedded ? embedded.alerts() : null;
    }

    static String failing(RiskStore store) {
      return store instanceof EmbeddedStore embedded ? embedded.stats().failing() : "";
    }

    static Map<? extends Enum<?>, Long> capsHit(RiskStore store) {
      return store instanceof EmbeddedStore embedded ? embedded.capsHit() : Map.of();
    }
  }

  private static final class OfIntelligence {
    static boolean isFresh(IntelligenceSource source) {
      return !(source instanceof IntelligenceFiles files)
          || files.status().stream().allMatch(status -> status.state() == SourceStatus.State.READY);
    }

    static Map<String, String> freshness(IntelligenceSource source) {
      Map<String, String> states = new LinkedHashMap<>();
      if (source instanceof IntelligenceFiles files) {
        for (SourceStatus status : files.status()) {
          String told =
              status.state()
                  + (status.asOf() == null ? "" : ", as of " + status.asOf())
                  + (status.problem().isEmpty() ? "" : ": " + status.problem());
          states.merge(status.kind().title(), told, (a, b) -> a + "; " + b);
        }
      }
      return states;
    }
  }
}
