package io.riskgate.workbench.score;

import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.pack.PackIdentity;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What came of a whole run. */
public final class Summary {
  private static final int SHOWN_MAX = 10;

  private final PackIdentity pack;
  private final long[] outcomes = new long[Outcome.values().length];
  private final Counts reasons = new Counts();
  private final Counts limits = new Counts();
  private final Counts degraded = new Counts();
  private final Counts notEvaluated = new Counts();
  private final long startNanos = System.nanoTime();
  private long rejected;

  Summary(PackIdentity pack) {
    this.pack = pack;
  }

  void decided(Decision decision) {
    outcomes[decision.outcome().ordinal()]++;
    for (Hit hit : decision.hits()) {
      reasons.add(hit.code());
    }
    for (LimitUsage usage : decision.limitUsages()) {
      if (usage.isPassed()) {
        limits.add(usage.limit().id());
      }
    }
    for (Degraded cause : decision.degraded()) {
      degraded.add(cause.toString());
    }
    for (String code : decision.notEvaluated()) {
      notEvaluated.add(code);
    }
  }

  void rejected() {
    rejected++;
  }

  /** How many rows were rejected. */
  public long rejects() {
    return rejected;
  }

  /** How many rows there were, rejected ones included. */
  public long rows() {
    long rows = rejected;
    for (long count : outcomes) {
      rows += count;
    }
    return rows;
  }

  /** Prints the summary. */
  public void print(PrintWriter to) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    long rows = rows();
    double seconds = Math.max(elapsed.toNanos() / 1e9, 1e-3);
    to.printf(
        Locale.ROOT,
        "%,d rows in %,.1f s (%,.0f rows/s), rule pack %s%n",
        rows,
        seconds,
        rows / seconds,
        pack);
    for (Outcome outcome : Outcome.values()) {
      share(to, outcomes[outcome.ordinal()], rows, outcome.name());
    }
    share(to, rejected, rows, "rejected");
    counts(to, "reasons", reasons);
    counts(to, "limits passed", limits);
    counts(to, "degraded by", degraded);
    counts(to, "rules not evaluated for lack of data", notEvaluated);
  }

  private static void share(PrintWriter to, long count, long rows, String what) {
    to.printf(
        Locale.ROOT, "%,12d  %5.1f %%  %s%n", count, rows == 0 ? 0 : 100.0 * count / rows, what);
  }

  private static void counts(PrintWriter to, String title, Counts counts) {
    if (counts.size() > 0) {
      to.println(
          counts.size() > SHOWN_MAX ? title + ", the " + SHOWN_MAX + " most frequent" : title);
      counts.top(SHOWN_MAX).forEach(to::println);
    }
  }
}
