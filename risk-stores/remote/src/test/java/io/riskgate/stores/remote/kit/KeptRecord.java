package io.riskgate.stores.remote.kit;

import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordSnapshot;
import io.riskgate.stores.remote.RecordTail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record of an {@link InProcessServer}. */
final class KeptRecord {
  private @Nullable RecordSnapshot snapshot;
  private RecordPoint base = RecordPoint.START;
  private final List<RecordChange> changes = new ArrayList<>();
  private long keepUntilMs = Long.MIN_VALUE;

  synchronized RecordTail call(RecordCall call) {
    RecordChange change = call.change();
    if (change != null) {
      changes.add(change);
      keepUntilMs = Math.max(keepUntilMs, call.keepUntilMs());
    }
    RecordTail tail = tail(call.known());
    RecordSnapshot next = call.snapshot();
    if (next != null && isKnown(next.point())) {
      int covered = (int) (next.point().version() - base.version());
      if (covered > 0 || snapshot == null) {
        changes.subList(0, covered).clear();
        base = next.point();
        snapshot = next;
      }
    }
    return tail;
  }

  private RecordTail tail(RecordPoint known) {
    if (known.version() == 0 || !isKnown(known)) {
      return new RecordTail(base, snapshot, changes);
    }
    int skip = (int) (known.version() - base.version());
    return new RecordTail(known, null, changes.subList(skip, changes.size()));
  }

  private boolean isKnown(RecordPoint point) {
    long behind = point.version() - base.version();
    if (behind < 0 || behind > changes.size()) {
      return false;
    }
    long token = behind == 0 ? base.token() : changes.get((int) behind - 1).token();
    return token == point.token();
  }

  synchronized void lose(int count) {
    changes.subList(Math.max(0, changes.size() - count), changes.size()).clear();
  }

  synchronized int tailLength() {
    return changes.size();
  }

  synchronized long keepUntilMs() {
    return keepUntilMs;
  }

  synchronized int bytes() {
    RecordSnapshot kept = snapshot;
    return (kept == null ? 0 : kept.body().length)
        + changes.stream().mapToInt(c -> c.body().length).sum();
  }

  synchronized boolean holds(String text) {
    RecordSnapshot kept = snapshot;
    return (kept != null && holds(kept.body(), text))
        || changes.stream().anyMatch(c -> holds(c.body(), text));
  }

  private static boolean holds(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }
}
