package io.riskgate.rules.internal;

import io.riskgate.core.facts.TransferFacts;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;

/** Reads one fact, for the texts of a hit. */
public final class FactReader {
  private final int aggregate;
  private final MethodHandle getter;

  /** A reader of a fact. */
  public FactReader(FactInfo fact) {
    aggregate = fact.aggregate();
    getter =
        aggregate == FactInfo.NO_AGGREGATE
            ? getter(fact.path())
            : MethodHandles.empty(MethodType.methodType(Object.class, TransferFacts.class));
  }

  /** The fact's value: a Long, a Boolean, a String or a constant of an enum. */
  public Object read(TransferFacts facts) {
    if (aggregate != FactInfo.NO_AGGREGATE) {
      return facts.aggregates().value(aggregate);
    }
    Object value;
    try {
      value = (Object) getter.invokeExact(facts);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Getters throw no checked exceptions", e);
    }
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }

  private static MethodHandle getter(String path) {
    MethodHandle chain = MethodHandles.identity(TransferFacts.class);
    for (String name : path.split("\\.", -1)) {
      Class<?> owner = chain.type().returnType();
      chain = MethodHandles.filterReturnValue(chain, getter(owner, name));
    }
    return chain.asType(MethodType.methodType(Object.class, TransferFacts.class));
  }

  private static MethodHandle getter(Class<?> owner, String property) {
    String suffix = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    for (String prefix : new String[] {"get", "is"}) {
      try {
        return MethodHandles.publicLookup().unreflect(owner.getMethod(prefix + suffix));
      } catch (NoSuchMethodException e) {
        // Try the next form.
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(owner + "." + prefix + suffix + " is not public", e);
      }
    }
    throw new IllegalStateException(owner + " has no getter of " + property);
  }
}
