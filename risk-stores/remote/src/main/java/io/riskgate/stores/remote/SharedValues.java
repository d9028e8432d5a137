package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Values that were read a moment ago, by their bytes: whoever reads the same bytes gets the same
 * value, and neither reads nor keeps it a second time.
 *
 * <p>Cap: {@value #ROOM} values of at most {@value #BYTES_MAX} bytes; a new one takes the place of
 * another.
 */
final class SharedValues {
  private static final int ROOM = 1 << 12;
  private static final int BYTES_MAX = 512;

  @SuppressWarnings("ArrayRecordComponent") // compared by content
  private record Known(byte[] bytes, Object value) {}

  private final AtomicReferenceArray<@Nullable Known> all = new AtomicReferenceArray<>(ROOM);

  /** Lets go of all of them. */
  void clear() {
    for (int i = 0; i < ROOM; i++) {
      all.set(i, null);
    }
  }

  /** Reads a value that fills the rest. */
  <T> T read(WireIn in, Class<T> type, WordBook words) {
    int length = in.left();
    if (length > BYTES_MAX) {
      return words.read(in, type);
    }
    int hash = in.restHash();
    int place = (hash ^ hash >>> 16) & (ROOM - 1);
    Known known = all.get(place);
    if (known != null && type.isInstance(known.value) && in.restIs(known.bytes)) {
      return type.cast(known.value);
    }
    byte[] bytes = in.restCopy();
    T value = words.read(in, type);
    if (!in.isOver()) {
      throw new WireException("A value has more than is known");
    }
    all.set(place, new Known(bytes, value));
    return value;
  }
}
