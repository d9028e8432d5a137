package io.riskgate.benchmarks;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.micrometer.RiskMetrics;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What it costs to meter an engine: {@code score()} whole and the end of the transfer, bare and
 * metered, each in JVMs of its own that take turns. Processor time of the thread and what it
 * allocates are told, which other processes on the machine disturb little.
 */
public final class MeteredCost {
  private static final int ACCOUNTS = 10_000;
  private static final int FILLING_THREADS = 2;
  private static final int WARM_CALLS = 600_000;
  private static final int ROUND_CALLS = 100_000;
  private static final int ROUNDS = 7;
  private static final String METERED = "metered";
  private static final String BARE = "bare";
  private static final String NANOS = "processor ns";
  private static final String BYTES = "bytes";

  private MeteredCost() {}

  /** Compares; how many turns each has may be told. */
  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals(METERED) || args[0].equals(BARE))) {
      measure(args[0].equals(METERED), System.out);
      return;
    }
    int turns = args.length == 0 ? 3 : Integer.parseInt(args[0]);
    List<Map<String, Double>> bare = new ArrayList<>();
    List<Map<String, Double>> metered = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      bare.add(run(BARE));
      metered.add(run(METERED));
    }
    tell(NANOS, bare, metered);
    tell(BYTES, bare, metered);
  }

  private static Map<String, Double> run(String what) {
    return FreshJvm.run(MeteredCost.class, List.of("-Xmx2g", "-Xmn512m"), List.of(what));
  }

  private static void tell(
      String what, List<Map<String, Double>> bare, List<Map<String, Double>> metered) {
    double without = median(what, bare);
    double with = median(what, metered);
    System.out.printf(
        Locale.ROOT,
        "%s a transfer, scored and ended: bare %.0f, metered %.0f, for metering %.0f%n",
        what,
        without,
        with,
        with - without);
  }

  private static double median(String what, List<Map<String, Double>> all) {
    double[] sorted = all.stream().mapToDouble(one -> one.get(what)).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  static void measure(boolean metered, PrintStream out) {
    MeterRegistry registry = new SimpleMeterRegistry();
    try (LivingStore living =
        new LivingStore(
            Population.of(ACCOUNTS),
            StorePack.CN,
            InMemoryStore.create(),
            engine -> metered ? RiskMetrics.meter(engine, registry) : engine)) {
      living.fill(FILLING_THREADS);
      MixedTransfers transfers = new MixedTransfers(living, 0);
      calls(living, transfers, WARM_CALLS);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      double[] nanos = new double[ROUNDS];
      double[] bytes = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        long startNanos = threads.getCurrentThreadCpuTime();
        long startBytes = threads.getCurrentThreadAllocatedBytes();
        calls(living, transfers, ROUND_CALLS);
        bytes[i] = (double) (threads.getCurrentThreadAllocatedBytes() - startBytes) / ROUND_CALLS;
        nanos[i] = (double) (threads.getCurrentThreadCpuTime() - startNanos) / ROUND_CALLS;
      }
      Arrays.sort(nanos);
      Arrays.sort(bytes);
      FreshJvm.tell(out, NANOS, nanos[ROUNDS / 2]);
      FreshJvm.tell(out, BYTES, bytes[ROUNDS / 2]);
    }
  }

  private static void calls(LivingStore living, MixedTransfers transfers, int count) {
    for (int i = 0; i < count; i++) {
      living.scoreAndEnd(transfers.next());
    }
  }
}
