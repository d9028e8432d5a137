package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whether the server takes what is decided is found out by a write that leaves nothing behind. */
class WriteCheckTest {
  private static final int TIMES = 1_000;

  @Test
  @DisplayName("however often writing is checked, by several processes, one small record is kept")
  void staysSmall() {
    InProcessServer server = new InProcessServer();
    try (RemoteStore store = RemoteStore.on(server).open();
        RemoteStore other = RemoteStore.on(server).open()) {
      for (int i = 0; i < TIMES; i++) {
        (i % 3 == 0 ? other : store).checkWrites();
      }
      RecordKey key = new RecordKey(RecordKey.Kind.STORE, "", "health");
      RecordTail whole =
          server
              .call(List.of(RecordCall.read(key, RecordPoint.START)), Duration.ofSeconds(1))
              .get(0);
      RecordSnapshot snapshot = whole.snapshot();
      assertThat(snapshot).isNotNull();
      assertThat(snapshot.body().length).isLessThan(1_000);
      assertThat(whole.changes()).hasSizeLessThanOrEqualTo(4 * Folded.TAIL_MAX);
    }
  }
}
