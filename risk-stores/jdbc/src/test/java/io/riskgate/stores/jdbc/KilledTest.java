package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server that is killed under load and started again")
class KilledTest {
  private static final int THREADS = 8;
  private static final int ACCOUNTS = 12;
  private static final int KILLS = Integer.getInteger("riskgate.jdbc.kills", 2);
  private static final Duration BUDGET = Duration.ofMillis(400);

  /** Which changes were acknowledged, and which were sent at all, by account. */
  private final Map<String, List<Long>> acknowledged = new ConcurrentHashMap<>();

  private final Map<String, List<Long>> sent = new ConcurrentHashMap<>();

  /**
   * Changes to devices after whose answer a durable change began that was answered as well, with no
   * kill from the one's beginning to the other's end.
   */
  private final Map<String, List<Long>> followed = new ConcurrentHashMap<>();

  private final AtomicBoolean ending = new AtomicBoolean();

  /** Two for each kill, and an odd number while one is under way. */
  private final AtomicInteger kills = new AtomicInteger();

  private final AtomicLong tokens = new AtomicLong();
  private final AtomicInteger failures = new AtomicInteger();

  private void load(JdbcServer server, int thread) {
    String deviceBefore = "";
    long tokenBefore = 0;
    int killsBefore = 0;
    for (int i = 0; !ending.get(); i++) {
      String id = "account " + (thread * 5 + i) % ACCOUNTS;
      RecordKey key = Calls.account(id);
      long token = tokens.incrementAndGet();
      sent.get(id).add(token);
      int killsNow = kills.get();
      while (true) {
        try {
          RecordTail tail =
              server
                  .call(
                      List.of(
                          Calls.append(key, RecordPoint.START, Calls.change(token)),
                          Calls.append(Calls.device(id), RecordPoint.START, Calls.change(token))),
                      BUDGET)
                  .get(0);
          assertThat(Calls.tokens(tail)).contains(token);
          acknowledged.get(id).add(token);
          if (tokenBefore > 0 && killsBefore % 2 == 0 && killsBefore == kills.get()) {
            followed.get(deviceBefore).add(tokenBefore);
          }
          deviceBefore = id;
          tokenBefore = token;
          killsBefore = killsNow;
          break;
        } catch (StoreException e) {
          failures.incrementAndGet();
          if (ending.get()) {
            return; // whether it was made is not known
          }
        }
      }
    }
  }

  private void await(AtomicInteger number, int more) throws InterruptedException {
    int from = number.get();
    while (number.get() < from + more) {
      Thread.sleep(5);
    }
  }

  @Test
  @DisplayName(
      "has every change that it acknowledged, none that nobody sent, in one order; callers go on"
          + " by themselves")
  void killed() throws Exception {
    for (int i = 0; i < ACCOUNTS; i++) {
      acknowledged.put("account " + i, Collections.synchronizedList(new ArrayList<>()));
      sent.put("account " + i, Collections.synchronizedList(new ArrayList<>()));
      followed.put("account " + i, Collections.synchronizedList(new ArrayList<>()));
    }
    try (PostgresServer postgres = PostgresServer.start(false);
        HikariDataSource pool = PostgresServer.pool(postgres.port(), 8);
        JdbcServer server = Calls.server(pool, postgres.newSchema("killed"))) {
      List<Thread> threads = new ArrayList<>();
      AtomicInteger errors = new AtomicInteger();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        Thread each = new Thread(() -> load(server, thread));
        each.setUncaughtExceptionHandler((who, e) -> errors.incrementAndGet());
        each.start();
        threads.add(each);
      }
      int acknowledgedBefore = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        // Each time once there is work again, which needs no restart on this side.
        while (total(acknowledged) < acknowledgedBefore + 200) {
          Thread.sleep(5);
        }
        kills.incrementAndGet();
        postgres.kill();
        await(failures, 3);
        acknowledgedBefore = total(acknowledged);
        postgres.start();
        kills.incrementAndGet(); // only now: its backends may have answered until then
      }
      while (total(acknowledged) < acknowledgedBefore + 200) {
        Thread.sleep(5);
      }
      ending.set(true);
      for (Thread each : threads) {
        each.join();
      }
      assertThat(errors).hasValue(0);
      for (Map.Entry<String, List<Long>> each : acknowledged.entrySet()) {
        List<Long> there = Calls.tokens(Calls.read(server, Calls.account(each.getKey())));
        assertThat(there).containsAll(each.getValue());
        assertThat(sent.get(each.getKey())).containsAll(new HashSet<>(there));
        // What is known of devices may lack the end, but never what a durable change came after.
        assertThat(Calls.tokens(Calls.read(server, Calls.device(each.getKey()))))
            .containsAll(followed.get(each.getKey()));
      }
    }
  }

  private static int total(Map<String, List<Long>> lists) {
    return lists.values().stream().mapToInt(List::size).sum();
  }
}
