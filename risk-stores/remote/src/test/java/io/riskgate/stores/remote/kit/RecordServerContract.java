package io.riskgate.stores.remote.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.spi.StorePage;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordKey.Kind;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RecordSnapshot;
import io.riskgate.stores.remote.RecordTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a {@link RecordServer} must do. Inherit from it, and say how an empty one is opened. */
public abstract class RecordServerContract {
  /** Long enough for a busy machine; nothing is measured by it. */
  private static final Duration BUDGET = Duration.ofSeconds(30);

  private static final RecordKey A = new RecordKey(Kind.ACCOUNT, "bank", "A");
  private static final RecordKey B = new RecordKey(Kind.ACCOUNT, "bank", "B");

  private RecordServer server;

  /** Creates the contract; JUnit does so for each case. */
  protected RecordServerContract() {}

  /** Opens a server that holds nothing. The suite closes it. */
  protected abstract RecordServer openServer();

  @BeforeEach
  final void open() {
    server = openServer();
  }

  @AfterEach
  final void close() {
    server.close();
  }

  private static RecordChange change(long token, String body) {
    return new RecordChange(token, body.getBytes(UTF_8));
  }

  private static RecordCall append(RecordKey key, RecordPoint known, RecordChange change) {
    return new RecordCall(key, known, change, null, Long.MAX_VALUE);
  }

  private RecordTail one(RecordCall call) {
    List<RecordTail> tails = server.call(List.of(call), BUDGET);
    assertThat(tails).hasSize(1);
    return tails.get(0);
  }

  private RecordTail append(RecordKey key, RecordPoint known, long token, String body) {
    return one(append(key, known, change(token, body)));
  }

  private RecordTail read(RecordKey key, RecordPoint known) {
    return one(RecordCall.read(key, known));
  }

  private static List<Long> tokens(RecordTail tail) {
    return tail.changes().stream().map(RecordChange::token).toList();
  }

  private static List<String> bodies(RecordTail tail) {
    return tail.changes().stream().map(c -> new String(c.body(), UTF_8)).toList();
  }

  private static @Nullable String snapshot(RecordTail tail) {
    RecordSnapshot snapshot = tail.snapshot();
    return snapshot == null ? null : new String(snapshot.body(), UTF_8);
  }

  private static RecordSnapshot snapshot(long version, long token, String body) {
    return new RecordSnapshot(new RecordPoint(version, token), body.getBytes(UTF_8));
  }

  /** Appends changes with the tokens 1 to {@code count}. */
  private void appendMany(RecordKey key, int count) {
    for (int i = 1; i <= count; i++) {
      append(key, RecordPoint.START, i, "c" + i);
    }
  }

  @Test
  @DisplayName("a record that nobody has changed is empty, and reading it makes none")
  void empty() {
    RecordTail tail = read(A, RecordPoint.START);
    assertThat(tail.from()).isEqualTo(RecordPoint.START);
    assertThat(snapshot(tail)).isNull();
    assertThat(tail.changes()).isEmpty();
    assertThat(read(A, new RecordPoint(3, 5)).from()).isEqualTo(RecordPoint.START);
    assertThat(server.keys(Kind.ACCOUNT, null, null, 10).items()).isEmpty();
  }

  @Test
  @DisplayName("changes are told in their order, with the one that the call has appended")
  void order() {
    assertThat(bodies(append(A, RecordPoint.START, 7, "one"))).containsExactly("one");
    RecordTail second = append(A, RecordPoint.START, -3, "two");
    assertThat(second.from()).isEqualTo(RecordPoint.START);
    assertThat(tokens(second)).containsExactly(7L, -3L);
    assertThat(bodies(read(A, RecordPoint.START))).containsExactly("one", "two");
  }

  @Test
  @DisplayName("who knows a point is told what came after it, and nothing else")
  void delta() {
    appendMany(A, 5);
    RecordTail tail = read(A, new RecordPoint(3, 3));
    assertThat(tail.from()).isEqualTo(new RecordPoint(3, 3));
    assertThat(snapshot(tail)).isNull();
    assertThat(tokens(tail)).containsExactly(4L, 5L);
    assertThat(tokens(append(A, new RecordPoint(5, 5), 6, "c6"))).containsExactly(6L);
    assertThat(read(A, new RecordPoint(6, 6)).changes()).isEmpty();
    assertThat(read(A, new RecordPoint(6, 6)).from()).isEqualTo(new RecordPoint(6, 6));
  }

  @Test
  @DisplayName("who knows a point of another past is told everything")
  void unknownPoint() {
    appendMany(A, 3);
    for (RecordPoint other :
        List.of(new RecordPoint(2, 99), new RecordPoint(3, 2), new RecordPoint(4, 3))) {
      RecordTail tail = read(A, other);
      assertThat(tail.from()).as("%s", other).isEqualTo(RecordPoint.START);
      assertThat(tokens(tail)).containsExactly(1L, 2L, 3L);
    }
    assertThat(tokens(append(A, new RecordPoint(9, 9), 4, "c4"))).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  @DisplayName("a snapshot takes the place of the changes up to its point")
  void snapshots() {
    appendMany(A, 4);
    RecordTail tail =
        one(
            new RecordCall(
                A, new RecordPoint(4, 4), change(5, "c5"), snapshot(4, 4, "four"), Long.MAX_VALUE));
    assertThat(tokens(tail)).containsExactly(5L);
    RecordTail whole = read(A, RecordPoint.START);
    assertThat(snapshot(whole)).isEqualTo("four");
    assertThat(whole.from()).isEqualTo(new RecordPoint(4, 4));
    assertThat(tokens(whole)).containsExactly(5L);
    assertThat(tokens(read(A, new RecordPoint(4, 4)))).containsExactly(5L);
    assertThat(read(A, new RecordPoint(5, 5)).changes()).isEmpty();
    // The changes before it are gone: who knows one of them is told the snapshot.
    assertThat(snapshot(read(A, new RecordPoint(2, 2)))).isEqualTo("four");
  }

  @Test
  @DisplayName(
      "a snapshot of an earlier point than the latest is left out, and so is one of another past")
  void snapshotsLeftOut() {
    appendMany(A, 6);
    putSnapshot(snapshot(4, 4, "four"));
    putSnapshot(snapshot(3, 3, "three"));
    putSnapshot(snapshot(5, 77, "other past"));
    putSnapshot(snapshot(9, 9, "future"));
    assertThat(snapshot(read(A, RecordPoint.START))).isEqualTo("four");
    assertThat(tokens(read(A, RecordPoint.START))).startsWith(5L, 6L);
    putSnapshot(snapshot(6, 6, "six"));
    assertThat(snapshot(read(A, RecordPoint.START))).isEqualTo("six");
  }

  private long next = 100;

  private void putSnapshot(RecordSnapshot snapshot) {
    one(new RecordCall(A, RecordPoint.START, change(++next, "with"), snapshot, Long.MAX_VALUE));
  }

  @Test
  @DisplayName("a snapshot can be written without a change")
  void snapshotAlone() {
    appendMany(A, 3);
    one(new RecordCall(A, new RecordPoint(3, 3), null, snapshot(3, 3, "three"), Long.MAX_VALUE));
    RecordTail tail = read(A, RecordPoint.START);
    assertThat(snapshot(tail)).isEqualTo("three");
    assertThat(tail.from()).isEqualTo(new RecordPoint(3, 3));
    assertThat(tail.changes()).isEmpty();
  }

  @Test
  @DisplayName("tokens and versions are whole numbers of 64 bits")
  void wideTokens() {
    List<Long> wide = List.of(Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, -1L, 0L, 10L, 13L);
    RecordPoint known = RecordPoint.START;
    for (int i = 0; i < wide.size(); i++) {
      RecordTail tail = append(A, known, wide.get(i), "");
      assertThat(tail.from()).isEqualTo(known);
      assertThat(tokens(tail)).containsExactly(wide.get(i));
      known = new RecordPoint(i + 1, wide.get(i));
    }
    assertThat(tokens(read(A, RecordPoint.START))).isEqualTo(wide);
    assertThat(tokens(read(A, new RecordPoint(3, (1L << 53) + 2)))).isEqualTo(wide);
  }

  @Test
  @DisplayName("calls of one list that name the same record are done in their order")
  void sameRecordTwice() {
    List<RecordTail> tails =
        server.call(
            List.of(
                append(A, RecordPoint.START, change(1, "a1")),
                append(B, RecordPoint.START, change(2, "b1")),
                append(A, RecordPoint.START, change(3, "a2")),
                RecordCall.read(A, new RecordPoint(1, 1))),
            BUDGET);
    assertThat(tails.stream().map(RecordServerContract::bodies))
        .containsExactly(List.of("a1"), List.of("b1"), List.of("a1", "a2"), List.of("a2"));
  }

  @Test
  @DisplayName(
      "a change that is sent again is a change of its own: whoever applies it knows its token")
  void again() {
    append(A, RecordPoint.START, 5, "x");
    assertThat(tokens(append(A, RecordPoint.START, 5, "x"))).containsExactly(5L, 5L);
  }

  @Test
  @DisplayName("some hundreds of records are asked for at once")
  void many() {
    List<RecordCall> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      RecordKey key = new RecordKey(Kind.DEVICE, "bank", "d" + i);
      calls.add(append(key, RecordPoint.START, change(i, "b" + i)));
    }
    List<RecordTail> tails = server.call(calls, BUDGET);
    assertThat(tails).hasSize(300);
    for (int i = 0; i < 300; i++) {
      assertThat(bodies(tails.get(i))).containsExactly("b" + i);
    }
    assertThat(server.call(List.of(), BUDGET)).isEmpty();
  }

  @Test
  @DisplayName("bodies are any bytes, none or many")
  void bodies() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    byte[] large = new byte[RecordChange.BODY_MAX];
    Arrays.fill(large, (byte) -7);
    for (byte[] body : List.of(new byte[0], all, large)) {
      one(append(B, RecordPoint.START, new RecordChange(9, body)));
    }
    List<RecordChange> read = read(B, RecordPoint.START).changes();
    assertThat(read.get(0).body()).isEmpty();
    assertThat(read.get(1).body()).isEqualTo(all);
    assertThat(read.get(2).body()).isEqualTo(large);
    one(
        new RecordCall(
            B,
            RecordPoint.START,
            null,
            new RecordSnapshot(new RecordPoint(3, 9), all),
            Long.MAX_VALUE));
    RecordSnapshot snapshot = read(B, RecordPoint.START).snapshot();
    assertThat(snapshot).isNotNull();
    assertThat(snapshot.body()).isEqualTo(all);
  }

  @Test
  @DisplayName("kinds, tenants and ids are apart, whatever an attacker calls himself")
  void apart() {
    List<RecordKey> keys = new ArrayList<>();
    List<String> ids =
        List.of(
            "",
            "A",
            "a",
            "A ",
            "{A}",
            "}{",
            "a:b",
            "a/b",
            "%41",
            "*",
            "line\nbreak\r",
            "nul\u0000",
            "nul",
            "\ud800",
            "\udc00",
            "?",
            "中文",
            "'; drop table",
            "x".repeat(4_000),
            "x".repeat(4_001));
    for (String tenant : List.of("bank", "bank:A", "{", "")) {
      for (String id : ids) {
        keys.add(new RecordKey(Kind.ACCOUNT, tenant, id));
        keys.add(new RecordKey(Kind.ALERT, tenant, id));
        keys.add(new RecordKey(Kind.ALERTS, tenant, id));
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      assertThat(tokens(append(keys.get(i), RecordPoint.START, i, ""))).containsExactly((long) i);
    }
    for (Kind kind : Kind.values()) {
      Set<RecordKey> found = new HashSet<>(allKeys(kind, null, 7));
      assertThat(found)
          .isEqualTo(new HashSet<>(keys.stream().filter(k -> k.kind() == kind).toList()));
    }
    assertThat(allKeys(Kind.ACCOUNT, "bank", 3))
        .containsExactlyInAnyOrderElementsOf(
            ids.stream().map(id -> new RecordKey(Kind.ACCOUNT, "bank", id)).toList());
  }

  private List<RecordKey> allKeys(Kind kind, @Nullable String tenant, int max) {
    List<RecordKey> all = new ArrayList<>();
    String after = null;
    do {
      StorePage<RecordKey> page = server.keys(kind, tenant, after, max);
      assertThat(page.items().size()).isLessThanOrEqualTo(max);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  @Test
  @DisplayName("what is there all the time is told exactly once, whatever comes meanwhile")
  void pages() {
    Set<RecordKey> there = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      RecordKey key = new RecordKey(Kind.ACCOUNT, "bank", "acc" + i);
      append(key, RecordPoint.START, i, "");
      there.add(key);
    }
    List<RecordKey> told = new ArrayList<>();
    String after = null;
    int pages = 0;
    do {
      StorePage<RecordKey> page = server.keys(Kind.ACCOUNT, "bank", after, 10);
      told.addAll(page.items());
      after = page.next();
      append(new RecordKey(Kind.ACCOUNT, "bank", "new" + pages), RecordPoint.START, pages, "");
      append(new RecordKey(Kind.ACCOUNT, "other", "new" + pages++), RecordPoint.START, pages, "");
    } while (after != null);
    assertThat(told).doesNotHaveDuplicates().containsAll(there);
    assertThat(told).allSatisfy(k -> assertThat(k.tenant()).isEqualTo("bank"));
  }

  @Test
  @DisplayName("what is no cursor is refused, and so is a page without room")
  void noCursor() {
    appendMany(A, 1);
    assertThatThrownBy(() -> server.keys(Kind.ACCOUNT, "bank", "\u0001 no cursor", 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName(
      "many threads that append to one record all see one order, each its own change in it")
  void oneOrder() {
    int threads = 8;
    int each = 50;
    List<List<Long>> seen = new ArrayList<>();
    IntStream.range(0, threads).forEach(i -> seen.add(new ArrayList<>()));
    Workers.run(
        threads,
        thread -> {
          RecordPoint known = RecordPoint.START;
          for (int i = 0; i < each; i++) {
            long token = ThreadLocalRandom.current().nextLong();
            RecordSnapshot snapshot =
                i % 10 == 9 ? snapshot(known.version(), known.token(), "up to " + known) : null;
            RecordTail tail =
                one(
                    new RecordCall(
                        A, known, change(token, thread + "-" + i), snapshot, Long.MAX_VALUE));
            if (tail.snapshot() == null) {
              assertThat(tail.from()).isEqualTo(known);
              seen.get(thread).addAll(tokens(tail));
            } else {
              // Another has put a snapshot behind the point that this one knew.
              long skipped = tail.from().version() - seen.get(thread).size();
              for (int s = 0; s < skipped; s++) {
                seen.get(thread).add(null);
              }
              seen.get(thread)
                  .addAll(tokens(tail).subList((int) Math.max(0, -skipped), tail.changes().size()));
            }
            assertThat(seen.get(thread).get(seen.get(thread).size() - 1)).isEqualTo(token);
            known = new RecordPoint(seen.get(thread).size(), token);
          }
        });
    @Nullable Long[] order = new Long[threads * each];
    for (List<Long> mine : seen) {
      for (int i = 0; i < mine.size(); i++) {
        Long token = mine.get(i);
        if (token != null) {
          assertThat(order[i] == null || order[i].equals(token)).isTrue();
          order[i] = token;
        }
      }
    }
    assertThat(order).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(
            read(A, RecordPoint.START).from().version()
                + read(A, RecordPoint.START).changes().size())
        .isEqualTo((long) threads * each);
  }
}
