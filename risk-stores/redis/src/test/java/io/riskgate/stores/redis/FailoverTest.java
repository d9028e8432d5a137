package io.riskgate.stores.redis;

import static io.riskgate.stores.redis.Asking.account;
import static io.riskgate.stores.redis.Asking.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
@DisplayName("A cluster that loses servers")
class FailoverTest {
  private static final List<RecordKey> TWENTY =
      IntStream.range(0, 20).mapToObj(i -> account("acc" + i)).toList();

  @Test
  @DisplayName(
      "each master is killed in turn under load: its replica takes over, and nothing but what it"
          + " had not received is missing")
  void masterLost() throws Exception {
    try (RedisCluster cluster = RedisCluster.start(true);
        RecordServer server = RedisStore.cluster(cluster.uris().toArray(String[]::new)).connect();
        Load load = new Load(server, TWENTY, 8, 0, Duration.ofSeconds(1))) {
      Set<Long> mayBeLost = new HashSet<>();
      load.awaitMore(500);
      for (int i = 0; i < 2; i++) {
        RedisProcess replica = cluster.replicas().get(i);
        Set<Long> before = load.allAcknowledged();
        // What was acknowledged by now has been received by the time that as much again was.
        load.awaitMore(2_000);
        Set<Long> received = load.allAcknowledged();
        load.awaitMore(2_000);
        cluster.masters().get(i).kill();
        Set<Long> late = load.allAcknowledged();
        late.removeAll(received);
        mayBeLost.addAll(late);
        assertThat(before).isSubsetOf(received);
        RedisCluster.await(() -> replica.ask("INFO replication").contains("role:master"));
        RedisCluster.await(
            () -> cluster.masters().get(2).ask("CLUSTER INFO").contains("cluster_state:ok"));
        load.awaitEach();
      }
      load.end();
      for (RecordKey key : TWENTY) {
        Set<Long> missing = new HashSet<>(load.acknowledged(key));
        missing.removeAll(tokens(server, key));
        assertThat(mayBeLost).containsAll(missing);
      }
    }
  }
}
