package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Control;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RemoteStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The tables")
class SchemaTest {
  /** A database that is there. */
  enum Database {
    POSTGRES {
      @Override
      DataSource source(String name) {
        return SharedPostgres.server().dataSource();
      }
    },
    H2 {
      @Override
      DataSource source(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return source;
      }
    };

    abstract DataSource source(String name);
  }

  private static void run(DataSource source, String... statements) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("that are missing are asked for by the name of the file, and by its folder")
  void missing(Database database) throws Exception {
    DataSource source = database.source("missing");
    run(source, "CREATE SCHEMA missing");
    assertThatThrownBy(() -> JdbcSchema.of(source, "missing", "riskgate_").check())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("run V1__riskgate_records.sql")
        .hasMessageContaining("riskgate-jdbc/" + (database == Database.H2 ? "h2" : "postgresql"));
    assertThatThrownBy(() -> JdbcSchema.of(source, "no_such_schema", "riskgate_").check())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("in the schema no_such_schema");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("of a newer version are refused")
  void newer(Database database) throws Exception {
    DataSource source = database.source("newer");
    run(source, "CREATE SCHEMA newer");
    JdbcSchema schema = JdbcSchema.of(source, "newer", "riskgate_");
    schema.create();
    schema.check();
    run(source, "INSERT INTO newer.riskgate_schema (version) VALUES (2)");
    assertThatThrownBy(schema::check)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("newer");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("may have another prefix, beside those of another store in the same schema")
  void prefix(Database database) throws Exception {
    DataSource source = database.source("prefix");
    run(source, "CREATE SCHEMA prefix");
    for (String prefix : new String[] {"one_", "two_"}) {
      JdbcSchema.of(source, "prefix", prefix).create();
    }
    Tables one = new Tables("prefix", "one_");
    Tables two = new Tables("prefix", "two_");
    try (JdbcServer first = new JdbcServer(source, dialect(source, one), one, Calls.OPTIONS);
        JdbcServer second = new JdbcServer(source, dialect(source, two), two, Calls.OPTIONS)) {
      Calls.append(first, Calls.account("a"), 7);
      assertThat(Calls.tokens(Calls.read(first, Calls.account("a")))).containsExactly(7L);
      assertThat(Calls.read(second, Calls.account("a")).changes()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "that are there: a store opens with one line; two of them know each other's controls")
  void opened(Database database) throws Exception {
    DataSource source = database.source("opened");
    run(source, "CREATE SCHEMA opened");
    JdbcSchema.of(source, "opened", "risk_").create();
    JdbcStoreBuilder builder = JdbcStore.on(source).schema("opened").tablePrefix("risk_");
    Moment moment = new Moment(1_700_000_000_000L, 19_675, 646);
    Control freeze = Control.freeze("c1", "bank", "a", null, "court", "case 7");
    try (RemoteStore first = builder.open();
        RemoteStore second = builder.lanes(1, 1).batchMax(1).open()) {
      first.impose(freeze, Demand.hold(freeze.path()), moment.nowMs() + 1, moment);
      assertThat(second.controls(freeze.tenant(), "a", moment)).containsExactly(freeze);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("that are missing can be made; those that are there stay as they are")
  void createWhereMissing(Database database) throws Exception {
    DataSource source = database.source("whereMissing");
    run(source, "CREATE SCHEMA where_missing");
    JdbcSchema schema = JdbcSchema.of(source, "where_missing", "riskgate_");
    assertThat(schema.createWhereMissing()).isTrue();
    assertThat(schema.createWhereMissing()).isFalse();
    schema.check();
    JdbcSchema nowhere = JdbcSchema.of(source, "no_such_schema", "riskgate_");
    assertThatThrownBy(nowhere::createWhereMissing).isInstanceOf(StoreException.class);
  }

  private static Dialect dialect(DataSource source, Tables tables) {
    return new JdbcSchema(source, tables).check();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("have names that cannot become statements")
  void names(Database database) {
    DataSource source = database.source("names");
    Stream.of("x; DROP TABLE riskgate_record", "X", "a.b", "1a", "a\"b")
        .forEach(
            name -> {
              assertThatThrownBy(() -> JdbcSchema.of(source, name, "riskgate_"))
                  .isInstanceOf(IllegalArgumentException.class);
              assertThatThrownBy(() -> JdbcSchema.of(source, "", name))
                  .isInstanceOf(IllegalArgumentException.class);
            });
  }
}
