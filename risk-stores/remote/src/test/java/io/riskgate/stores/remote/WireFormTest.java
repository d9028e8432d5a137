package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Transfer;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written to the server. */
class WireFormTest {
  private static final Duration BUDGET = Duration.ofSeconds(10);

  @Test
  @DisplayName(
      "the words that every version knows by number stay as they are, and are only added to")
  void words() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(WordBook.class.getResourceAsStream("words-1.txt"))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> first = all.lines().limit(153).toList();
      byte[] hash = WordBook.sha256(String.join("\n", first).getBytes(StandardCharsets.UTF_8));
      assertThat(java.util.HexFormat.of().formatHex(hash))
          .isEqualTo("fcb822069d4d08e91e52a070175c5ebe6197dbcfc6ba2eab7b8c7b40238811d4");
    }
  }

  @Test
  @DisplayName("a record of any use says the same once it was a snapshot")
  void snapshot() {
    InProcessServer server = new InProcessServer();
    try (RemoteStore store = RemoteStore.on(server).open()) {
      Till till = new Till(store);
      SplittableRandom random = new SplittableRandom(5);
      WordBook words = new WordBook(server, BUDGET);
      for (int i = 0; i < 150; i++) {
        till.nowMs += random.nextInt(600_000);
        Transfer t = till.pays("t" + i, "A" + random.nextInt(3), "A" + random.nextInt(3), 5);
        if (till.pay(t) == Status.COMMITTED && random.nextBoolean()) {
          till.settle(t);
        }
        if (i % 50 == 49) {
          till.freeze("A1");
        }
      }
      assertThat(store.drain(BUDGET)).isTrue();
      for (RecordKey key : server.allKeys()) {
        if (key.kind() == RecordKey.Kind.ACCOUNT) {
          Folded folded = new Folded(key, words, new Waiting());
          RecordTail tail =
              server.call(List.of(RecordCall.read(key, RecordPoint.START)), BUDGET).get(0);
          assertThat(folded.fold(RecordPoint.START, tail)).isTrue();
          byte[] once =
              Objects.requireNonNull(
                  folded.<RecordState, byte[]>look((s, outcome) -> s.snapshot(words)));
          byte[] again = RecordState.read(key, once, words).snapshot(words);
          assertThat(again).isEqualTo(once);
        }
      }
    }
  }

  @Test
  @DisplayName("a change that is cut off is refused as a whole")
  void cutOff() {
    InProcessServer server = new InProcessServer();
    try (RemoteStore store = RemoteStore.on(server).open()) {
      Till till = new Till(store);
      till.pay(till.pays("1", "A", "B", 5));
      assertThat(store.drain(BUDGET)).isTrue();
      RecordKey key = new RecordKey(RecordKey.Kind.ACCOUNT, Till.TENANT, "A");
      WordBook words = new WordBook(server, BUDGET);
      words.learns(
          new io.riskgate.core.internal.wire.WireException("A word is used that was not defined"),
          0);
      RecordTail tail =
          server.call(List.of(RecordCall.read(key, RecordPoint.START)), BUDGET).get(0);
      for (RecordChange change : tail.changes()) {
        for (int length = 0; length < change.body().length; length++) {
          RecordState state = new RecordState(key, words);
          byte[] empty = state.snapshot(words);
          RecordChange cut = new RecordChange(change.token(), Arrays.copyOf(change.body(), length));
          assertThatThrownBy(() -> state.apply(cut, words)).isInstanceOf(RuntimeException.class);
          assertThat(state.snapshot(words)).isEqualTo(empty);
        }
      }
    }
  }
}
