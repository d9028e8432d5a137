package io.riskgate.stores.remote;

import io.riskgate.core.spi.StorePage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does something between the parts of one attempt: the others are told, and then the owner. */
final class PartedAttempt implements RecordServer {
  private final RecordServer server;

  /** What is done between the parts of the next attempt, once. */
  @Nullable Runnable between;

  PartedAttempt(RecordServer server) {
    this.server = server;
  }

  @Override
  public List<RecordTail> call(List<RecordCall> calls, Duration budget) {
    Runnable now = between;
    RecordChange first = calls.get(0).change();
    if (now == null || first == null || first.body()[1] != Op.ATTEMPT.code) {
      return server.call(calls, budget);
    }
    between = null;
    List<RecordTail> others = server.call(calls.subList(1, calls.size()), budget);
    now.run();
    List<RecordTail> all = new ArrayList<>(server.call(calls.subList(0, 1), budget));
    all.addAll(others);
    return all;
  }

  @Override
  public StorePage<RecordKey> keys(
      RecordKey.Kind kind, @Nullable String tenant, @Nullable String after, int max) {
    return server.keys(kind, tenant, after, max);
  }

  @Override
  public void close() {
    server.close();
  }
}
