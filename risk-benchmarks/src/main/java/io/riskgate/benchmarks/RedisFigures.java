package io.riskgate.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.stores.redis.RedisStore;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RemoteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * What the store on Redis costs, beside bare calls of scripts in the same run, both the cheapest
 * and its own: transfers a second, how long one takes at half that load, and bytes an account. The
 * server is one of the Maven artifact on this machine, so that server and callers share its
 * processors.
 *
 * <p>Arguments, all optional: {@code dir=FOLDER accounts=100000 warmup=30 seconds=5 rounds=5
 * latency=20 callers=64 aof=false}. How long one takes is looked at for so many seconds in each
 * round: with a large young part one or two of them have a pause of the collector, or none.
 *
 * <p>There are enough accounts that each pays no more often than a busy person does. With a fifth
 * of them each has a hundred transfers of a few minutes to be looked at, which is another question.
 */
public final class RedisFigures {
  /**
   * What a transfer changes first: payer, payee, device, IP. Then come the payer's decision, and
   * what others are told of it.
   */
  private static final int CHANGED_FIRST = 4;

  /** What is used again is known to the process, as where load is spread by account. */
  private static final int RECORDS_MAX = 400_000;

  /** For so long a load goes on before it is looked at how long one takes. */
  private static final long LATENCY_WARMUP_NS = TimeUnit.SECONDS.toNanos(3);

  private static final String BARE =
      "for i = 1, #KEYS do redis.call('INCRBY', KEYS[i], ARGV[1]) end return 1";

  /** Of some records: how many changes they have, of how many bytes, and the same of snapshots. */
  private static final String LENGTHS =
      """
      redis.call('SELECT', 0)
      local sums = {0, 0, 0, 0}
      for i = 1, 2000 do
        local key = redis.call('RANDOMKEY')
        if redis.call('TYPE', key).ok == 'list' then
          for at, body in ipairs(redis.call('LRANGE', key, 1, -1)) do
            local of = at == 1 and 3 or 1
            if #body > 0 then
              sums[of] = sums[of] + 1
              sums[of + 1] = sums[of + 1] + #body
            end
          end
        end
      end
      return sums
      """;

  private final Map<String, String> given = new LinkedHashMap<>();
  private final PrintStream out;
  private final LongAdder allowed = new LongAdder();

  private RedisFigures(String[] args, PrintStream out) {
    this.out = out;
    given.put("dir", "target/redis-figures");
    given.put("accounts", "100000");
    given.put("warmup", "30");
    given.put("seconds", "5");
    given.put("rounds", "5");
    given.put("latency", "20");
    given.put("callers", "64");
    given.put("aof", "false");
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      if (parts.length < 2 || given.replace(parts[0], parts[1]) == null) {
        throw new IllegalArgumentException(
            "Not an argument: " + arg + "; there are " + given.keySet());
      }
    }
  }

  /** Runs it all. */
  public static void main(String[] args) throws Exception {
    new RedisFigures(args, System.out).run();
  }

  private int number(String name) {
    return Integer.parseInt(given.getOrDefault(name, ""));
  }

  private void run() throws Exception {
    boolean aof = Boolean.parseBoolean(given.getOrDefault("aof", ""));
    try (RedisAtWork redis = RedisAtWork.start(Path.of(given.getOrDefault("dir", "")), aof);
        BareClient bare = BareClient.of(redis.uri())) {
      measure(redis, bare.connection);
    }
  }

  /** One thing that callers do again and again. */
  private interface Work {
    void once(long turn);
  }

  private void measure(RedisAtWork redis, StatefulRedisConnection<byte[], byte[]> connection)
      throws IOException, InterruptedException {
    RedisAsyncCommands<byte[], byte[]> commands = connection.async();
    String digest = connection.sync().scriptLoad(BARE);
    long bytesBefore = redis.info("memory", "used_memory");
    Population population = Population.of(number("accounts"));
    RecordServer server = RedisStore.at(redis.uri()).connect();
    try (RemoteStore store = RemoteStore.on(server).recordsMax(RECORDS_MAX).open();
        LivingStore living = new LivingStore(population, StorePack.CN, store)) {
      long from = System.nanoTime();
      living.fill(2);
      living.clock.pace(1_000, 10_000); // as fast as it is: what is late is late by this clock
      store.drain(Duration.ofMinutes(1));
      out.printf(
          Locale.ROOT,
          "%,d movements of %,d accounts observed, %,.0f/s%n",
          living.movements(),
          population.accounts(),
          living.movements() * 1e9 / (System.nanoTime() - from));
      bytes(redis, bytesBefore, population.accounts());
      AtomicLong id = new AtomicLong(living.movements());
      ThreadLocal<ReplayClock.Hand> hands = ThreadLocal.withInitial(living.clock::hand);
      Work script = turn -> eval(commands, digest, 1, turn);
      Work transfer = turn -> score(living, id.getAndIncrement(), hands.get());
      Rounds rounds = new Rounds(redis, connection, store, transfer);
      perSecond(transfer, number("warmup")); // Java compiles most of what is measured
      Changed changed = rounds.transfers();
      int after = changed.records - CHANGED_FIRST;
      Work increments =
          turn -> {
            eval(commands, digest, CHANGED_FIRST, turn);
            eval(commands, digest, after, turn);
          };
      BareChanges bare = new BareChanges(connection);
      Work bareTransfer =
          turn -> {
            bare.change(CHANGED_FIRST, turn);
            bare.change(after, turn);
          };
      rounds.run(script, increments, bare, bareTransfer);
      connection.sync().flushdb();
      out.printf(
          Locale.ROOT,
          "After %,d transfers, of which %,d were allowed, and whose references are remembered: ",
          id.get() - living.movements(),
          allowed.sum());
      bytes(redis, bytesBefore, population.accounts());
    }
  }

  /**
   * What a transfer is for the server, what others are told afterwards included.
   *
   * @param perSecond how many there were
   * @param records how many records one changes
   * @param bytes how long a change is, its token included, of those that stand in records
   * @param snapshotBytes how long a snapshot is, of those that stand in records
   * @param snapshotEvery among how many changes one is written
   * @param sent how many bytes one sends
   */
  record Changed(
      double perSecond,
      int records,
      int bytes,
      int snapshotBytes,
      int snapshotEvery,
      double sent) {}

  /** What both sides have done so far. */
  private record Sample(
      long cpuNs, long serverUs, long scripts, long changes, long snapshots, long bytesIn) {
    static Sample of(RedisAtWork redis) {
      return new Sample(
          RedisFigures.cpuNs(),
          redis.cpuMicroseconds(),
          redis.calls("evalsha"),
          redis.calls("rpush"),
          redis.calls("ltrim"),
          redis.info("stats", "total_net_input_bytes"));
    }

    Sample since(Sample o) {
      return new Sample(
          cpuNs - o.cpuNs,
          serverUs - o.serverUs,
          scripts - o.scripts,
          changes - o.changes,
          snapshots - o.snapshots,
          bytesIn - o.bytesIn);
    }
  }

  private static long cpuNs() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** The rounds of all works, one after the other. */
  private final class Rounds {
    private final RedisAtWork redis;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final RemoteStore store;
    private final Work transfer;
    private final List<List<Double>> figures = new ArrayList<>();

    Rounds(
        RedisAtWork redis,
        StatefulRedisConnection<byte[], byte[]> connection,
        RemoteStore store,
        Work transfer) {
      this.redis = redis;
      this.connection = connection;
      this.store = store;
      this.transfer = transfer;
    }

    /**
     * Scores for a while, and says what that was for both sides; it has taken until others have
     * been told, too.
     */
    Changed transfers() throws InterruptedException {
      store.drain(Duration.ofMinutes(1));
      Sample before = Sample.of(redis);
      long from = System.nanoTime();
      double transfers = perSecond(transfer) * number("seconds");
      store.drain(Duration.ofMinutes(1));
      double perSecond = transfers * 1e9 / (System.nanoTime() - from);
      Sample s = Sample.of(redis).since(before);
      out.printf(
          Locale.ROOT,
          "%,.0f transfers/s. Each takes %.0f µs of this process's processor and %.0f µs of the"
              + " server's; it changes %.1f records there by %.1f scripts, and sends %,.0f bytes%n",
          perSecond,
          s.cpuNs / 1e3 / transfers,
          s.serverUs / transfers,
          s.changes / transfers,
          s.scripts / transfers,
          s.bytesIn / transfers);
      List<Long> lengths = connection.sync().eval(LENGTHS, ScriptOutputType.MULTI);
      return new Changed(
          perSecond,
          (int) Math.max(CHANGED_FIRST + 1, Math.round(s.changes / transfers)),
          (int) (lengths.get(1) / Math.max(1, lengths.get(0))),
          (int) (lengths.get(3) / Math.max(1, lengths.get(2))),
          (int) Math.max(1, s.changes / Math.max(1, s.snapshots)),
          s.bytesIn / transfers);
    }

    /** The same of bare calls that are like them. */
    private double bare(BareChanges bare, Work work, Changed like) throws InterruptedException {
      bare.be(like);
      Sample before = Sample.of(redis);
      double perSecond = perSecond(work);
      Sample s = Sample.of(redis).since(before);
      double transfers = perSecond * number("seconds");
      double sent = s.bytesIn / transfers;
      out.printf(
          Locale.ROOT,
          "%,.0f/s by the store's scripts alone. Each takes %.0f µs of this process's processor"
              + " and %.0f µs of the server's, and sends %,.0f bytes; a snapshot of %,d among %d"
              + " changes%n",
          perSecond,
          s.cpuNs / 1e3 / transfers,
          s.serverUs / transfers,
          sent,
          like.snapshotBytes,
          like.snapshotEvery);
      bare.sent(sent, like);
      return perSecond;
    }

    void run(Work script, Work increments, BareChanges bare, Work bareTransfer)
        throws InterruptedException {
      for (int round = 0; round <= number("rounds"); round++) {
        Changed changed = transfers();
        double alone = bare(bare, bareTransfer, changed);
        List<Double> row =
            List.of(perSecond(script), perSecond(increments), alone, changed.perSecond);
        if (round > 0) { // the first one is to warm up
          figures.add(row);
        }
      }
      out.println(
          "| one script a call/s | two scripts of as many increments, transfers/s | the store's"
              + " scripts alone, transfers/s | transfers/s | of the second | of the third |");
      out.println("|---|---|---|---|---|---|");
      figures.forEach(this::print);
      List<Double> middle = new ArrayList<>();
      for (int i = 0; i < figures.get(0).size(); i++) {
        int column = i;
        middle.add(middle(figures.stream().map(row -> row.get(column)).toList()));
      }
      out.println("In the middle:");
      print(middle);
      latencies(bareTransfer, middle.get(2) / 2, transfer, middle.get(3) / 2);
    }

    private void print(List<Double> of) {
      out.printf(
          Locale.ROOT,
          "| %,.0f | %,.0f | %,.0f | %,.0f | %.2f | %.2f |%n",
          of.get(0),
          of.get(1),
          of.get(2),
          of.get(3),
          of.get(3) / of.get(1),
          of.get(3) / of.get(2));
    }
  }

  private static double middle(List<Double> figures) {
    return StoreRatios.middle(figures.stream().mapToDouble(f -> f).toArray());
  }

  private static void eval(
      RedisAsyncCommands<byte[], byte[]> commands, String digest, int count, long turn) {
    byte[][] keys = new byte[count][];
    for (int i = 0; i < count; i++) {
      keys[i] = ("bare:" + (turn * count + i) % 100_000).getBytes(StandardCharsets.US_ASCII);
    }
    var unused =
        commands
            .<Long>evalsha(digest, ScriptOutputType.INTEGER, keys, new byte[] {'1'})
            .toCompletableFuture()
            .join();
  }

  /** Scored, not ended: what is measured is the way to the decision. */
  private void score(LivingStore living, long id, ReplayClock.Hand hand) {
    int account = living.population.scatter((int) (id % living.population.accounts()));
    Decision decision =
        living.engine.score(
            living.population.transfer(id, account, id, living.clock.advance(hand)));
    if (decision.outcome() == Outcome.HOLD && decision.isRetry()) {
      throw new IllegalStateException("The store failed: " + decision.degraded());
    }
    if (decision.outcome() == Outcome.ALLOW) {
      allowed.increment();
    }
  }

  private double perSecond(Work work) throws InterruptedException {
    return perSecond(work, number("seconds"));
  }

  private double perSecond(Work work, int seconds) throws InterruptedException {
    long from = System.nanoTime();
    long until = from + TimeUnit.SECONDS.toNanos(seconds);
    AtomicLong turns = new AtomicLong();
    callers(
        caller -> {
          while (System.nanoTime() < until) {
            work.once(turns.getAndIncrement());
          }
        });
    return turns.get() * 1e9 / (System.nanoTime() - from);
  }

  /** How long calls took. */
  private record Took(double p50, double p99, double p999) {
    static Took of(long[] ns) {
      Arrays.sort(ns);
      return new Took(at(ns, 0.5), at(ns, 0.99), at(ns, 0.999));
    }

    private static double at(long[] ns, double share) {
      return ns[(int) (ns.length * share)] / 1e6;
    }
  }

  /**
   * How long one takes at half of what was reached, and one of what it is compared with at half of
   * theirs. They take turns, as a machine that others use is not the same a minute later.
   */
  private void latencies(Work bare, double bareRate, Work transfer, double rate)
      throws InterruptedException {
    List<Took> bares = new ArrayList<>();
    List<Took> transfers = new ArrayList<>();
    out.printf(
        Locale.ROOT,
        "At half the load, p50 / p99 / p99.9 in ms: the store's scripts alone (%,.0f/s),"
            + " transfers (%,.0f/s), p99 of one to the other%n",
        bareRate,
        rate);
    for (int round = 0; round < number("rounds"); round++) {
      bares.add(latency(bare, bareRate));
      transfers.add(latency(transfer, rate));
      print(bares.get(round), transfers.get(round));
    }
    out.println("In the middle:");
    print(middleOf(bares), middleOf(transfers));
  }

  private void print(Took bare, Took transfer) {
    out.printf(
        Locale.ROOT,
        "| %.1f / %.1f / %.1f | %.1f / %.1f / %.1f | %.2f |%n",
        bare.p50,
        bare.p99,
        bare.p999,
        transfer.p50,
        transfer.p99,
        transfer.p999,
        transfer.p99 / bare.p99);
  }

  private static Took middleOf(List<Took> rounds) {
    return new Took(
        middle(rounds.stream().map(Took::p50).toList()),
        middle(rounds.stream().map(Took::p99).toList()),
        middle(rounds.stream().map(Took::p999).toList()));
  }

  /** How long one takes when callers begin at set times, measured from the time that was set. */
  private Took latency(Work work, double rate) throws InterruptedException {
    int callers = number("callers");
    long everyNs = (long) (1e9 * callers / rate);
    long from = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    int before = (int) (LATENCY_WARMUP_NS / everyNs);
    int each = (int) (TimeUnit.SECONDS.toNanos(number("latency")) / everyNs);
    long[] took = new long[callers * each];
    callers(
        caller -> {
          for (int i = 0; i < before + each; i++) {
            long begin = from + everyNs * i + everyNs * caller / callers;
            for (long left = begin - System.nanoTime();
                left > 0;
                left = begin - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            work.once((long) i * callers + caller);
            if (i >= before) {
              took[caller * each + i - before] = System.nanoTime() - begin;
            }
          }
        });
    return Took.of(took);
  }

  private interface Caller {
    void run(int number);
  }

  private void callers(Caller caller) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> broken = new ArrayList<>();
    for (int i = 0; i < number("callers"); i++) {
      int its = i;
      Thread thread = new Thread(() -> caller.run(its));
      thread.setUncaughtExceptionHandler(
          (t, e) -> {
            synchronized (broken) {
              broken.add(e);
            }
          });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!broken.isEmpty()) {
      throw new IllegalStateException(broken.get(0));
    }
  }

  private void bytes(RedisAtWork redis, long before, int accounts) {
    out.printf(
        Locale.ROOT,
        "%,d bytes an account in all, devices, IPs and the index included; one account's record"
            + " takes %s%n",
        (redis.info("memory", "used_memory") - before) / accounts,
        oneRecord(redis));
  }

  /** The memory of a record of an account that stands anywhere. */
  private static String oneRecord(RedisAtWork redis) {
    for (int i = 0; i < 10_000; i++) {
      String[] answer = redis.ask("RANDOMKEY").split("\r\n", -1);
      if (answer.length > 1 && answer[1].startsWith("riskgate:{a")) {
        String[] usage = redis.ask("MEMORY USAGE " + answer[1] + " SAMPLES 0").split("\r\n", -1);
        String[] length = redis.ask("LLEN " + answer[1]).split("\r\n", -1);
        return usage[0].substring(1) + " bytes, " + length[0].substring(1) + " elements";
      }
    }
    return "nothing";
  }
}
