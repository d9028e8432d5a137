package io.riskgate.rules.internal;

import io.riskgate.core.facts.TransferFacts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sets facts by their paths, for rule tests and probes. */
final class FactWriter {
  /** By path, so many as there are facts. */
  private final Map<String, Setter> setters = new ConcurrentHashMap<>();

  /**
   * What sets a fact; to look for it takes far longer than to call it.
   *
   * @param group what returns the group of facts that it belongs to; null for the transfer's own
   * @param set sets it there
   */
  private record Setter(@Nullable Method group, Method set) {}

  /** Sets a fact to a value of the kind that {@link FactReader} returns. */
  void write(TransferFacts facts, FactInfo fact, Object value) {
    if (fact.aggregate() != FactInfo.NO_AGGREGATE) {
      facts.aggregates().array()[fact.aggregate()] = (Long) value;
      return;
    }
    Setter setter = setters.computeIfAbsent(fact.path(), path -> setter(path, fact.type()));
    Method group = setter.group();
    try {
      setter
          .set()
          .invoke(
              group == null ? facts : group.invoke(facts),
              fact.type() == int.class ? (Object) Math.toIntExact((Long) value) : value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Fact " + fact.path() + " cannot be set", e);
    }
  }

  private static Setter setter(String path, Class<?> type) {
    int dot = path.indexOf('.');
    try {
      Method group =
          dot < 0 ? null : TransferFacts.class.getMethod("get" + capital(path.substring(0, dot)));
      Class<?> owner = group == null ? TransferFacts.class : group.getReturnType();
      return new Setter(group, owner.getMethod("set" + capital(path.substring(dot + 1)), type));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Fact " + path + " cannot be set", e);
    }
  }

  private static String capital(String property) {
    return property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
  }
}
