package io.riskgate.rules.internal.drools;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;

/**
 * Some of a pack's rules as networks of Drools: one with all of them, and for each rule one of its
 * own, in which it can fail without taking others along. Networks are built when they are first
 * needed, from what is compiled already. Safe for use by several threads.
 */
final class RuleSet {
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<String> names;
  private final Networks networks;
  private final @Nullable KieBase[] alone;
  private @Nullable KieBase together;

  RuleSet(List<String> names, Networks networks) {
    this.names = List.copyOf(names);
    this.networks = networks;
    for (String name : names) {
      indexes.put(name, indexes.size());
    }
    alone = new KieBase[names.size()];
  }

  /** Builds networks. */
  @FunctionalInterface
  interface Networks {
    /** A network of the rules with these names. */
    KieBase build(List<String> names);
  }

  int size() {
    return names.size();
  }

  /** The index of a rule that is one of these. */
  int indexOf(String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException("No rule " + name);
    }
    return index;
  }

  /** A session with all rules; the caller disposes of it. */
  KieSession newSession() {
    KieBase base;
    synchronized (this) {
      if (together == null) {
        together = networks.build(names);
      }
      base = together;
    }
    return session(base);
  }

  /** A session with one rule alone; the caller disposes of it. */
  KieSession newSession(int rule) {
    KieBase base;
    synchronized (this) {
      base = alone[rule];
      if (base == null) {
        base = networks.build(List.of(names.get(rule)));
        alone[rule] = base;
      }
    }
    return session(base);
  }

  private static KieSession session(KieBase base) {
    KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
    // A session is used by one thread at a time; its locks cost a fifth of the time.
    configuration.setOption(ThreadSafeOption.NO);
    return base.newKieSession(configuration, null);
  }
}
