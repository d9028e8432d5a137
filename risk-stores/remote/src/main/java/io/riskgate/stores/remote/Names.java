package io.riskgate.stores.remote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names in one record by numbers that count in it alone, from 1. They stand in one array, one
 * behind the other, so that a collector has nothing to follow however many there are.
 *
 * <p>A name that nothing has any more stays until those that are used are taken over into others.
 */
final class Names {
  /** What is not there has this number. */
  static final int NOTHING = 0;

  /** No name has this number. */
  static final int UNKNOWN = -1;

  private static final int FEW = 8;
  private static final int LENGTH = 12;
  private static final int SPREAD = 0x9E3779B9;
  private static final int CHAR_MAX = 0xff;

  /** How a name is written: a byte a character, two of them, or a number that is no text. */
  private static final byte NARROW = 0;

  private static final byte WIDE = 1;
  private static final byte PLACE = 2;

  private byte[] bytes = new byte[FEW * LENGTH];

  /** Where each name ends; the first begins at the start. */
  private int[] ends = new int[FEW];

  private int[] hashes = new int[FEW];
  private int size;

  /** Numbers at the places of their hashes, or in one of those behind; at most half are taken. */
  private int[] table = new int[2 * FEW];

  /** One more than the highest number. */
  int end() {
    return size + 1;
  }

  // ---- finding

  private int home(int hash) {
    return (hash * SPREAD) >>> Integer.numberOfLeadingZeros(table.length - 1);
  }

  /** The number of a name: {@link #NOTHING} of none, {@link #UNKNOWN} of one that is not here. */
  int find(@Nullable String name) {
    if (name == null) {
      return NOTHING;
    }
    int hash = name.hashCode();
    for (int place = home(hash); ; place = place + 1 & table.length - 1) {
      int number = table[place];
      if (number == 0) {
        return UNKNOWN;
      }
      if (hashes[number - 1] == hash && is(number, name)) {
        return number;
      }
    }
  }

  private int begin(int number) {
    return number == 1 ? 0 : ends[number - 2];
  }

  private boolean is(int number, String name) {
    int at = begin(number);
    int length = ends[number - 1] - at - 1;
    byte how = bytes[at++];
    if (how == PLACE || length != name.length() << how) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      int c = bytes[at++] & CHAR_MAX;
      if (how == WIDE) {
        c = (c << Byte.SIZE) | (bytes[at++] & CHAR_MAX);
      }
      if (c != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The name with a number; null of {@link #NOTHING}. */
  @Nullable String nullable(int number) {
    return number == NOTHING ? null : text(number);
  }

  /** The name with a number. */
  String text(int number) {
    int at = begin(number);
    int length = ends[number - 1] - at - 1;
    if (bytes[at] == NARROW) {
      return new String(bytes, at + 1, length, StandardCharsets.ISO_8859_1);
    }
    // No charset would leave half of a pair what it is.
    char[] chars = new char[length / Character.BYTES];
    ByteBuffer.wrap(bytes, at + 1, length).asCharBuffer().get(chars);
    return new String(chars);
  }

  // ---- adding

  /** The number of a name, a new one where it is not here; {@link #NOTHING} of none. */
  int add(@Nullable String name) {
    int known = find(name);
    if (known != UNKNOWN || name == null) {
      return known;
    }
    int length = name.length();
    byte how = NARROW;
    for (int i = 0; i < length && how == NARROW; i++) {
      how = name.charAt(i) > CHAR_MAX ? WIDE : NARROW;
    }
    int at = room(1 + (length << how));
    bytes[at++] = how;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (how == WIDE) {
        bytes[at++] = (byte) (c >>> Byte.SIZE);
      }
      bytes[at++] = (byte) c;
    }
    return put(name.hashCode(), at);
  }

  /** The number of a place. */
  int addPlace(long place) {
    int hash = Long.hashCode(place);
    int at = room(1 + Long.BYTES);
    bytes[at] = PLACE;
    ByteBuffer.wrap(bytes).putLong(at + 1, place);
    return putIfNew(hash, at, 1 + Long.BYTES);
  }

  /** The number here of what has a number in others. */
  int addFrom(Names others, int number) {
    int from = others.begin(number);
    int length = others.ends[number - 1] - from;
    int at = room(length);
    System.arraycopy(others.bytes, from, bytes, at, length);
    return putIfNew(others.hashes[number - 1], at, length);
  }

  /** Where a name of some bytes may stand. */
  private int room(int length) {
    int at = size == 0 ? 0 : ends[size - 1];
    if (at + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + length, bytes.length + bytes.length / 2));
    }
    return at;
  }

  private int putIfNew(int hash, int at, int length) {
    for (int place = home(hash); table[place] != 0; place = place + 1 & table.length - 1) {
      int number = table[place];
      int there = begin(number);
      if (hashes[number - 1] == hash
          && Arrays.equals(bytes, at, at + length, bytes, there, ends[number - 1])) {
        return number;
      }
    }
    return put(hash, at + length);
  }

  private int put(int hash, int end) {
    if (size == ends.length) {
      int more = size + size / 2;
      ends = Arrays.copyOf(ends, more);
      hashes = Arrays.copyOf(hashes, more);
    }
    ends[size] = end;
    hashes[size] = hash;
    size++;
    if (2 * size > table.length) {
      table = new int[2 * table.length];
      for (int number = 1; number < size; number++) {
        enter(number);
      }
    }
    enter(size);
    return size;
  }

  private void enter(int number) {
    int place = home(hashes[number - 1]);
    while (table[place] != 0) {
      place = place + 1 & table.length - 1;
    }
    table[place] = number;
  }
}
