package io.riskgate.stores.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RecordTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Short forms of what tests ask a server. */
final class Asking {
  /** Long enough for a busy machine; nothing is measured by it. */
  static final Duration LONG = Duration.ofSeconds(30);

  static final RecordKey A = account("A");

  private Asking() {}

  static RecordKey account(String id) {
    return new RecordKey(RecordKey.Kind.ACCOUNT, "bank", id);
  }

  static RecordCall appending(RecordKey key, RecordPoint known, long token) {
    RecordChange change = new RecordChange(token, ("change " + token).getBytes(UTF_8));
    return new RecordCall(key, known, change, null, Long.MAX_VALUE);
  }

  static RecordTail append(RecordServer server, RecordKey key, long token) {
    return append(server, key, token, LONG);
  }

  static RecordTail append(RecordServer server, RecordKey key, long token, Duration budget) {
    return server.call(List.of(appending(key, RecordPoint.START, token)), budget).get(0);
  }

  static RecordTail read(RecordServer server, RecordKey key) {
    return server.call(List.of(RecordCall.read(key, RecordPoint.START)), LONG).get(0);
  }

  static List<Long> tokens(RecordTail tail) {
    return tail.changes().stream().map(RecordChange::token).toList();
  }

  static List<Long> tokens(RecordServer server, RecordKey key) {
    return tokens(read(server, key));
  }

  static List<RecordKey> keys(RecordServer server, RecordKey.Kind kind, String tenant) {
    List<RecordKey> all = new ArrayList<>();
    String after = null;
    do {
      StorePage<RecordKey> page = server.keys(kind, tenant, after, 10);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  /** Does something that may fail for a while, until it does not. */
  static void untilItWorks(Runnable what) {
    for (int i = 0; ; i++) {
      try {
        what.run();
        return;
      } catch (StoreException e) {
        if (i == 600) {
          throw e;
        }
        RedisProcess.sleep(50);
      }
    }
  }
}
