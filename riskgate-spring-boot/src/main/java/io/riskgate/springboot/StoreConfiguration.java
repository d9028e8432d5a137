package io.riskgate.springboot;

import io.riskgate.core.memory.InMemoryAlertStore;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.springboot.RiskgateProperties.Embedded;
import io.riskgate.springboot.RiskgateProperties.Jdbc;
import io.riskgate.springboot.RiskgateProperties.Store;
import io.riskgate.stores.embedded.EmbeddedStore;
import io.riskgate.stores.embedded.EmbeddedStoreBuilder;
import io.riskgate.stores.embedded.Mode;
import io.riskgate.stores.jdbc.JdbcStore;
import io.riskgate.stores.redis.RedisStore;
import io.riskgate.stores.remote.RemoteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The choice of stores; each further one is a class of its own here. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  private static final String STORE = "riskgateStore";

  static InMemoryStore.Builder memory(Store store) {
    InMemoryStore.Builder memory = InMemoryStore.builder();
    set(store.keysMax(), memory::keysMax);
    set(store.eventsPerKeyMax(), memory::eventsPerKeyMax);
    set(store.dealingsPerAccountMax(), memory::dealingsPerAccountMax);
    set(store.idleKept(), memory::idleKept);
    return memory;
  }

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
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
    @Bean(STORE)
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
    @Bean(STORE)
    @ConditionalOnMissingBean(RiskStore.class)
    EmbeddedStore riskgateStore(RiskgateProperties properties, CheckedSetup setup) {
      Embedded embedded = properties.store().embedded();
      Path folder = Objects.requireNonNull(embedded.folder(), "folder");
      try {
        EmbeddedStoreBuilder builder =
            EmbeddedStore.at(folder)
                .mode(embedded.mode() == RiskgateProperties.Answered.SYNC ? Mode.SYNC : Mode.ASYNC)
                .lossMax(embedded.lossCallsMax(), embedded.lossAgeMax())
                .patience(embedded.patience())
                .segmentBytes(embedded.segmentSize().toBytes())
                .snapshotEveryBytes(embedded.snapshotEvery().toBytes())
                .snapshotOnClose(embedded.snapshotOnClose())
                .memory(memory(properties.store()));
        set(properties.store().alertsMax(), builder::alertsMax);
        return builder.open();
      } catch (StoreException | IllegalArgumentException e) {
        throw failed(
            "riskgate.store.embedded.folder",
            e,
            "docs/embedded-store.md says what to do about each of its messages");
      }
    }
  }

  /** Redis or Valkey. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RedisStore.class)
  @ConditionalOnProperty(prefix = "riskgate.store", name = "type", havingValue = "redis")
  static class OfRedis {
    @Bean(STORE)
    @ConditionalOnMissingBean(RiskStore.class)
    RemoteStore riskgateStore(
        RiskgateProperties properties, CheckedSetup setup, ObjectProvider<InstantSource> clock) {
      Store store = properties.store();
      try {
        return RemoteSetup.open(
            RedisSetup.builder(store.redis())
                .clock(clock.getIfAvailable(InstantSource::system))
                .connect(),
            store);
      } catch (StoreException e) {
        throw failed(
            "riskgate.store.redis", e, "docs/scaling.md says what Redis must be, and be set to");
      }
    }
  }

  /** PostgreSQL. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(JdbcStore.class)
  @ConditionalOnProperty(prefix = "riskgate.store", name = "type", havingValue = "jdbc")
  static class OfJdbc {
    @Bean(STORE)
    @ConditionalOnMissingBean(RiskStore.class)
    RemoteStore riskgateStore(
        RiskgateProperties properties, CheckedSetup setup, ListableBeanFactory beans) {
      Store store = properties.store();
      DataSource source = JdbcSetup.source(store.jdbc(), beans);
      try {
        return RemoteSetup.open(JdbcSetup.connect(store.jdbc(), source), store);
      } catch (StoreException e) {
        throw failed(
            "riskgate.store.jdbc",
            e,
            "run the migrations, or see docs/scaling.md; for trying out"
                + " riskgate.store.jdbc.create-tables=true makes the tables");
      }
    }

    @Bean
    @ConditionalOnBean(name = STORE)
    JdbcRetention riskgateRetention(
        RiskgateProperties properties,
        CheckedSetup setup,
        ListableBeanFactory beans,
        ObjectProvider<InstantSource> clock) {
      Jdbc jdbc = properties.store().jdbc();
      return new JdbcRetention(
          JdbcSetup.schema(jdbc, JdbcSetup.source(jdbc, beans)),
          jdbc.retainInterval(),
          clock.getIfAvailable(InstantSource::system));
    }
  }

  /** Alerts live as long as the rest of the store, where it can keep them. */
  @Configuration(proxyBeanMethods = false)
  static class OfAlerts {
    @Bean
    @ConditionalOnMissingBean(AlertStore.class)
    AlertStore riskgateAlertStore(
        RiskgateProperties properties, CheckedSetup setup, RiskStore store) {
      AlertStore alerts = Modules.alertsOf(store);
      if (alerts != null) {
        return alerts;
      }
      Integer max = properties.store().alertsMax();
      return max == null ? InMemoryAlertStore.create() : InMemoryAlertStore.ofAtMost(max);
    }
  }
}
