package io.riskgate.workbench.log;

import io.riskgate.core.log.Checkpoint;
import io.riskgate.core.log.LogVerification;
import io.riskgate.workbench.score.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Verifies a log, tells what came of it and keeps how far it has come. */
public final class VerifyJob {
  private VerifyJob() {}

  /**
   * Verifies.
   *
   * @param export where the checkpoint goes where the log is intact, or null
   * @return whether it is intact
   */
  public static boolean run(
      LogInput input, @Nullable Path export, PrintWriter to, @Nullable Progress progress)
      throws IOException {
    LogVerification verification;
    try {
      verification = input.open(progress).run();
    } finally {
      if (progress != null) {
        progress.clear();
      }
    }
    VerificationReport.print(verification, to);
    Checkpoint head = verification.head().orElse(null);
    if (export != null && head != null) {
      Checkpoints.write(export, head);
    }
    return verification.isIntact();
  }
}
