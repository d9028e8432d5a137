package io.riskgate.springboot;

import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.springboot.RiskgateProperties.DecisionLogging;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keeps a decision log provable, and its folder small. */
@Configuration(proxyBeanMethods = false)
class LogKeepingConfiguration {
  /** The log that properties name; one of the application's own it keeps itself. */
  @Bean
  @ConditionalOnProperty(prefix = "riskgate.decision-log.checkpoint", name = "file")
  @Nullable LogCheckpoints riskgateLogCheckpoints(
      RiskgateProperties properties, CheckedSetup setup, DecisionLog log) {
    DecisionLogging settings = properties.decisionLog();
    Path file = Objects.requireNonNull(settings.checkpoint().file(), "file");
    return log instanceof FileDecisionLog written
        ? new LogCheckpoints(
            written,
            Objects.requireNonNull(settings.folder(), "log"),
            settings.archive().folder(),
            file,
            settings.checkpoint().interval())
        : null;
  }

  @Bean
  @ConditionalOnProperty(prefix = "riskgate.decision-log.archive", name = "folder")
  LogArchiver riskgateLogArchiver(
      RiskgateProperties properties, CheckedSetup setup, ObjectProvider<InstantSource> clock) {
    DecisionLogging settings = properties.decisionLog();
    return new LogArchiver(
        Objects.requireNonNull(settings.folder(), "log"),
        Objects.requireNonNull(settings.archive().folder(), "archive"),
        Objects.requireNonNull(settings.checkpoint().file(), "checkpoint"),
        settings.archive(),
        clock.getIfAvailable(InstantSource::system));
  }
}
