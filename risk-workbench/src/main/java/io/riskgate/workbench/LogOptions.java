package io.riskgate.workbench;

import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.score.RunLog;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a run keeps a decision log. */
final class LogOptions {
  @Option(
      names = "--log",
      paramLabel = "DIR",
      description =
          "Keeps a decision log of the run in a new folder, for './risk verify' and './risk"
              + " replay'.")
  private @Nullable Path dir;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description =
          "Writes accounts, devices and the like to the log under pseudonyms, with the bytes of"
              + " this file (32 or more, random) as the key.")
  private @Nullable Path key;

  /** The log, or null where none is asked for. */
  @Nullable RunLog begin() {
    if (dir == null) {
      if (key != null) {
        throw new InputException("--log-key makes pseudonyms for a log: name its folder by --log");
      }
      return null;
    }
    return RunLog.begin(dir, key);
  }
}
