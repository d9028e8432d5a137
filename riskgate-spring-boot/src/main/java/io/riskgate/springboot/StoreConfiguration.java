package io.riskgate.springboot;

import io.riskgate.core.memory.InMemoryAlertStore;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.springboot.RiskgateProperties.Embedded;
import io.riskgate.stores.embedded.EmbeddedStore;
import io.riskgate.stores.embedded.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The choice of stores; each further one is a class of its own here. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  static InMemoryStore.Builder memory(RiskgateProperties.Store store) {
    InMemoryStore.Builder memory = InMemoryStore.builder();
    Integer keysMax = store.keysMax();
    if (keysMax != null) {
      memory.keysMax(keysMax);
    }
    Integer eventsPerKeyMax = store.eventsPerKeyMax();
    if (eventsPerKeyMax != null) {
      memory.eventsPerKeyMax(eventsPerKeyMax);
    }
    return memory;
  }

  static SetupException failed(String property, RuntimeException e, String mend) {
    return new SetupException(
        List.of(new SetupProblem(property, String.valueOf(e.getMessage()), mend)), e);
  }

  /** The memory of this process. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(
      prefix = "riskgate.store",
      name = "type",
      havingValue = "memory",
      matchIfMissing = true)
  static class OfMemory {
    @Bean
    @ConditionalOnMissingBean(RiskStore.class)
    InMemoryStore riskgateStore(RiskgateProperties properties, CheckedSetup setup) {
      try {
        return memory(properties.store()).build();
      } catch (IllegalArgumentException e) {
        throw failed("riskgate.store", e, "set its caps to what the message says");
      }
    }
  }

  /** The embedded store. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(EmbeddedStore.class)
  @ConditionalOnProperty(prefix = "riskgate.store", name = "type", havingValue = "embedded")
  static class OfEmbedded {
    @Bean
    @ConditionalOnMissingBean(RiskStore.class)
    EmbeddedStore riskgateStore(RiskgateProperties properties, CheckedSetup setup) {
      Embedded embedded = properties.store().embedded();
      Path folder = Objects.requireNonNull(embedded.folder(), "folder");
      try {
        return EmbeddedStore.at(folder)
            .mode(embedded.mode() == RiskgateProperties.Answered.SYNC ? Mode.SYNC : Mode.ASYNC)
            .lossMax(embedded.lossCallsMax(), embedded.lossAgeMax())
            .patience(embedded.patience())
            .memory(memory(properties.store()))
            .open();
      } catch (StoreException | IllegalArgumentException e) {
        throw failed(
            "riskgate.store.embedded.folder",
            e,
            "docs/embedded-store.md says what to do about each of its messages");
      }
    }
  }

  /** Alerts live as long as the rest of the store, where it can keep them. */
  @Configuration(proxyBeanMethods = false)
  static class OfAlerts {
    @Bean
    @ConditionalOnMissingBean(AlertStore.class)
    AlertStore riskgateAlertStore(CheckedSetup setup, RiskStore store) {
      AlertStore alerts = Modules.alertsOf(store);
      return alerts == null ? InMemoryAlertStore.create() : alerts;
    }
  }
}
