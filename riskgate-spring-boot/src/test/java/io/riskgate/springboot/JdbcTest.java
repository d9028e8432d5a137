package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.jdbc.JdbcSchema;
import io.riskgate.stores.remote.RemoteStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A store in a database of the application's own, chosen by properties; on H2, as tests may. */
class JdbcTest {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:boot" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1", "sa", "");

  @AfterEach
  void close() {
    pool.dispose();
  }

  private ApplicationContextRunner app(String... more) {
    return Apps.bare()
        .withBean("bank", DataSource.class, () -> pool)
        .withPropertyValues("riskgate.store.type=jdbc")
        .withPropertyValues(more);
  }

  private long count(String table) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  @DisplayName("Without its tables the store is not opened, and the message says what to run")
  void missingTables() {
    List<SetupProblem> problems = WrongPropertiesTest.problems(app());
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).property()).isEqualTo("riskgate.store.jdbc");
    assertThat(problems.get(0).why()).contains("V1__riskgate_records.sql");
    assertThat(problems.get(0).mend()).contains("riskgate.store.jdbc.create-tables=true");
  }

  @Test
  @DisplayName("create-tables makes the tables where there are none, and leaves those that are")
  void createTables() {
    Transfer transfer = Apps.transfer("t", "100.00");
    app("riskgate.store.jdbc.create-tables=true")
        .run(first -> first.getBean(RiskEngine.class).score(transfer));
    app("riskgate.store.jdbc.create-tables=true")
        .run(
            second -> {
              assertThat(second).getBean(RiskStore.class).isInstanceOf(RemoteStore.class);
              assertThat(second.getBean(RiskEngine.class).score(transfer).isRepeat()).isTrue();
            });
  }

  @Test
  @DisplayName("Schema, prefix, connections and caps are as the properties say")
  void settings() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA risk");
    }
    JdbcSchema.of(pool, "risk", "rg_").create();
    app(
            "riskgate.store.jdbc.schema=risk",
            "riskgate.store.jdbc.table-prefix=rg_",
            "riskgate.store.jdbc.durable-lanes=2",
            "riskgate.store.jdbc.quick-lanes=2",
            "riskgate.store.jdbc.batch-max=16",
            "riskgate.store.jdbc.queue-max=100",
            "riskgate.store.jdbc.retain-interval=0",
            "riskgate.store.remote.budget=1s")
        .run(
            app -> {
              app.getBean(RiskEngine.class).score(Apps.transfer("t", "100.00"));
              assertThat(count("risk.rg_record")).isPositive();
              assertThat(app.getBean(JdbcRetention.class).isRunning()).isFalse();
              assertThat(
                      Thread.getAllStackTraces().keySet().stream()
                          .filter(thread -> thread.getName().startsWith("riskgate-jdbc-")))
                  .hasSize(4);
            });
  }

  @Test
  @DisplayName("Of several DataSources one must be named, primary, or there is a problem")
  void whichSource() {
    JdbcSchema.of(pool).create();
    ApplicationContextRunner two = app().withBean("other", DataSource.class, () -> pool);
    assertThat(WrongPropertiesTest.problems(two))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.property()).isEqualTo("riskgate.store.jdbc.data-source");
              assertThat(problem.mend()).contains("bank", "other");
            });
    two.withPropertyValues("riskgate.store.jdbc.data-source=other")
        .run(app -> assertThat(app).hasNotFailed());
    assertThat(
            WrongPropertiesTest.problems(
                two.withPropertyValues("riskgate.store.jdbc.data-source=nobody")))
        .extracting(SetupProblem::property)
        .containsExactly("riskgate.store.jdbc.data-source");
    assertThat(
            WrongPropertiesTest.problems(
                Apps.bare().withPropertyValues("riskgate.store.type=jdbc")))
        .extracting(SetupProblem::property)
        .containsExactly("riskgate.store.jdbc.data-source");
  }

  @Test
  @DisplayName("The retention job drops what nobody needs any more")
  void retention() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    app("riskgate.store.jdbc.create-tables=true", "riskgate.store.jdbc.retain-interval=5ms")
        .withBean(InstantSource.class, () -> now::get)
        .run(
            app -> {
              app.getBean(RiskEngine.class).score(Apps.transfer("t", "100.00"));
              long before = count("riskgate_record");
              now.set(now.get().plus(Duration.ofDays(1_000)));
              while (count("riskgate_record") >= before) {
                Thread.sleep(5);
              }
              assertThat(app.getBean(JdbcRetention.class).trouble()).isEmpty();
            });
  }

  @Test
  @DisplayName("The store tells what waits and is closed before the application's DataSource is")
  void closedInOrder() throws SQLException {
    AtomicBoolean closed = new AtomicBoolean();
    AtomicInteger tooLate = new AtomicInteger();
    JdbcSchema.of(pool).create();
    Apps.bare()
        .withBean("bank", DataSource.class, () -> source(closed, tooLate))
        .withPropertyValues("riskgate.store.type=jdbc")
        .run(
            app -> {
              RiskEngine engine = app.getBean(RiskEngine.class);
              for (int i = 0; i < 20; i++) {
                Decision decision = engine.score(Apps.transfer("t" + i, "1.00"));
                engine.settle(decision.reference());
              }
            });
    assertThat(closed).isTrue();
    assertThat(tooLate).hasValue(0);
    // The payee has been told of all of it, by the process that is gone.
    Apps.bare()
        .withBean("bank", DataSource.class, () -> pool)
        .withPropertyValues("riskgate.store.type=jdbc")
        .run(
            app ->
                assertThat(
                        app.getBean(RiskEngine.class)
                            .movements(
                                Transfer.DEFAULT_TENANT,
                                "6217001210024455667",
                                Instant.now().minusSeconds(3_600),
                                Instant.now().plusSeconds(3_600))
                            .entries())
                    .hasSize(20)
                    .allSatisfy(entry -> assertThat(entry.state()).hasToString("SETTLED")));
  }

  /** The pool, which tells when it is closed and asked nevertheless. */
  private DataSource source(AtomicBoolean closed, AtomicInteger tooLate) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class, AutoCloseable.class},
            (proxy, method, args) -> {
              if (method.getName().equals("close")) {
                closed.set(true);
                return null;
              }
              if (closed.get() && method.getName().equals("getConnection")) {
                tooLate.incrementAndGet();
              }
              try {
                return method.invoke(pool, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
