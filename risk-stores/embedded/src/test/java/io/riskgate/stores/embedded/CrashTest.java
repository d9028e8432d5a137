package io.riskgate.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.spi.RiskStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that scores at full speed and is killed. */
class CrashTest {
  /** {@code -Pcrash} makes it 120. */
  private static final int KILLS = Integer.getInteger("riskgate.embedded.kills", 20);

  private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
  private static final int DELAY_MS_MAX = 1_000;

  @TempDir Path dir;

  private static String pathOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private Process start(int run) throws IOException, URISyntaxException {
    Path testClasses = Path.of(pathOf(CrashTest.class));
    List<String> classPath = new ArrayList<>();
    classPath.add(pathOf(EmbeddedStore.class));
    // Where tests are patched into the module, both come from one place.
    classPath.add(testClasses.resolveSibling("test-classes").toString());
    classPath.add(testClasses.toString());
    classPath.add(pathOf(RiskStore.class));
    classPath.add(pathOf(Logger.class));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            String.join(System.getProperty("path.separator"), classPath),
            CrashChild.class.getName(),
            dir.resolve("store").toString(),
            Integer.toString(run))
        .redirectError(dir.resolve("err" + run).toFile())
        .start();
  }

  @Test
  @Sentence("E-1")
  @DisplayName(
      "After each kill nothing acknowledged is missing, no limit is passed without evidence, no"
          + " reservation is lost or doubled")
  void kills() throws Exception {
    SplittableRandom random = new SplittableRandom();
    Acknowledged acknowledged = new Acknowledged();
    for (int run = 0; run < KILLS; run++) {
      run(run, random, acknowledged);
      try (EmbeddedStore store =
          CrashChild.builder(dir.resolve("store")).snapshotOnClose(random.nextBoolean()).open()) {
        acknowledged.check(store, run, false);
        if (run > 0) {
          acknowledged.check(store, run - 1, true);
        }
      }
    }
    assertThat(acknowledged.lines()).as("what was acknowledged in all").isGreaterThan(10 * KILLS);
    assertThat(acknowledged.refused()).as("what was refused").isZero();
    LOG.info("{} kills, {} acknowledgements", KILLS, acknowledged.lines());
  }

  @Test
  @Sentence("E-6")
  @DisplayName("A second process is refused while the first has the folder")
  void secondProcess() throws Exception {
    try (EmbeddedStore store = CrashChild.builder(dir.resolve("store")).open()) {
      Process child = start(0);
      assertThat(child.waitFor()).isNotZero();
      assertThat(Files.readString(dir.resolve("err0"))).contains("is open already");
      assertThat(store.stats().failing()).isEmpty();
    }
  }

  @Test
  @Sentence("E-6")
  @DisplayName("A second process is refused also after the first was refused to open it twice")
  void secondProcessAfterOpeningTwice() throws Exception {
    try (EmbeddedStore store = CrashChild.builder(dir.resolve("store")).open()) {
      assertThatThrownBy(() -> CrashChild.builder(dir.resolve("store")).open())
          .hasMessageContaining("is open already");
      Process child = start(0);
      boolean isOver = child.waitFor(60, TimeUnit.SECONDS);
      child.destroyForcibly().waitFor();
      assertThat(isOver).as("the child was refused, and does not score").isTrue();
      assertThat(Files.readString(dir.resolve("err0"))).contains("is open already");
      assertThat(store.stats().failing()).isEmpty();
    }
  }

  private void run(int run, SplittableRandom random, Acknowledged acknowledged) throws Exception {
    Process child = start(run);
    try (BufferedReader told =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      // Some die while they open the store, most while they work.
      boolean early = random.nextInt(8) == 0;
      if (early) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(DELAY_MS_MAX));
        child.toHandle().destroyForcibly();
      }
      Thread killer = null;
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        acknowledged.take(line, run);
        if (killer == null) {
          killer = killer(child, random.nextInt(1, DELAY_MS_MAX));
        }
      }
      if (killer == null && !early) {
        throw new AssertionError(Files.readString(dir.resolve("err" + run)));
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    assertThat(Files.readString(dir.resolve("err" + run))).doesNotContain("Exception");
  }

  /** Kills the child after some time; what it has told by then stays readable. */
  private static Thread killer(Process child, int delayMs) {
    Thread killer =
        new Thread(
            () -> {
              try {
                TimeUnit.MILLISECONDS.sleep(delayMs);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              child.toHandle().destroyForcibly();
            });
    killer.start();
    return killer;
  }
}
