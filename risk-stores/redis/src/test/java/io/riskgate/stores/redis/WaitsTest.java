package io.riskgate.stores.redis;

import static io.riskgate.stores.redis.Asking.account;
import static io.riskgate.stores.redis.Asking.appending;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How often a caller waits for the network")
class WaitsTest {
  /** Methods in which a thread stands that waits. */
  private static final Set<String> WAITS =
      Set.of("park", "wait", "wait0", "sleep", "sleep0", "sleepNanos0");

  private static List<RecordCall> sevenRecords(int round, RecordPoint known) {
    List<RecordCall> calls = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      calls.add(appending(account("r" + i), known, round));
    }
    return calls;
  }

  @Test
  @DisplayName("once for what is asked of seven records, new or known: counted on the wire")
  void onTheWire() throws Exception {
    try (Cutter cutter = new Cutter(Servers.single().port())) {
      Link link =
          SingleLink.open(RedisURI.create("redis://127.0.0.1:" + cutter.port()), Waiting.DEFAULT);
      try (RedisServer server = Opening.open(link, Servers.newSettings(), Servers.PARTS)) {
        cutter.countTurns();
        long before = server.waits();
        for (int round = 1; round <= 4; round++) {
          RecordPoint known = round < 3 ? RecordPoint.START : new RecordPoint(round - 1, round - 1);
          assertThat(server.call(sevenRecords(round, known), Asking.LONG)).hasSize(7);
          assertThat(cutter.turns()).isEqualTo(round);
          assertThat(server.waits() - before).isEqualTo(round);
        }
      }
    }
  }

  @Test
  @DisplayName("once in a cluster too, over all its servers")
  void inACluster() {
    try (RedisServer server = Servers.onCluster(Servers.newSettings())) {
      server.call(sevenRecords(1, RecordPoint.START), Asking.LONG);
      long before = server.waits();
      server.call(sevenRecords(2, new RecordPoint(1, 1)), Asking.LONG);
      assertThat(server.waits() - before).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("no thread of the network ever waits in what is ours")
  void eventLoops() {
    List<String> waiting = new ArrayList<>();
    int seen = 0;
    try (RedisServer server = Servers.onSingle(Servers.newSettings());
        Load load = new Load(server, List.of(Asking.A, account("B")), 8, 0, Asking.LONG)) {
      for (int i = 0; i < 100; i++) {
        load.awaitMore(1);
        for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
          if (!one.getKey().getName().startsWith("lettuce-")) {
            continue;
          }
          seen++;
          StackTraceElement[] stack = one.getValue();
          boolean isOurs =
              Arrays.stream(stack).anyMatch(e -> e.getClassName().startsWith("io.riskgate."));
          if (isOurs && (isParked(stack) || isBlocked(one.getKey(), stack))) {
            waiting.add(one.getKey() + ": " + Arrays.toString(stack));
          }
        }
      }
    }
    assertThat(seen).isPositive();
    assertThat(waiting).isEmpty();
  }

  private static boolean isParked(StackTraceElement[] stack) {
    return WAITS.contains(stack[0].getMethodName());
  }

  /** The state may be of a later moment than the stack, but for one that stands still. */
  private static boolean isBlocked(Thread thread, StackTraceElement[] stack) {
    return thread.getState() == Thread.State.BLOCKED
        && Arrays.equals(thread.getStackTrace(), stack);
  }
}
