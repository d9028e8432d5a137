package io.riskgate.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.RiskEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots and backups while many threads score. */
class UnderLoadTest {
  private static final int THREADS = 4;

  @TempDir Path temp;

  @Test
  @Sentence({"E-3", "E-7"})
  @DisplayName(
      "Threads share accounts, snapshots and backups are made meanwhile, and a restart says the"
          + " same")
  void snapshots() throws Exception {
    Path dir = temp.resolve("store");
    List<String> before;
    Acknowledged acknowledged = new Acknowledged();
    try (EmbeddedStore store =
        EmbeddedStore.at(dir)
            .mode(Mode.ASYNC)
            .segmentBytes(32 << 10)
            .snapshotEveryBytes(64 << 10)
            .snapshotOnClose(false)
            .open()) {
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> threads = callers(store, acknowledged, stop);
      while (store.stats().snapshots() < 2) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      store.backup(temp.resolve("copy"));
      stop.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      acknowledged.check(store, 0, false);
      before = Samples.told(store, 0);
    }

    try (EmbeddedStore store = EmbeddedStore.open(dir)) {
      assertThat(Samples.told(store, 0)).isEqualTo(before);
    }
    try (EmbeddedStore store = EmbeddedStore.open(temp.resolve("copy"))) {
      assertThat(Samples.told(store, 0)).isNotEmpty();
    }
    try (var files = Files.list(dir)) {
      assertThat(files.filter(f -> f.toString().endsWith(".snapshot"))).hasSize(2);
    }
  }

  private static List<Thread> callers(
      EmbeddedStore store, Acknowledged acknowledged, AtomicBoolean stop) {
    RiskEngine engine = Traffic.engine(store, 0);
    Traffic traffic = new Traffic(engine, 0, line -> acknowledged.take(line, 0));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      Thread caller =
          new Thread(
              () -> {
                SplittableRandom random = new SplittableRandom(thread);
                for (int i = 0; !stop.get(); i++) {
                  traffic.one("r0t" + thread + "n" + i, random);
                }
              });
      threads.add(caller);
      caller.start();
    }
    return threads;
  }
}
