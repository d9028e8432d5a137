package io.riskgate.springboot;

import io.riskgate.core.spi.StoreException;
import io.riskgate.springboot.RiskgateProperties.Jdbc;
import io.riskgate.stores.jdbc.JdbcSchema;
import io.riskgate.stores.jdbc.JdbcStore;
import io.riskgate.stores.remote.RecordServer;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;

/** The store in a database, as properties say. Loaded where its module is there. */
final class JdbcSetup {
  private JdbcSetup() {}

  /** The application's own pool: the one that is named, the only one, or the primary one. */
  static DataSource source(Jdbc jdbc, ListableBeanFactory beans) {
    String named = jdbc.dataSource();
    DataSource source =
        named == null
            ? beans.getBeanProvider(DataSource.class).getIfUnique()
            : beans.getBean(named, DataSource.class);
    if (source == null) {
      throw new SetupException(
          List.of(
              new SetupProblem(
                  "riskgate.store.jdbc.data-source",
                  "the application has several DataSource beans, and none is the primary one",
                  "name the one to use: " + names(beans))),
          null);
    }
    return source;
  }

  private static String names(ListableBeanFactory beans) {
    return String.join(", ", beans.getBeanNamesForType(DataSource.class));
  }

  static JdbcSchema schema(Jdbc jdbc, DataSource source) {
    return JdbcSchema.of(source, jdbc.schema(), jdbc.tablePrefix());
  }

  /**
   * Connects.
   *
   * @throws StoreException if the database cannot be reached, or has not the tables
   */
  static RecordServer connect(Jdbc jdbc, DataSource source) {
    if (jdbc.createTables()) {
      schema(jdbc, source).createWhereMissing();
    }
    return JdbcStore.on(source)
        .schema(jdbc.schema())
        .tablePrefix(jdbc.tablePrefix())
        .lanes(jdbc.durableLanes(), jdbc.quickLanes())
        .batchMax(jdbc.batchMax())
        .queueMax(jdbc.queueMax())
        .connect();
  }
}
