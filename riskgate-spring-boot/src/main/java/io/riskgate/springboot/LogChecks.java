package io.riskgate.springboot;

import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.log.Pseudonyms;
import io.riskgate.springboot.RiskgateProperties.DecisionLogging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks at the properties of the decision log, before it is opened. */
final class LogChecks {
  private static final String LOG = "riskgate.decision-log";
  private static final Duration KEPT_MAX = Duration.ofDays(36_600);
  private static final String NAME_ONE = "name a folder in " + LOG + ".folder";

  private final Problems problems;

  LogChecks(Problems problems) {
    this.problems = problems;
  }

  void check(DecisionLogging log) {
    if (log.folder() == null) {
      without(log);
    } else {
      problems.folder(LOG + ".folder", log.folder());
    }
    problems.dayAtMost(LOG + ".sync-interval", log.syncInterval());
    problems.dayAtMost(LOG + ".patience", log.patience());
    problems.range(LOG + ".queue-max", log.queueMax(), 1, FileDecisionLog.QUEUE_MAX);
    if (!log.waitForRoom().isZero()) {
      problems.dayAtMost(LOG + ".wait-for-room", log.waitForRoom());
    }
    problems.range(
        LOG + ".file-size",
        log.fileSize().toBytes(),
        FileDecisionLog.FILE_BYTES_MIN,
        Long.MAX_VALUE);
    Path keyFile = log.pseudonyms().keyFile();
    if (keyFile != null) {
      key(keyFile, log.pseudonyms().keyId());
    } else if (isNamed(log.pseudonyms().keyId())) {
      // Accounts would be written in the clear, and somebody meant them not to be.
      problems.add(
          LOG + ".pseudonyms.key-file",
          "a key is named in key-id, and there is no file of it",
          "name the file that holds the key, or leave key-id out");
    }
    keeping(log);
  }

  private static boolean isNamed(@Nullable String keyId) {
    return keyId != null && !keyId.isBlank();
  }

  private void without(DecisionLogging log) {
    if (log.required()) {
      problems.add(LOG + ".required", "the log is required and has no folder", NAME_ONE);
    }
    if (log.pseudonyms().keyFile() != null) {
      problems.add(LOG + ".pseudonyms.key-file", "there is a key and no log", NAME_ONE);
    }
    if (log.checkpoint().file() != null) {
      problems.add(LOG + ".checkpoint.file", "there is a checkpoint and no log", NAME_ONE);
    }
    if (log.archive().folder() != null) {
      problems.add(LOG + ".archive.folder", "there is an archive and no log", NAME_ONE);
    }
  }

  private void keeping(DecisionLogging log) {
    problems.moreThanNothing(LOG + ".checkpoint.interval", log.checkpoint().interval());
    problems.moreThanNothing(LOG + ".archive.interval", log.archive().interval());
    Duration kept = log.archive().kept();
    if (kept.compareTo(Duration.ofDays(1)) < 0 || kept.compareTo(KEPT_MAX) > 0) {
      problems.add(LOG + ".archive.kept", kept + " does not fit", "a day, 1d, up to 36600d");
    }
    Path archive = log.archive().folder();
    if (archive == null) {
      return;
    }
    problems.folder(LOG + ".archive.folder", archive);
    if (log.folder() != null && isSame(archive, log.folder())) {
      problems.add(LOG + ".archive.folder", "it is the log's own folder", "name another one");
    }
    if (log.checkpoint().file() == null) {
      problems.add(
          LOG + ".checkpoint.file",
          "files are only put away that a checkpoint proves, and none is kept",
          "name a file where nobody who can write the log can write");
    }
  }

  private static boolean isSame(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private void key(Path file, @Nullable String keyId) {
    if (!isNamed(keyId)) {
      problems.add(
          LOG + ".pseudonyms.key-id",
          "the key has no name",
          "give it one, by which the bank finds the key again");
    }
    long bytes = -1;
    try {
      bytes = Files.size(file);
    } catch (IOException e) {
      problems.add(
          LOG + ".pseudonyms.key-file",
          file + " cannot be read",
          "name the file that holds the key, readable to this application alone");
    }
    if (bytes >= 0 && bytes < Pseudonyms.KEY_BYTES_MIN) {
      problems.add(
          LOG + ".pseudonyms.key-file",
          file + " has " + bytes + " bytes",
          "at least " + Pseudonyms.KEY_BYTES_MIN + " random bytes are needed");
    }
  }
}
