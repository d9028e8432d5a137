package io.riskgate.stores.remote;

import io.riskgate.core.Hit;
import io.riskgate.core.Verdict;
import io.riskgate.core.internal.wire.WireOut;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts that were written a moment ago, with their bytes: what a pack finds of most transfers is
 * the same, and each snapshot of a record writes its verdicts again.
 *
 * <p>Cap: {@value #ROOM} verdicts of at most {@value #BYTES_MAX} bytes; a new one takes the place
 * of another.
 */
final class WrittenVerdicts {
  private static final int ROOM = 1 << 10;
  private static final int BYTES_MAX = 512;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Known(Verdict verdict, byte[] bytes) {}

  private final AtomicReferenceArray<@Nullable Known> all = new AtomicReferenceArray<>(ROOM);

  /** Lets go of all of them. */
  void clear() {
    for (int i = 0; i < ROOM; i++) {
      all.set(i, null);
    }
  }

  /** The bytes of a verdict, not to be changed. */
  byte[] bytes(Verdict verdict, WordBook words) {
    int hash = hash(verdict);
    int place = (hash ^ hash >>> 16) & (ROOM - 1);
    Known known = all.get(place);
    if (known != null && Objects.equals(known.verdict, verdict)) {
      return known.bytes;
    }
    WireOut out = new WireOut();
    words.write(out, verdict);
    byte[] bytes = out.copy();
    if (bytes.length <= BYTES_MAX) {
      all.set(place, new Known(verdict, bytes));
    }
    return bytes;
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
