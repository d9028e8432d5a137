package io.riskgate.stores.jdbc;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordSnapshot;
import io.riskgate.stores.remote.RecordTail;
import io.riskgate.stores.remote.RemoteStore;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the store on PostgreSQL costs with many callers: transfers scored by an engine that has a
 * limit and no rules, and the like of their changes without a store on top (owner, payee, device
 * and IP in one wait, the owner again in another), beside bare transactions of one insert and one
 * update on the same server; all durable. What is compared runs in turn, round by round.
 *
 * <p>No test, but run like one, as its libraries are the tests': {@code -Dtest=JdbcFigures
 * -Driskgate.figures=}, with arguments, all optional: {@code accounts=20000 rounds=3 seconds=5
 * callers=64 bareConnections=32 durableLanes=3 quickLanes=1 batchMax=128}. The default takes about
 * two minutes.
 */
final class JdbcFigures {
  private static final int CHANGE_BYTES = 80;
  private static final int SNAPSHOT_BYTES = 1_200;
  private static final int SNAPSHOT_EVERY = 32;
  private static final Duration BUDGET = Duration.ofSeconds(10);

  private final Map<String, Integer> given = new LinkedHashMap<>();
  private final Map<RecordKey, RecordPoint> known = new ConcurrentHashMap<>();
  private final PrintStream out = System.out;

  JdbcFigures() {
    given.put("accounts", 20_000);
    given.put("rounds", 3);
    given.put("seconds", 5);
    given.put("callers", 64);
    given.put("bareConnections", 32);
    given.put("durableLanes", 3);
    given.put("quickLanes", 1);
    given.put("batchMax", 128);
    for (String arg : System.getProperty("riskgate.figures", "").trim().split(" +", -1)) {
      String[] parts = arg.split("=", 2);
      if (!arg.isEmpty()
          && (parts.length < 2 || given.replace(parts[0], Integer.valueOf(parts[1])) == null)) {
        throw new IllegalArgumentException(
            "Not an argument: " + arg + "; there are " + given.keySet());
      }
    }
  }

  private int of(String name) {
    return given.getOrDefault(name, 0);
  }

  /** What a stretch of work came to. */
  private record Took(double perSecond, double p50Ms, double p99Ms, double cpuMicros) {}

  private interface Work {
    void once() throws Exception;
  }

  /**
   * Lets callers work for some seconds.
   *
   * @param everyNanos how long each caller lies between the beginnings of two pieces of work, or 0;
   *     what it has to wait for because the one before took long counts as the work's time
   */
  private Took work(int seconds, long everyNanos, Work work) throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<long[]> times = new ArrayList<>();
    AtomicLong failed = new AtomicLong();
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    long cpu = cpuNanos();
    for (int c = 0; c < of("callers"); c++) {
      long offset = everyNanos * c / of("callers");
      long[][] mine = {new long[1 << 10]};
      Thread thread =
          new Thread(
              () -> {
                int n = 0;
                long due = begin + offset;
                while (System.nanoTime() < end) {
                  if (everyNanos > 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                  } else {
                    due = System.nanoTime();
                  }
                  try {
                    work.once();
                  } catch (Exception e) {
                    failed.incrementAndGet();
                  }
                  if (n + 1 >= mine[0].length) {
                    mine[0] = Arrays.copyOf(mine[0], 2 * mine[0].length);
                  }
                  mine[0][n++] = System.nanoTime() - due;
                  due += everyNanos;
                }
                long[] all = Arrays.copyOf(mine[0], n);
                synchronized (times) {
                  times.add(all);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long took = System.nanoTime() - begin;
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " failed");
    }
    long[] sorted = times.stream().flatMapToLong(LongStream::of).sorted().toArray();
    return new Took(
        sorted.length * 1e9 / took,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        (cpuNanos() - cpu) / 1e3 / sorted.length);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  @Test
  @EnabledIfSystemProperty(named = "riskgate.figures", matches = ".*")
  void run() throws Exception {
    try (PostgresServer postgres = PostgresServer.start(true);
        HikariDataSource barePool = PostgresServer.pool(postgres.port(), of("bareConnections"));
        HikariDataSource pool =
            PostgresServer.pool(postgres.port(), 2 * (of("durableLanes") + of("quickLanes")))) {
      barePool.setConnectionTimeout(30_000);
      beginBare(barePool);
      String schema = postgres.newSchema("figures");
      JdbcServer.Options options =
          new JdbcServer.Options(of("durableLanes"), of("quickLanes"), of("batchMax"), 100_000);
      try (JdbcServer raw = Calls.server(pool, postgres.newSchema("raw"), options);
          JdbcServer server = Calls.server(pool, schema, options);
          RemoteStore store =
              RemoteStore.on(server).budget(BUDGET).recordsMax(10 * of("accounts")).open()) {
        RiskEngine engine =
            RiskEngine.builder()
                .rules(new LimitPack())
                .store(store)
                .clock(InstantSource.system())
                .build();
        for (int warm = 0; warm < 2; warm++) {
          work(of("seconds"), 0, () -> scored(engine));
          work(Math.max(of("seconds") / 2, 1), 0, () -> transfer(raw));
          work(Math.max(of("seconds") / 2, 1), 0, () -> bare(barePool));
        }
        rounds(raw, engine, store, barePool);
        if (!store.drain(BUDGET)) {
          throw new IllegalStateException("What is told afterwards did not arrive");
        }
        sizes(pool, schema, server);
      }
    }
  }

  private void rounds(
      JdbcServer raw, RiskEngine engine, RemoteStore store, HikariDataSource barePool)
      throws Exception {
    line("", "per second", "p50 ms", "p99 ms", "CPU here, us", "ratio");
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < of("rounds"); round++) {
      Took bare = work(of("seconds"), 0, () -> bare(barePool));
      Took records = work(of("seconds"), 0, () -> transfer(raw));
      long from = System.nanoTime();
      Took full = work(of("seconds"), 0, () -> scored(engine));
      if (!store.drain(BUDGET)) {
        throw new IllegalStateException("What is told afterwards did not arrive");
      }
      // What is told to payees and devices afterwards is part of a transfer's cost.
      double drained = full.perSecond * of("seconds") * 1e9 / (System.nanoTime() - from);
      long everyNanos = (long) (of("callers") * 2e9 / drained);
      Took half = work(of("seconds"), everyNanos, () -> scored(engine));
      ratios.add(drained / bare.perSecond);
      line("bare insert + update", bare, "");
      line("changes of transfers", records, ratio(records.perSecond, bare));
      line("transfers", full, ratio(full.perSecond, bare));
      line(
          "and all told afterwards",
          String.format(Locale.ROOT, "%,.0f", drained),
          "",
          "",
          "",
          ratio(drained, bare));
      line("transfers, half load", half, "");
    }
    ratios.sort(null);
    out.printf(
        Locale.ROOT,
        "median ratio of transfers to bare transactions: %.2f%n",
        ratios.get(ratios.size() / 2));
  }

  private static String ratio(double perSecond, Took bare) {
    return String.format(Locale.ROOT, "%.2f", perSecond / bare.perSecond);
  }

  /** A transfer of some account to another, each with an id of its own. */
  private void scored(RiskEngine engine) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int accounts = of("accounts");
    Decision decision =
        engine.score(
            Transfer.builder()
                .id(Long.toString(random.nextLong(), Character.MAX_RADIX))
                .time(Instant.now())
                .payer("DE" + random.nextInt(accounts))
                .payee("PY" + random.nextInt(accounts / 4))
                .amount(1 + random.nextInt(100), "CNY")
                .device("device" + random.nextInt(accounts))
                .ip("10.0." + random.nextInt(20) + "." + random.nextInt(256))
                .build());
    if (decision.outcome() == Outcome.HOLD) {
      throw new IllegalStateException("The store failed");
    }
  }

  private void line(Object... cells) {
    out.printf("%-24s %12s %9s %9s %14s %7s%n", cells);
  }

  private void line(String name, Took took, String ratio) {
    line(
        name,
        String.format(Locale.ROOT, "%,.0f", took.perSecond),
        String.format(Locale.ROOT, "%.2f", took.p50Ms),
        String.format(Locale.ROOT, "%.2f", took.p99Ms),
        String.format(Locale.ROOT, "%.0f", took.cpuMicros),
        ratio);
  }

  private void beginBare(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE bare_row (id bigint PRIMARY KEY, version bigint) WITH (fillfactor = 60);"
              + "CREATE TABLE bare_log (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
              + " of bigint, body bytea);"
              + "INSERT INTO bare_row SELECT i, 0 FROM generate_series(0, "
              + of("accounts")
              + ") AS i; ANALYZE bare_row");
    }
  }

  /** One insert and one update in one transaction and one wait. */
  private void bare(HikariDataSource pool) throws SQLException {
    long id = ThreadLocalRandom.current().nextInt(of("accounts"));
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE bare_row SET version = version + 1 WHERE id = ?;"
                    + " INSERT INTO bare_log (of, body) VALUES (?, ?)")) {
      statement.setLong(1, id);
      statement.setLong(2, id);
      statement.setBytes(3, new byte[CHANGE_BYTES]);
      statement.execute();
    }
  }

  private void transfer(JdbcServer server) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int accounts = of("accounts");
    RecordKey payer = Calls.account("DE" + random.nextInt(accounts));
    change(
        server,
        List.of(
            payer,
            Calls.account("PY" + random.nextInt(accounts / 4)),
            Calls.device("device" + random.nextInt(accounts)),
            new RecordKey(RecordKey.Kind.IP, "bank", "10.0.0." + random.nextInt(accounts / 4))));
    change(server, List.of(payer));
  }

  private void change(JdbcServer server, List<RecordKey> keys) {
    List<RecordCall> calls = new ArrayList<>(keys.size());
    for (RecordKey key : keys) {
      RecordPoint point = known.getOrDefault(key, RecordPoint.START);
      RecordSnapshot snapshot =
          point.version() > 0 && point.version() % SNAPSHOT_EVERY == 0
              ? new RecordSnapshot(point, new byte[SNAPSHOT_BYTES])
              : null;
      RecordChange change =
          new RecordChange(ThreadLocalRandom.current().nextLong(), new byte[CHANGE_BYTES]);
      calls.add(new RecordCall(key, point, change, snapshot, Long.MAX_VALUE));
    }
    List<RecordTail> tails = server.call(calls, BUDGET);
    for (int i = 0; i < keys.size(); i++) {
      List<RecordChange> changes = tails.get(i).changes();
      RecordPoint now =
          new RecordPoint(
              tails.get(i).from().version() + changes.size(),
              changes.get(changes.size() - 1).token());
      known.merge(keys.get(i), now, (a, b) -> a.version() > b.version() ? a : b);
    }
  }

  private void sizes(HikariDataSource pool, String schema, JdbcServer server) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM");
      try (ResultSet rows =
          statement.executeQuery(
              new Tables(schema, Tables.PREFIX)
                  .in(
                      "SELECT pg_total_relation_size('riskgate_record'),"
                          + " pg_total_relation_size('riskgate_snapshot'),"
                          + " (SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits"
                          + "   WHERE inhparent = 'riskgate_change'::regclass),"
                          + " (SELECT count(*) FROM riskgate_record),"
                          + " (SELECT count(*) FROM riskgate_snapshot),"
                          + " (SELECT sum(version) FROM riskgate_record),"
                          + " (SELECT count(*) FROM riskgate_record WHERE kind = 'a'),"
                          + " (SELECT sum(n_tup_hot_upd) * 100 / greatest(sum(n_tup_upd), 1)"
                          + "   FROM pg_stat_user_tables WHERE schemaname || '.' || relname"
                          + "   = 'riskgate_record')"))) {
        rows.next();
        double all = rows.getDouble(1) + rows.getDouble(2) + rows.getDouble(3);
        out.printf(
            Locale.ROOT,
            "%d accounts and %d other records take %.0f bytes an account, indexes and devices"
                + " included: %.0f a record, %.0f a change (%d changes), %.0f KiB of %d"
                + " snapshots; %d %% of the updates of records were HOT%n",
            rows.getLong(7),
            rows.getLong(4) - rows.getLong(7),
            all / rows.getLong(7),
            rows.getDouble(1) / rows.getLong(4),
            rows.getDouble(3) / rows.getLong(6),
            rows.getLong(6),
            rows.getDouble(2) / 1_024,
            rows.getLong(5),
            rows.getLong(8));
      }
    }
    out.printf(
        Locale.ROOT,
        "%d transactions, of which %d were tried again%n",
        server.transactions(),
        server.transactionsAgain());
  }
}
