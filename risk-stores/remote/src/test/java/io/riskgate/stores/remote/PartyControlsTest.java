package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Control;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.History;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an attempt is told of the controls on its parties. */
class PartyControlsTest {
  private static final int TIMES = 50_000;
  private static final Transfer T =
      Transfer.builder()
          .id("1")
          .payer("P")
          .payee("A")
          .amount(100, "CNY")
          .time(java.time.Instant.ofEpochMilli(Till.START_MS))
          .build();

  private static RecordState account(String name) {
    WordBook words = new WordBook(new InProcessServer(), Duration.ofSeconds(1));
    return new RecordState(Subjects.account(Till.TENANT, name), words);
  }

  @Test
  @Sentence("RS-6")
  @DisplayName(
      "another thread that looks at the payer for this caller hides no freeze of the payee")
  void together() throws Exception {
    RecordState payer = account("P");
    RecordState payee = account("A");
    payee.controls.impose(
        Control.freeze("f", Till.TENANT, "A", null, "bank", "why"), Till.START_MS);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      AtomicInteger begun = new AtomicInteger();
      PartyControls[] each = new PartyControls[TIMES];
      for (int i = 0; i < TIMES; i++) {
        each[i] = new PartyControls(T, Till.START_MS);
      }
      Future<?> ofPayer = other.submit(() -> take(each, payer, begun));
      take(each, payee, begun);
      ofPayer.get();
      for (PartyControls controls : each) {
        History history = new History(new long[0], 0);
        controls.tell(history);
        assertThat(history.payeeControls()).extracting(Control::id).containsExactly("f");
        assertThat(history.payerControls()).isEmpty();
      }
    } finally {
      other.shutdownNow();
    }
  }

  /** Both threads are at the same one at the same time. */
  private static void take(PartyControls[] each, RecordState state, AtomicInteger begun) {
    for (int i = 0; i < each.length; i++) {
      begun.incrementAndGet();
      while (begun.get() < 2 * (i + 1)) {
        Thread.onSpinWait();
      }
      each[i].take(state, Outcome.DONE);
    }
  }
}
