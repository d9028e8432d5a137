package io.riskgate.rules.internal;

import io.riskgate.core.facts.TransferFacts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Locale;

/** Sets facts by their paths, for rule tests. */
final class FactWriter {
  private FactWriter() {}

  /** Sets a fact to a value of the kind that {@link FactReader} returns. */
  static void write(TransferFacts facts, FactInfo fact, Object value) {
    if (fact.aggregate() != FactInfo.NO_AGGREGATE) {
      facts.aggregates().array()[fact.aggregate()] = (Long) value;
      return;
    }
    int dot = fact.path().indexOf('.');
    try {
      Object owner =
          dot < 0
              ? facts
              : TransferFacts.class
                  .getMethod("get" + capital(fact.path().substring(0, dot)))
                  .invoke(facts);
      Class<?> type = dot < 0 ? TransferFacts.class : owner.getClass();
      Method setter = type.getMethod("set" + capital(fact.path().substring(dot + 1)), fact.type());
      setter.invoke(
          owner, fact.type() == int.class ? (Object) Math.toIntExact((Long) value) : value);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Fact " + fact.path() + " cannot be set", e);
    }
  }

  private static String capital(String property) {
    return property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
  }
}
