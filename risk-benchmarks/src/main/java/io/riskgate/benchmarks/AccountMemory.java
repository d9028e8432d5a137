package io.riskgate.benchmarks;

import io.riskgate.core.Outcome;
import io.riskgate.core.memory.InMemoryStore;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How much memory an account takes, of the whole process: heap after a full collection, and what
 * the system counts (RSS, on Linux). {@code AccountMemory ACCOUNTS [PACK]} fills a store and scores
 * on; {@code AccountMemory terms ACCOUNTS [PACK]} fills one after the other with populations that
 * differ in one thing, and prints what an event, a payee, a device and a character of a name take.
 */
public final class AccountMemory {
  private static final int FILLING_THREADS = 2;
  private static final int SCORES = 200_000;

  private AccountMemory() {}

  /** What was found of one population. */
  record Found(double heapBytes, double rssBytes, double scoreBytes, double allowedShare) {}

  /** Measures. */
  public static void main(String[] args) {
    boolean terms = args.length > 0 && args[0].equals("terms");
    List<String> rest = List.of(args).subList(terms ? 1 : 0, args.length);
    if (rest.isEmpty() || rest.size() > 2) {
      System.err.println("AccountMemory [terms] ACCOUNTS [CN|HISTORY|EMPTY]");
      System.exit(2);
    }
    int accounts = Integer.parseInt(rest.get(0));
    StorePack pack = rest.size() < 2 ? StorePack.CN : StorePack.valueOf(rest.get(1));
    if (terms) {
      terms(accounts, pack, System.out);
    } else {
      Population population = Population.of(accounts);
      measure(population, pack, System.out, SCORES);
    }
  }

  /** Prints what each thing that an account has takes, as the difference that it makes. */
  static void terms(int accounts, StorePack pack, PrintStream out) {
    Population usual = Population.of(accounts);
    // The first engine brings what every later one finds loaded.
    measure(new Population(8, 1, 1, 0, 19), pack, out, 100);
    double base = heap(usual, pack, out);
    double events =
        (heap(new Population(accounts, 20, 5, 2, 19), pack, out) - base)
            / 20; // 10 paid, 10 received
    double payees = (heap(new Population(accounts, 10, 10, 2, 19), pack, out) - base) / 5;
    double devices = (heap(new Population(accounts, 10, 5, 10, 19), pack, out) - base) / 0.8;
    double characters = (heap(new Population(accounts, 10, 5, 2, 35), pack, out) - base) / 16;
    out.printf(
        Locale.ROOT,
        "%,d accounts, pack %s, heap bytes an account: %.0f%n"
            + "  = %.0f + %.0f an event x 20 + %.0f a payee x 5 + %.0f a device x 1.2"
            + " + %.0f a character x 19%n",
        accounts,
        pack,
        base,
        base - 20 * events - 5 * payees - 1.2 * devices - 19 * characters,
        events,
        payees,
        devices,
        characters);
  }

  private static double heap(Population population, StorePack pack, PrintStream out) {
    return measure(population, pack, out, 0).heapBytes();
  }

  /** Fills a store with a population and prints what it takes. */
  static Found measure(Population population, StorePack pack, PrintStream out, int scores) {
    long heapBefore = heapAfterGc();
    long startNs = System.nanoTime();
    try (GcPauses pauses = new GcPauses();
        LivingStore living = new LivingStore(population, pack, InMemoryStore.create())) {
      living.fill(FILLING_THREADS);
      out.println(population + ", pack " + pack);
      out.printf(
          Locale.ROOT,
          "  filled with %,d movements in %.1f s; %s%n",
          living.movements(),
          (System.nanoTime() - startNs) / 1e9,
          pauses.take());
      double heap = (double) (heapAfterGc() - heapBefore) / population.accounts();
      long rssBytes = rssBytes();
      double rss = (double) rssBytes / population.accounts();
      out.printf(
          Locale.ROOT,
          "  bytes an account: heap %.0f; RSS of the whole process %s%n",
          heap,
          rssBytes < 0 ? "not known here" : String.format(Locale.ROOT, "%.0f", rss));
      Found found = new Found(heap, rss, 0, 0);
      if (scores > 0) {
        pauses.take();
        found = score(living, scores, found);
        out.printf(
            Locale.ROOT,
            "  %,d transfers scored and ended: %.0f bytes allocated each, %.1f %% allowed; %s%n",
            scores,
            found.scoreBytes(),
            100 * found.allowedShare(),
            pauses.take());
      }
      return found;
    }
  }

  /** The second half is counted: the first warms up. */
  private static Found score(LivingStore living, int scores, Found found) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int[] drawn = Keys.ZIPF.draw(living.population, 0);
    ReplayClock.Hand hand = living.clock.hand();
    long firstId = 1_000_000_000_000L;
    int allowed = 0;
    long bytes = 0;
    for (int i = 0; i < scores; i++) {
      var transfer =
          living.population.transfer(
              firstId + i, drawn[i % drawn.length], i, living.clock.advance(hand));
      long before = threads.getCurrentThreadAllocatedBytes();
      if (living.scoreAndEnd(transfer).outcome() == Outcome.ALLOW) {
        allowed++;
      }
      if (i >= scores / 2) {
        bytes += threads.getCurrentThreadAllocatedBytes() - before;
      }
    }
    return new Found(
        found.heapBytes(),
        found.rssBytes(),
        (double) bytes / (scores - scores / 2),
        (double) allowed / scores);
  }

  /** What is alive: a full collection, twice, since the first may find things to clean up. */
  static long heapAfterGc() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** What the system counts as this process's memory, or -1 where it does not say. */
  static long rssBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1_024;
        }
      }
      return -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
