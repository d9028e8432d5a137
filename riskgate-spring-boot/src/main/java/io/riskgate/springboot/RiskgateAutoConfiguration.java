package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.log.Pseudonyms;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.AlertListener;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.DecisionListener;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.core.spi.RiskEventListener;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.rules.PackWatch;
import io.riskgate.rules.PackWatchListener;
import io.riskgate.rules.RulePacks;
import io.riskgate.springboot.RiskgateProperties.DecisionLogging;
import io.riskgate.springboot.RiskgateProperties.Pack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * An engine as {@link RiskgateProperties} say, of the application's own beans where there are:
 * {@link RulePack}, {@link RiskStore}, {@link AlertStore}, {@link DecisionLog}, {@link RateSource},
 * {@link IntelligenceSource}, {@link InstantSource} (such as a {@link java.time.Clock}), all {@link
 * DecisionListener}, {@link RiskEventListener} and {@link AlertListener}. All of it backs off where
 * there is a {@link RiskEngine} already.
 *
 * <p>The engine is closed when beans are destroyed, which is after web servers have stopped to take
 * requests; log and stores are written and closed with it.
 */
@AutoConfiguration
@ConditionalOnSwitch(value = "riskgate.enabled", byDefault = true)
@ConditionalOnMissingBean(RiskEngine.class)
@EnableConfigurationProperties(RiskgateProperties.class)
@Import({StoreConfiguration.class, IntelligenceConfiguration.class, LogKeepingConfiguration.class})
public final class RiskgateAutoConfiguration {
  /** Created by Spring. */
  RiskgateAutoConfiguration() {}

  /** Static, and of nothing else, as properties of all sorts are bound with it. */
  @Bean
  static UnboundProperties riskgateUnboundProperties() {
    return new UnboundProperties();
  }

  /**
   * Nobody asks for these, and they work all the same: lazy initialisation is not to lose them.
   * What has a lifecycle is started anyway, and the engine with it.
   */
  @Bean
  static LazyInitializationExcludeFilter riskgateEager() {
    return LazyInitializationExcludeFilter.forBeanTypes(
        CheckedSetup.class, ShadowRunner.class, PackWatch.class);
  }

  @Bean
  CheckedSetup riskgateSetup(
      RiskgateProperties properties,
      UnboundProperties unbound,
      ResourceLoader loader,
      ListableBeanFactory beans,
      Environment environment) {
    return new CheckedSetup(properties, unbound, loader.getClassLoader(), beans, environment);
  }

  @Bean
  @ConditionalOnMissingBean(RulePack.class)
  RulePack riskgatePack(RiskgateProperties properties, CheckedSetup setup) {
    Pack pack = properties.pack();
    return Packs.load(
        "riskgate.pack", pack.bundled(), pack.location(), pack.pathInJar(), pack.lanes());
  }

  @Bean
  @ConditionalOnMissingBean(DecisionLog.class)
  DecisionLog riskgateDecisionLog(RiskgateProperties properties, CheckedSetup setup) {
    DecisionLogging log = properties.decisionLog();
    if (log.folder() == null) {
      return DecisionLog.none();
    }
    FileDecisionLog.Builder builder =
        FileDecisionLog.in(log.folder())
            .sync(log.sync())
            .syncInterval(log.syncInterval())
            .patience(log.patience())
            .queueMax(log.queueMax())
            .fileBytes(log.fileSize().toBytes())
            .daily(log.daily());
    if (!log.waitForRoom().isZero()) {
      builder.waitForRoom(log.waitForRoom());
    }
    if (log.required()) {
      builder.required();
    }
    try {
      Path keyFile = log.pseudonyms().keyFile();
      if (keyFile != null) {
        String keyId = Objects.requireNonNull(log.pseudonyms().keyId(), "keyId");
        builder.pseudonyms(Pseudonyms.keyed(keyId, Files.readAllBytes(keyFile)));
      }
      return builder.open();
    } catch (IOException e) {
      throw unopened(new UncheckedIOException(e));
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      throw unopened(e);
    }
  }

  private static SetupException unopened(RuntimeException e) {
    return StoreConfiguration.failed(
        "riskgate.decision-log", e, "docs/decision-log.md says what to do about it");
  }

  @Bean
  @ConditionalOnMissingBean(RiskEngine.class)
  RiskEngine riskEngine(
      RiskgateProperties properties,
      CheckedSetup setup,
      RulePack pack,
      RiskStore store,
      AlertStore alertStore,
      DecisionLog log,
      ObjectProvider<InstantSource> clock,
      ObjectProvider<RateSource> rates,
      ObjectProvider<IntelligenceSource> intelligence,
      ObjectProvider<DecisionListener> listeners,
      ObjectProvider<RiskEventListener> events,
      ObjectProvider<AlertListener> alerts,
      ObjectProvider<RiskEngineCustomizer> customizers,
      ObjectProvider<RiskEngineDecorator> decorators) {
    RiskEngine.Builder builder =
        RiskEngine.builder()
            .rules(pack)
            .store(store)
            .alertStore(alertStore)
            .decisionLog(log)
            .mode(properties.mode())
            .eventTimeBounds(properties.eventTime().past(), properties.eventTime().future())
            .async(properties.async().threads(), properties.async().queueMax());
    clock.ifAvailable(builder::clock);
    rates.ifAvailable(builder::rates);
    intelligence.ifAvailable(builder::intelligence);
    listeners.orderedStream().forEach(builder::listener);
    events.orderedStream().forEach(builder::events);
    alerts.orderedStream().forEach(builder::alerts);
    if (properties.alertsKept() != null) {
      builder.alertsKept(properties.alertsKept());
    }
    if (properties.historyCompleteSince() != null) {
      builder.historyCompleteSince(properties.historyCompleteSince());
    }
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    RiskEngine engine = build(builder);
    for (RiskEngineDecorator decorator : decorators.orderedStream().toList()) {
      engine = decorator.decorate(engine);
    }
    return engine;
  }

  private static RiskEngine build(RiskEngine.Builder builder) {
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw StoreConfiguration.failed(
          "riskgate.event-time.past", e, "set it to less than the pack remembers references");
    }
  }

  @Bean
  Sweeper riskgateSweeper(RiskEngine engine, RiskgateProperties properties) {
    return new Sweeper(engine, properties.sweepInterval());
  }

  @Bean
  ShadowRunner riskgateShadow(RiskEngine engine, RiskgateProperties properties) {
    return new ShadowRunner(engine, properties.shadow(), properties.pack().lanes());
  }

  @Bean
  @ConditionalOnSwitch(value = "riskgate.pack.watch", byDefault = false)
  PackFolder riskgatePackFolder(ObjectProvider<PackWatchListener> listeners) {
    return new PackFolder(listeners.orderedStream().toList());
  }

  @Bean
  @ConditionalOnSwitch(value = "riskgate.pack.watch", byDefault = false)
  PackWatch riskgatePackWatch(RiskEngine engine, PackFolder told, RiskgateProperties properties) {
    Pack pack = properties.pack();
    Path folder = Objects.requireNonNull(pack.location(), "location");
    return RulePacks.watch(folder, engine, pack.lanes(), pack.watchInterval(), told.listener());
  }
}
