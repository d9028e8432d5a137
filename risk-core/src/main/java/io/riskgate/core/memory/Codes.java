package io.riskgate.core.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers for the codes of currencies and assets, up to a cap; those beyond it are written
 * out. Safe for use by any number of threads.
 */
final class Codes {
  private static final int CODES_MAX = 4_096;

  private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable String> codes =
      new AtomicReferenceArray<>(CODES_MAX);
  private int given;

  /** The number of a code, from 1; 0 where there is no room for it. */
  int number(String code) {
    Integer known = numbers.get(code);
    return known == null ? add(code) : known;
  }

  private synchronized int add(String code) {
    Integer known = numbers.get(code);
    if (known != null) {
      return known;
    }
    if (given == CODES_MAX) {
      return 0;
    }
    codes.set(given++, code);
    numbers.put(code, given);
    return given;
  }

  /** The code with a number. */
  String code(int number) {
    String code = codes.get(number - 1);
    if (code == null) {
      throw new IllegalStateException("No code has the number " + number);
    }
    return code;
  }

  // ---- images

  synchronized void write(ImageOut out) {
    out.put(given);
    for (int i = 1; i <= given; i++) {
      out.putText(code(i));
    }
  }

  void read(ImageIn in) {
    in.nextAll(in::nextText).forEach(this::number);
  }
}
