package io.riskgate.springboot;

import io.riskgate.core.log.Checkpoint;
import io.riskgate.core.log.FileDecisionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/** Writes down how far the decision log has come, where its writers should not reach. */
final class LogCheckpoints extends Recurring {
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final FileDecisionLog log;
  private final Path file;

  LogCheckpoints(FileDecisionLog log, Path file, Duration interval) {
    super("log-checkpoint", "the decision log's checkpoint", Duration.ZERO, interval, STOP_WAIT);
    this.log = log;
    this.file = file;
  }

  @Override
  void once() throws IOException {
    Optional<Checkpoint> now = log.checkpoint();
    if (now.isEmpty()) {
      return;
    }
    Optional<Checkpoint> before = read(file);
    if (before.isPresent() && before.get().count() > now.get().count()) {
      // What is there is the proof of it: it stays.
      throw new IllegalStateException(
          "The checkpoint in "
              + file
              + " tells of "
              + before.get().count()
              + " records and the decision log has "
              + now.get().count()
              + ": its end was cut off, or it is another log");
    }
    write(file, now.get());
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
