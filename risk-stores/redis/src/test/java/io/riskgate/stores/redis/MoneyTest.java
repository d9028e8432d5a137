package io.riskgate.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RemoteStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whatever goes wrong, exactly what the limits allow is let go, and each transfer once")
class MoneyTest {
  private static final int THREADS = 8;
  private static final int EACH = 150;

  private final String prefix = Servers.newSettings().prefix();
  private final Map<String, TransferState> decided = new ConcurrentHashMap<>();
  private final Map<String, Integer> held = new ConcurrentHashMap<>();
  private final Map<String, Throwable> broken = new ConcurrentHashMap<>();

  private interface Trouble {
    void make() throws Exception;
  }

  /** Scores from many threads while there is trouble; callers insist until they are answered. */
  private void scoreDuring(String uri, Duration budget, Trouble trouble) throws Exception {
    try (RemoteStore store = Payments.store(uri, prefix, budget)) {
      RiskEngine engine = Payments.engine(store);
      Thread scoring = new Thread(() -> score(engine));
      scoring.start();
      trouble.make();
      scoring.join();
    }
    assertThat(broken).isEmpty();
    assertThat(decided).hasSize(THREADS * EACH);
  }

  private void score(RiskEngine engine) {
    try {
      Payments.score(engine, "m", THREADS, EACH, decided, held);
    } catch (InterruptedException | RuntimeException | AssertionError e) {
      broken.put("scoring", e);
    }
  }

  private void awaitDecided(int more) {
    int until = Math.min(decided.size() + more, THREADS * EACH);
    RedisCluster.await(() -> decided.size() >= until || !broken.isEmpty());
  }

  private void check(RedisProcess server) {
    try (RemoteStore store = Payments.store(server.uri(), prefix, Asking.LONG)) {
      Payments.check(store, decided);
    }
  }

  @Test
  @DisplayName("connections cut between request and answer")
  void cuts() throws Exception {
    try (Cutter cutter = new Cutter(Servers.single().port())) {
      scoreDuring(
          "redis://127.0.0.1:" + cutter.port(),
          Duration.ofSeconds(2),
          () -> {
            for (int i = 0; i < 15; i++) {
              awaitDecided(50);
              cutter.cutAnswers(1);
            }
          });
      assertThat(cutter.connections()).isGreaterThan(1);
    }
    check(Servers.single());
  }

  @Test
  @DisplayName("the script cache flushed again and again")
  void flushes() throws Exception {
    scoreDuring(
        Servers.single().uri(),
        Asking.LONG,
        () -> {
          for (int i = 0; i < 15; i++) {
            awaitDecided(50);
            Servers.single().ask("SCRIPT FLUSH");
          }
        });
    assertThat(held).isEmpty();
    check(Servers.single());
  }

  @Test
  @DisplayName("a server that is killed and restarted")
  void killed() throws Exception {
    try (RedisProcess process =
        RedisProcess.start("--appendonly", "yes", "--appendfsync", "always")) {
      scoreDuring(
          process.uri(),
          Duration.ofMillis(500),
          () -> {
            for (int i = 0; i < 3; i++) {
              awaitDecided(200);
              process.kill();
              process.restart();
            }
          });
      check(process);
    }
  }

  @Test
  @DisplayName(
      "a server that answers after 2 s: what is asked is held, path RETRY, and decided once it is"
          + " quick again")
  void late() throws Exception {
    try (Cutter cutter = new Cutter(Servers.single().port())) {
      scoreDuring(
          "redis://127.0.0.1:" + cutter.port(),
          Duration.ofMillis(300),
          () -> {
            awaitDecided(300);
            cutter.delay(2_000);
            RedisCluster.await(() -> held.size() >= THREADS);
            cutter.delay(0);
          });
    }
    check(Servers.single());
  }

  @Test
  @DisplayName("a server that is out of memory for a while")
  void outOfMemory() throws Exception {
    try (RedisProcess process = RedisProcess.start()) {
      scoreDuring(
          process.uri(),
          Duration.ofSeconds(2),
          () -> {
            awaitDecided(300);
            process.ask("CONFIG SET maxmemory 100kb");
            RedisCluster.await(() -> held.size() >= THREADS);
            process.ask("CONFIG SET maxmemory 0");
          });
      check(process);
    }
  }

  @Test
  @DisplayName("without a server nothing opens")
  void noServer() throws Exception {
    RedisProcess gone = RedisProcess.start();
    gone.close();
    assertThatThrownBy(() -> Payments.store(gone.uri(), prefix, Duration.ofSeconds(1)))
        .isInstanceOf(StoreException.class);
  }
}
