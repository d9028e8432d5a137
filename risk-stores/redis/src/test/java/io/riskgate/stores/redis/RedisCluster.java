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
    return server.ask("CLUSTER MYID").split("\r\n", -1)[1];
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

  /** Moves a slot from its server to the next one, key by key, as a resharding does. */
  void moveSlot(int slot) {
    RedisProcess from = masters.stream().filter(m -> has(m, slot)).findFirst().orElseThrow();
    RedisProcess to = masters.get((masters.indexOf(from) + 1) % MASTERS);
    String fromId = id(from);
    String toId = id(to);
    ok(to, "CLUSTER SETSLOT " + slot + " IMPORTING " + fromId);
    ok(from, "CLUSTER SETSLOT " + slot + " MIGRATING " + toId);
    while (true) {
      String[] answer = from.ask("CLUSTER GETKEYSINSLOT " + slot + " 1").split("\r\n", -1);
      if (answer.length < 3) {
        break;
      }
      // A moment in which some keys are here and some there.
      RedisProcess.sleep(50);
      String moved = from.ask("MIGRATE 127.0.0.1 " + to.port() + " " + answer[2] + " 0 5000");
      if (!moved.startsWith("+")) {
        throw new IllegalStateException(moved);
      }
    }
    RedisProcess.sleep(50);
    ok(to, "CLUSTER SETSLOT " + slot + " NODE " + toId);
    ok(from, "CLUSTER SETSLOT " + slot + " NODE " + toId);
  }

  private static boolean has(RedisProcess server, int slot) {
    // Its own line is the one that says "myself"; ranges stand behind the ninth word.
    for (String line : server.ask("CLUSTER NODES").split("\n", -1)) {
      String[] words = line.strip().split(" ", -1);
      if (!line.contains("myself")) {
        continue;
      }
      for (int i = 8; i < words.length; i++) {
        String[] range = words[i].split("-", -1);
        if (!words[i].startsWith("[")
            && slot >= Integer.parseInt(range[0])
            && slot <= Integer.parseInt(range[range.length - 1])) {
          return true;
        }
      }
    }
    return false;
  }

  private static void ok(RedisProcess server, String command) {
    String answer = server.ask(command);
    if (!answer.startsWith("+OK")) {
      throw new IllegalStateException("Redis says " + answer);
    }
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
