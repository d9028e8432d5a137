package io.riskgate.core.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Single values in bytes: what a rule's message names, and instants. */
final class PackedValue {
  private static final int TEXT = 0;
  private static final int LONG = 1;
  private static final int INTEGER = 2;
  private static final int DOUBLE = 3;
  private static final int TRUE = 4;
  private static final int FALSE = 5;

  private PackedValue() {}

  /** Whether a value is of a kind that can be written. */
  static boolean isPackable(Object value) {
    return value instanceof String
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Double
        || value instanceof Boolean;
  }

  /** Writes a value of a kind that can be written. */
  static void write(Bytes out, Object value) {
    if (value instanceof String text) {
      out.put(TEXT);
      out.put(text);
    } else if (value instanceof Long number) {
      out.put(LONG);
      out.putSigned(number);
    } else if (value instanceof Integer number) {
      out.put(INTEGER);
      out.putSigned(number);
    } else if (value instanceof Double number) {
      out.put(DOUBLE);
      out.put(Double.doubleToRawLongBits(number), Long.BYTES);
    } else if (value instanceof Boolean yes) {
      out.put(yes ? TRUE : FALSE);
    } else {
      throw new IllegalArgumentException("Cannot be written: " + value.getClass());
    }
  }

  /** Reads a value. */
  static Object read(Bytes.Reader in) {
    return switch (in.next()) {
      case TEXT -> in.nextText();
      case LONG -> in.nextSigned();
      case INTEGER -> (int) in.nextSigned();
      case DOUBLE -> Double.longBitsToDouble(in.next(Long.BYTES));
      case TRUE -> true;
      default -> false;
    };
  }

  /** Writes an instant, or that there is none. */
  static void writeInstant(Bytes out, @Nullable Instant instant) {
    if (instant == null) {
      out.put(0);
    } else {
      out.put(1);
      out.putSigned(instant.getEpochSecond());
      out.putVar(instant.getNano());
    }
  }

  /** Reads an instant, or null. */
  static @Nullable Instant readInstant(Bytes.Reader in) {
    return in.next() == 0 ? null : Instant.ofEpochSecond(in.nextSigned(), in.nextVar());
  }
}
