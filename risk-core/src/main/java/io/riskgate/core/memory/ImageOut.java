package io.riskgate.core.memory;

import io.riskgate.core.internal.wire.Values;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.internal.wire.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of a store as an image: pieces of data, and between them the words that they
 * use, each defined before the piece that needs it. What stands at several places is written once,
 * and then named by its number. Used by one thread.
 */
final class ImageOut {
  static final int WORD = 1;
  static final int DATA = 2;

  private static final int PIECE_BYTES = 64 << 10;
  private static final int LONGS_A_PIECE = 4_096;

  private final OutputStream to;
  private final WireOut data = new WireOut();
  private final WireOut head = new WireOut();
  private final Words words = new Words(this::define);
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

  ImageOut(OutputStream to) {
    this.to = to;
  }

  private void define(byte[] definition) {
    write(WORD, definition, definition.length);
  }

  private void write(int kind, byte[] bytes, int length) {
    head.clear();
    head.put(kind);
    head.putInt(length);
    try {
      to.write(head.bytes(), 0, head.size());
      to.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is left. */
  void finish() {
    write(DATA, data.bytes(), data.size());
    data.clear();
  }

  private WireOut data() {
    if (data.size() >= PIECE_BYTES) {
      finish();
    }
    return data;
  }

  void put(long number) {
    data().putSigned(number);
  }

  void putFlag(boolean yes) {
    data().put(yes ? 1 : 0);
  }

  void putText(String text) {
    data().putText(text);
  }

  /** Writes a value that is told outside the store too, or null. */
  void putValue(@Nullable Object value) {
    Values.write(data(), words, value);
  }

  /** Writes how many there are, and each. */
  <T> void putAll(Collection<T> all, Consumer<T> one) {
    put(all.size());
    all.forEach(one);
  }

  /** Writes longs; zeros at the end take no room. */
  void putLongs(long[] longs, int from, int length) {
    int last = from + length;
    while (last > from && longs[last - 1] == 0) {
      last--;
    }
    put(length);
    put(last - from);
    for (int at = from; at < last; ) {
      WireOut piece = data();
      for (int end = Math.min(last, at + LONGS_A_PIECE); at < end; at++) {
        piece.putLong(longs[at]);
      }
    }
  }

  void putLongs(long[] longs) {
    putLongs(longs, 0, longs.length);
  }

  void putInts(int[] ints) {
    putLongs(Arrays.stream(ints).asLongStream().toArray());
  }

  /** Gives a thing the next number; it is written now. */
  void number(Object thing) {
    numbers.put(thing, numbers.size());
  }

  /** The number of a thing that was written, or -1. */
  int numberOf(Object thing) {
    return numbers.getOrDefault(thing, -1);
  }
}
