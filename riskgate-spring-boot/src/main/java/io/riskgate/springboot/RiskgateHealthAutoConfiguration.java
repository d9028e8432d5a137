package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RiskStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Says how the engine is; off with {@code management.health.riskgate.enabled=false}. */
@AutoConfiguration(after = RiskgateAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(RiskEngine.class)
public final class RiskgateHealthAutoConfiguration {
  /** Created by Spring. */
  RiskgateHealthAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "riskgateHealthIndicator")
  @ConditionalOnEnabledHealthIndicator("riskgate")
  HealthIndicator riskgateHealthIndicator(
      RiskEngine engine,
      ObjectProvider<RiskStore> stores,
      ObjectProvider<DecisionLog> logs,
      ObjectProvider<IntelligenceSource> intelligence,
      ObjectProvider<Sweeper> sweepers,
      ObjectProvider<RiskgateProperties> properties) {
    RiskgateProperties set = properties.getIfAvailable();
    return new RiskgateHealth(
        engine,
        stores.getIfAvailable(),
        logs.getIfAvailable(),
        intelligence.getIfAvailable(),
        sweepers.getIfAvailable(),
        set != null && set.health().downWhenIntelligenceFails());
  }
}
