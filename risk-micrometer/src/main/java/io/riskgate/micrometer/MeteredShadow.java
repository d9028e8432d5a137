package io.riskgate.micrometer;

import io.micrometer.core.instrument.Counter;
import io.riskgate.core.Outcome;
import io.riskgate.core.Shadow;
import io.riskgate.core.ShadowReport;
import io.riskgate.core.pack.PackIdentity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A shadow of which the counts go on in meters, from the report whenever it is looked at. Counters
 * outlive the shadow, and the next one's counts come on top.
 */
final class MeteredShadow implements Shadow {
  private final Shadow shadow;
  private final RiskMetrics metrics;
  private final Runnable whenClosed;
  private final Map<String, Long> counted = new HashMap<>();

  MeteredShadow(Shadow shadow, RiskMetrics metrics, Runnable whenClosed) {
    this.shadow = shadow;
    this.metrics = metrics;
    this.whenClosed = whenClosed;
    count(); // so that the meters are there before the first flip
  }

  /** Brings the meters up to what the report says. */
  synchronized void count() {
    ShadowReport report = shadow.report();
    long agreed = 0;
    long flipped = 0;
    long warming = 0;
    long failed = 0;
    long forgotten = 0;
    for (ShadowReport.Comparison one : report.comparisons()) {
      agreed += one.agreed();
      flipped += one.flips();
      warming += one.warming();
      failed += one.failed();
      forgotten += one.forgotten();
    }
    transfers("agreed", agreed);
    transfers("flipped", flipped);
    transfers("warming", warming);
    transfers("failed", failed);
    transfers("forgotten", forgotten);
    transfers("dropped", report.dropped());
    for (Outcome champion : Outcome.values()) {
      for (Outcome candidate : Outcome.values()) {
        if (champion != candidate) {
          flips(report, champion, candidate);
        }
      }
    }
  }

  private void transfers(String result, long total) {
    add(
        Counter.builder("riskgate.shadow.transfers")
            .description("Transfers offered to a shadow, by what came of it")
            .tags(metrics.tags)
            .tag("result", result),
        result,
        total);
  }

  private void flips(ShadowReport report, Outcome champion, Outcome candidate) {
    long total = 0;
    for (ShadowReport.Comparison one : report.comparisons()) {
      total += one.count(champion, candidate);
    }
    add(
        Counter.builder("riskgate.shadow.flips")
            .description("Transfers that the candidate would have decided otherwise")
            .tags(metrics.tags)
            .tag("champion", champion.name())
            .tag("candidate", candidate.name()),
        champion + ">" + candidate,
        total);
  }

  /** A total that has become less, as the oldest champion of many was left out, adds nothing. */
  private void add(Counter.Builder builder, String what, long total) {
    Counter counter = builder.register(metrics.registry);
    long before = counted.getOrDefault(what, 0L);
    if (total > before) {
      counter.increment((double) (total - before));
    }
    counted.put(what, total);
  }

  @Override
  public PackIdentity candidate() {
    return shadow.candidate();
  }

  @Override
  public ShadowReport report() {
    return shadow.report();
  }

  @Override
  public boolean drain(Duration timeout) {
    return shadow.drain(timeout);
  }

  @Override
  public void close() {
    shadow.close();
    whenClosed.run();
  }
}
