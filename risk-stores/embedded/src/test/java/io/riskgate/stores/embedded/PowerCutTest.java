package io.riskgate.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.RiskEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A power cut: of what was not forced, some blocks are on the disk and some are not. */
class PowerCutTest {
  private static final int THREADS = 6;
  private static final int CUTS = 5;

  @TempDir Path dir;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  @Sentence({"E-1", "E-5"})
  @DisplayName("What was acknowledged is there after the plug was pulled, again and again")
  void cuts(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Acknowledged acknowledged = new Acknowledged();
    for (int run = 0; run < CUTS; run++) {
      cut(run, random, acknowledged);
      try (EmbeddedStore store =
          CrashChild.builder(dir).disk(new CheapDisk()).snapshotOnClose(false).open()) {
        acknowledged.check(store, run, false);
      }
    }
    assertThat(acknowledged.lines()).isGreaterThan(CUTS * 10);
  }

  private void cut(int run, SplittableRandom random, Acknowledged acknowledged) throws Exception {
    PlugDisk disk = new PlugDisk();
    EmbeddedStore store =
        CrashChild.builder(dir)
            .disk(disk)
            .retry(Duration.ofMillis(5))
            .snapshotOnClose(false)
            .open();
    RiskEngine engine = Traffic.engine(store, run);
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    Traffic traffic = new Traffic(engine, run, line -> acknowledged.take(line, run));
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      SplittableRandom its = random.split();
      Thread caller =
          new Thread(
              () -> {
                try {
                  for (int i = 0; !stop.get(); i++) {
                    traffic.one("r" + run + "t" + thread + "n" + i, its);
                  }
                } catch (RuntimeException e) {
                  // the disk is gone, and nothing is acknowledged any more
                }
              });
      threads.add(caller);
      caller.start();
    }
    TimeUnit.MILLISECONDS.sleep(random.nextInt(50, 250));
    disk.pull(random);
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    store.close();
  }
}
