package io.riskgate.core.memory;

import java.util.Arrays;

/**
 * How many bits each char of a text takes: 4 where all are of {@code 0-9.:-+/_}, as in numbers of
 * accounts and in IP addresses; 6 where all are of the alphabet of base64 for URLs, as in many ids;
 * 8 where none is above 255; 16 otherwise.
 */
final class Letters {
  /** The bits of a coding's number. */
  static final int CODING_BITS = 2;

  private static final int WIDE = 3;
  private static final int[] BITS = {4, 6, 8, 16};
  private static final int[] PER_LONG = {16, 10, 8, 4};
  private static final String FEW = "0123456789.:-+/_";
  private static final String SOME =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  private static final int TABLE = 128;

  /** What a char becomes in the two smallest codings, or -1. */
  private static final byte[][] CODES = {codes(FEW), codes(SOME)};

  private static final char[][] CHARS = {FEW.toCharArray(), SOME.toCharArray()};

  private Letters() {}

  private static byte[] codes(String alphabet) {
    byte[] codes = new byte[TABLE];
    Arrays.fill(codes, (byte) -1);
    for (int i = 0; i < alphabet.length(); i++) {
      codes[alphabet.charAt(i)] = (byte) i;
    }
    return codes;
  }

  /** The number of the coding in which a text takes the least room. */
  static int coding(String text) {
    int coding = 0;
    int i = 0;
    while (i < text.length() && coding < WIDE) {
      if (code(text.charAt(i), coding) < 0) {
        coding++;
        i = 0; // what fits one coding need not fit the next: '.' takes 4 bits or 8, never 6
      } else {
        i++;
      }
    }
    return coding;
  }

  /** What stands for a char in a coding; negative where nothing does. */
  static int code(char c, int coding) {
    if (coding < CODES.length) {
      return c < TABLE ? CODES[coding][c] : -1;
    }
    return coding == WIDE || c <= 0xff ? c : -1;
  }

  /** What stands for a char in a coding that has it. */
  static int known(int code) {
    if (code < 0) {
      throw new IllegalStateException("A coding without a letter of the text was chosen");
    }
    return code;
  }

  /** The char that a code stands for. */
  static char letter(int code, int coding) {
    return coding < CHARS.length ? CHARS[coding][code] : (char) code;
  }

  /** How many bits a char takes in a coding. */
  static int bits(int coding) {
    return BITS[coding];
  }

  // ---- texts in longs, as many chars in each as have room

  /** How many longs so many chars take. */
  static int longs(int chars, int coding) {
    int perLong = PER_LONG[coding];
    return (chars + perLong - 1) / perLong;
  }

  /** Writes a text into longs that are zero. */
  static void write(long[] page, int at, String text, int coding) {
    int bits = BITS[coding];
    int perLong = PER_LONG[coding];
    for (int i = 0; i < text.length(); i++) {
      long code = known(code(text.charAt(i), coding));
      page[at + i / perLong] |= code << (bits * (i % perLong));
    }
  }

  /** The text of so many chars that was written at a place. */
  static String read(long[] page, int at, int chars, int coding) {
    int bits = BITS[coding];
    int perLong = PER_LONG[coding];
    int mask = (1 << bits) - 1;
    char[] text = new char[chars];
    for (int i = 0; i < chars; i++) {
      int code = (int) (page[at + i / perLong] >>> (bits * (i % perLong))) & mask;
      text[i] = letter(code, coding);
    }
    return new String(text);
  }

  /** Whether what was written at a place is a text, which has as many chars. */
  static boolean is(long[] page, int at, String text, int coding) {
    int bits = BITS[coding];
    int perLong = PER_LONG[coding];
    byte[] codes = coding < CODES.length ? CODES[coding] : null;
    int length = text.length();
    for (int i = 0, word = at; i < length; word++) {
      long expected = 0;
      int end = Math.min(length, i + perLong);
      for (int shift = 0; i < end; i++, shift += bits) {
        char c = text.charAt(i);
        int code = codes == null ? code(c, coding) : c < TABLE ? codes[c] : -1;
        if (code < 0) {
          return false;
        }
        expected |= (long) code << shift;
      }
      if (page[word] != expected) {
        return false;
      }
    }
    return true;
  }
}
