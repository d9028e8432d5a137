package io.riskgate.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the files, and what is said of files that do not fit. */
class RestartTest {
  @TempDir Path temp;

  private EmbeddedStoreBuilder builder(Path dir) {
    return EmbeddedStore.at(dir).disk(new CheapDisk());
  }

  private Path dir() {
    return temp.resolve("store");
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.list(dir())) {
      return all.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** A store that was not closed in good order: the journal has everything. */
  private List<String> leaveJournal() {
    try (EmbeddedStore store = builder(dir()).snapshotOnClose(false).open()) {
      Samples.fill(store, 0, 60);
      return Samples.told(store, 0);
    }
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 0x10;
    Files.write(file, bytes);
  }

  @Test
  @Sentence("E-3")
  @DisplayName("After a restart from the journal the store says what it said, of everything")
  void journal() {
    List<String> before = leaveJournal();

    try (EmbeddedStore store = builder(dir()).open()) {
      assertThat(Samples.told(store, 0)).isEqualTo(before);
    }
  }

  @Test
  @Sentence("E-3")
  @DisplayName("After a restart from a snapshot the store says what it said, and goes on as before")
  void snapshot() throws IOException {
    List<String> before;
    try (EmbeddedStore store = builder(dir()).open()) {
      Samples.fill(store, 0, 60);
      before = Samples.told(store, 0);
    }
    assertThat(files(".snapshot")).hasSize(2);

    try (EmbeddedStore store = builder(dir()).open()) {
      assertThat(Samples.told(store, 0)).isEqualTo(before);
      Samples.fill(store, 1, 60);
      before = Samples.told(store, 1);
    }
    try (EmbeddedStore store = builder(dir()).open()) {
      assertThat(Samples.told(store, 1)).isEqualTo(before);
    }
  }

  @Test
  @Sentence("E-7")
  @DisplayName("A snapshot that is made while the store is in use holds what was said before it")
  void follower() throws IOException {
    List<String> before;
    try (EmbeddedStore store =
        builder(dir()).segmentBytes(8 << 10).snapshotEveryBytes(0).snapshotOnClose(false).open()) {
      Samples.fill(store, 0, 60);
      store.follow();
      Samples.fill(store, 1, 60);
      store.follow();
      Samples.fill(store, 2, 20);
      before = Samples.told(store, 2);
      assertThat(store.stats().snapshots()).isEqualTo(2);
    }
    assertThat(files(".snapshot")).hasSize(2);
    assertThat(files(".journal").get(0).getFileName().toString())
        .isNotEqualTo("0000000000000000001.journal");

    try (EmbeddedStore store = builder(dir()).open()) {
      assertThat(Samples.told(store, 2)).isEqualTo(before);
    }
  }

  @Test
  @Sentence("E-5")
  @DisplayName("The snapshot before the latest, and the journal behind it, can take its place")
  void olderSnapshot() throws IOException {
    List<String> before;
    try (EmbeddedStore store = builder(dir()).open()) {
      Samples.fill(store, 0, 30);
    }
    try (EmbeddedStore store = builder(dir()).open()) {
      Samples.fill(store, 1, 30);
      before = Samples.told(store, 1);
    }
    Files.delete(files(".snapshot").get(1));

    try (EmbeddedStore store = builder(dir()).open()) {
      assertThat(Samples.told(store, 1)).isEqualTo(before);
    }
  }

  @Test
  @Sentence("E-5")
  @DisplayName("A torn end of the last segment, which nobody relied on, is left out")
  void tornEnd() throws IOException {
    List<String> before = leaveJournal();
    Path last = files(".journal").get(0);
    byte[] torn = "half of a record that was never forced".getBytes(StandardCharsets.UTF_8);
    Files.write(last, torn, StandardOpenOption.APPEND);

    for (int restart = 0; restart < 3; restart++) {
      try (EmbeddedStore store = builder(dir()).snapshotOnClose(false).open()) {
        assertThat(Samples.told(store, 0)).isEqualTo(before);
        Samples.fill(store, 1, 1);
        before = Samples.told(store, 0);
      }
    }
  }

  @Test
  @Sentence("E-5")
  @DisplayName("A byte that has changed is told with file, place and what to do")
  void flippedByte() throws IOException {
    leaveJournal();
    Path journal = files(".journal").get(0);
    flip(journal, Files.size(journal) / 2);

    assertThatThrownBy(() -> builder(dir()).open())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(journal.toString())
        .hasMessageContaining("is damaged at byte")
        .hasMessageContaining("restore the latest backup");
  }

  @Test
  @Sentence("E-5")
  @DisplayName("Wherever a byte of a snapshot has changed, it is refused")
  void flippedByteOfSnapshot() throws IOException {
    try (EmbeddedStore store = builder(dir()).open()) {
      Samples.fill(store, 0, 20);
    }
    Path snapshot = files(".snapshot").get(1);
    long size = Files.size(snapshot);
    for (long at = 0; at < size; at += 1 + size / 50) {
      flip(snapshot, at);
      assertThatThrownBy(() -> builder(dir()).open())
          .as("byte %s", at)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(snapshot.toString());
      flip(snapshot, at);
    }
    builder(dir()).open().close();
  }

  @Test
  @Sentence("E-5")
  @DisplayName("A segment that is missing is told")
  void missingSegment() throws IOException {
    try (EmbeddedStore store = builder(dir()).segmentBytes(4 << 10).snapshotOnClose(false).open()) {
      Samples.fill(store, 0, 60);
    }
    List<Path> journals = files(".journal");
    assertThat(journals).hasSizeGreaterThan(4);
    Files.delete(journals.get(2));

    assertThatThrownBy(() -> builder(dir()).open())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("missing");
  }

  @Test
  @Sentence("E-5")
  @DisplayName("A file of a newer format is refused by name, whatever else is in it")
  void newerFormat() throws IOException {
    leaveJournal();
    Path journal = files(".journal").get(0);
    byte[] bytes = Files.readAllBytes(journal);
    bytes[8] = 2;
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(bytes, 0, 60);
    java.nio.ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putInt(60, (int) crc.getValue());
    Files.write(journal, bytes);

    assertThatThrownBy(() -> builder(dir()).open())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("has format 2")
        .hasMessageContaining("written by a newer version");
  }

  @Test
  @Sentence("E-6")
  @DisplayName("A folder that is open is refused, and can be opened once it is closed")
  void openTwice() {
    try (EmbeddedStore store = builder(dir()).open()) {
      assertThat(store.stats().failing()).isEmpty();
      assertThatThrownBy(() -> builder(dir()).open())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is open already");
    }
    builder(dir()).open().close();
  }

  @Test
  @Sentence("E-1")
  @DisplayName("A call so long that no start could read it again is refused, and nothing else is")
  void tooLong() {
    List<String> before;
    try (EmbeddedStore store = builder(dir()).snapshotOnClose(false).open()) {
      Samples.fill(store, 0, 5);
      before = Samples.told(store, 0);
      Signal tooLong =
          Signal.ofCustomer(
              Transfer.DEFAULT_TENANT,
              "x".repeat(Frame.BODY_MAX + 1),
              "customer",
              SignalKind.ON_CALL,
              Traffic.clock(0));
      assertThatThrownBy(() -> store.signal(tooLong, Acknowledged.moment(0)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("cannot be written down");
      assertThat(Samples.told(store, 0)).isEqualTo(before);
    }
    try (EmbeddedStore store = builder(dir()).open()) {
      assertThat(Samples.told(store, 0)).isEqualTo(before);
    }
  }

  @Test
  @Sentence("E-7")
  @DisplayName("A backup that is made while calls go on opens as a store")
  void backup() throws Exception {
    Path copy = temp.resolve("copy");
    List<String> before;
    try (EmbeddedStore store = builder(dir()).segmentBytes(8 << 10).open()) {
      Samples.fill(store, 0, 60);
      before = Samples.told(store, 0);
      store.backup(copy);
      Samples.fill(store, 1, 60);
      assertThatThrownBy(() -> store.backup(copy))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("not empty");
    }

    try (EmbeddedStore store = builder(copy).open()) {
      assertThat(Samples.told(store, 0)).isEqualTo(before);
    }
  }

  @Test
  @Sentence("E-5")
  @DisplayName("Files of two stores do not mix")
  void twoStores() throws IOException {
    leaveJournal();
    Path other = temp.resolve("other");
    try (EmbeddedStore store = builder(other).open()) {
      assertThat(store.stats().calls()).isZero();
    }
    try (Stream<Path> all = Files.list(other)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".snapshot")).toList()) {
        Files.copy(file, dir().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }

    assertThatThrownBy(() -> builder(dir()).open())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("belongs to another store");
  }

  @Test
  @DisplayName("Everything that does not fit is told at once")
  void problems() {
    assertThatThrownBy(
            () ->
                builder(dir())
                    .segmentBytes(1)
                    .lossMax(0, Duration.ZERO)
                    .patience(Duration.ofSeconds(-1))
                    .open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("segmentBytes")
        .hasMessageContaining("calls, not 0")
        .hasMessageContaining("an age longer than nothing")
        .hasMessageContaining("patience");
  }

  @Test
  @Sentence("E-3")
  @DisplayName("A busy account, which is counted ahead, goes on counting as one that never stopped")
  void busyAccount() {
    try (InMemoryStore never = InMemoryStore.create()) {
      RiskEngine reference = Traffic.engine(never, 0);
      for (int restart = 0; restart < 4; restart++) {
        try (EmbeddedStore store = builder(dir()).snapshotOnClose(restart % 2 == 0).open()) {
          RiskEngine engine = Traffic.engine(store, 0);
          for (int i = 0; i < 200; i++) {
            pay(reference, restart, i);
            pay(engine, restart, i);
          }
          assertThat(sorted(store)).isEqualTo(sorted(never));
        }
      }
    }
  }

  private static void pay(RiskEngine engine, int restart, int i) {
    Transfer t =
        Transfer.builder()
            .id("b" + restart + "n" + i)
            .time(Traffic.clock(0).minusSeconds(80_000 - (restart * 200 + i) * 90L))
            .payer("a0")
            .payee("a" + (1 + i % 7))
            .amount(100 + i, "CNY")
            .device("d" + i % 23)
            .build();
    Reference reference = engine.score(t).reference();
    if (i % 3 == 0) {
      engine.settle(reference);
    } else if (i % 3 == 1) {
      engine.cancel(reference);
    }
  }

  private static List<String> sorted(RiskStore store) {
    return Samples.told(store, 0).stream()
        .filter(said -> !said.startsWith("accounts") && !said.startsWith("alert"))
        .sorted()
        .toList();
  }
}
