package io.riskgate.springboot;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.intel.IntelligenceFiles;
import io.riskgate.intel.SourceStatus;
import io.riskgate.stores.embedded.EmbeddedStore;
import io.riskgate.stores.remote.RemoteStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What modules can tell that an application may be without. */
final class Modules {
  /** Tells whether risk-store-embedded is there. */
  static final String EMBEDDED = "io.riskgate.stores.embedded.EmbeddedStore";

  /** Tells whether risk-store-redis is there. */
  static final String REDIS = "io.riskgate.stores.redis.RedisStore";

  /** Tells whether risk-store-jdbc is there. */
  static final String JDBC = "io.riskgate.stores.jdbc.JdbcStore";

  /** Tells whether risk-intel is there. */
  static final String INTELLIGENCE = "io.riskgate.intel.IntelligenceFiles";

  /** How many messages to other records wait, of a store on a server. */
  static final String WAITING = "storeWaiting";

  /** For how long the oldest of them has waited, in ms. */
  static final String LAG_MS = "storeLagMs";

  /** How many found no room. */
  static final String LEFT_OUT = "storeLeftOut";

  private static final boolean HAS_EMBEDDED = isThere(EMBEDDED);
  private static final boolean HAS_REMOTE = isThere("io.riskgate.stores.remote.RemoteStore");
  private static final boolean HAS_INTELLIGENCE = isThere(INTELLIGENCE);

  private Modules() {}

  private static boolean isThere(String type) {
    return ClassUtils.isPresent(type, Modules.class.getClassLoader());
  }

  /** Where alerts survive as long as the rest; null where the store keeps none. */
  static @Nullable AlertStore alertsOf(RiskStore store) {
    AlertStore alerts = HAS_EMBEDDED ? OfEmbedded.alerts(store) : null;
    return alerts == null && HAS_REMOTE ? OfRemote.alerts(store) : alerts;
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

  /** What waits to be told to others on a server, to be shown; empty where the store has none. */
  static Map<String, Long> backlog(RiskStore store) {
    return HAS_REMOTE ? OfRemote.backlog(store) : Map.of();
  }

  /**
   * Finds out whether a store on a server takes what is decided; does nothing for others.
   *
   * @throws io.riskgate.core.spi.StoreException if it does not
   */
  static void checkWrites(RiskStore store) {
    if (HAS_REMOTE) {
      OfRemote.checkWrites(store);
    }
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

  private static final class OfRemote {
    static @Nullable AlertStore alerts(RiskStore store) {
      return store instanceof RemoteStore remote ? remote.alerts() : null;
    }

    static void checkWrites(RiskStore store) {
      if (store instanceof RemoteStore remote) {
        remote.checkWrites();
      }
    }

    static Map<String, Long> backlog(RiskStore store) {
      if (!(store instanceof RemoteStore remote)) {
        return Map.of();
      }
      Map<String, Long> told = new LinkedHashMap<>();
      told.put(WAITING, (long) remote.waiting());
      told.put(LAG_MS, remote.lagMs());
      told.put(LEFT_OUT, remote.leftOut());
      return told;
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
