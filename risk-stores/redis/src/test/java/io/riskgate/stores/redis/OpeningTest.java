package io.riskgate.stores.redis;

import static io.riskgate.stores.redis.Asking.A;
import static io.riskgate.stores.redis.Asking.account;
import static io.riskgate.stores.redis.Asking.appending;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordKey.Kind;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Opening a store")
class OpeningTest {
  private static RedisStoreBuilder at(RedisProcess server) {
    return RedisStore.at(server.uri()).prefix(Servers.newSettings().prefix());
  }

  @Test
  @DisplayName("two who open the same share it, in a cluster too")
  void shared() {
    String prefix = Servers.newSettings().prefix();
    String[] uris = Servers.cluster().uris().toArray(String[]::new);
    try (RecordServer one = RedisStore.cluster(uris).prefix(prefix).connect();
        RecordServer other = RedisStore.cluster(uris[2]).prefix(prefix).connect()) {
      Asking.append(one, A, 1);
      Asking.append(other, A, 2);
      assertThat(Asking.tokens(one, A)).containsExactly(1L, 2L);
      assertThat(Asking.keys(other, Kind.ACCOUNT, "bank")).containsExactly(A);
    }
  }

  @Test
  @DisplayName("the index keeps the parts that it was begun with")
  void parts() {
    String prefix = Servers.newSettings().prefix();
    RedisStoreBuilder store = RedisStore.at(Servers.single().uri()).prefix(prefix);
    try (RecordServer first = store.indexParts(3).connect();
        RecordServer second = store.indexParts(900).connect()) {
      for (int i = 0; i < 50; i++) {
        Asking.append(i % 2 == 0 ? first : second, Asking.account("a" + i), i);
      }
      assertThat(Asking.keys(first, Kind.ACCOUNT, "bank"))
          .hasSize(50)
          .containsExactlyElementsOf(Asking.keys(second, Kind.ACCOUNT, "bank"));
    }
  }

  @Test
  @DisplayName("a cluster of one server behind one address is asked of one record at a time")
  void clusterBehindOneAddress() throws Exception {
    try (RedisProcess server = RedisProcess.start("--cluster-enabled", "yes")) {
      for (int slot = 0; slot < 16_384; slot += 4_096) {
        server.ask(
            "CLUSTER ADDSLOTS "
                + IntStream.range(slot, slot + 4_096)
                    .mapToObj(Integer::toString)
                    .collect(joining(" ")));
      }
      while (!server.ask("CLUSTER INFO").contains("cluster_state:ok")) {
        RedisProcess.sleep(50);
      }
      try (RecordServer records = at(server).connect()) {
        List<RecordCall> calls =
            List.of(
                appending(account("A"), RecordPoint.START, 1),
                appending(account("B"), RecordPoint.START, 1));
        assertThat(records.call(calls, Asking.LONG)).hasSize(2);
      }
      Link link = SingleLink.open(RedisURI.create(server.uri()), Waiting.DEFAULT);
      try (RedisServer unaware = new RedisServer(link, Servers.newSettings(), Servers.PARTS)) {
        List<RecordCall> calls =
            List.of(
                appending(account("A"), RecordPoint.START, 1),
                appending(account("B"), RecordPoint.START, 1));
        assertThatThrownBy(() -> unaware.call(calls, Asking.LONG))
            .as("as where something between says that there is no cluster")
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("open it as a cluster");
        assertThat(unaware.call(calls, Asking.LONG)).hasSize(2);
      }
    }
  }

  @Test
  @DisplayName("a server that may evict keys is refused, with what to do")
  void eviction() throws Exception {
    try (RedisProcess server =
        RedisProcess.start("--maxmemory", "64mb", "--maxmemory-policy", "volatile-lru")) {
      assertThatThrownBy(() -> at(server).connect())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("noeviction");
      server.ask("CONFIG SET maxmemory-policy noeviction");
      at(server).connect().close();
    }
  }

  @Test
  @DisplayName("what a newer release has written is refused")
  void newerFormat() {
    String prefix = Servers.newSettings().prefix();
    Servers.single().ask("HSET " + prefix + ":layout format 2 index-parts 256");
    assertThatThrownBy(() -> RedisStore.at(Servers.single().uri()).prefix(prefix).connect())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer release");
  }

  @Test
  @DisplayName("a server that is not there is said to be so")
  void nobodyThere() throws Exception {
    RedisProcess gone = RedisProcess.start();
    gone.close();
    assertThatThrownBy(() -> at(gone).connectTimeout(Duration.ofSeconds(10)).connect())
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> RedisStore.cluster(gone.uri()).connect())
        .isInstanceOf(StoreException.class);
  }

  @Test
  @DisplayName("an address that is none is refused without the password that is in it")
  void badAddress() {
    for (String uri :
        List.of(
            "redis://gate:se cret@10.0.0.5:6379",
            "redis://gate:secret%@10.0.0.5:6379",
            "redis://gate:x/secret@10.0.0.5:6379",
            "redis://gate:s3cret^@10.0.0.5:6379")) {
      assertThatThrownBy(() -> RedisStore.at(uri))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("percent")
          .satisfies(
              e -> {
                StringWriter told = new StringWriter();
                e.printStackTrace(new PrintWriter(told));
                assertThat(told.toString()).doesNotContain("cret");
              });
    }
  }

  @Test
  @DisplayName("a user needs no more rights than docs/scaling.md says")
  void rights() throws Exception {
    try (RedisProcess process = RedisProcess.start()) {
      String user = "ACL SETUSER gate on >secret ~riskgate:* -@all +@read +@write +@scripting";
      assertThat(process.ask(user + " +@connection +info")).startsWith("+OK");
      String uri = "redis://gate:secret@127.0.0.1:" + process.port();
      try (RecordServer server = RedisStore.at(uri).connect()) {
        process.ask("SCRIPT FLUSH");
        Asking.append(server, A, 1);
        assertThat(Asking.tokens(server, A)).containsExactly(1L);
        assertThat(Asking.keys(server, Kind.ACCOUNT, "bank")).containsExactly(A);
      }
      assertThatThrownBy(() -> RedisStore.at(uri).prefix("other").connect())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("does not let this user");
    }
  }

  @Test
  @DisplayName("a prefix that could choose a slot is refused")
  void prefixes() {
    RedisStoreBuilder store = RedisStore.at(Servers.single().uri());
    for (String prefix : new String[] {"", "a{b}", "a b", "a:b", "x".repeat(65)}) {
      assertThatThrownBy(() -> store.prefix(prefix)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
