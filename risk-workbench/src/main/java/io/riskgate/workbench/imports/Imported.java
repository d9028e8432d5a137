package io.riskgate.workbench.imports;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * What came of an import.
 *
 * @param rows how many movements were imported
 * @param failed how many rows failed in reality, of which nothing moved
 * @param rejected how many rows were rejected
 * @param first the first movement's time
 * @param last the last one's
 * @param nanos how long it took
 */
public record Imported(
    long rows, long failed, long rejected, Instant first, Instant last, long nanos) {
  /** Says it, and what to do with it. */
  public void print(PrintWriter to, Path dir) {
    double seconds = Math.max(nanos / 1e9, 1e-3);
    to.printf(
        Locale.ROOT,
        "%,d movements imported into %s in %,.1f s (%,.0f rows/s)%n",
        rows,
        dir,
        seconds,
        (rows + failed + rejected) / seconds);
    if (failed > 0) {
      to.printf(Locale.ROOT, "%,d failed in reality and were left out%n", failed);
    }
    if (rejected > 0) {
      to.printf(Locale.ROOT, "%,d rejected%n", rejected);
    }
    to.printf(Locale.ROOT, "history from %s to %s%n", first, last);
    to.println(
        "If the files have all that moved since then, say so to the engine:"
            + " historyCompleteSince(Instant.parse(\""
            + first
            + "\"))");
  }
}
