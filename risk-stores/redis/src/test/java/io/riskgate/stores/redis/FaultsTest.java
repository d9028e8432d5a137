package io.riskgate.stores.redis;

import static io.riskgate.stores.redis.Asking.A;
import static io.riskgate.stores.redis.Asking.account;
import static io.riskgate.stores.redis.Asking.append;
import static io.riskgate.stores.redis.Asking.tokens;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.SlotHash;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RecordTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whatever goes wrong, what was acknowledged is kept, and the store recovers by itself")
class FaultsTest {
  private static final List<RecordKey> FIVE =
      IntStream.range(0, 5).mapToObj(i -> account("acc" + i)).toList();

  private static RecordServer through(Cutter cutter, Duration stalledAfter) {
    return RedisStore.at("redis://127.0.0.1:" + cutter.port())
        .prefix(Servers.newSettings().prefix())
        .stalledAfter(stalledAfter)
        .connect();
  }

  private static void assertKept(RecordServer server, Load load, List<RecordKey> keys) {
    for (RecordKey key : keys) {
      assertThat(load.acknowledged(key)).isNotEmpty();
      assertThat(tokens(server, key)).containsAll(load.acknowledged(key));
    }
  }

  @Test
  @DisplayName("a script cache that is flushed again and again loses no change and repeats none")
  void scriptFlush() {
    try (RecordServer server = Servers.onSingle(Servers.newSettings());
        Load load = new Load(server, FIVE, 4, 0, Asking.LONG)) {
      for (int i = 0; i < 20; i++) {
        load.awaitMore(20);
        assertThat(Servers.single().ask("SCRIPT FLUSH")).startsWith("+OK");
      }
      load.end();
      assertThat(load.failed()).isZero();
      for (RecordKey key : FIVE) {
        assertThat(tokens(server, key)).containsExactlyInAnyOrderElementsOf(load.acknowledged(key));
      }
    }
  }

  @Test
  @DisplayName("so does one of a cluster, on all servers")
  void scriptFlushInCluster() {
    try (RecordServer server = Servers.onCluster(Servers.newSettings());
        Load load = new Load(server, FIVE, 4, 0, Asking.LONG)) {
      for (int i = 0; i < 10; i++) {
        load.awaitMore(20);
        Servers.cluster().masters().forEach(m -> assertThat(m.ask("SCRIPT FLUSH")).startsWith("+"));
      }
      load.end();
      assertThat(load.failed()).isZero();
      for (RecordKey key : FIVE) {
        assertThat(tokens(server, key)).containsExactlyInAnyOrderElementsOf(load.acknowledged(key));
      }
    }
  }

  @Test
  @DisplayName("a flushed script does not change the order of calls that name one record")
  void scriptFlushKeepsOrder() {
    try (RecordServer server = Servers.onSingle(Servers.newSettings())) {
      for (int i = 0; i < 20; i++) {
        Servers.single().ask("SCRIPT FLUSH");
        RecordKey key = account("again" + i);
        List<RecordCall> calls = new ArrayList<>();
        calls.add(Asking.appending(key, RecordPoint.START, 1));
        for (int other = 0; other < 40; other++) { // so many that there are several scripts
          calls.add(Asking.appending(account("other" + other), RecordPoint.START, 9));
        }
        calls.add(Asking.appending(key, RecordPoint.START, 2));
        calls.add(RecordCall.read(key, new RecordPoint(1, 1)));
        List<RecordTail> tails = server.call(calls, Asking.LONG);
        assertThat(tokens(tails.get(41))).containsExactly(1L, 2L);
        assertThat(tokens(tails.get(42))).containsExactly(2L);
      }
    }
  }

  @Test
  @DisplayName(
      "where one of several records is refused, the call fails, and all can be asked again")
  void refusedHalfWay() {
    RedisSettings settings = Servers.newSettings();
    try (RecordServer server = Servers.onSingle(settings)) {
      RecordKey theirs = account("theirs");
      String name = new String(new KeyNames(settings.prefix()).record(theirs), ISO_8859_1);
      Servers.single().ask("SET " + name + " something");
      List<RecordCall> calls =
          List.of(
              Asking.appending(A, RecordPoint.START, 1),
              Asking.appending(theirs, RecordPoint.START, 2),
              Asking.appending(account("C"), RecordPoint.START, 3));
      assertThatThrownBy(() -> server.call(calls, Asking.LONG)).isInstanceOf(StoreException.class);
      Servers.single().ask("DEL " + name);
      List<RecordTail> tails = server.call(calls, Asking.LONG);
      assertThat(tokens(tails.get(0))).as("twice, and known by its token").containsExactly(1L, 1L);
      assertThat(tokens(tails.get(1))).containsExactly(2L);
      assertThat(tokens(tails.get(2))).containsExactly(3L);
    }
  }

  @Test
  @DisplayName(
      "a connection cut between request and answer: the change is there, and known by its token")
  void cutAfterRequest() throws Exception {
    try (Cutter cutter = new Cutter(Servers.single().port());
        RecordServer server = through(cutter, Duration.ofSeconds(5))) {
      append(server, A, 1);
      for (long token = 2; token <= 20; token++) {
        cutter.cutAnswers(1);
        long its = token;
        Asking.untilItWorks(() -> append(server, A, its));
        assertThat(cutter.hasCut()).isTrue();
        assertThat(tokens(server, A)).contains(its);
      }
      // Once for the answer that was lost, and once for the change that was sent again.
      assertThat(tokens(server, A).stream().distinct()).hasSize(20);
      assertThat(tokens(server, A)).hasSizeGreaterThan(20);
    }
  }

  @Test
  @DisplayName(
      "a master that became a replica and keeps the connection: its address leads elsewhere")
  void demoted() throws Exception {
    try (RedisProcess old = RedisProcess.start();
        RedisProcess promoted = RedisProcess.start();
        Cutter cutter = new Cutter(old.port());
        RecordServer server = through(cutter, Duration.ofMinutes(5))) {
      append(server, A, 1);
      assertThat(old.ask("REPLICAOF 127.0.0.1 " + promoted.port())).startsWith("+OK");
      assertThatThrownBy(() -> append(server, A, 2))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("replica");
      cutter.leadNewTo(promoted.port());
      Asking.untilItWorks(() -> append(server, A, 3));
      assertThat(tokens(server, A)).contains(3L).doesNotContain(2L);
    }
  }

  @Test
  @DisplayName("under load, too, nothing acknowledged is missing after many cuts")
  void cutUnderLoad() throws Exception {
    try (Cutter cutter = new Cutter(Servers.single().port());
        RecordServer server = through(cutter, Duration.ofSeconds(5));
        Load load = new Load(server, FIVE, 8, 0, Duration.ofSeconds(5))) {
      for (int i = 0; i < 20; i++) {
        load.awaitMore(50);
        cutter.cutAll();
      }
      load.awaitMore(50);
      load.end();
      assertKept(server, load, FIVE);
    }
  }

  @Test
  @DisplayName("a caller waits no longer than it has said, and the next one is answered as ever")
  void lateAnswers() throws Exception {
    try (Cutter cutter = new Cutter(Servers.single().port());
        RecordServer server = through(cutter, Duration.ofSeconds(60))) {
      append(server, A, 1);
      cutter.delay(2_000);
      // The answer comes after 2 s: only who stops waiting sees that it has not come yet.
      assertThatThrownBy(() -> append(server, A, 2, Duration.ofMillis(50)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("50 ms");
      assertThat(tokens(append(server, A, 3))).startsWith(1L).endsWith(3L);
      cutter.delay(0);
      assertThat(tokens(append(server, A, 4))).startsWith(1L).endsWith(3L, 4L);
      assertThat(cutter.connections()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a connection on which nothing comes any more is made anew")
  void stalled() throws Exception {
    try (Cutter cutter = new Cutter(Servers.single().port());
        RecordServer server = through(cutter, Duration.ofMillis(200))) {
      append(server, A, 1);
      cutter.hold(true);
      RedisCluster.await(
          () -> {
            assertThatThrownBy(() -> append(server, A, 2, Duration.ofMillis(20)))
                .isInstanceOf(StoreException.class);
            return cutter.connections() >= 3;
          });
      cutter.hold(false);
      Asking.untilItWorks(() -> append(server, A, 3, Duration.ofMillis(500)));
      assertThat(tokens(server, A)).startsWith(1L).contains(3L);
    }
  }

  @Test
  @DisplayName(
      "while no server can be reached, calls fail within their time, and what failed is not done"
          + " later")
  void unreachable() throws Exception {
    try (Cutter cutter = new Cutter(Servers.single().port());
        RecordServer server = through(cutter, Duration.ofSeconds(5))) {
      append(server, A, 1);
      cutter.refuse(true);
      RedisProcess.sleep(100);
      for (long token = 10; token < 20; token++) {
        long its = token;
        assertThatThrownBy(() -> append(server, A, its, Duration.ofMillis(30)))
            .isInstanceOf(StoreException.class);
      }
      cutter.refuse(false);
      Asking.untilItWorks(() -> append(server, A, 2, Duration.ofMillis(500)));
      assertThat(tokens(server, A).stream().distinct()).containsExactly(1L, 2L);
    }
  }

  @Test
  @DisplayName("out of memory: calls are refused whole and say so, and go on once there is room")
  void outOfMemory() throws Exception {
    try (RedisProcess process =
            RedisProcess.start("--maxmemory", "8mb", "--maxmemory-policy", "noeviction");
        RecordServer server = RedisStore.at(process.uri()).connect();
        Load load = new Load(server, FIVE, 1, 0, Asking.LONG)) {
      RedisCluster.await(() -> load.answered() > 50);
      process.ask("CONFIG SET maxmemory 1mb");
      RedisCluster.await(() -> load.failed() > 10);
      assertThatThrownBy(() -> append(server, A, -1))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("out of memory");
      assertThat(tokens(server, FIVE.get(0))).isNotEmpty();
      process.ask("CONFIG SET maxmemory 64mb");
      load.awaitMore(50);
      load.end();
      for (RecordKey key : FIVE) {
        assertThat(tokens(server, key)).containsExactlyInAnyOrderElementsOf(load.acknowledged(key));
      }
      assertThat(tokens(server, A)).isEmpty();
    }
  }

  @Test
  @DisplayName("a server killed and restarted under load has everything that was acknowledged")
  void killed() throws Exception {
    try (RedisProcess process =
            RedisProcess.start("--appendonly", "yes", "--appendfsync", "always");
        RecordServer server = RedisStore.at(process.uri()).connect();
        Load load = new Load(server, FIVE, 8, 0, Duration.ofSeconds(1))) {
      for (int i = 0; i < 3; i++) {
        load.awaitMore(200);
        process.kill();
        process.restart();
      }
      load.awaitMore(200);
      load.end();
      assertKept(server, load, FIVE);
    }
  }

  @Test
  @DisplayName(
      "a promoted replica has not all that was acknowledged: who knows more is told the whole"
          + " record")
  void promoted() throws Exception {
    try (RedisProcess first = RedisProcess.start();
        RedisProcess replica =
            RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(first.port()));
        Cutter cutter = new Cutter(first.port());
        RecordServer server = through(cutter, Duration.ofSeconds(5))) {
      for (int i = 1; i <= 10; i++) {
        append(server, A, i);
      }
      RedisCluster.await(() -> replica.ask("INFO replication").contains("master_link_status:up"));
      assertThat(first.ask("WAIT 1 10000")).startsWith(":1");
      // From here on the replica gets nothing more, and the first server still acknowledges.
      assertThat(replica.ask("REPLICAOF NO ONE")).startsWith("+OK");
      for (int i = 11; i <= 13; i++) {
        append(server, A, i);
      }
      first.kill();
      cutter.leadTo(replica.port());

      RecordCall next = Asking.appending(A, new RecordPoint(13, 13), 14);
      List<RecordTail> tails = new ArrayList<>();
      Asking.untilItWorks(() -> tails.addAll(server.call(List.of(next), Duration.ofSeconds(1))));
      RecordTail tail = tails.get(0);
      assertThat(tail.from()).isEqualTo(RecordPoint.START);
      assertThat(tokens(tail)).startsWith(1L, 2L, 3L).contains(10L, 14L);
      assertThat(tokens(tail)).doesNotContain(11L, 12L, 13L);
      assertThat(tokens(server, A)).doesNotContain(11L, 12L, 13L);
    }
  }

  @Test
  @DisplayName("slots that move from server to server under load take every change with them")
  void movingSlots() {
    RedisCluster cluster = Servers.cluster();
    RedisSettings settings = Servers.newSettings();
    KeyNames names = new KeyNames(settings.prefix());
    try (RecordServer server = Servers.onCluster(settings);
        Load load = new Load(server, FIVE, 4, 0, Asking.LONG)) {
      load.awaitMore(100);
      for (RecordKey key : FIVE) {
        cluster.moveSlot(SlotHash.getSlot(names.record(key)));
        load.awaitMore(50);
      }
      load.end();
      for (RecordKey key : FIVE) {
        assertThat(load.acknowledged(key)).isNotEmpty();
        assertThat(tokens(server, key)).containsAll(load.acknowledged(key)).doesNotHaveDuplicates();
      }
    }
  }
}
