package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.log.Checkpoint;
import io.riskgate.core.log.LogArchive;
import io.riskgate.core.log.LogVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A decision log whose checkpoint is kept elsewhere and whose old files are put away. */
class LogKeepingTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  @TempDir private Path dir;
  private Path log;
  private Path archive;
  private Path checkpoint;

  @BeforeEach
  void folders() {
    log = dir.resolve("log");
    archive = dir.resolve("archive");
    checkpoint = dir.resolve("elsewhere").resolve("checkpoint.json");
  }

  private ApplicationContextRunner app() {
    return Apps.bare()
        .withBean(InstantSource.class, () -> now::get)
        .withPropertyValues(
            "riskgate.sweep-interval=0",
            "riskgate.decision-log.folder=" + log,
            "riskgate.decision-log.required=true",
            "riskgate.decision-log.sync=always",
            "riskgate.decision-log.checkpoint.file=" + checkpoint,
            "riskgate.decision-log.checkpoint.interval=2ms",
            "riskgate.decision-log.archive.folder=" + archive,
            "riskgate.decision-log.archive.kept=10d",
            "riskgate.decision-log.archive.interval=2ms");
  }

  /** A day's transfers, each day in files of its own. */
  private void days(RiskEngine engine, int days) {
    for (int i = 0; i < days; i++) {
      engine.score(
          Transfer.builder()
              .id("t" + now.get())
              .time(now.get())
              .payer("a")
              .payee("b")
              .amount("1.00", "CNY")
              .build());
      now.set(now.get().plus(Duration.ofDays(1)));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static void awaitFiles(Path folder, int count) throws Exception {
    while (files(folder).size() < count) {
      Thread.sleep(2);
    }
  }

  @Test
  @DisplayName("Files older than they are to be kept go into the archive, over restarts too")
  void putAway() throws Exception {
    app()
        .run(
            app -> {
              days(app.getBean(RiskEngine.class), 15);
              awaitFiles(archive, 4);
            });
    app()
        .run(
            app -> {
              days(app.getBean(RiskEngine.class), 5);
              awaitFiles(archive, 9);
              assertThat(app.getBean(LogArchiver.class).trouble()).isEmpty();
              assertThat(app.getBean(LogCheckpoints.class).trouble()).isEmpty();
            });
    assertThat(LogVerifier.of(archive).run().isIntact()).isTrue();
    Checkpoint beginsAt = LogArchive.endOf(archive).orElseThrow();
    Checkpoint kept = Checkpoint.ofJson(Files.readString(checkpoint));
    assertThat(LogVerifier.of(log).beginningAt(beginsAt).against(kept).run().isIntact()).isTrue();
    assertThat(kept.count()).isGreaterThan(beginsAt.count());
  }

  @Test
  @DisplayName("A log that is not as it was written stays where it is, and the health says so")
  void tampered() throws Exception {
    app().run(app -> days(app.getBean(RiskEngine.class), 5));
    Path second = files(log).get(1);
    Files.writeString(
        second, Files.readString(second).replaceFirst("\"value\":100", "\"value\":1"));
    now.set(now.get().plus(Duration.ofDays(30)));
    app()
        .run(
            app -> {
              days(app.getBean(RiskEngine.class), 1);
              LogArchiver archiver = app.getBean(LogArchiver.class);
              while (archiver.trouble().isEmpty()) {
                Thread.sleep(2);
              }
              var health = app.getBean(HealthIndicator.class).health();
              assertThat(health).isNotNull();
              assertThat(health.getStatus()).isEqualTo(Status.UP); // nothing is held for it
              assertThat(health.getDetails().get("log-archive").toString())
                  .contains("not as it was written", "record 3 was changed");
            });
    assertThat(files(archive)).isEmpty();
  }

  @Test
  @DisplayName("A checkpoint that tells of more than the log has stays: it is the proof")
  void cutOff() throws Exception {
    Files.createDirectories(checkpoint.getParent());
    String proof = new Checkpoint(1_000, "a".repeat(64)).toJson();
    Files.writeString(checkpoint, proof);
    app()
        .run(
            app -> {
              days(app.getBean(RiskEngine.class), 1);
              LogCheckpoints checkpoints = app.getBean(LogCheckpoints.class);
              while (checkpoints.trouble().isEmpty()) {
                Thread.sleep(2);
              }
              assertThat(checkpoints.trouble()).contains("its end was cut off");
            });
    assertThat(Files.readString(checkpoint)).isEqualTo(proof);
  }

  @Test
  @DisplayName("A longer log in the place of the one that the checkpoint proves is told of")
  void anotherLog() throws Exception {
    app().run(app -> days(app.getBean(RiskEngine.class), 2));
    String proof = Files.readString(checkpoint);
    Files.move(log, dir.resolve("true-log"));
    Files.move(checkpoint, dir.resolve("true-checkpoint"));
    app().run(app -> days(app.getBean(RiskEngine.class), 5));
    Files.move(dir.resolve("true-checkpoint"), checkpoint, StandardCopyOption.REPLACE_EXISTING);

    app()
        .run(
            app -> {
              days(app.getBean(RiskEngine.class), 1);
              LogCheckpoints checkpoints = app.getBean(LogCheckpoints.class);
              while (checkpoints.trouble().isEmpty()) {
                Thread.sleep(2);
              }
              assertThat(checkpoints.trouble())
                  .contains("not the record that the checkpoint was taken at", "checkpoint stays");
              var health = app.getBean(HealthIndicator.class).health();
              assertThat(health).isNotNull();
              assertThat(health.getDetails()).containsKey("log-checkpoint");
            });
    assertThat(Files.readString(checkpoint)).isEqualTo(proof);
  }

  @Test
  @DisplayName("A log whose old files were moved away by hand goes on proving itself")
  void movedByHand() throws Exception {
    app()
        .withPropertyValues("riskgate.decision-log.archive.interval=1d")
        .run(app -> days(app.getBean(RiskEngine.class), 4));
    String proof = Files.readString(checkpoint);
    Files.delete(files(log).get(0));
    app()
        .withPropertyValues("riskgate.decision-log.archive.interval=1d")
        .run(
            app -> {
              days(app.getBean(RiskEngine.class), 1);
              while (Files.readString(checkpoint).equals(proof)) {
                Thread.sleep(2);
              }
              assertThat(app.getBean(LogCheckpoints.class).trouble()).isEmpty();
            });
  }
}
