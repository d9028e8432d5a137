package io.riskgate.springboot;

import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.intel.IntelligenceFiles;
import io.riskgate.intel.SourceKind;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Intelligence from files. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(IntelligenceFiles.class)
class IntelligenceConfiguration {
  @Bean
  @ConditionalOnMissingBean(IntelligenceSource.class)
  IntelligenceSource riskgateIntelligence(
      RiskgateProperties properties, CheckedSetup setup, ObjectProvider<InstantSource> clock) {
    RiskgateProperties.Intelligence named = properties.intelligence();
    if (named.files().isEmpty()) {
      return IntelligenceSource.NONE;
    }
    IntelligenceFiles.Builder builder =
        IntelligenceFiles.builder().clock(clock.getIfAvailable(InstantSource::system));
    try {
      named.files().forEach((kind, files) -> files.forEach(file -> builder.file(kind(kind), file)));
      named.maxAge().forEach((kind, age) -> builder.maxAge(kind(kind), age));
      if (named.dialCode() != null) {
        builder.dialCode(named.dialCode());
      }
      IntelligenceFiles files = builder.build();
      if (!named.watchInterval().isZero()) {
        files.watch(named.watchInterval());
      }
      return files;
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw StoreConfiguration.failed(
          "riskgate.intelligence", e, "docs/intelligence.md lists kinds and caps");
    }
  }

  private static SourceKind kind(String title) {
    return SourceKind.valueOf(title.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
