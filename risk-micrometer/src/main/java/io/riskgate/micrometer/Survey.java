package io.riskgate.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.riskgate.core.Alert;
import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertState;
import io.riskgate.core.AlertTier;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.pack.PackIdentity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What stands rather than happens: open alerts, the packs in force, what the store has dropped. */
final class Survey {
  private static final int SHA_DIGITS = 12;

  /** How many alerts stand, of one tier. */
  private record Standing(int open, int overdue) {}

  private final AtomicReference<@Nullable Map<AlertTier, Standing>> alerts =
      new AtomicReference<>();
  private final MultiGauge packs;
  private final List<Meter> meters = new ArrayList<>();

  Survey(RiskMetrics metrics) {
    for (AlertTier tier : AlertTier.values()) {
      alerts(metrics, tier, "riskgate.alerts.open", "Alerts that are open, overdue ones included");
      alerts(metrics, tier, "riskgate.alerts.overdue", "Open alerts past their time to respond");
    }
    packs =
        MultiGauge.builder("riskgate.pack.info")
            .description("Always 1: the packs that decide and are tried")
            .tags(metrics.tags)
            .register(metrics.registry);
    for (Enum<?> cap : metrics.capsHit.get().keySet()) {
      meters.add(
          FunctionCounter.builder("riskgate.store.caps.hit", metrics, m -> hits(m, cap))
              .description("How often the store had no room, by cap")
              .tags(metrics.tags)
              .tag("cap", cap.name())
              .register(metrics.registry));
    }
    RiskMetrics.Backlog backlog = metrics.backlog;
    if (backlog != null) {
      backlog(metrics, backlog);
    }
    if (metrics.hasLog) {
      meters.add(
          FunctionCounter.builder("riskgate.log.lost", metrics, m -> m.logLost.getAsLong())
              .description("Records that the decision log could not write")
              .tags(metrics.tags)
              .register(metrics.registry));
    }
  }

  private void backlog(RiskMetrics metrics, RiskMetrics.Backlog backlog) {
    meters.add(
        Gauge.builder("riskgate.store.waiting", backlog, b -> b.waiting().getAsLong())
            .description("Messages to other records that wait or are under way")
            .tags(metrics.tags)
            .strongReference(true)
            .register(metrics.registry));
    meters.add(
        TimeGauge.builder(
                "riskgate.store.lag",
                backlog,
                TimeUnit.MILLISECONDS,
                b -> (double) b.lagMs().getAsLong())
            .description("How long the oldest of them has waited")
            .tags(metrics.tags)
            .strongReference(true)
            .register(metrics.registry));
    meters.add(
        FunctionCounter.builder(
                "riskgate.store.left.out", metrics, m -> backlog.leftOut().getAsLong())
            .description("Messages to other records that found no room")
            .tags(metrics.tags)
            .register(metrics.registry));
  }

  private static double hits(RiskMetrics metrics, Enum<?> cap) {
    Long hits = metrics.capsHit.get().get(cap);
    return hits == null ? 0 : hits;
  }

  private void alerts(RiskMetrics metrics, AlertTier tier, String name, String description) {
    boolean isOverdue = name.endsWith("overdue");
    meters.add(
        Gauge.builder(name, this, survey -> survey.standing(tier, isOverdue))
            .description(description + ", as of the last sweep")
            .tags(metrics.tags)
            .tag("tier", tier.name())
            .strongReference(true)
            .register(metrics.registry));
  }

  /** Not a number until it was looked at: nobody is to read "none" from that. */
  private double standing(AlertTier tier, boolean isOverdue) {
    Map<AlertTier, Standing> all = alerts.get();
    if (all == null) {
      return Double.NaN;
    }
    Standing standing = all.get(tier);
    return standing == null ? 0 : isOverdue ? standing.overdue() : standing.open();
  }

  /** Looks at the alerts, those raised first before all: they are overdue first. */
  void lookAtAlerts(RiskEngine engine) {
    Map<AlertTier, Standing> counted = new EnumMap<>(AlertTier.class);
    try {
      for (Alert alert :
          engine.alerts(AlertQuery.ALL.in(AlertState.OPEN).atMost(AlertQuery.LIMIT_MAX))) {
        counted.merge(
            alert.tier(),
            new Standing(1, alert.isOverdue() ? 1 : 0),
            (a, b) -> new Standing(a.open() + b.open(), a.overdue() + b.overdue()));
      }
    } catch (RuntimeException e) {
      alerts.set(null); // what cannot be looked at is not known
      throw e;
    }
    alerts.set(counted);
  }

  /** Shows which packs decide and are tried. */
  void show(PackIdentity active, @Nullable PackIdentity shadow) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    rows.add(row(active, "active"));
    if (shadow != null) {
      rows.add(row(shadow, "shadow"));
    }
    packs.register(rows, true);
  }

  private static MultiGauge.Row<?> row(PackIdentity pack, String role) {
    String sha = pack.sha256();
    return MultiGauge.Row.of(
        Tags.of(
            "role", role,
            "id", pack.id(),
            "version", pack.version(),
            "sha256", sha.substring(0, Math.min(SHA_DIGITS, sha.length()))),
        1);
  }

  /** The meters that look at something which is closed with the engine. */
  List<Meter> meters() {
    return meters;
  }

  void hidePacks() {
    packs.register(List.of(), true);
  }
}
