package io.riskgate.stores.jdbc;

import io.riskgate.core.spi.StorePage;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RecordTail;
import java.time.Duration;
import java.util.List;

/**
 * A part of a server in which nobody else is, by a prefix of tenants: the suite opens some thousand
 * empty stores, and tables for each would take longer than all the rest.
 */
record Namespace(RecordServer server, String prefix) implements RecordServer {
  private RecordKey inside(RecordKey key) {
    return new RecordKey(key.kind(), prefix + key.tenant(), key.id());
  }

  @Override
  public List<RecordTail> call(List<RecordCall> calls, Duration budget) {
    return server.call(
        calls.stream()
            .map(
                c ->
                    new RecordCall(
                        inside(c.key()), c.known(), c.change(), c.snapshot(), c.keepUntilMs()))
            .toList(),
        budget);
  }

  @Override
  public StorePage<RecordKey> keys(RecordKey.Kind kind, String tenant, String after, int max) {
    StorePage<RecordKey> page =
        server.keys(kind, tenant == null ? null : prefix + tenant, after, max);
    return new StorePage<>(
        page.items().stream()
            .filter(key -> key.tenant().startsWith(prefix))
            .map(key -> new RecordKey(kind, key.tenant().substring(prefix.length()), key.id()))
            .toList(),
        page.next());
  }

  @Override
  public void close() {
    // the server goes on
  }
}
