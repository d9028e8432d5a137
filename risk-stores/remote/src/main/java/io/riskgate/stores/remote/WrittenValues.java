package io.riskgate.stores.remote;

import io.riskgate.core.Hit;
import io.riskgate.core.Verdict;
import io.riskgate.core.internal.wire.WireOut;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts and parts of packs that were written a moment ago, with their bytes: what a pack finds
 * of most transfers is the same, and each snapshot of a record writes its verdicts again.
 *
 * <p>Cap: {@value #ROOM} values of at most {@value #BYTES_MAX} bytes; a new one takes the place of
 * another.
 */
final class WrittenValues {
  private static final int ROOM = 1 << 10;
  private static final int BYTES_MAX = 512;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Known(Object value, byte[] bytes) {}

  private final AtomicReferenceArray<@Nullable Known> all = new AtomicReferenceArray<>(ROOM);

  /** Lets go of all of them. */
  void clear() {
    for (int i = 0; i < ROOM; i++) {
      all.set(i, null);
    }
  }

  /** The bytes of a value, not to be changed. */
  byte[] bytes(Object value, WordBook words) {
    int hash = value instanceof Verdict verdict ? hash(verdict) : System.identityHashCode(value);
    int place = (hash ^ hash >>> 16) & (ROOM - 1);
    Known known = all.get(place);
    if (known != null && isSame(known.value, value)) {
      return known.bytes;
    }
    WireOut out = new WireOut();
    words.write(out, value);
    byte[] bytes = out.copy();
    if (bytes.length <= BYTES_MAX) {
      all.set(place, new Known(value, bytes));
    }
    return bytes;
  }

  /**
   * Each verdict is another object. A limit or demand of a pack is one and the same, call after
   * call; one that was made for a single transfer only takes a place for a while.
   */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object known, Object value) {
    return known == value || (value instanceof Verdict && known.equals(value));
  }

  /**
   * One of few things that tell verdicts apart. A pack as it was read is another object than the
   * engine's: to compare the two, all that is in them would be looked at.
   */
  private static int hash(Verdict verdict) {
    int hash = System.identityHashCode(verdict.pack()) + verdict.score();
    List<Hit> hits = verdict.hits();
    for (int i = 0; i < hits.size(); i++) {
      hash = 31 * hash + hits.get(i).code().hashCode();
      hash = 31 * hash + hits.get(i).arguments().hashCode();
    }
    return 31 * hash + verdict.notEvaluated().size();
  }
}
