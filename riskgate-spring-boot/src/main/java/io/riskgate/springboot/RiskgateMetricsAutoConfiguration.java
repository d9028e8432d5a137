package io.riskgate.springboot;

import io.micrometer.core.instrument.MeterRegistry;
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
public final class RiskgateMetricsAutoConfiguration {
  /** Created by Spring. */
  RiskgateMetricsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "riskgateMetrics")
  RiskEngineDecorator riskgateMetrics(
      MeterRegistry registry,
      ObjectProvider<RiskStore> stores,
      ObjectProvider<DecisionLog> logs,
      ObjectProvider<InstantSource> clock) {
    return engine -> {
      RiskMetrics metrics =
          RiskMetrics.in(registry).clock(clock.getIfAvailable(InstantSource::system));
      RiskStore store = stores.getIfAvailable();
      if (store != null) {
        metrics.capsHit(() -> Modules.capsHit(store));
      }
      if (logs.getIfAvailable() instanceof FileDecisionLog log) {
        metrics.logLost(log::lost);
      }
      return metrics.meter(engine);
    };
  }
}
