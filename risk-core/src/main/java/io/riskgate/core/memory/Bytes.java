package io.riskgate.core.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that are written one after the other, and then copied into longs, the first lowest. */
final class Bytes {
  private byte[] bytes = new byte[64];
  private int size;

  void clear() {
    size = 0;
  }

  /** How many longs they fill. */
  int longs() {
    return (size + Long.BYTES - 1) / Long.BYTES;
  }

  void put(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) value;
  }

  /** So many bytes of a number, the lowest first. */
  void put(long value, int count) {
    for (int i = 0; i < count; i++) {
      put((int) (value >>> (Byte.SIZE * i)));
    }
  }

  /** A number that is seldom large. */
  void putVar(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  /** A number that is seldom far from 0, on either side. */
  void putSigned(long value) {
    putVar((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  /** A text: its length, and in which of the codings of {@link Letters} its chars follow. */
  void put(String text) {
    int coding = Letters.coding(text);
    putVar((long) text.length() << Letters.CODING_BITS | coding);
    int bits = Letters.bits(coding);
    int waiting = 0;
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      waiting |= Letters.known(Letters.code(text.charAt(i), coding)) << count;
      for (count += bits; count >= Byte.SIZE; count -= Byte.SIZE) {
        put(waiting);
        waiting >>>= Byte.SIZE;
      }
    }
    if (count > 0) {
      put(waiting);
    }
  }

  /** A text, or that there is none. */
  void putNullable(@Nullable String text) {
    put(text == null ? 0 : 1);
    if (text != null) {
      put(text);
    }
  }

  void copyTo(long[] page, int at) {
    for (int i = 0; i < size; i++) {
      int word = at + i / Long.BYTES;
      page[word] |= (bytes[i] & 0xffL) << (Byte.SIZE * (i % Long.BYTES));
    }
  }

  /** A byte at a place. */
  static int get(long[] page, int at, int index) {
    return (int) (page[at + (index >> 3)] >>> (Byte.SIZE * (index & 7))) & 0xff;
  }

  /** A number of so many bytes at a place. */
  static long get(long[] page, int at, int index, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (long) get(page, at, index + i) << (Byte.SIZE * i);
    }
    return value;
  }

  /** Replaces a number of so many bytes. */
  static void set(long[] page, int at, int index, int count, long value) {
    for (int i = 0; i < count; i++) {
      int word = at + ((index + i) >> 3);
      int shift = Byte.SIZE * ((index + i) & 7);
      long b = value >>> (Byte.SIZE * i) & 0xff;
      page[word] = (page[word] & ~(0xffL << shift)) | b << shift;
    }
  }

  /** Reads one after the other. */
  static final class Reader {
    private final long[] page;
    private final int at;
    private int index;

    Reader(long[] page, int at, int index) {
      this.page = page;
      this.at = at;
      this.index = index;
    }

    int index() {
      return index;
    }

    int next() {
      return get(page, at, index++);
    }

    long nextVar() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        int b = next();
        value |= (long) (b & 0x7f) << shift;
        if (b < 0x80) {
          break;
        }
      }
      return value;
    }

    long nextSigned() {
      long value = nextVar();
      return (value >>> 1) ^ -(value & 1);
    }

    /** A number of so many bytes. */
    long next(int count) {
      long value = get(page, at, index, count);
      index += count;
      return value;
    }

    @Nullable String nextNullable() {
      return next() == 0 ? null : nextText();
    }

    String nextText() {
      long head = nextVar();
      int coding = (int) head & (1 << Letters.CODING_BITS) - 1;
      int bits = Letters.bits(coding);
      int mask = (1 << bits) - 1;
      char[] chars = new char[(int) (head >>> Letters.CODING_BITS)];
      int waiting = 0;
      int count = 0;
      for (int i = 0; i < chars.length; i++) {
        for (; count < bits; count += Byte.SIZE) {
          waiting |= next() << count;
        }
        chars[i] = Letters.letter(waiting & mask, coding);
        waiting >>>= bits;
        count -= bits;
      }
      return new String(chars);
    }
  }
}
