package io.riskgate.core.log;

import static io.riskgate.core.log.LogKit.entry;
import static io.riskgate.core.log.LogKit.files;
import static io.riskgate.core.log.LogKit.lines;
import static io.riskgate.core.log.LogKit.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Sentence;
import io.riskgate.core.spi.DecisionLogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences J: a disk that is full, broken or slow. */
class FailingDiskTest {
  @TempDir Path dir;

  private final FailingDisk disk = new FailingDisk();

  private FileDecisionLog.Builder log() {
    return FileDecisionLog.in(dir).sync(Sync.ALWAYS).opener(disk);
  }

  /** Tries until the log is written again: it does not ask a failed disk at once. */
  private static long appendOnceItCan(FileDecisionLog log) {
    for (int i = 0; i < 2_000; i++) {
      try {
        return log.append(entry("after"));
      } catch (DecisionLogException e) {
        LockSupport.parkNanos(5_000_000);
      }
    }
    throw new IllegalStateException("The log did not recover");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, 200, 290, 400})
  @Sentence({"J-4", "J-5"})
  void a_full_disk_is_told_at_once_and_the_log_goes_on_when_there_is_room(long room)
      throws IOException {
    FileDecisionLog log = log().required().open();
    log.append(entry("before"));
    disk.room.set(room);

    assertThatThrownBy(() -> log.append(entry("x".repeat(400))))
        .isInstanceOf(DecisionLogException.class);
    assertThat(log.isFailing()).isTrue();
    assertThat(log.lost()).isEqualTo(1);

    disk.room.set(Long.MAX_VALUE);
    appendOnceItCan(log);
    assertThat(log.isFailing()).isFalse();
    log.close();

    LogVerification verification = verify(dir);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.lost()).isEqualTo(log.lost());
    assertThat(String.join("\n", lines(dir))).contains("before", "after").doesNotContain("xxx");
  }

  @Test
  @Sentence({"J-5", "J-10"})
  void what_cannot_be_taken_back_from_a_broken_file_is_told_of_in_the_next() throws IOException {
    FileDecisionLog log = log().required().open();
    log.append(entry("before"));
    disk.room.set(50);
    disk.failsToTruncate = true;
    assertThatThrownBy(() -> log.append(entry("lost"))).isInstanceOf(DecisionLogException.class);

    disk.room.set(Long.MAX_VALUE);
    appendOnceItCan(log);
    log.close();

    assertThat(files(dir)).hasSize(2);
    assertThat(verify(dir).findings()).isEmpty();
    assertThat(verify(dir).notes().toString()).contains("unfinished record of 50 bytes");
  }

  @Test
  @Sentence("J-4")
  void a_record_that_is_not_known_to_be_on_the_disk_is_not_relied_on() throws IOException {
    FileDecisionLog log = log().required().open();
    log.append(entry("before"));
    disk.failsToForce = true;

    assertThatThrownBy(() -> log.append(entry("written, and not forced")))
        .isInstanceOf(DecisionLogException.class);

    disk.failsToForce = false;
    appendOnceItCan(log);
    log.close();
    assertThat(verify(dir).findings()).isEmpty();
  }

  @Test
  @Sentence("J-5")
  void a_file_that_cannot_even_be_made_leaves_nothing_behind() throws IOException {
    FileDecisionLog log = log().open();
    disk.failsToOpen = true;
    log.note(entry("lost"));
    while (log.lost() == 0) {
      Thread.onSpinWait();
    }
    assertThat(files(dir)).isEmpty();

    disk.failsToOpen = false;
    assertThat(appendOnceItCan(log)).isEqualTo(2); // after the file's record and that of the loss
    log.close();
    assertThat(lines(dir).get(1)).contains("\"type\":\"lost\"");
    assertThat(verify(dir).findings()).isEmpty();
    assertThat(verify(dir).lost()).isEqualTo(log.lost());
  }

  @Test
  @Sentence("J-5")
  void losses_at_the_very_end_are_told_when_the_log_is_closed() throws IOException {
    FileDecisionLog log = log().open();
    log.append(entry("before"));
    disk.room.set(10);
    log.note(entry("lost"));
    while (log.lost() == 0) {
      Thread.onSpinWait();
    }
    disk.room.set(Long.MAX_VALUE);
    log.close();

    assertThat(verify(dir).lost()).isEqualTo(1);
    assertThat(verify(dir).findings()).isEmpty();
  }

  @Test
  @Sentence("J-4")
  void a_disk_that_hangs_holds_a_caller_up_no_longer_than_its_patience() throws IOException {
    FileDecisionLog log = log().required().patience(Duration.ofMillis(20)).open();
    disk.hang(true);

    assertThatThrownBy(() -> log.append(entry("late")))
        .isInstanceOf(DecisionLogException.class)
        .hasMessageContaining("in time");

    disk.hang(false);
    log.close();
    assertThat(verify(dir).findings()).isEmpty();
    assertThat(lines(dir).toString()).contains("late"); // a RETRY follows it where an engine asks
  }

  @Test
  @Sentence("J-7")
  void what_follows_a_record_that_came_too_late_has_room_where_the_queue_is_full()
      throws IOException {
    FileDecisionLog log = log().required().queueMax(2).patience(Duration.ofMillis(50)).open();
    disk.hang(true);
    for (String which : new String[] {"first", "second"}) {
      assertThatThrownBy(() -> log.append(entry("late " + which)))
          .isInstanceOf(DecisionLogException.class)
          .hasMessageContaining("in time");
      while (!disk.holdsSomebody) { // until the first has left the queue
        Thread.onSpinWait();
      }
      log.note(entry("retry " + which));
    }
    log.note(entry("anything else"));
    assertThat(log.lost()).isEqualTo(1);

    disk.hang(false);
    log.close();
    assertThat(lines(dir).toString())
        .contains("late first", "retry first", "late second", "retry second")
        .doesNotContain("anything else");
    assertThat(verify(dir).findings()).isEmpty();
  }

  @Test
  @Sentence({"J-5", "J-6"})
  void where_the_queue_is_full_what_is_noted_waits_for_nobody_and_is_counted() throws IOException {
    FileDecisionLog log = log().queueMax(4).open();
    disk.hang(true);
    int noted = 0;
    while (log.lost() < 3) {
      log.note(entry("n" + noted++));
    }
    disk.hang(false);
    log.close();

    LogVerification verification = verify(dir);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.lost()).isEqualTo(3);
    String all = lines(dir).toString();
    assertThat(all.split("\"type\":\"test\"", -1)).hasSize(noted - 3 + 1);
  }

  @Test
  @Sentence("J-9")
  void a_checkpoint_covers_what_is_on_the_disk_and_no_more() throws IOException {
    FileDecisionLog log =
        FileDecisionLog.in(dir)
            .required()
            .sync(Sync.INTERVAL)
            .syncInterval(Duration.ofDays(1))
            .opener(disk)
            .open();
    log.append(entry("written"));
    assertThat(log.checkpoint()).isEmpty();
    log.close();
    assertThat(log.checkpoint()).isEqualTo(verify(dir).head());
    assertThat(log.checkpoint()).get().extracting(Checkpoint::count).isEqualTo(2L);

    try (FileDecisionLog again = log().open()) {
      assertThat(again.checkpoint()).isEqualTo(log.checkpoint());
      again.append(entry("forced"));
      assertThat(again.checkpoint()).get().extracting(Checkpoint::count).isEqualTo(4L);
    }
    assertThat(Files.exists(dir.resolve("lock"))).isTrue();
  }

  @Test
  @Sentence("J-5")
  void closing_by_an_interrupted_thread_writes_what_waits_all_the_same() throws Exception {
    FileDecisionLog log = log().open();
    disk.hang(true);
    log.note(entry("waits"));
    Thread closing = Thread.currentThread();
    AtomicBoolean closed = new AtomicBoolean();
    Thread later =
        new Thread(
            () -> {
              while (closing.getState() != Thread.State.TIMED_WAITING && !closed.get()) {
                Thread.onSpinWait();
              }
              if (!closed.get()) {
                disk.hang(false); // somebody waits for it
              }
            });
    later.start();
    Thread.currentThread().interrupt();
    log.close();
    closed.set(true);

    assertThat(Thread.interrupted()).as("its owner still learns of it").isTrue();
    List<String> written = lines(dir);
    disk.hang(false);
    assertThat(written.toString()).contains("waits");
    later.join();
    assertThat(verify(dir).findings()).isEmpty();
  }

  @Test
  @Sentence("J-11")
  void a_log_that_is_still_being_written_when_it_was_closed_is_nobody_elses() throws IOException {
    FileDecisionLog log = log().closeWait(Duration.ofMillis(20)).open();
    disk.hang(true);
    log.note(entry("late"));
    log.close();

    assertThatThrownBy(() -> log().open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Somebody else");

    disk.hang(false);
    while (!isFree()) {
      Thread.onSpinWait(); // until the last record is written, however long that takes
    }
    assertThat(lines(dir).toString()).contains("late");
    assertThat(verify(dir).findings()).isEmpty();
  }

  private boolean isFree() {
    try {
      log().open().close();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Test
  @Sentence("J-5")
  void what_was_written_to_a_file_that_is_given_up_is_forced_to_the_disk() {
    FileDecisionLog log =
        FileDecisionLog.in(dir)
            .required()
            .sync(Sync.INTERVAL)
            .syncInterval(Duration.ofDays(1))
            .opener(disk)
            .open();
    log.append(entry("before"));
    disk.room.set(10);
    assertThatThrownBy(() -> log.append(entry("lost"))).isInstanceOf(DecisionLogException.class);

    assertThat(disk.forced).hasValue(1);
    log.close();
  }
}
