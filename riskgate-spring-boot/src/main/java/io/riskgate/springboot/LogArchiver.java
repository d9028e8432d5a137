package io.riskgate.springboot;

import io.riskgate.core.log.Checkpoint;
import io.riskgate.core.log.LogArchive;
import io.riskgate.springboot.RiskgateProperties.Archive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts old files of the decision log away, those that the checkpoint proves. */
final class LogArchiver extends Recurring {
  private static final Logger LOG = LoggerFactory.getLogger(LogArchiver.class);

  /** Not at the very start, when there is enough to do, and soon enough where starts are many. */
  private static final Duration FIRST = Duration.ofMinutes(5);

  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  /** Held while files are moved, and by whoever must not see them move. */
  static final Object MOVING = new Object();

  private final Path log;
  private final Path archive;
  private final Path checkpoint;
  private final Duration kept;
  private final InstantSource clock;

  LogArchiver(Path log, Path archive, Path checkpoint, Archive settings, InstantSource clock) {
    super(
        "log-archive",
        "putting old files of the decision log away",
        settings.interval().compareTo(FIRST) < 0 ? settings.interval() : FIRST,
        settings.interval(),
        STOP_WAIT);
    this.log = log;
    this.archive = archive;
    this.checkpoint = checkpoint;
    this.kept = settings.kept();
    this.clock = clock;
  }

  @Override
  void once() throws IOException {
    Optional<Checkpoint> exported = LogCheckpoints.read(checkpoint);
    if (exported.isEmpty()) {
      return; // the log has no record yet
    }
    LocalDate before = LocalDate.ofInstant(clock.instant().minus(kept), ZoneOffset.UTC);
    LogArchive.PutAway away;
    synchronized (MOVING) {
      away =
          LogArchive.putAway(
              log, archive, before, exported.get(), LogArchive.endOf(archive).orElse(null));
    }
    if (!away.files().isEmpty()) {
      LOG.info("{} files of the decision log were put away into {}", away.files().size(), archive);
    }
  }

  /** Reading a long log is broken off; files that were moved by then are in order. */
  @Override
  void breakOff(Thread thread) {
    thread.interrupt();
  }
}
