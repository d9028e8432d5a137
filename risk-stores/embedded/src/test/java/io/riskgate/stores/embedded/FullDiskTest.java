package io.riskgate.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that takes nothing, for a while; and what ASYNC may lose. */
class FullDiskTest {
  private static final Duration SHORT = Duration.ofMillis(5);

  @TempDir Path dir;

  private final PlugDisk disk = new PlugDisk();

  private EmbeddedStoreBuilder builder() {
    return EmbeddedStore.at(dir).disk(disk).retry(SHORT).snapshotOnClose(false);
  }

  private static Decision score(RiskEngine engine, int i) {
    return engine.score(Traffic.transfer("f" + i, 0));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @Sentence("E-4")
  @DisplayName("While the disk is full every transfer is held, RETRY; then it goes on by itself")
  void fullDisk(Mode mode) throws Exception {
    List<String> before;
    try (EmbeddedStore store = builder().mode(mode).lossMax(10_000, SHORT).open()) {
      RiskEngine engine = Traffic.engine(store, 0);
      for (int i = 0; i < 20; i++) {
        assertThat(score(engine, i).outcome()).isNotEqualTo(Outcome.HOLD);
      }
      disk.room(700);
      int held = 20;
      for (int i = 20; store.stats().failing().isEmpty(); i++) {
        score(engine, i);
        held = i;
        TimeUnit.MILLISECONDS.sleep(1);
      }
      for (int i = held + 1; i < held + 10; i++) {
        Decision decision = score(engine, i);
        assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
        assertThat(decision.releasePath()).isEqualTo(ReleasePath.RETRY);
      }
      assertThat(store.stats().waiting()).isPositive();

      disk.room(Long.MAX_VALUE);
      while (!store.stats().failing().isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      for (int i = 0; i < held + 10; i++) {
        assertThat(score(engine, i).outcome()).as("f" + i).isNotEqualTo(Outcome.HOLD);
      }
      before = Samples.told(store, 0);
    }
    try (EmbeddedStore store = builder().open()) {
      assertThat(Samples.told(store, 0)).isEqualTo(before);
    }
  }

  @Test
  @Sentence("E-4")
  @DisplayName("No engine is built on a full disk; it is once there is room")
  void fullDiskAtStart() throws Exception {
    try (EmbeddedStore store = builder().patience(Duration.ofMillis(200)).open()) {
      disk.room(0);
      assertThatThrownBy(() -> Traffic.engine(store, 0)).isInstanceOf(StoreException.class);

      disk.room(Long.MAX_VALUE);
      while (!store.stats().failing().isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      assertThat(score(Traffic.engine(store, 0), 1).outcome()).isNotEqualTo(Outcome.HOLD);
    }
  }

  @Test
  @Sentence("E-4")
  @DisplayName("What a full disk cuts off in the middle never counts, wherever it does")
  void everyPlace() throws Exception {
    for (int room = 1; room < 2_500; room += 83) {
      Path its = dir.resolve("room" + room);
      PlugDisk full = new PlugDisk();
      List<String> before;
      try (EmbeddedStore store =
          EmbeddedStore.at(its)
              .disk(full)
              .retry(SHORT)
              .segmentBytes(4 << 10)
              .snapshotOnClose(false)
              .open()) {
        RiskEngine engine = Traffic.engine(store, 0);
        score(engine, 0);
        full.room(room);
        for (int i = 0; i < 12 && store.stats().failing().isEmpty(); i++) {
          score(engine, i);
        }
        full.room(Long.MAX_VALUE);
        while (store.stats().waiting() > 0 || !store.stats().failing().isEmpty()) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        score(engine, 13);
        before = Samples.told(store, 0);
      }
      try (EmbeddedStore store =
          EmbeddedStore.at(its).disk(new CheapDisk()).snapshotOnClose(false).open()) {
        assertThat(Samples.told(store, 0)).as("room for %s bytes", room).isEqualTo(before);
      }
    }
  }

  @Test
  @Sentence("E-2")
  @DisplayName("ASYNC loses no more calls than it may: callers wait for a slow disk")
  void boundedLoss() throws Exception {
    disk.forceMs(20);
    int scored = 60;
    EmbeddedStore store = builder().mode(Mode.ASYNC).lossMax(10, Duration.ofSeconds(60)).open();
    RiskEngine engine = Traffic.engine(store, 0);
    for (int i = 0; i < scored; i++) {
      score(engine, i);
      assertThat(store.stats().waiting()).isLessThanOrEqualTo(10);
    }
    disk.pull(new SplittableRandom(1));
    store.close();

    try (EmbeddedStore again =
        EmbeddedStore.at(dir).disk(new CheapDisk()).snapshotOnClose(false).open()) {
      int kept = 0;
      while (kept < scored && isThere(again, kept)) {
        kept++;
      }
      assertThat(kept).isGreaterThanOrEqualTo(scored - 10);
      for (int i = kept; i < scored; i++) {
        assertThat(isThere(again, i)).as("what came after the first that was lost").isFalse();
      }
    }
  }

  private static boolean isThere(EmbeddedStore store, int i) {
    Transfer t = Traffic.transfer("f" + i, 0);
    Reference reference = new Reference(t.tenant(), t.payer(), t.id());
    return store.find(reference, Acknowledged.moment(0)) != null;
  }

  @Test
  @Sentence("E-2")
  @DisplayName("What is appended in ASYNC is on the disk once the store is closed")
  void drained() {
    List<String> before;
    try (EmbeddedStore store =
        builder().mode(Mode.ASYNC).lossMax(100_000, Duration.ofMinutes(10)).open()) {
      Samples.fill(store, 0, 50);
      assertThat(store.stats().waiting()).isPositive();
      before = Samples.told(store, 0);
      store.backup(dir.resolve("copy")); // asks for the disk at once
    }
    for (Path its : List.of(dir, dir.resolve("copy"))) {
      try (EmbeddedStore store = EmbeddedStore.at(its).disk(disk).open()) {
        assertThat(Samples.told(store, 0)).isEqualTo(before);
      }
    }
  }

  @Test
  @DisplayName("A closed store takes nothing more")
  void closed() {
    EmbeddedStore store = builder().open();
    RiskEngine engine = Traffic.engine(store, 0);
    assertThat(score(engine, 0).outcome()).isNotEqualTo(Outcome.HOLD);
    store.close();
    store.close();

    assertThat(score(engine, 1).outcome()).isEqualTo(Outcome.HOLD);
    assertThatThrownBy(() -> Samples.told(store, 0)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.backup(dir.resolve("copy")))
        .as("another process may have the folder by now")
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    try (EmbeddedStore again = builder().open()) {
      assertThat(score(Traffic.engine(again, 0), 1).outcome()).isNotEqualTo(Outcome.HOLD);
    }
  }
}
