package io.riskgate.workbench.log;

import io.riskgate.core.log.LogFinding;
import io.riskgate.core.log.LogReplay;
import io.riskgate.core.pack.RulePack;
import io.riskgate.workbench.score.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides a log's records again and tells what comes out differently. */
public final class ReplayJob {
  private static final int SHOWN_MAX = 20;

  private final List<RulePack> packs;
  private final boolean all;
  private final PrintWriter to;
  private final @Nullable Progress progress;
  private long shown;
  private long unshown;

  /**
   * Prepares a replay.
   *
   * @param all whether every difference is told, not only the first
   */
  public ReplayJob(List<RulePack> packs, boolean all, PrintWriter to, @Nullable Progress progress) {
    this.packs = packs;
    this.all = all;
    this.to = to;
    this.progress = progress;
  }

  /**
   * Replays.
   *
   * @return whether everything came out the same
   */
  public boolean run(LogInput input) throws IOException {
    LogReplay.Result result;
    try (LogReplay replay = LogReplay.with(packs)) {
      result = replay.run(input.open(progress), this::tell);
    } finally {
      clearProgress();
    }
    if (unshown > 0) {
      to.printf(Locale.ROOT, "different: … and %,d more; --all tells them%n", unshown);
    }
    result
        .otherPacks()
        .forEach(
            (pack, records) ->
                to.printf(
                    Locale.ROOT,
                    "other pack: %,d records were decided by %s, which is not among those named%n",
                    records,
                    pack));
    to.printf(
        Locale.ROOT,
        "%,d decisions: %,d the same, %,d different, %,d that could not be decided again%n",
        result.same() + result.different() + result.notDecided(),
        result.same(),
        result.different(),
        result.notDecided());
    VerificationReport.print(result.verification(), to);
    return result.isSame();
  }

  private void tell(LogFinding difference) {
    if (all || shown < SHOWN_MAX) {
      shown++;
      clearProgress();
      to.println("different: " + difference);
    } else {
      unshown++;
    }
  }

  private void clearProgress() {
    if (progress != null) {
      progress.clear();
    }
  }
}
