package io.riskgate.core.internal.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a record of the core is taken apart and put together. A file names the components with which
 * it was written: one that this version does not have is left out, and one that the file does not
 * have is nothing (null, 0, false, empty).
 */
final class Shape {
  final Class<?> type;
  final List<String> names;

  /** Which components are lists of what packs say, and not of what persons say. */
  final boolean[] codes;

  private final Class<?>[] types;
  private final MethodHandle[] getters;
  private final MethodHandle constructor;

  /** Takes a record apart. */
  Shape(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    names = Arrays.stream(components).map(RecordComponent::getName).toList();
    types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    getters = new MethodHandle[components.length];
    codes = new boolean[components.length];
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      MethodType generic = MethodType.methodType(Object.class, Object.class);
      for (int i = 0; i < getters.length; i++) {
        codes[i] = components[i].getGenericType().getTypeName().endsWith("<java.lang.String>");
        getters[i] = lookup.unreflect(components[i].getAccessor()).asType(generic);
      }
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A record of the core cannot be taken apart: " + type, e);
    }
  }

  /** What a record has as a component. */
  @SuppressWarnings("NullAway") // a component may be null
  @Nullable Object get(Object value, int component) {
    try {
      return (Object) getters[component].invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalStateException("A record of the core cannot be read: " + type, e);
    }
  }

  /** A record with these components. */
  Object make(@Nullable Object[] components) {
    try {
      return (Object) constructor.invokeExact(components);
    } catch (Throwable e) {
      throw new WireException("What is said of a " + type.getSimpleName() + " does not fit", e);
    }
  }

  /** What stands for a component that a file does not have. */
  @Nullable Object nothing(int component) {
    Class<?> wanted = types[component];
    if (wanted == long.class) {
      return 0L;
    }
    if (wanted == int.class) {
      return 0;
    }
    if (wanted == boolean.class) {
      return false;
    }
    if (wanted == double.class) {
      return 0.0;
    }
    if (wanted == List.class) {
      return List.of();
    }
    return wanted == Set.class ? Set.of() : null;
  }
}
