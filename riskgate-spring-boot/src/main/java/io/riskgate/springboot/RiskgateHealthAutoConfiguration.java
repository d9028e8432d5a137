package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RiskStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Says how the engine is, or each of several; off with {@code
 * management.health.riskgate.enabled=false}.
 */
@AutoConfiguration(after = RiskgateAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(RiskEngine.class)
public final class RiskgateHealthAutoConfiguration {
  private static final RiskgateProperties.Health DEFAULT =
      new RiskgateProperties.Health(Duration.ofSeconds(1), false);

  /** Created by Spring. */
  RiskgateHealthAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "riskgateHealthIndicator")
  @ConditionalOnEnabledHealthIndicator("riskgate")
  HealthContributor riskgateHealthIndicator(
      Map<String, RiskEngine> engines,
      ObjectProvider<RiskStore> stores,
      ObjectProvider<DecisionLog> logs,
      ObjectProvider<IntelligenceSource> intelligence,
      ObjectProvider<PackFolder> folders,
      ObjectProvider<Recurring> jobs,
      ObjectProvider<RiskgateProperties> properties) {
    RiskgateProperties set = properties.getIfAvailable();
    RiskgateProperties.Health settings = set == null ? DEFAULT : set.health();
    if (engines.size() > 1) {
      Map<String, HealthIndicator> each = new TreeMap<>();
      engines.forEach(
          (name, engine) ->
              each.put(name, new RiskgateHealth(engine, RiskgateHealth.Around.NOTHING, settings)));
      return CompositeHealthContributor.fromMap(each);
    }
    return new RiskgateHealth(
        engines.values().iterator().next(),
        new RiskgateHealth.Around(
            stores.getIfUnique(),
            logs.getIfUnique(),
            intelligence.getIfUnique(),
            folders.getIfAvailable(),
            jobs.orderedStream().toList()),
        settings);
  }
}
