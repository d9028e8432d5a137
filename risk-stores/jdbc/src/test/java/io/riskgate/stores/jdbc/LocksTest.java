package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordTail;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("Locks of others")
class LocksTest {
  /** All records in one lane, so that they could be in each other's way. */
  private static final JdbcServer.Options ONE_LANE = new JdbcServer.Options(1, 1, 64, 10_000);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private String schema;
  private HikariDataSource pool;
  private Connection other;

  @BeforeEach
  void begin() throws Exception {
    schema = SharedPostgres.newSchema();
    pool = PostgresServer.pool(SharedPostgres.server().port(), 10);
    other = SharedPostgres.server().dataSource().getConnection();
    other.setAutoCommit(false);
  }

  @AfterEach
  void end() throws Exception {
    other.close();
    pool.close();
    threads.shutdownNow();
  }

  private void lock(String account) throws SQLException {
    try (PreparedStatement select =
        other.prepareStatement(
            new Tables(schema, Tables.PREFIX)
                .in("SELECT FROM riskgate_record WHERE kind = 'a' AND name = ? FOR UPDATE"))) {
      select.setString(1, account);
      select.execute();
    }
  }

  @Test
  @DisplayName("on one record hold up nobody who asks for another record of the same lane")
  void oneLocked() throws Exception {
    try (JdbcServer server = Calls.server(pool, schema, ONE_LANE)) {
      Calls.append(server, Calls.account("locked"), 1);
      lock("locked");
      Future<RecordTail> blocked =
          threads.submit(() -> Calls.append(server, Calls.account("locked"), 2));
      for (int i = 0; i < 50; i++) {
        // Each of them would need the lock, were it in the same transaction.
        Calls.append(server, Calls.account("free" + i), i);
      }
      assertThat(blocked.isDone()).isFalse();
      other.rollback();
      assertThat(Calls.tokens(blocked.get())).containsExactly(1L, 2L);
    }
  }

  @Test
  @DisplayName("that last longer than the budget cost the caller its budget and no more")
  void lockedForLong() throws Exception {
    try (JdbcServer server = Calls.server(pool, schema, ONE_LANE)) {
      Calls.append(server, Calls.account("locked"), 1);
      lock("locked");
      for (int i = 0; i < 3; i++) {
        long token = 10L + i;
        // That this ends at all, with the lock still held, is the test.
        assertThatThrownBy(
                () ->
                    server.call(
                        List.of(
                            Calls.append(
                                Calls.account("locked"), RecordPoint.START, Calls.change(token))),
                        Duration.ofMillis(150)))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("in time");
      }
      other.rollback();
      assertThat(Calls.tokens(Calls.append(server, Calls.account("locked"), 2)))
          .startsWith(1L)
          .endsWith(2L);
    }
  }

  @Test
  @DisplayName("leave a connection as the pool gave it: not every pool sets it right itself")
  void connectionAsBefore() throws Exception {
    try (Connection pooled = SharedPostgres.server().dataSource().getConnection();
        JdbcServer server = Calls.server(pool, schema, ONE_LANE)) {
      Calls.append(server, Calls.account("locked"), 1);
      lock("locked");
      pooled.setAutoCommit(false);
      pooled.setNetworkTimeout(Runnable::run, 60_000);
      Group group = new Group(RowKey.of(Calls.account("locked")));
      group.changes.add(Calls.change(2));
      group.keepUntilMs = Long.MAX_VALUE;
      Dialect dialect =
          JdbcSchema.of(SharedPostgres.server().dataSource(), schema, Tables.PREFIX)
              .dialect(pooled);
      assertThatThrownBy(() -> dialect.run(pooled, List.of(group), true, 10, 5_000))
          .isInstanceOf(SQLException.class);
      assertThat(pooled.getNetworkTimeout()).isEqualTo(60_000);
      assertThat(pooled.getAutoCommit()).isFalse();
      other.rollback();
    }
  }

  @Test
  @DisplayName("that end in a deadlock are got over: the change is made once, after another try")
  void deadlock() throws Exception {
    try (JdbcServer server = Calls.server(pool, schema, ONE_LANE);
        Statement statement = other.createStatement()) {
      Calls.append(server, Calls.account("a"), 1);
      Calls.append(server, Calls.account("b"), 1);
      // The lane may do the first of the two before the second has come: then there is no deadlock.
      for (long token = 2; token < 50 && server.transactionsAgain() == 0; token++) {
        RecordChange change = Calls.change(token);
        statement.execute("SET LOCAL deadlock_timeout = '1min'"); // so that it is us who notice
        lock("b");
        Future<List<RecordTail>> call =
            threads.submit(
                () ->
                    server.call(
                        List.of(
                            Calls.append(Calls.account("a"), RecordPoint.START, change),
                            Calls.append(Calls.account("b"), RecordPoint.START, change)),
                        Calls.LONG));
        awaitBlocked();
        lock("a"); // now each waits for the other, until ours is rolled back
        other.commit();
        List<Long> all = LongStream.rangeClosed(1, token).boxed().toList();
        assertThat(call.get()).extracting(Calls::tokens).containsOnly(all);
      }
      assertThat(server.transactionsAgain()).isPositive();
    }
  }

  private static void awaitBlocked() throws Exception {
    try (Connection connection = SharedPostgres.server().dataSource().getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
      while (true) {
        try (var rows = select.executeQuery()) {
          rows.next();
          if (rows.getInt(1) > 0) {
            return;
          }
        }
        Thread.sleep(2);
      }
    }
  }

  @Test
  @DisplayName(
      "of two processes on the same records, in any order and at a stricter isolation, lose and"
          + " double nothing")
  void serialisation() throws Exception {
    PGSimpleDataSource strict = SharedPostgres.server().dataSource();
    strict.setOptions("-c default_transaction_isolation=serializable");
    int each = 60;
    try (HikariDataSource strictPool = new HikariDataSource();
        JdbcServer first = Calls.server(withSource(strictPool, strict), schema, ONE_LANE);
        JdbcServer second = Calls.server(strictPool, schema, ONE_LANE)) {
      List<JdbcServer> servers = List.of(first, second, first, second);
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 4)
              .mapToObj(
                  t -> CompletableFuture.runAsync(() -> hammer(servers.get(t), t, each), threads))
              .toList();
      all.forEach(CompletableFuture::join);
      assertThat(first.transactionsAgain() + second.transactionsAgain()).isPositive();
      for (String id : List.of("x", "y", "z")) {
        List<Long> tokens = Calls.tokens(Calls.read(first, Calls.account(id)));
        assertThat(tokens).hasSize(4 * each);
        assertThat(new HashSet<>(tokens)).hasSize(4 * each);
      }
    }
  }

  private static HikariDataSource withSource(HikariDataSource pool, PGSimpleDataSource source) {
    pool.setDataSource(source);
    pool.setMaximumPoolSize(8);
    return pool;
  }

  private static void hammer(JdbcServer server, int thread, int times) {
    for (int i = 0; i < times; i++) {
      List<String> ids = thread % 2 == 0 ? List.of("x", "y", "z") : List.of("z", "y", "x");
      long token = thread * 1_000L + i + 1;
      List<RecordTail> tails =
          server.call(
              ids.stream()
                  .map(
                      id -> Calls.append(Calls.account(id), RecordPoint.START, Calls.change(token)))
                  .toList(),
              Calls.LONG);
      assertThat(tails).allSatisfy(tail -> assertThat(Calls.tokens(tail)).endsWith(token));
    }
  }
}
