package io.riskgate.core.memory;

import java.security.SecureRandom;

/**
 * The keyed hash SipHash-2-4 with a result of 64 bits (Aumasson and Bernstein, "SipHash: a fast
 * short-input PRF", 2012), over a number and a string. Whoever does not know the key cannot choose
 * identifiers that fall into one place of a table. Immutable.
 */
final class SipHash {
  private static final long V0 = 0x736f6d6570736575L;
  private static final long V1 = 0x646f72616e646f6dL;
  private static final long V2 = 0x6c7967656e657261L;
  private static final long V3 = 0x7465646279746573L;
  private static final int CHARS_PER_WORD = Long.BYTES / Character.BYTES;

  /** The number takes the place of so many chars. */
  private static final int CHARS_OF_NUMBER = Integer.BYTES / Character.BYTES;

  private final long k0;
  private final long k1;

  SipHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** With a key that nobody knows. */
  static SipHash secret() {
    SecureRandom random = new SecureRandom();
    return new SipHash(random.nextLong(), random.nextLong());
  }

  /** The hash of the number's four bytes and two bytes for each char, the lower ones first. */
  long hash(int number, String text) {
    long v0 = V0 ^ k0;
    long v1 = V1 ^ k1;
    long v2 = V2 ^ k0;
    long v3 = V3 ^ k1;
    int words = (CHARS_OF_NUMBER + text.length()) / CHARS_PER_WORD + 1;
    for (int w = 0; w <= words; w++) {
      boolean isOver = w == words;
      long word = isOver ? 0 : word(number, text, w);
      if (isOver) {
        v2 ^= 0xff;
      }
      v3 ^= word;
      for (int round = isOver ? 4 : 2; round > 0; round--) {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= word;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  /** Eight bytes of the input; the last word is filled with the length, modulo 256, at the top. */
  private static long word(int number, String text, int w) {
    int from = w * CHARS_PER_WORD - CHARS_OF_NUMBER;
    if (from >= 0 && from + CHARS_PER_WORD <= text.length()) { // most words are of chars alone
      return text.charAt(from)
          | (long) text.charAt(from + 1) << Character.SIZE
          | (long) text.charAt(from + 2) << (2 * Character.SIZE)
          | (long) text.charAt(from + 3) << (3 * Character.SIZE);
    }
    int to = Math.min(from + CHARS_PER_WORD, text.length());
    long word = from < 0 ? number & 0xffff_ffffL : 0;
    for (int i = Math.max(from, 0); i < to; i++) {
      word |= (long) text.charAt(i) << (Character.SIZE * (i - from));
    }
    boolean isLast = to - from < CHARS_PER_WORD;
    long bytes = Integer.BYTES + (long) Character.BYTES * text.length();
    return isLast ? word | bytes << (Long.SIZE - Byte.SIZE) : word;
  }

  // ---- images

  void write(ImageOut out) {
    out.put(k0);
    out.put(k1);
  }

  static SipHash read(ImageIn in) {
    long k0 = in.next();
    return new SipHash(k0, in.next());
  }
}
