package io.riskgate.stores.remote;

import io.riskgate.core.spi.StoreSchema;
import java.util.List;

/** What is recorded since when, as the processes of a store share it. */
final class RecordingBook {
  private static final RecordKey KEY = new RecordKey(RecordKey.Kind.STORE, "", "recording");
  private static final String NAME = "now";

  private record Known(long revision, Recording recording) {}

  private final Records records;
  private volatile Recording now = Recording.NOTHING;

  RecordingBook(Records records) {
    this.records = records;
  }

  Recording now() {
    return now;
  }

  Recording declare(List<StoreSchema> inForce, long nowMs) {
    while (true) {
      Known known = records.call(Ask.<ListState, Known>read(KEY, (s, o) -> of(s)), nowMs, 0);
      Recording next = known.recording().of(inForce, nowMs);
      if (!next.equals(known.recording())) {
        byte[] put = ListState.putNext(NAME, known.revision() + 1, next.bytes(), Long.MAX_VALUE);
        Outcome outcome =
            records.call(Ask.<ListState, Outcome>change(KEY, put, (s, o) -> o), nowMs, 0);
        if (outcome == Outcome.CHANGED) {
          continue; // another process was first
        }
      }
      now = next;
      return next;
    }
  }

  private static Known of(ListState s) {
    byte[] content = s.entries.get(NAME);
    return content == null
        ? new Known(-1, Recording.NOTHING)
        : new Known(ListState.revision(content), Recording.read(ListState.content(content)));
  }
}
