package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.Mode;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.rules.internal.TestPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule author saves a file, and a running engine decides by it. */
class PackWatchTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  @TempDir private Path dir;
  private Path folder;
  private TestPack pack;
  private RiskEngine engine;
  private final Told told = new Told();

  /** What the listener was told, in lines. */
  private static class Told implements PackWatchListener {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void activated(PackIdentity identity, List<PackProblem> warnings, Duration took) {
      assertThat(took).isPositive();
      lines.add("activated " + identity.version() + ", " + warnings.size() + " warnings");
    }

    @Override
    public void refused(List<PackProblem> problems) {
      lines.add("refused " + problems);
    }

    @Override
    public void unreadable(IOException why) {
      lines.add("unreadable");
    }

    @Override
    public void failed(Throwable why) {
      lines.add("failed " + why.getClass().getSimpleName());
    }

    String next() throws InterruptedException {
      return lines.poll(60, TimeUnit.SECONDS);
    }

    void nothing(Duration during) throws InterruptedException {
      assertThat(lines.poll(during.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectory(dir.resolve("pack"));
    pack = new TestPack().save(folder);
    engine =
        RiskEngine.builder()
            .rules(RulePacks.load(folder))
            .mode(Mode.MONITOR)
            .historyCompleteSince(Instant.EPOCH)
            .build();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private PackWatch watch() {
    return RulePacks.watch(folder, engine, Lanes.DIRECT_WHERE_POSSIBLE, INTERVAL, told);
  }

  private void version(String version) {
    pack.edit("pack.yaml", "version: ", "version: " + version + " # ").save(folder);
  }

  private Decision score(int number) {
    return engine.score(
        Transfer.builder()
            .id("T" + number)
            .payer("P" + number % 7)
            .payee("Q")
            .amount("6000.00", "CNY")
            .time(Instant.now())
            .build());
  }

  @Test
  @DisplayName("saving a file puts the pack live while scoring goes on without an error")
  void a_saved_file_goes_live() throws InterruptedException {
    AtomicReference<Throwable> error = new AtomicReference<>();
    AtomicInteger scored = new AtomicInteger();
    Thread scoring =
        new Thread(
            () -> {
              try {
                while (!Thread.currentThread().isInterrupted()) {
                  assertThat(score(scored.incrementAndGet()).degraded()).isEmpty();
                }
              } catch (RuntimeException | AssertionError e) {
                error.set(e);
              }
            });
    scoring.start();
    try (PackWatch watch = watch()) {
      assertThat(watch).isNotNull();
      told.nothing(INTERVAL.multipliedBy(20)); // what is active already is left alone
      version("1.1.0");
      assertThat(told.next()).isEqualTo("activated 1.1.0, 2 warnings");
      assertThat(engine.activePack().version()).isEqualTo("1.1.0");

      pack.edit("rules/a.drl", "40", "45").save(folder); // the version stays as it was
      assertThat(told.next()).isEqualTo("activated 1.1.0, 2 warnings");
    }
    scoring.interrupt();
    scoring.join(60_000);

    assertThat(error).hasValue(null);
    assertThat(scored).hasPositiveValue();
    assertThat(score(0).score()).isEqualTo(45);
  }

  @Test
  @DisplayName("a broken pack is refused once, with file and line, until its files change")
  void a_broken_pack_is_refused_once() throws InterruptedException {
    try (PackWatch watch = watch()) {
      assertThat(watch).isNotNull();
      pack.edit("rules/a.drl", "P.LARGE_AMOUNT", "P.LARGE_AMUONT").save(folder);
      assertThat(told.next())
          .isEqualTo(
              "refused [rules/a.drl:4: error: unknown parameter 'P.LARGE_AMUONT' (did you mean"
                  + " 'P.LARGE_AMOUNT'?)]");
      told.nothing(INTERVAL.multipliedBy(30));
      assertThat(score(1).pack().version()).isEqualTo("1.0.0");

      pack.edit("rules/a.drl", "P.LARGE_AMUONT", "P.LARGE_AMOUNT");
      version("1.2.0");
      assertThat(told.next()).isEqualTo("activated 1.2.0, 2 warnings");
      pack.edit("pack.yaml", "baseCurrency: CNY", "baseCurrency: USD").save(folder);
      assertThat(told.next()).contains("'baseCurrency' is USD");
    }
  }

  @Test
  @DisplayName("a file that cannot be taken is refused, though all others are as they were")
  void a_file_that_is_not_taken() throws InterruptedException, IOException {
    Path outside = Files.writeString(dir.resolve("outside.drl"), TestPack.RULE);
    try (PackWatch watch = watch()) {
      assertThat(watch).isNotNull();
      Files.createSymbolicLink(folder.resolve("rules/b.drl"), outside);
      assertThat(told.next())
          .isEqualTo("refused [rules/b.drl: error: this link leads out of the pack]");

      Files.delete(folder.resolve("rules/b.drl"));
      told.nothing(INTERVAL.multipliedBy(20));
      version("1.1.0");
      assertThat(told.next()).isEqualTo("activated 1.1.0, 2 warnings");
    }
  }

  @Test
  @DisplayName("a folder that goes is reported once; back again, it is watched as before")
  void a_folder_that_goes_and_comes_back() throws InterruptedException, IOException {
    try (PackWatch watch = watch()) {
      assertThat(watch).isNotNull();
      told.nothing(INTERVAL.multipliedBy(10));
      Path away = dir.resolve("away");
      for (int time = 0; time < 2; time++) {
        Files.move(folder, away);
        assertThat(told.next()).isEqualTo("unreadable");
        told.nothing(INTERVAL.multipliedBy(10));
        Files.move(away, folder);
        told.nothing(INTERVAL.multipliedBy(10));
      }
      version("1.3.0");
      assertThat(told.next()).isEqualTo("activated 1.3.0, 2 warnings");
    }
  }

  @Test
  @DisplayName(
      "turning a link to another folder puts that pack live, as mounted configuration does")
  void a_link_that_is_turned() throws InterruptedException, IOException {
    Path link = Files.createSymbolicLink(dir.resolve("link"), folder);
    Path other = Files.createDirectory(dir.resolve("other"));
    new TestPack().edit("pack.yaml", "1.0.0", "2.0.0").save(other);
    try (PackWatch watch =
        RulePacks.watch(link, engine, Lanes.DIRECT_WHERE_POSSIBLE, INTERVAL, told)) {
      assertThat(watch).isNotNull();
      Path turned = Files.createSymbolicLink(dir.resolve("turned"), other);
      Files.move(turned, link, StandardCopyOption.ATOMIC_MOVE);

      assertThat(told.next()).isEqualTo("activated 2.0.0, 2 warnings");
    }
  }

  @Test
  @DisplayName("a change that leaves a file's size and time as they were is seen all the same")
  void a_change_in_the_same_tick() throws InterruptedException, IOException {
    try (PackWatch watch = watch()) {
      assertThat(watch).isNotNull();
      version("1.4.0");
      assertThat(told.next()).isEqualTo("activated 1.4.0, 2 warnings");
      Path yaml = folder.resolve("pack.yaml");
      FileTime time = Files.getLastModifiedTime(yaml);
      Path edited =
          Files.writeString(
              dir.resolve("edited"), Files.readString(yaml).replace("1.4.0", "1.5.0"));
      Files.setLastModifiedTime(edited, time);
      Files.move(edited, yaml, StandardCopyOption.ATOMIC_MOVE);

      assertThat(told.next()).isEqualTo("activated 1.5.0, 2 warnings");
    }
  }

  @Test
  @DisplayName("what was rolled back stays away until somebody saves it again")
  void a_rollback_stands() throws InterruptedException, IOException {
    try (PackWatch watch = watch()) {
      assertThat(watch).isNotNull();
      version("1.6.0");
      assertThat(told.next()).isEqualTo("activated 1.6.0, 2 warnings");
      engine.rollback();
      told.nothing(INTERVAL.multipliedBy(20));
      assertThat(engine.activePack().version()).isEqualTo("1.0.0");

      Files.setLastModifiedTime(
          folder.resolve("pack.yaml"), FileTime.from(Instant.now().plusSeconds(1)));
      assertThat(told.next()).isEqualTo("activated 1.6.0, 2 warnings");
    }
  }

  @Test
  @DisplayName(
      "neither a listener that throws nor an interrupt nor a closed engine ends the watching")
  void nothing_but_close_ends_it() throws InterruptedException {
    Told throwing =
        new Told() {
          @Override
          public void activated(PackIdentity identity, List<PackProblem> warnings, Duration took) {
            super.activated(identity, warnings, took);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a listener of this test");
          }
        };
    PackWatch watch =
        RulePacks.watch(folder, engine, Lanes.DIRECT_WHERE_POSSIBLE, INTERVAL, throwing);
    version("1.7.0");
    assertThat(throwing.next()).isEqualTo("activated 1.7.0, 2 warnings");
    version("1.8.0");
    assertThat(throwing.next()).isEqualTo("activated 1.8.0, 2 warnings");
    engine.close();
    version("1.9.0");
    assertThat(throwing.next()).isEqualTo("failed IllegalStateException");

    assertThat(watching()).isEqualTo(1);
    watch.close();
    assertThat(watching()).isZero();
  }

  private static long watching() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("riskgate-pack-watch"))
        .filter(thread -> thread.isDaemon() && thread.isAlive())
        .count();
  }
}
