package io.riskgate.workbench.score;

import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.log.Pseudonyms;
import io.riskgate.core.log.Sync;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.workbench.message.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The decision log of one run of the workbench. It waits for room rather than lose a record, and
 * leaves it to the system when the disk is written: a run can be repeated.
 */
public final class RunLog implements AutoCloseable {
  private static final Duration ROOM = Duration.ofMinutes(10);

  private final Path dir;
  private final FileDecisionLog log;

  private RunLog(Path dir, FileDecisionLog log) {
    this.dir = dir;
    this.log = log;
  }

  /**
   * Begins a log in a folder that has none.
   *
   * @param keyFile a file with the key of pseudonyms, whose name becomes the key's; or null
   * @throws InputException if there is one, or it cannot be written, or the key cannot be used
   */
  public static RunLog begin(Path dir, @Nullable Path keyFile) {
    refuseOlder(dir);
    FileDecisionLog.Builder builder =
        FileDecisionLog.in(dir).sync(Sync.NEVER).waitForRoom(ROOM).daily(false);
    if (keyFile != null) {
      builder.pseudonyms(pseudonyms(keyFile));
    }
    try {
      return new RunLog(dir, builder.open());
    } catch (IllegalStateException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new InputException(dir + ": no decision log can be written there: " + e.getCause(), e);
    }
  }

  private static void refuseOlder(Path dir) {
    if (Files.exists(dir) && !Files.isDirectory(dir)) {
      throw new InputException(dir + ": is no folder; a decision log is a folder of files");
    }
    if (Files.isDirectory(dir)) {
      try (Stream<Path> files = Files.list(dir)) {
        if (files.anyMatch(file -> file.toString().endsWith(".jsonl"))) {
          throw new InputException(
              dir + ": holds a decision log already; name another folder, or remove it first");
        }
      } catch (IOException e) {
        throw new InputException(dir + ": cannot be read: " + e.getMessage(), e);
      }
    }
  }

  private static Pseudonyms pseudonyms(Path keyFile) {
    try {
      return Pseudonyms.keyed(String.valueOf(keyFile.getFileName()), Files.readAllBytes(keyFile));
    } catch (IllegalArgumentException e) {
      throw new InputException(keyFile + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InputException(keyFile + ": the key cannot be read: " + e.getMessage(), e);
    }
  }

  /** For the engine, which closes it; closing it again does nothing. */
  public DecisionLog decisions() {
    return log;
  }

  /**
   * Makes sure that nothing is missing, once the engine has closed the log.
   *
   * @throws IOException if a record could not be written
   */
  public void requireWhole() throws IOException {
    if (log.lost() > 0) {
      throw new IOException(dir + ": " + log.lost() + " records are missing in the decision log");
    }
  }

  @Override
  public void close() {
    log.close();
  }

  @Override
  public String toString() {
    return dir.toString();
  }
}
