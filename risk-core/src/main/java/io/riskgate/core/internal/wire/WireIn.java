package io.riskgate.core.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link WireOut} has written. Whatever does not fit is a {@link WireException}. */
public final class WireIn {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads some bytes of an array. */
  public WireIn(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    at = from;
    end = from + length;
  }

  /** Whether nothing is left. */
  public boolean isOver() {
    return at == end;
  }

  private void need(long length) {
    if (length < 0 || length > end - at) {
      throw new WireException("It ends too early");
    }
  }

  /** Reads a byte. */
  public int next() {
    need(1);
    return bytes[at++] & 0xff;
  }

  /** Reads a number that {@link WireOut#putVar} has written. */
  public long nextVar() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new WireException("A number has too many bytes");
  }

  /** Reads a count of things that take at least a byte each. */
  public int nextCount() {
    long count = nextVar();
    need(count);
    return (int) count;
  }

  /** Reads a number that {@link WireOut#putSigned} has written. */
  public long nextSigned() {
    long value = nextVar();
    return value >>> 1 ^ -(value & 1);
  }

  /** Reads four bytes. */
  public int nextInt() {
    need(Integer.BYTES);
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      value |= (bytes[at++] & 0xff) << shift;
    }
    return value;
  }

  /** Reads eight bytes. */
  public long nextLong() {
    need(Long.BYTES);
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      value |= (bytes[at++] & 0xffL) << shift;
    }
    return value;
  }

  /** Reads bytes. */
  public byte[] nextBytes(int length) {
    need(length);
    byte[] read = new byte[length];
    System.arraycopy(bytes, at, read, 0, length);
    at += length;
    return read;
  }

  /** How many bytes are left. */
  public int left() {
    return end - at;
  }

  /** The next bytes as a source of their own; what is read from it counts as read here. */
  public WireIn nextPart(int length) {
    need(length);
    at += length;
    return new WireIn(bytes, at - length, length);
  }

  /** Whether the rest is the same as these bytes. */
  public boolean restIs(byte[] other) {
    return Arrays.equals(bytes, at, end, other, 0, other.length);
  }

  /** A copy of the rest, which stays to be read. */
  public byte[] restCopy() {
    return Arrays.copyOfRange(bytes, at, end);
  }

  /** A hash of the rest, the same for the same bytes. */
  public int restHash() {
    int hash = 1;
    for (int i = at; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** Reads a text. */
  public String nextText() {
    long how = nextVar();
    boolean wide = (how & 1) != 0;
    long length = how >>> 1;
    need(length);
    need(wide ? 2 * length : length);
    if (!wide) {
      at += (int) length;
      return new String(bytes, at - (int) length, (int) length, StandardCharsets.ISO_8859_1);
    }
    char[] chars = new char[(int) length];
    for (int i = 0; i < chars.length; i++) {
      int low = bytes[at++] & 0xff;
      chars[i] = (char) (low | (bytes[at++] & 0xff) << Byte.SIZE);
    }
    return new String(chars);
  }
}
