package io.riskgate.core.internal.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes and reads values: records of the core, and what they are made of. */
public final class Values {
  private static final int NULL = 0;
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int LONG = 3;
  private static final int INTEGER = 4;
  private static final int DOUBLE = 5;
  private static final int TEXT = 6;
  private static final int INSTANT = 7;
  private static final int DURATION = 8;
  private static final int ZONE = 9;
  private static final int LIST = 10;
  private static final int SET = 11;
  private static final int RECORD = 12;
  private static final int WORD = 13;

  private Values() {}

  /** Writes a value, or null. */
  public static void write(WireOut out, Words words, @Nullable Object value) {
    if (value == null) {
      out.put(NULL);
    } else if (value instanceof String text) {
      writeText(out, text);
    } else if (value instanceof Long number) {
      out.put(LONG);
      out.putSigned(number);
    } else if (value instanceof Integer number) {
      out.put(INTEGER);
      out.putSigned(number);
    } else if (value instanceof Boolean yes) {
      out.put(yes ? TRUE : FALSE);
    } else if (value instanceof Enum<?> constant) {
      writeWord(out, words.number(constant));
    } else if (value instanceof Collection<?> all) {
      writeAll(out, words, all, false);
    } else if (value instanceof Instant instant) {
      out.put(INSTANT);
      out.putSigned(instant.getEpochSecond());
      out.putVar(instant.getNano());
    } else if (value instanceof Double number) {
      out.put(DOUBLE);
      out.putLong(Double.doubleToRawLongBits(number));
    } else if (value instanceof Duration duration) {
      out.put(DURATION);
      out.putSigned(duration.getSeconds());
      out.putVar(duration.getNano());
    } else if (value instanceof ZoneId zone) {
      out.put(ZONE);
      out.putText(zone.getId());
    } else {
      int number = Words.isWord(value) ? words.number(value) : 0;
      if (number == 0) {
        writeRecord(out, words, value);
      } else {
        writeWord(out, number);
      }
    }
  }

  static void writeText(WireOut out, String text) {
    out.put(TEXT);
    out.putText(text);
  }

  /** Writes a constant by its number alone, where nothing else can stand. */
  public static void writeConstant(WireOut out, Words words, Enum<?> constant) {
    int number = words.number(constant);
    if (number == 0) {
      throw new IllegalStateException("No room for another constant");
    }
    out.putVar(number);
  }

  /** Reads a constant that {@link #writeConstant} has written, or null where there is a 0. */
  public static <E extends Enum<E>> @Nullable E readConstant(
      WireIn in, Lexicon words, Class<E> type) {
    long number = in.nextVar();
    if (number == 0) {
      return null;
    }
    Object found = words.get(number);
    if (!type.isInstance(found)) {
      throw new WireException("Something else stands where a " + type.getSimpleName() + " should");
    }
    return type.cast(found);
  }

  private static void writeWord(WireOut out, int number) {
    if (number == 0) {
      throw new IllegalStateException("No room for another constant");
    }
    out.put(WORD);
    out.putVar(number);
  }

  static void writeCodes(WireOut out, Words words, List<?> codes) {
    writeAll(out, words, codes, true);
  }

  private static void writeAll(WireOut out, Words words, Collection<?> all, boolean codes) {
    out.put(all instanceof Set ? SET : LIST);
    out.putVar(all.size());
    for (Object one : all) {
      int code = codes && one instanceof String text ? words.numberOfCode(text) : 0;
      if (code != 0) {
        writeWord(out, code);
      } else if (isKnown(one)) {
        write(out, words, one);
      } else {
        writeText(out, String.valueOf(one)); // an argument of a message, which shows nothing else
      }
    }
  }

  private static boolean isKnown(Object value) {
    return value instanceof Record
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Double
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Enum<?>
        || value instanceof Collection<?>
        || value instanceof Instant
        || value instanceof Duration
        || Forms.formOf(value) instanceof Record;
  }

  static void writeRecord(WireOut out, Words words, Object value) {
    Object form = Forms.formOf(value);
    if (!(form instanceof Record)) {
      throw new IllegalArgumentException("Cannot be written: " + form.getClass().getName());
    }
    Shape shape = words.shape(form.getClass());
    int number = words.number(form.getClass());
    if (number == 0) {
      throw new IllegalStateException("No room for another shape");
    }
    out.put(RECORD);
    out.putVar(number);
    for (int i = 0; i < shape.names.size(); i++) {
      Object component = shape.get(form, i);
      if (shape.codes[i] && component instanceof Collection<?> all) {
        int listed = all instanceof List<?> list ? words.numberOfCodes(list) : 0;
        if (listed != 0) {
          writeWord(out, listed);
        } else {
          writeAll(out, words, all, true);
        }
      } else {
        write(out, words, component);
      }
    }
  }

  /** Reads a value, or null. */
  public static @Nullable Object read(WireIn in, Lexicon words) {
    int kind = in.next();
    return switch (kind) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case LONG -> in.nextSigned();
      case INTEGER -> (int) in.nextSigned();
      case DOUBLE -> Double.longBitsToDouble(in.nextLong());
      case TEXT -> in.nextText();
      case INSTANT -> Instant.ofEpochSecond(in.nextSigned(), in.nextVar());
      case DURATION -> Duration.ofSeconds(in.nextSigned(), in.nextVar());
      case ZONE -> ZoneId.of(in.nextText());
      case LIST -> Collections.unmodifiableList(readAll(in, words));
      case SET -> Collections.unmodifiableSet(new LinkedHashSet<>(readAll(in, words)));
      case RECORD -> readRecord(in, words);
      case WORD -> words.get(in.nextVar());
      default -> throw new WireException("A value is of no known kind");
    };
  }

  private static List<Object> readAll(WireIn in, Lexicon words) {
    int count = in.nextCount();
    List<Object> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Object one = read(in, words);
      if (one == null) {
        throw new WireException("A list has a gap");
      }
      all.add(one);
    }
    return all;
  }

  private static Object readRecord(WireIn in, Lexicon words) {
    if (!(words.get(in.nextVar()) instanceof Lexicon.Written written)) {
      throw new WireException("A record has no shape");
    }
    Shape shape = written.shape;
    @Nullable Object[] components = new Object[shape.names.size()];
    boolean[] isThere = new boolean[components.length];
    for (int place : written.places) {
      Object component = read(in, words);
      if (place >= 0) {
        components[place] = component;
        isThere[place] = true;
      }
    }
    for (int i = 0; i < components.length; i++) {
      if (!isThere[i]) {
        components[i] = shape.nothing(i);
      }
    }
    return Forms.ofForm(shape.make(components));
  }

  /** Reads a value of a type, not null. */
  public static <T> T read(WireIn in, Lexicon words, Class<T> type) {
    T read = readNullable(in, words, type);
    if (read == null) {
      throw new WireException("A " + type.getSimpleName() + " is missing");
    }
    return read;
  }

  /** Reads a value of a type, or null. */
  public static <T> @Nullable T readNullable(WireIn in, Lexicon words, Class<T> type) {
    Object read = read(in, words);
    if (read != null && !type.isInstance(read)) {
      throw new WireException("Something else stands where a " + type.getSimpleName() + " should");
    }
    return read == null ? null : type.cast(read);
  }
}
