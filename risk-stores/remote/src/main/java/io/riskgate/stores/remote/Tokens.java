package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What came of the changes applied last, by their tokens, should one of them be sent again.
 *
 * <p>Cap: {@value #MAX} changes; a new one takes the place of the eldest. They stand in two arrays
 * of numbers, as each change of each record comes by here: nothing is made that a collector must
 * follow.
 */
final class Tokens {
  private static final int MAX = 32;
  private static final int FEW = 4;

  private long[] tokens = new long[FEW];
  private byte[] codes = new byte[FEW];
  private int size;

  /** Where the eldest stands once there are as many as may be. */
  private int eldest;

  /** What came of a change; null where it is not known, or too long ago. */
  @Nullable Outcome outcome(long token) {
    for (int i = 0; i < size; i++) {
      if (tokens[i] == token) {
        return Outcome.of(codes[i]);
      }
    }
    return null;
  }

  /** Adds what came of a change that is not known yet. */
  void add(long token, Outcome outcome) {
    int place = size;
    if (size < MAX) {
      if (size == tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * size);
        codes = Arrays.copyOf(codes, 2 * size);
      }
      size++;
    } else {
      place = eldest;
      eldest = (eldest + 1) % MAX;
    }
    tokens[place] = token;
    codes[place] = (byte) outcome.code;
  }

  /** Writes them, the eldest first. */
  void write(WireOut out) {
    out.putVar(size);
    for (int i = 0; i < size; i++) {
      int place = (eldest + i) % size;
      out.putLong(tokens[place]);
      out.put(codes[place]);
    }
  }

  /** Reads what {@link #write} has written. */
  void read(WireIn in) {
    for (int i = in.nextCount(); i > 0; i--) {
      long token = in.nextLong();
      add(token, Outcome.of(in.next()));
    }
  }
}
