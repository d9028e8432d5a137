package io.riskgate.core.memory;

import io.riskgate.core.internal.wire.Lexicon;
import io.riskgate.core.internal.wire.Values;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ImageOut} has written. Used by one thread. */
final class ImageIn {
  private static final int HEAD_BYTES = 5;
  private static final int LENGTH_MAX = 1 << 28;

  private final InputStream from;
  private final Lexicon words = new Lexicon();
  private final List<Object> numbered = new ArrayList<>();
  private WireIn data = new WireIn(new byte[0], 0, 0);

  ImageIn(InputStream from) {
    this.from = from;
  }

  private WireIn data() {
    while (data.isOver()) {
      try {
        byte[] head = from.readNBytes(HEAD_BYTES);
        WireIn in = new WireIn(head, 0, head.length);
        int kind = in.next();
        int length = in.nextInt();
        if (length < 0 || length > LENGTH_MAX) {
          throw new WireException("A piece has " + length + " bytes");
        }
        byte[] bytes = from.readNBytes(length);
        if (bytes.length < length) {
          throw new WireException("It ends too early");
        }
        WireIn piece = new WireIn(bytes, 0, length);
        switch (kind) {
          case ImageOut.WORD -> words.define(piece);
          case ImageOut.DATA -> data = piece;
          default -> throw new WireException("A piece is of no known kind");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return data;
  }

  long next() {
    return data().nextSigned();
  }

  int nextInt() {
    return Math.toIntExact(next());
  }

  /** A count of something, which is not negative. */
  int nextCount() {
    int count = nextInt();
    if (count < 0) {
      throw new WireException("A count is negative");
    }
    return count;
  }

  boolean nextFlag() {
    return data().next() != 0;
  }

  String nextText() {
    return data().nextText();
  }

  <T> T nextValue(Class<T> type) {
    return Values.read(data(), words, type);
  }

  <T> @Nullable T nextNullable(Class<T> type) {
    return Values.readNullable(data(), words, type);
  }

  <T> List<T> nextAll(Supplier<T> one) {
    int count = nextCount();
    List<T> all = new ArrayList<>(Math.min(count, 1 << 16));
    for (int i = 0; i < count; i++) {
      all.add(one.get());
    }
    return all;
  }

  long[] nextLongs() {
    int length = nextCount();
    int used = nextCount();
    if (used > length || length > LENGTH_MAX) {
      throw new WireException("An array has " + length + " longs");
    }
    long[] longs = new long[length];
    for (int i = 0; i < used; i++) {
      longs[i] = data().nextLong();
    }
    return longs;
  }

  int[] nextInts() {
    long[] longs = nextLongs();
    int[] ints = new int[longs.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) longs[i];
    }
    return ints;
  }

  /** Gives a thing the next number; it was read now. */
  <T> T number(T thing) {
    numbered.add(thing);
    return thing;
  }

  /** The thing with a number. */
  <T> T numbered(int number, Class<T> type) {
    if (number < 0 || number >= numbered.size() || !type.isInstance(numbered.get(number))) {
      throw new WireException("A thing is named that was not written");
    }
    return type.cast(numbered.get(number));
  }
}
