package io.riskgate.springboot;

import io.riskgate.core.log.Checkpoint;
import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.log.LogArchive;
import io.riskgate.core.log.LogVerification;
import io.riskgate.core.log.LogVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down how far the decision log has come, where its writers should not reach. */
final class LogCheckpoints extends Recurring {
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final FileDecisionLog log;
  private final Path folder;
  private final @Nullable Path archive;
  private final Path file;

  private volatile boolean proved;
  private @Nullable Refused refused;

  /** What did not fit together, so that a long log is not read again for the same answer. */
  private record Refused(Checkpoint checkpoint, @Nullable Checkpoint beginsAt, String why) {
    boolean isFor(Checkpoint thatCheckpoint, @Nullable Checkpoint thatBeginning) {
      return checkpoint.equals(thatCheckpoint) && Objects.equals(beginsAt, thatBeginning);
    }
  }

  LogCheckpoints(
      FileDecisionLog log, Path folder, @Nullable Path archive, Path file, Duration interval) {
    super("log-checkpoint", "the decision log's checkpoint", Duration.ZERO, interval, STOP_WAIT);
    this.log = log;
    this.folder = folder;
    this.archive = archive;
    this.file = file;
  }

  /** Between two runs the log was in nobody's hands: it has to prove itself anew. */
  @Override
  public synchronized void start() {
    if (!isRunning()) {
      proved = false;
    }
    super.start();
  }

  @Override
  void once() throws IOException {
    Optional<Checkpoint> now = log.checkpoint();
    if (now.isEmpty()) {
      return;
    }
    Optional<Checkpoint> before = read(file);
    if (before.isPresent()) {
      holds(before.get(), now.get());
    }
    write(file, now.get());
    proved = true;
  }

  /** Where the log does not hold the checkpoint, the checkpoint is the proof of it, and stays. */
  private void holds(Checkpoint before, Checkpoint now) throws IOException {
    if (before.count() > now.count()) {
      throw new IllegalStateException(
          "The checkpoint in "
              + file
              + " tells of "
              + before.count()
              + " records and the decision log has "
              + now.count()
              + ": its end was cut off, or it is another log; the checkpoint stays");
    }
    if (proved) {
      return; // the log has been ours since
    }
    // No file may move between the look at where the log begins and the reading of it.
    synchronized (LogArchiver.MOVING) {
      Checkpoint beginsAt = beginsAt();
      if (refused == null || !refused.isFor(before, beginsAt)) {
        LogVerifier verifier = LogVerifier.of(folder).against(before);
        LogVerification verified =
            (beginsAt == null ? verifier : verifier.beginningAt(beginsAt)).run();
        if (verified.isIntact()) {
          return;
        }
        refused = new Refused(before, beginsAt, verified.findings().toString());
      }
    }
    throw new IllegalStateException(
        "The decision log is not the one that the checkpoint in "
            + file
            + " was taken of, or was changed: "
            + refused.why()
            + "; the checkpoint stays");
  }

  private @Nullable Checkpoint beginsAt() throws IOException {
    Optional<Checkpoint> behind = archive == null ? Optional.empty() : LogArchive.endOf(archive);
    return behind.isPresent() ? behind.get() : LogArchive.beginningOf(folder).orElse(null);
  }

  static Optional<Checkpoint> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checkpoint.ofJson(Files.readString(file)));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + " holds no checkpoint: move it elsewhere", e);
    }
  }

  /** Reading a long log is broken off; the next run reads it again. */
  @Override
  void breakOff(Thread thread) {
    thread.interrupt();
  }

  /** All of it or nothing. */
  static void write(Path file, Checkpoint checkpoint) throws IOException {
    Path whole = file.toAbsolutePath();
    Path parent = whole.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path next = whole.resolveSibling(whole.getFileName() + ".new");
    Files.writeString(next, checkpoint.toJson() + "\n");
    Files.move(next, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
