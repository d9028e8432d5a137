package io.riskgate.benchmarks;

import java.io.PrintStream;

/**
 * How long {@code score()} and the end of a transfer take where transfers come at a constant rate,
 * from when each was due: what waits behind a slow one is counted. Before that nothing is called at
 * the same rate, which shows the machine alone. {@code ScoreLatency ACCOUNTS A_SECOND SECONDS};
 * {@link SpeedTable} runs it, a process each time.
 */
public final class ScoreLatency {
  private static final int FILLING_THREADS = 2;

  private ScoreLatency() {}

  /** Measures. */
  public static void main(String[] args) {
    measure(
        Integer.parseInt(args[0]),
        Integer.parseInt(args[1]),
        Integer.parseInt(args[2]),
        System.out);
  }

  static void measure(int accounts, int perSecond, int seconds, PrintStream out) {
    try (LivingStore living = new LivingStore(Population.of(accounts), StorePack.CN)) {
      living.fill(FILLING_THREADS);
      MixedTransfers transfers = new MixedTransfers(living, 0);
      int calls = Math.multiplyExact(perSecond, seconds);
      StorePauses.Call scored =
          i -> {
            long startNs = System.nanoTime();
            living.scoreAndEnd(transfers.next());
            return System.nanoTime() - startNs;
          };
      // As long as what is measured: the compilers have done their work by then.
      StorePauses.paced(perSecond, calls, scored);
      tell("idle", StorePauses.paced(perSecond, calls, i -> 0), out);
      tell("score", StorePauses.paced(perSecond, calls, scored), out);
    }
  }

  private static void tell(String what, StorePauses.Found found, PrintStream out) {
    tell(what + ".p50", found.sinceDue, 0.5, out);
    tell(what + ".p99", found.sinceDue, 0.99, out);
    tell(what + ".p999", found.sinceDue, 0.999, out);
    tell(what + ".longest", found.sinceDue, 1, out);
  }

  private static void tell(String what, long[] sorted, double quantile, PrintStream out) {
    FreshJvm.tell(out, what, (double) StorePauses.Found.at(sorted, quantile));
  }
}
