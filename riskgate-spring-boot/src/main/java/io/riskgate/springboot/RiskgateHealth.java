package io.riskgate.springboot;

import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RiskStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * DOWN where transfers are held because something does not work: the store, or a decision log that
 * is required. The rest is shown, since decisions go on without it, and say so themselves.
 */
final class RiskgateHealth extends AbstractHealthIndicator {
  /** Nobody's: asking for it shows whether the store answers. */
  private static final Reference NOBODY =
      new Reference(Transfer.DEFAULT_TENANT, "riskgate-health", "riskgate-health");

  private final RiskEngine engine;
  private final @Nullable RiskStore store;
  private final @Nullable DecisionLog log;
  private final @Nullable IntelligenceSource intelligence;
  private final @Nullable Sweeper sweeper;
  private final boolean downWhenIntelligenceFails;

  RiskgateHealth(
      RiskEngine engine,
      @Nullable RiskStore store,
      @Nullable DecisionLog log,
      @Nullable IntelligenceSource intelligence,
      @Nullable Sweeper sweeper,
      boolean downWhenIntelligenceFails) {
    super("Riskgate's health could not be looked at");
    this.engine = engine;
    this.store = store;
    this.log = log;
    this.intelligence = intelligence;
    this.sweeper = sweeper;
    this.downWhenIntelligenceFails = downWhenIntelligenceFails;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.up();
    builder.withDetail("pack", engine.activePack().toString());
    store(builder);
    log(builder);
    intelligence(builder);
    if (sweeper != null && !sweeper.trouble().isEmpty()) {
      builder.withDetail("sweep", "failed: " + sweeper.trouble());
    }
  }

  private void store(Health.Builder builder) {
    String name = store == null ? "unknown" : store.getClass().getSimpleName();
    String failing = store == null ? "" : Modules.failing(store);
    try {
      engine.find(NOBODY);
      builder.withDetail("warming", engine.warmingUntil().size());
    } catch (RuntimeException e) {
      failing = failing.isEmpty() ? e.getClass().getSimpleName() + ": " + e.getMessage() : failing;
    }
    if (failing.isEmpty()) {
      builder.withDetail("store", name);
    } else {
      builder.down().withDetail("store", name + " fails: " + failing);
    }
  }

  private void log(Health.Builder builder) {
    if (!(log instanceof FileDecisionLog file)) {
      return;
    }
    builder.withDetail("decisionLog", file.isFailing() ? "fails" : "written");
    builder.withDetail("decisionLogLost", file.lost());
    if (file.isFailing() && file.isRequired()) {
      builder.down();
    }
  }

  private void intelligence(Health.Builder builder) {
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
