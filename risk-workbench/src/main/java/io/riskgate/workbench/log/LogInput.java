package io.riskgate.workbench.log;

import io.riskgate.core.log.LogVerifier;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.score.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A decision log, and what is known of it from elsewhere. */
public final class LogInput {
  @Parameters(paramLabel = "LOG", description = "The folder of the decision log.")
  private Path dir = Path.of("");

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint of this log that was kept elsewhere: its records must still be there."
              + " Without one nobody sees that the end was cut off.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--begins-at",
      paramLabel = "FILE",
      description =
          "A checkpoint taken when earlier files were put away: the log begins behind it, and"
              + " what lies before is not missed.")
  private @Nullable Path beginning;

  /** Ends the command unless there is a log. */
  public void requireLog() {
    if (!Files.isDirectory(dir)) {
      throw new InputException(dir + ": there is no such folder with a decision log");
    }
    try (Stream<Path> files = Files.list(dir)) {
      if (files.noneMatch(LogInput::isLogFile)) {
        throw new InputException(
            dir + ": has no file of a decision log, such as decisions-00000001-20261122.jsonl");
      }
    } catch (IOException e) {
      throw new InputException(dir + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isLogFile(Path file) {
    return String.valueOf(file.getFileName()).matches("decisions-\\d{8,}-\\d{8}\\.jsonl");
  }

  /** Prepares to read it. */
  LogVerifier open(@Nullable Progress progress) {
    requireLog();
    LogVerifier verifier = LogVerifier.of(dir);
    if (checkpoint != null) {
      verifier.against(Checkpoints.read(checkpoint));
    }
    if (beginning != null) {
      verifier.beginningAt(Checkpoints.read(beginning));
    }
    if (progress != null) {
      verifier.progress((bytes, of, records) -> progress.update(1.0 * bytes / of, records));
    }
    return verifier;
  }
}
