package io.riskgate.core.internal.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The words of a file, as they are read: defined one after the other, before they are used. */
public final class Lexicon {
  static final int CONSTANT = 1;
  static final int SHAPE = 2;
  static final int VALUE = 3;

  private static final String OURS = "io.riskgate.core.";

  /** The shape that a record had when it was written. */
  static final class Written {
    final Shape shape;

    /** At which place each component stands now, or -1. */
    final int[] places;

    private Written(Shape shape, List<String> names) {
      this.shape = shape;
      places = names.stream().mapToInt(shape.names::indexOf).toArray();
    }
  }

  private final List<Object> words = new ArrayList<>();
  private final ConcurrentHashMap<Long, Object> numbered = new ConcurrentHashMap<>();

  /** Words of which none was read yet. */
  public Lexicon() {}

  /** Reads a definition; it must be the next one. */
  public void define(WireIn in) {
    long number = in.nextVar();
    if (number != words.size() + 1) {
      throw new WireException("A word is defined out of order");
    }
    words.add(read(in));
  }

  /**
   * Reads a definition whose number comes from elsewhere; it is beyond those that came in order.
   */
  public void define(long number, WireIn in) {
    numbered.put(number, read(in));
  }

  private Object read(WireIn in) {
    switch (in.next()) {
      case CONSTANT -> {
        return constant(in.nextText(), in.nextText());
      }
      case SHAPE -> {
        Class<?> type = type(in.nextText());
        if (!type.isRecord()) {
          throw unknown(type.getName());
        }
        List<String> names = new ArrayList<>();
        for (int i = in.nextCount(); i > 0; i--) {
          names.add(in.nextText());
        }
        return new Written(new Shape(type), names);
      }
      case VALUE -> {
        Object value = Values.read(in, this);
        if (value == null) {
          throw new WireException("A word means nothing");
        }
        return value;
      }
      default -> throw new WireException("A word is of no known kind");
    }
  }

  private static Object constant(String type, String name) {
    for (Object constant : constants(type(type))) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw unknown(type + "." + name);
  }

  private static Object[] constants(Class<?> type) {
    @Nullable Object @Nullable [] constants = type.getEnumConstants();
    if (constants == null) {
      throw unknown(type.getName());
    }
    return constants;
  }

  private static Class<?> type(String name) {
    if (!name.startsWith(OURS)) {
      throw unknown(name);
    }
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new WireException(unknownSays(name), e);
    }
  }

  private static WireException unknown(String name) {
    return new WireException(unknownSays(name));
  }

  private static String unknownSays(String name) {
    return "This version does not know " + name + "; the file was written by another";
  }

  /** The word with a number. */
  Object get(long number) {
    if (number >= 1 && number <= words.size()) {
      return words.get((int) number - 1);
    }
    Object found = numbered.get(number);
    if (found == null) {
      throw new WireException("A word is used that was not defined");
    }
    return found;
  }
}
