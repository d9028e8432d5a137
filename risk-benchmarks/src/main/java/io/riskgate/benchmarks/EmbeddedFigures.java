package io.riskgate.benchmarks;

import io.riskgate.core.Decision;
import io.riskgate.core.Transfer;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.embedded.EmbeddedStore;
import io.riskgate.stores.embedded.JournalStats;
import io.riskgate.stores.embedded.Mode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What the embedded store costs: ASYNC beside the store in memory, transfers a second in SYNC
 * beside what the disk can do, and how long a restart takes. What is compared runs in turn, round
 * by round, and the median of the rounds' ratios is told.
 *
 * <p>Arguments, all optional: {@code dir=FOLDER accounts=10000 rounds=7 seconds=2 callers=64
 * many=1000000 parts=disk,async,sync,restart}.
 */
public final class EmbeddedFigures {
  private static final int BLOCK_BYTES = 4_096;
  private static final int BATCH = 64;
  private static final int RESERVED_BYTES = 64 << 20;

  private final Map<String, String> given = new LinkedHashMap<>();
  private final PrintStream out;
  private int folders;

  private EmbeddedFigures(String[] args, PrintStream out) {
    this.out = out;
    given.put("dir", "target/embedded-figures");
    given.put("accounts", "10000");
    given.put("rounds", "7");
    given.put("seconds", "2");
    given.put("callers", "64");
    given.put("many", "1000000");
    given.put("parts", "disk,async,sync,restart");
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
    new EmbeddedFigures(args, System.out).run();
  }

  private int number(String name) {
    return Integer.parseInt(given.getOrDefault(name, ""));
  }

  private void run() throws Exception {
    List<String> parts = List.of(given.getOrDefault("parts", "").split(","));
    if (parts.contains("disk")) {
      disk();
    }
    if (parts.contains("async")) {
      async();
    }
    if (parts.contains("sync")) {
      sync();
    }
    if (parts.contains("restart")) {
      restart();
    }
  }

  private Path folder() throws IOException {
    Path dir = Path.of(given.getOrDefault("dir", "")).resolve("figures" + folders++);
    Files.createDirectories(dir);
    return dir;
  }

  private static void remove(Path dir) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** How often the disk makes a block of its own safe: at the end of a file, and within one. */
  private void disk() throws IOException {
    for (boolean reserved : new boolean[] {false, true}) {
      Path dir = folder();
      int forced = 0;
      try (FileChannel file =
          FileChannel.open(
              dir.resolve("block"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (reserved) {
          file.write(ByteBuffer.allocate(RESERVED_BYTES), 0);
          file.force(false);
        }
        long from = System.nanoTime();
        long until = from + TimeUnit.SECONDS.toNanos(number("seconds"));
        while (System.nanoTime() < until) {
          file.write(ByteBuffer.allocate(BLOCK_BYTES));
          file.force(false);
          forced++;
        }
        out.printf(
            Locale.ROOT,
            "disk: %,.0f forces/s of %d bytes %s%n",
            perSecond(forced, from),
            BLOCK_BYTES,
            reserved ? "within a file" : "at its end");
      }
      remove(dir);
    }
  }

  private static double perSecond(long count, long fromNs) {
    return count * 1e9 / (System.nanoTime() - fromNs);
  }

  // ---- ASYNC beside memory

  private void async() throws IOException {
    Path dir = folder();
    Population population = Population.of(number("accounts"));
    try (RiskStore memory = InMemoryStore.create();
        EmbeddedStore embedded = EmbeddedStore.at(dir).mode(Mode.ASYNC).open();
        LivingStore inMemory = new LivingStore(population, StorePack.CN, memory);
        LivingStore durable = new LivingStore(population, StorePack.CN, embedded)) {
      inMemory.fill(1);
      durable.fill(1);
      AtomicLong id = new AtomicLong(inMemory.movements());
      List<Double> ratios = new ArrayList<>();
      List<Double> cpuRatios = new ArrayList<>();
      for (int round = 0; round < number("rounds") + 2; round++) {
        Took plain = timed(inMemory, id);
        Took async = timed(durable, id);
        if (round >= 2) { // the first ones are to warm up
          ratios.add(async.wallUs() / plain.wallUs());
          cpuRatios.add(async.cpuUs() / plain.cpuUs());
          out.printf(
              Locale.ROOT,
              "async: a score() takes %.1f us in memory (processor %.1f), %.1f (%.1f) with a"
                  + " journal%n",
              plain.wallUs(),
              plain.cpuUs(),
              async.wallUs(),
              async.cpuUs());
        }
      }
      out.printf(
          Locale.ROOT,
          "async: middle ratio %.2f; of the caller's processor time %.2f%n",
          middle(ratios),
          middle(cpuRatios));
      JournalStats stats = embedded.stats();
      out.printf(
          Locale.ROOT,
          "async: %,d bytes a call on the disk%n",
          stats.bytes() / Math.max(1, stats.calls() - stats.waiting()));
    }
    remove(dir);
  }

  private static double middle(List<Double> ratios) {
    return StoreRatios.middle(ratios.stream().mapToDouble(r -> r).toArray());
  }

  /** The mean time of one score(). */
  private record Took(double wallUs, double cpuUs) {}

  /** What score() alone takes; what it decides is ended in between, untimed. */
  private Took timed(LivingStore living, AtomicLong id) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    ReplayClock.Hand hand = living.clock.hand();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(number("seconds"));
    long wallNs = 0;
    long cpuNs = 0;
    long count = 0;
    List<Transfer> asked = new ArrayList<>();
    List<Decision> decided = new ArrayList<>();
    while (System.nanoTime() < until) {
      asked.clear();
      decided.clear();
      for (int i = 0; i < BATCH; i++) {
        long its = id.getAndIncrement();
        int account = living.population.scatter((int) (its % living.population.accounts()));
        asked.add(living.population.transfer(its, account, its, living.clock.advance(hand)));
      }
      long cpu = threads.getCurrentThreadCpuTime();
      long from = System.nanoTime();
      for (Transfer t : asked) {
        decided.add(living.engine.score(t));
      }
      wallNs += System.nanoTime() - from;
      cpuNs += threads.getCurrentThreadCpuTime() - cpu;
      decided.forEach(d -> living.engine.settle(d.reference()));
      count += BATCH;
    }
    return new Took(wallNs / 1e3 / count, cpuNs / 1e3 / count);
  }

  // ---- SYNC

  private void sync() throws Exception {
    Path dir = folder();
    Population population = Population.of(number("accounts"));
    try (EmbeddedStore store = EmbeddedStore.at(dir).open();
        LivingStore living = new LivingStore(population, StorePack.CN, store)) {
      AtomicLong id = new AtomicLong(living.movements());
      living.clock.pace(1_000, 10_000);
      for (int round = 0; round < number("rounds"); round++) {
        JournalStats before = store.stats();
        long from = System.nanoTime();
        long scored = score(living, id);
        double transfers = perSecond(scored, from);
        JournalStats after = store.stats();
        long forces = after.forces() - before.forces();
        out.printf(
            Locale.ROOT,
            "sync: %d callers, %,.0f transfers/s (each scored, not settled), %,.0f forces/s, %.1f"
                + " calls a force%n",
            number("callers"),
            transfers,
            forces * 1e9 / (System.nanoTime() - from),
            (double) (after.calls() - before.calls()) / Math.max(1, forces));
      }
    }
    remove(dir);
  }

  private long score(LivingStore living, AtomicLong id) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(number("seconds"));
    AtomicLong scored = new AtomicLong();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < number("callers"); i++) {
      Thread caller =
          new Thread(
              () -> {
                ReplayClock.Hand hand = living.clock.hand();
                while (System.nanoTime() < until) {
                  long its = id.getAndIncrement();
                  int account =
                      living.population.scatter((int) (its % living.population.accounts()));
                  living.engine.score(
                      living.population.transfer(its, account, its, living.clock.advance(hand)));
                  scored.incrementAndGet();
                }
              });
      callers.add(caller);
      caller.start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    return scored.get();
  }

  // ---- a restart

  private void restart() throws IOException {
    Path dir = folder();
    int accounts = number("many");
    Population population = new Population(accounts, 1, 5, 2, 19);
    long movements;
    try (EmbeddedStore store =
            EmbeddedStore.at(dir)
                .mode(Mode.ASYNC)
                .snapshotEveryBytes(0)
                .snapshotOnClose(false)
                .open();
        LivingStore living = new LivingStore(population, StorePack.CN, store)) {
      movements = living.movements();
      long from = System.nanoTime();
      living.fill(2);
      out.printf(
          Locale.ROOT,
          "restart: %,d movements observed, %,.0f/s%n",
          movements,
          perSecond(movements, from));
    }
    out.printf(Locale.ROOT, "restart: %,d MB of journal%n", size(dir) >> 20);
    long from = System.nanoTime();
    EmbeddedStore replayed = EmbeddedStore.at(dir).snapshotEveryBytes(0).open();
    out.printf(
        Locale.ROOT,
        "restart: %,d accounts from the journal alone, %.1f s%n",
        accounts,
        (System.nanoTime() - from) / 1e9);
    from = System.nanoTime();
    replayed.close();
    out.printf(
        Locale.ROOT, "restart: closed with a snapshot, %.1f s%n", (System.nanoTime() - from) / 1e9);
    for (int i = 0; i < 3; i++) {
      from = System.nanoTime();
      try (EmbeddedStore store = EmbeddedStore.at(dir).snapshotEveryBytes(0).open()) {
        out.printf(
            Locale.ROOT,
            "restart: %,d accounts from a snapshot, %.1f s%n",
            accounts,
            (System.nanoTime() - from) / 1e9);
        if (!store.stats().failing().isEmpty()) {
          throw new IllegalStateException(store.stats().failing());
        }
      }
    }
    out.printf(Locale.ROOT, "restart: %,d MB in the folder%n", size(dir) >> 20);
    remove(dir);
  }

  private static long size(Path dir) throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      return all.mapToLong(EmbeddedFigures::length).sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
