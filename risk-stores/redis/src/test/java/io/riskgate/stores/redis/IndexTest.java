package io.riskgate.stores.redis;

import static io.riskgate.stores.redis.Asking.A;
import static io.riskgate.stores.redis.Asking.account;
import static io.riskgate.stores.redis.Asking.append;
import static io.riskgate.stores.redis.Asking.appending;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey.Kind;
import io.riskgate.stores.remote.RecordPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Which records there are, and when they leave")
class IndexTest {
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  private final AtomicLong nowMs = new AtomicLong(1_790_000_000_000L);
  private final RedisSettings settings =
      new RedisSettings(
          Servers.newSettings().prefix(), Waiting.DEFAULT, () -> Instant.ofEpochMilli(nowMs.get()));
  private final RedisServer server = Servers.onSingle(settings);
  private final KeyNames names = new KeyNames(settings.prefix());

  private String name(String id) {
    return new String(names.record(account(id)), ISO_8859_1);
  }

  private void drop(String id) {
    assertThat(Servers.single().ask("DEL " + name(id))).startsWith(":1");
  }

  private long entries() {
    long all = 0;
    for (int part = 0; part < Servers.PARTS; part++) {
      String answer =
          Servers.single().ask("ZCARD " + new String(names.index(Kind.ACCOUNT, part), ISO_8859_1));
      all += Long.parseLong(answer.strip().substring(1));
    }
    return all;
  }

  private long sweep() {
    return LongStream.range(0, Servers.PARTS)
        .map(part -> server.index().sweep(Kind.ACCOUNT, (int) part, 0, 1_000, Asking.LONG))
        .sum();
  }

  @Test
  @DisplayName(
      "a record that Redis has dropped is told no longer, and its entry goes after some days")
  void dropped() {
    append(server, A, 1);
    append(server, account("B"), 2);
    drop("A");
    assertThat(Asking.keys(server, Kind.ACCOUNT, "bank")).containsExactly(account("B"));
    assertThat(sweep()).isZero();
    assertThat(entries()).isEqualTo(2);
    nowMs.addAndGet(3 * DAY_MS);
    assertThat(sweep()).isEqualTo(1);
    assertThat(entries()).isEqualTo(1);
    assertThat(Asking.keys(server, Kind.ACCOUNT, "bank")).containsExactly(account("B"));
  }

  @Test
  @DisplayName("an entry stays that was written again while its record was gone")
  void writtenAgain() {
    append(server, A, 1);
    drop("A");
    nowMs.addAndGet(3 * DAY_MS);
    append(server, A, 2);
    drop("A"); // as if the other's change were still on its way
    assertThat(sweep()).isZero();
    append(server, A, 3);
    assertThat(Asking.keys(server, Kind.ACCOUNT, "bank")).containsExactly(A);
  }

  @Test
  @DisplayName("what begins anew for one who still knows its past is told as well")
  void anew() {
    append(server, A, 1);
    drop("A");
    nowMs.addAndGet(3 * DAY_MS);
    assertThat(sweep()).isEqualTo(1);
    var unused = server.call(List.of(appending(A, new RecordPoint(1, 1), 2)), Asking.LONG);
    assertThat(Asking.tokens(server, A)).containsExactly(2L);
    assertThat(Asking.keys(server, Kind.ACCOUNT, "bank")).containsExactly(A);
  }

  @Test
  @DisplayName("while many records come and go, the entries of the dead are swept in passing")
  void inPassing() {
    for (int i = 0; i < 1_000; i++) {
      append(server, account("old" + i), i);
      drop("old" + i);
    }
    nowMs.addAndGet(3 * DAY_MS);
    RedisCluster.await(
        () -> {
          for (int i = 0; i < 128; i++) {
            append(server, A, i);
          }
          return entries() < 500;
        });
    assertThat(Asking.keys(server, Kind.ACCOUNT, "bank")).containsExactly(A);
  }

  private long ttlMs(String id) {
    return Long.parseLong(Servers.single().ask("PTTL " + name(id)).strip().substring(1));
  }

  private void keep(String id, long token, long forMs) {
    long until = forMs < 0 ? Long.MAX_VALUE : nowMs.get() + forMs;
    RecordChange change = new RecordChange(token, new byte[10]);
    var unused =
        server.call(
            List.of(new RecordCall(account(id), RecordPoint.START, change, null, until)),
            Duration.ofSeconds(30));
  }

  @Test
  @DisplayName("a record leaves by itself after the latest time that was told, and never earlier")
  void leaves() {
    keep("K", 1, 10 * DAY_MS);
    assertThat(ttlMs("K")).isBetween(10 * DAY_MS, 12 * DAY_MS);
    keep("K", 2, 2 * DAY_MS);
    assertThat(ttlMs("K")).isBetween(10 * DAY_MS, 12 * DAY_MS);
    keep("K", 3, 90 * DAY_MS);
    assertThat(ttlMs("K")).isBetween(90 * DAY_MS, 102 * DAY_MS);
    keep("K", 4, -1);
    assertThat(ttlMs("K")).isEqualTo(-1);
    keep("K", 5, DAY_MS);
    assertThat(ttlMs("K")).isEqualTo(-1);
  }

  @Test
  @DisplayName("a record whose end seems to be over already is kept for a day")
  void keptForADay() {
    RecordChange change = new RecordChange(7, new byte[10]);
    var unused =
        server.call(
            List.of(new RecordCall(account("P"), RecordPoint.START, change, null, 1_000)),
            Duration.ofSeconds(30));
    assertThat(ttlMs("P")).isBetween(DAY_MS - 60_000, 2 * DAY_MS);
    assertThat(Asking.tokens(server, account("P"))).containsExactly(7L);
  }
}
