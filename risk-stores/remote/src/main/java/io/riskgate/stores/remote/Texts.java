package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again in the same bytes are written once. Those that are a number, as
 * numbers of accounts and cards are, or an IP address of four bytes, are written as what they are.
 */
final class Texts {
  private static final int NULL = 0;
  private static final int NEW = 1;
  private static final int NEW_NUMBER = 2;
  private static final int NEW_ADDRESS = 3;
  private static final int FIRST = 4;

  /** Every number of so many digits has room in 63 bits. */
  private static final int DIGITS_MAX = 18;

  private static final int ADDRESS_PARTS = 4;
  private static final int ADDRESS_LENGTH_MIN = 7;
  private static final int ADDRESS_LENGTH_MAX = 15;
  private static final int BYTE_MAX = 255;

  private Texts() {}

  static final class Out {
    private final WireOut out;
    private final Map<String, Integer> known = new HashMap<>();

    Out(WireOut out) {
      this.out = out;
    }

    /** Says a text that the reader knows from elsewhere. */
    void know(String text) {
      known.putIfAbsent(text, FIRST + known.size());
    }

    void put(@Nullable String text) {
      if (text == null) {
        out.putVar(NULL);
        return;
      }
      Integer place = known.putIfAbsent(text, FIRST + known.size());
      if (place != null) {
        out.putVar(place);
        return;
      }
      long number = number(text);
      if (number >= 0) {
        out.putVar(NEW_NUMBER);
        out.putVar(number);
        return;
      }
      long address = address(text);
      if (address >= 0) {
        out.putVar(NEW_ADDRESS);
        out.putInt((int) address);
        return;
      }
      out.putVar(NEW);
      out.putText(text);
    }
  }

  static final class In {
    private final WireIn in;
    private final List<String> known = new ArrayList<>();

    In(WireIn in) {
      this.in = in;
    }

    /** Takes a text that was known to the writer from elsewhere. */
    void know(String text) {
      known.add(text);
    }

    @Nullable String nextNullable() {
      long place = in.nextVar();
      if (place == NULL) {
        return null;
      }
      if (place >= FIRST) {
        if (place - FIRST >= known.size()) {
          throw new WireException("A text is missing");
        }
        return known.get((int) place - FIRST);
      }
      String text =
          place == NEW
              ? in.nextText()
              : place == NEW_NUMBER ? Long.toString(in.nextVar()) : addressOf(in.nextInt());
      known.add(text);
      return text;
    }

    String next() {
      String text = nextNullable();
      if (text == null) {
        throw new WireException("A text is missing");
      }
      return text;
    }
  }

  /** The number that a text is, written as {@link Long#toString} does; -1 where it is none. */
  private static long number(String text) {
    int length = text.length();
    if (length == 0 || length > DIGITS_MAX + 1 || (text.charAt(0) == '0' && length > 1)) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number; // negative, and so none, where nineteen digits are too many
  }

  /** The address that a text is, in its only form; -1 where it is none. */
  private static long address(String text) {
    int length = text.length();
    if (length < ADDRESS_LENGTH_MIN || length > ADDRESS_LENGTH_MAX) {
      return -1;
    }
    long address = 0;
    int parts = 1;
    int part = -1;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (part < 0 || ++parts > ADDRESS_PARTS) {
          return -1;
        }
        address = address << Byte.SIZE | part;
        part = -1;
      } else if (c < '0' || c > '9' || part == 0) {
        return -1;
      } else {
        part = Math.max(part, 0) * 10 + c - '0';
        if (part > BYTE_MAX) {
          return -1;
        }
      }
    }
    return part < 0 || parts != ADDRESS_PARTS ? -1 : address << Byte.SIZE | part;
  }

  private static String addressOf(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & BYTE_MAX)
        + "."
        + (address >>> 8 & BYTE_MAX)
        + "."
        + (address & BYTE_MAX);
  }
}
