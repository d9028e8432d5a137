package io.riskgate.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old files go away only where nothing is lost by it that could be proved before. */
class LogArchiveTest {
  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 3, 14);

  @TempDir Path temp;
  private Path log;
  private Path archive;
  private Checkpoint head;

  /** A file a day, for six days. */
  @BeforeEach
  void write() throws IOException {
    log = temp.resolve("log");
    archive = temp.resolve("archive");
    try (FileDecisionLog to = FileDecisionLog.in(log).required().daily(true).open()) {
      for (int day = 0; day < 6; day++) {
        for (int i = 0; i < 3; i++) {
          long clockMs = LogKit.NOON + Duration.ofDays(day).toMillis();
          to.append(LogKit.entry("day " + day + " record " + i, clockMs));
        }
      }
    }
    head = LogKit.verify(log).head().orElseThrow();
    assertThat(LogKit.files(log)).hasSize(6);
  }

  private LogArchive.PutAway putAway(int daysAfterFirst, Checkpoint exported) throws IOException {
    return LogArchive.putAway(log, archive, FIRST_DAY.plusDays(daysAfterFirst), exported, null);
  }

  @Test
  @DisplayName("where the log goes on is found in the archive as well, unless that was changed")
  void endOfArchive() throws IOException {
    assertThat(LogArchive.endOf(archive)).isEmpty();
    LogArchive.PutAway away = putAway(3, head);
    assertThat(LogArchive.endOf(archive)).hasValue(away.beginsAt());
    List<Path> files = LogKit.files(archive);

    Files.delete(files.get(0)); // it has gone to where the bank keeps such
    assertThat(LogArchive.endOf(archive)).hasValue(away.beginsAt());

    Path last = files.get(1);
    Files.writeString(last, Files.readString(last).replaceFirst("record 1", "record 7"));
    assertThatThrownBy(() -> LogArchive.endOf(archive))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(String.valueOf(last.getFileName()));
  }

  @Test
  @DisplayName("where the rest begins is told by its first record, where no archive tells it")
  void beginningOfTheRest() throws IOException {
    assertThat(LogArchive.beginningOf(log)).isEmpty();
    LogArchive.PutAway away = putAway(3, head);
    assertThat(LogArchive.beginningOf(log)).hasValue(away.beginsAt());
  }

  @Test
  @Sentence("J-14")
  @DisplayName(
      "files of earlier days are moved, and archive and rest are proved by their checkpoints")
  void moves() throws IOException {
    List<String> all = LogKit.lines(log);

    LogArchive.PutAway away = putAway(3, head);

    assertThat(away.files()).hasSize(2);
    assertThat(LogKit.files(archive)).hasSize(2);
    assertThat(LogKit.files(log)).hasSize(4);
    Checkpoint beginsAt = away.beginsAt();
    assertThat(beginsAt).isNotNull();
    assertThat(LogVerifier.of(archive).against(beginsAt).run().isIntact()).isTrue();
    LogVerification rest = LogVerifier.of(log).beginningAt(beginsAt).against(head).run();
    assertThat(rest.isIntact()).isTrue();
    assertThat(LogKit.lines(archive)).isEqualTo(all.subList(0, LogKit.lines(archive).size()));

    LogArchive.PutAway more =
        LogArchive.putAway(log, archive, FIRST_DAY.plusDays(5), head, beginsAt);
    assertThat(more.files()).hasSize(2);
    assertThat(LogVerifier.of(archive).run().isIntact()).isTrue();
  }

  @Test
  @Sentence("J-14")
  @DisplayName("the last file stays however old it is, and the log goes on behind it")
  void lastStays() throws IOException {
    LogArchive.PutAway away = putAway(10_000, head);
    assertThat(away.files()).hasSize(5);
    LogKit.write(log, 3);
    assertThat(
            LogVerifier.of(log)
                .beginningAt(java.util.Objects.requireNonNull(away.beginsAt()))
                .against(head)
                .run()
                .isIntact())
        .isTrue();
  }

  @Test
  @Sentence("J-14")
  @DisplayName("what the checkpoint does not cover stays")
  void uncovered() throws IOException {
    List<String> lines = LogKit.lines(log);
    // A checkpoint of the sixth record, in the middle of the second file.
    Checkpoint early =
        new Checkpoint(
            6, Chain.hash(Chain.sha256(), bytes(lines.get(5)), 0, bytes(lines.get(5)).length));
    assertThat(putAway(5, early).files()).hasSize(1);
  }

  private static byte[] bytes(String line) {
    return (line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  @Sentence("J-14")
  @DisplayName("of a log that was changed, or is not the checkpoint's, nothing is moved")
  void changed() throws IOException {
    Checkpoint other = new Checkpoint(6, "0".repeat(64));
    assertThatThrownBy(() -> putAway(5, other)).isInstanceOf(IllegalStateException.class);
    Path second = LogKit.files(log).get(1);
    Files.writeString(second, Files.readString(second).replace("record 1", "record 7"));
    assertThatThrownBy(() -> putAway(5, head)).isInstanceOf(IllegalStateException.class);
    assertThat(LogKit.files(log)).hasSize(6);
    assertThat(archive).doesNotExist();
  }
}
