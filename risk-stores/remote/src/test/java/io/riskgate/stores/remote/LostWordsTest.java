package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A failover that takes the words of packs, while records that use them survive elsewhere. */
class LostWordsTest {
  private final InProcessServer server = new InProcessServer();

  private RemoteStore open() {
    RemoteStoreBuilder builder = RemoteStore.on(server);
    builder.wordsEvery = Duration.ZERO;
    return builder.open();
  }

  @Test
  @Sentence("RS-8")
  @DisplayName("whoever still knows words that the server has lost says them again by himself")
  void saidAgain() {
    try (RemoteStore knowing = open();
        RemoteStore anew = open()) {
      Till till = new Till(knowing);
      Till other = new Till(anew);
      assertThat(till.pay(till.pays("1", "A", "B", 70))).isEqualTo(Status.COMMITTED);
      assertThat(knowing.drain(Duration.ofSeconds(20))).isTrue();
      server.lose(WordBook.KEY, Integer.MAX_VALUE);
      try (RemoteStore begun = open()) {
        assertThatThrownBy(
                () -> begun.find(Till.reference(till.pays("1", "A", "B", 70)), till.moment()))
            .isInstanceOf(StoreException.class);
        till.attempt(till.pays("2", "C", "D", 1)); // of another record, and without a new word
        assertThat(knowing.drain(Duration.ofSeconds(20))).isTrue();
        assertThat(begun.find(Till.reference(till.pays("1", "A", "B", 70)), till.moment()))
            .isNotNull();
      }
      assertThat(other.used("A")).isEqualTo(70);
    }
  }

  @Test
  @Sentence("RS-11")
  @DisplayName("a store on a server says where something of a forgotten person lies still")
  void remains() {
    try (RemoteStore store = open()) {
      assertThat(store.remainsOfForgotten())
          .anyMatch(line -> line.contains("key"))
          .anyMatch(line -> line.contains("reports"))
          .anyMatch(line -> line.contains("backups"));
    }
  }
}
