package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RiskStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * DOWN where transfers are held because something does not work: the store, or a decision log that
 * is required. The rest is shown, since decisions go on without it, and say so themselves. Nobody
 * waits for longer than the budget.
 */
final class RiskgateHealth extends AbstractHealthIndicator {
  /** What is looked at beside the engine; of an engine of the application's own, what is there. */
  record Around(
      @Nullable RiskStore store,
      @Nullable DecisionLog log,
      @Nullable IntelligenceSource intelligence,
      @Nullable PackFolder folder,
      List<Recurring> jobs) {
    /** Copies the list. */
    Around {
      jobs = List.copyOf(jobs);
    }

    /** Of one engine of several nothing else is known. */
    static final Around NOTHING = new Around(null, null, null, null, List.of());
  }

  private final RiskEngine engine;
  private final Around around;
  private final StoreProbe probe;
  private final boolean downWhenIntelligenceFails;

  RiskgateHealth(RiskEngine engine, Around around, RiskgateProperties.Health settings) {
    super("Riskgate's health could not be looked at");
    this.engine = engine;
    this.around = around;
    this.probe = new StoreProbe(engine, around.store(), settings.budget());
    this.downWhenIntelligenceFails = settings.downWhenIntelligenceFails();
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.up();
    builder.withDetail("pack", engine.activePack().toString());
    packFolder(builder);
    store(builder);
    log(builder);
    intelligence(builder);
    for (Recurring job : around.jobs()) {
      if (!job.trouble().isEmpty()) {
        builder.withDetail(job.name(), "failed: " + job.trouble());
      }
    }
  }

  private void packFolder(Health.Builder builder) {
    PackFolder folder = around.folder();
    if (folder != null && !folder.trouble().isEmpty()) {
      builder.withDetail("packFolder", folder.trouble());
    }
  }

  private void store(Health.Builder builder) {
    RiskStore store = around.store();
    String name = store == null ? "unknown" : store.getClass().getSimpleName();
    String failing = store == null ? "" : Modules.failing(store);
    if (failing.isEmpty()) {
      failing = probe.trouble();
    }
    if (failing.isEmpty()) {
      builder.withDetail("store", name);
      builder.withDetail("warming", engine.warmingUntil().size());
    } else {
      builder.down().withDetail("store", name + " fails: " + failing);
    }
    if (store != null) {
      Modules.backlog(store).forEach(builder::withDetail);
    }
  }

  private void log(Health.Builder builder) {
    if (!(around.log() instanceof FileDecisionLog file)) {
      return;
    }
    builder.withDetail("decisionLog", file.isFailing() ? "fails" : "written");
    builder.withDetail("decisionLogLost", file.lost());
    if (file.isFailing() && file.isRequired()) {
      builder.down();
    }
  }

  private void intelligence(Health.Builder builder) {
    IntelligenceSource intelligence = around.intelligence();
    if (intelligence == null) {
      return;
    }
    Map<String, String> freshness = Modules.freshness(intelligence);
    if (freshness.isEmpty()) {
      return;
    }
    builder.withDetail("intelligence", freshness);
    if (downWhenIntelligenceFails && !Modules.isFresh(intelligence)) {
      builder.down();
    }
  }
}
