package io.riskgate.core.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow as they are written. Numbers of several bytes have the lowest first. */
public final class WireOut {
  private static final int KEPT_MAX = 1 << 20;

  private byte[] bytes = new byte[512];
  private int size;

  /** Begins again. */
  public void clear() {
    size = 0;
    if (bytes.length > KEPT_MAX) {
      bytes = new byte[512];
    }
  }

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** The bytes; those from {@link #size} on mean nothing. */
  public byte[] bytes() {
    return bytes;
  }

  /** A copy of the bytes. */
  public byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** Writes a byte. */
  public void put(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Writes bytes. */
  public void put(byte[] from, int at, int length) {
    room(length);
    System.arraycopy(from, at, bytes, size, length);
    size += length;
  }

  /** Writes a number that is small most of the time, and not negative most of the time. */
  public void putVar(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a number that is small most of the time, on either side of 0. */
  public void putSigned(long value) {
    putVar(value << 1 ^ value >> 63);
  }

  /** Writes four bytes. */
  public void putInt(int value) {
    room(Integer.BYTES);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Writes eight bytes. */
  public void putLong(long value) {
    room(Long.BYTES);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Writes a text: its chars, whatever they are. */
  public void putText(String text) {
    int chars = text.length();
    for (int i = 0; i < chars; i++) {
      if (text.charAt(i) > 0xff) {
        putVar((long) chars << 1 | 1);
        byte[] wide = text.getBytes(StandardCharsets.UTF_16LE);
        if (wide.length == 2 * chars && isWhole(text)) {
          put(wide, 0, wide.length);
        } else {
          putChars(text);
        }
        return;
      }
    }
    putVar((long) chars << 1);
    room(chars);
    for (int i = 0; i < chars; i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  /** Whether an encoder leaves every char as it is: it would replace halves of pairs. */
  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private void putChars(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
      put(text.charAt(i) >>> Byte.SIZE);
    }
  }
}
