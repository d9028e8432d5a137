package io.riskgate.workbench.log;

import io.riskgate.core.log.Checkpoint;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.score.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checkpoints as files. */
final class Checkpoints {
  private Checkpoints() {}

  static Checkpoint read(Path file) {
    try {
      return Checkpoint.ofJson(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": is no checkpoint: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InputException(file + ": the checkpoint cannot be read: " + e.getMessage(), e);
    }
  }

  static void write(Path file, Checkpoint checkpoint) throws IOException {
    try (OutputFile out = OutputFile.create(file)) {
      out.stream().write((checkpoint.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
      out.finish();
    }
  }
}
