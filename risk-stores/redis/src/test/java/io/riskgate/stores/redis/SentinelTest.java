package io.riskgate.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.TransferState;
import io.riskgate.stores.remote.RemoteStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
@DisplayName("A server that a Sentinel looks after")
class SentinelTest {
  private final String prefix = Servers.newSettings().prefix();
  private final Map<String, TransferState> decided = new ConcurrentHashMap<>();
  private final Map<String, Integer> held = new ConcurrentHashMap<>();

  private static long offset(RedisProcess server, String name) {
    Matcher found = Pattern.compile(name + ":(\\d+)").matcher(server.ask("INFO replication"));
    return found.find() ? Long.parseLong(found.group(1)) : -1;
  }

  @Test
  @DisplayName(
      "its master is killed: transfers are held until the replica is promoted, and then exactly"
          + " what the limits allow is let go, without a restart")
  void masterLost() throws Exception {
    try (RedisProcess master = RedisProcess.start();
        RedisProcess replica =
            RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
        RedisProcess sentinel = RedisProcess.startSentinel("risk", master)) {
      RedisCluster.await(() -> replica.ask("INFO replication").contains("master_link_status:up"));
      RedisCluster.await(
          () -> sentinel.ask("SENTINEL replicas risk").contains(Integer.toString(replica.port())));
      String uri = "redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#risk";
      try (RemoteStore store = Payments.store(uri, prefix, Duration.ofMillis(500))) {
        RiskEngine engine = Payments.engine(store);
        Payments.score(engine, "before", 4, 50, decided, held);
        assertThat(store.drain(Duration.ofSeconds(20))).isTrue();
        assertThat(held).isEmpty();
        long written = offset(master, "master_repl_offset");
        RedisCluster.await(() -> offset(replica, "slave_repl_offset") >= written);
        master.kill();
        Payments.score(engine, "after", 8, 150, decided, held);
        assertThat(held).as("while there was no master").isNotEmpty();
        assertThat(replica.ask("INFO replication")).contains("role:master");
      }
      try (RemoteStore anew = Payments.store(uri, prefix, Asking.LONG)) {
        Payments.check(anew, decided);
      }
    }
  }
}
