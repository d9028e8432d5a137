package io.riskgate.springboot;

import io.riskgate.springboot.RiskgateProperties.Embedded;
import io.riskgate.springboot.RiskgateProperties.Jdbc;
import io.riskgate.springboot.RiskgateProperties.Redis;
import io.riskgate.springboot.RiskgateProperties.Remote;
import io.riskgate.springboot.RiskgateProperties.Store;
import io.riskgate.springboot.RiskgateProperties.StoreType;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** Looks at the properties of the store, before it is opened. */
final class StoreChecks {
  private static final String TYPE = "riskgate.store.type";
  private static final String PLAIN_NAME = "[a-z_][a-z0-9_]{0,39}";
  private static final long KIB = 1L << 10;
  private static final long GIB = 1L << 30;

  private final Problems problems;
  private final ListableBeanFactory beans;

  StoreChecks(Problems problems, ListableBeanFactory beans) {
    this.problems = problems;
    this.beans = beans;
  }

  void check(Store store) {
    problems.atLeastOne("riskgate.store.keys-max", store.keysMax());
    problems.atLeastOne("riskgate.store.events-per-key-max", store.eventsPerKeyMax());
    problems.atLeastOne("riskgate.store.dealings-per-account-max", store.dealingsPerAccountMax());
    problems.moreThanNothing("riskgate.store.idle-kept", store.idleKept());
    problems.atLeastOne("riskgate.store.alerts-max", store.alertsMax());
    unused(store);
    switch (store.type()) {
      case MEMORY -> {}
      case EMBEDDED -> embedded(store.embedded());
      case REDIS -> redis(store);
      case JDBC -> jdbc(store);
    }
  }

  /** What is set, and what the chosen store knows nothing of. */
  private void unused(Store store) {
    StoreType type = store.type();
    if (type != StoreType.EMBEDDED && store.embedded().folder() != null) {
      otherType(type, "a folder of the embedded store", "embedded", "embedded.folder");
    }
    if (type != StoreType.REDIS && store.redis().isNamed()) {
      otherType(type, "an address of Redis", "redis", "redis.*");
    }
    if (type != StoreType.JDBC && store.jdbc().dataSource() != null) {
      otherType(type, "a DataSource", "jdbc", "jdbc.*");
    }
    if (type.isRemote()) {
      inMemory("keys-max", store.keysMax());
      inMemory("idle-kept", store.idleKept());
      inMemory("alerts-max", store.alertsMax());
    }
  }

  private void otherType(StoreType type, String what, String wanted, String property) {
    problems.add(
        TYPE,
        what + " is named, and the store is " + type.name().toLowerCase(Locale.ROOT),
        "set " + TYPE + " to " + wanted + ", or leave riskgate.store." + property + " out");
  }

  private void inMemory(String property, @Nullable Object value) {
    if (value != null) {
      problems.add(
          "riskgate.store." + property,
          "a store on a server has no such cap",
          "leave it out, or take the store memory or embedded");
    }
  }

  private void embedded(Embedded embedded) {
    problems.hasModule(TYPE, Modules.EMBEDDED, "risk-store-embedded");
    if (embedded.folder() == null) {
      problems.add(
          "riskgate.store.embedded.folder",
          "the embedded store has no folder",
          "name a folder of its own on a disk that stays, such as /var/lib/bank/riskgate");
    } else {
      problems.folder("riskgate.store.embedded.folder", embedded.folder());
    }
    problems.range("riskgate.store.embedded.loss-calls-max", embedded.lossCallsMax(), 1, 1_000_000);
    problems.hourAtMost("riskgate.store.embedded.loss-age-max", embedded.lossAgeMax());
    problems.hourAtMost("riskgate.store.embedded.patience", embedded.patience());
    problems.range(
        "riskgate.store.embedded.segment-size", embedded.segmentSize().toBytes(), 4 * KIB, GIB);
    problems.range(
        "riskgate.store.embedded.snapshot-every",
        embedded.snapshotEvery().toBytes(),
        0,
        Long.MAX_VALUE);
  }

  private void remote(Remote remote) {
    problems.hourAtMost("riskgate.store.remote.budget", remote.budget());
    problems.atLeastOne("riskgate.store.remote.records-max", remote.recordsMax());
    problems.atLeastOne("riskgate.store.remote.queue-max", remote.queueMax());
  }

  private void redis(Store store) {
    remote(store.remote());
    Redis redis = store.redis();
    if (redis.url() != null && !redis.clusterUrls().isEmpty()) {
      problems.add(
          "riskgate.store.redis",
          "both one server and a cluster are named",
          "keep one of riskgate.store.redis.url and riskgate.store.redis.cluster-urls");
    } else if (!redis.isNamed()) {
      problems.add(
          "riskgate.store.redis.url",
          "no server is named",
          "name one, such as redis://10.0.0.5:6379, or servers of a cluster in"
              + " riskgate.store.redis.cluster-urls");
    }
    if (problems.hasModule(TYPE, Modules.REDIS, "risk-store-redis") && redis.isNamed()) {
      RedisSetup.check(redis, problems);
    }
  }

  private void jdbc(Store store) {
    remote(store.remote());
    problems.hasModule(TYPE, Modules.JDBC, "risk-store-jdbc");
    Jdbc jdbc = store.jdbc();
    source(jdbc.dataSource());
    if (!jdbc.schema().isEmpty()) {
      plainName("riskgate.store.jdbc.schema", jdbc.schema());
    }
    plainName("riskgate.store.jdbc.table-prefix", jdbc.tablePrefix());
    problems.range("riskgate.store.jdbc.durable-lanes", jdbc.durableLanes(), 1, 64);
    problems.range("riskgate.store.jdbc.quick-lanes", jdbc.quickLanes(), 1, 64);
    problems.range("riskgate.store.jdbc.batch-max", jdbc.batchMax(), 1, 1_000);
    problems.atLeastOne("riskgate.store.jdbc.queue-max", jdbc.queueMax());
    problems.atLeastNothing("riskgate.store.jdbc.retain-interval", jdbc.retainInterval());
  }

  private void plainName(String property, String name) {
    if (!name.matches(PLAIN_NAME)) {
      problems.add(property, name + " is no plain name", "small letters, digits and _, up to 40");
    }
  }

  /** Whether there is one; none is made for that. */
  private void source(@Nullable String named) {
    if (named != null) {
      if (!beans.containsBean(named) || !beans.isTypeMatch(named, DataSource.class)) {
        problems.add(
            "riskgate.store.jdbc.data-source",
            "there is no DataSource bean called " + named,
            "name one of the application's DataSource beans");
      }
    } else if (beans.getBeanNamesForType(DataSource.class, true, false).length == 0) {
      problems.add(
          "riskgate.store.jdbc.data-source",
          "the application has no DataSource",
          "add spring-boot-starter-jdbc and spring.datasource.url, or a DataSource bean of its"
              + " own");
    }
  }
}
