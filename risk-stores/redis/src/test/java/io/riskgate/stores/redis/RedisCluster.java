package io.riskgate.stores.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three masters that share the slots, and a replica of each where that is asked for. */
final class RedisCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final int MASTERS = 3;
  private static final int PATIENCE_TRIES = 1_500;

  private final List<RedisProcess> masters = new ArrayList<>();
  private final List<RedisProcess> replicas = new ArrayList<>();

  private RedisCluster() {}

  static RedisCluster start(boolean withReplicas, String... options) throws IOException {
    RedisCluster cluster = new RedisCluster();
    try {
      cluster.build(withReplicas, options);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void build(boolean withReplicas, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
    for (int i = 0; i < MASTERS; i++) {
      masters.add(RedisProcess.start(all.toArray(String[]::new)));
      if (withReplicas) {
        replicas.add(RedisProcess.start(all.toArray(String[]::new)));
      }
    }
    RedisProcess first = masters.get(0);
    for (int i = 0; i < MASTERS; i++) {
      String slots =
          IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" "));
      expect(masters.get(i).ask("CLUSTER ADDSLOTS " + slots));
    }
    for (RedisProcess other : servers()) {
      if (other != first) {
        expect(first.ask("CLUSTER MEET 127.0.0.1 " + other.port()));
      }
    }
    int count = servers().size();
    for (RedisProcess server : servers()) {
      await(() -> server.ask("CLUSTER INFO").contains("cluster_known_nodes:" + count));
    }
    for (int i = 0; i < replicas.size(); i++) {
      String master = id(masters.get(i));
      RedisProcess replica = replicas.get(i);
      await(() -> replica.ask("CLUSTER REPLICATE " + master).startsWith("+OK"));
      await(() -> replica.ask("INFO replication").contains("master_link_status:up"));
    }
    for (RedisProcess server : servers()) {
      await(() -> server.ask("CLUSTER INFO").contains("cluster_state:ok"));
    }
  }

  private static void expect(String answer) throws IOException {
    if (!answer.startsWith("+OK")) {
      throw new IOException("Redis says " + answer);
    }
  }

  static String id(RedisProcess server) {
    return server.ask("CLUSTER MYID").split("\r\n")[1];
  }

  static void await(BooleanSupplier what) {
    for (int i = 0; i < PATIENCE_TRIES; i++) {
      if (what.getAsBoolean()) {
        return;
      }
      RedisProcess.sleep(20);
    }
    throw new IllegalStateException("It has not come about");
  }

  List<RedisProcess> masters() {
    return masters;
  }

  List<RedisProcess> replicas() {
    return replicas;
  }

  private List<RedisProcess> servers() {
    List<RedisProcess> all = new ArrayList<>(masters);
    all.addAll(replicas);
    return all;
  }

  List<String> uris() {
    return masters.stream().map(RedisProcess::uri).toList();
  }

  @Override
  public void close() {
    servers().forEach(RedisProcess::close);
  }
}
