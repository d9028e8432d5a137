package io.riskgate.stores.remote;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Texts that were read a moment ago: an account, a device or an address is named in each of many
 * events, and is kept once, with its hash.
 *
 * <p>Cap: {@value #ROOM} texts of at most {@value #LENGTH_MAX} characters; a new one takes the
 * place of another.
 */
final class SharedTexts {
  private static final int BITS = 16;
  private static final int ROOM = 1 << BITS;
  private static final int LENGTH_MAX = 64;
  private static final int SPREAD = 0x9E3779B9;
  private static final int SHIFT = Integer.SIZE - BITS;

  /** A text that is a number, or four bytes of an address: found without being put together. */
  private record Known(long number, boolean isAddress, String text) {}

  /** How a text is put together from a number. */
  @FunctionalInterface
  interface Form {
    /** The text. */
    String of(long number);
  }

  private volatile AtomicReferenceArray<@Nullable Known> numbers = new AtomicReferenceArray<>(ROOM);
  private volatile AtomicReferenceArray<@Nullable String> texts = new AtomicReferenceArray<>(ROOM);

  private static int place(int hash) {
    return (hash * SPREAD) >>> SHIFT;
  }

  /** Lets go of all of them. */
  void clear() {
    numbers = new AtomicReferenceArray<>(ROOM);
    texts = new AtomicReferenceArray<>(ROOM);
  }

  /** The text of a number, or of an address. */
  String of(long number, boolean isAddress, Form form) {
    int place = place(Long.hashCode(number));
    AtomicReferenceArray<@Nullable Known> now = numbers;
    Known known = now.get(place);
    if (known != null && known.number == number && known.isAddress == isAddress) {
      return known.text;
    }
    String text = form.of(number);
    now.set(place, new Known(number, isAddress, text));
    return text;
  }

  /** The same text, perhaps as it was read before. */
  String of(String text) {
    if (text.length() > LENGTH_MAX) {
      return text;
    }
    int place = place(text.hashCode());
    AtomicReferenceArray<@Nullable String> now = texts;
    String known = now.get(place);
    if (text.equals(known)) {
      return known;
    }
    now.set(place, text);
    return text;
  }
}
