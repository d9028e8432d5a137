package io.riskgate.springboot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.micrometer.RiskMetrics;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters the engine where the application has a registry and the module risk-micrometer. */
@AutoConfiguration(
    before = RiskgateAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
    })
@ConditionalOnClass({MeterRegistry.class, RiskMetrics.class})
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnSwitch(value = "riskgate.metrics.enabled", byDefault = true)
public final class RiskgateMetricsAutoConfiguration {
  /** Created by Spring. */
  RiskgateMetricsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "riskgateMetrics")
  RiskEngineDecorator riskgateMetrics(
      MeterRegistry registry,
      ObjectProvider<RiskStore> stores,
      ObjectProvider<DecisionLog> logs,
      ObjectProvider<InstantSource> clock,
      ObjectProvider<RiskgateProperties> properties) {
    return engine -> {
      RiskMetrics metrics =
          RiskMetrics.in(registry).clock(clock.getIfAvailable(InstantSource::system));
      RiskgateProperties set = properties.getIfAvailable();
      if (set != null) {
        metrics.reservationsMax(set.metrics().reservationsMax());
        set.metrics().tags().forEach((key, value) -> metrics.tags(Tags.of(key, value)));
      }
      RiskStore store = stores.getIfAvailable();
      if (store != null) {
        metrics.capsHit(() -> Modules.capsHit(store));
        if (!Modules.backlog(store).isEmpty()) {
          metrics.backlog(
              () -> told(store, Modules.WAITING),
              () -> told(store, Modules.LAG_MS),
              () -> told(store, Modules.LEFT_OUT));
        }
      }
      if (logs.getIfAvailable() instanceof FileDecisionLog log) {
        metrics.logLost(log::lost);
      }
      return metrics.meter(engine);
    };
  }

  private static long told(RiskStore store, String what) {
    return Modules.backlog(store).getOrDefault(what, 0L);
  }
}
