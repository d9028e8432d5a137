package io.riskgate.benchmarks;

import java.io.PrintStream;
import java.util.function.IntConsumer;

/**
 * The first call and the first 1,000 in a JVM that was just started, where nothing is compiled yet:
 * {@code FirstCalls SCORE}, or {@code FirstCalls VARIANT} for the rules alone. {@link SpeedTable}
 * runs it, a process each time.
 */
public final class FirstCalls {
  private static final int CALLS = 1_000;
  private static final int ACCOUNTS = 10_000;

  private FirstCalls() {}

  /** Measures. */
  public static void main(String[] args) {
    if (args[0].equals("SCORE")) {
      score(System.out);
    } else {
      rules(Variant.valueOf(args[0]), System.out);
    }
  }

  /** {@code score()} and the end of each transfer. */
  static void score(PrintStream out) {
    try (LivingStore living = new LivingStore(Population.of(ACCOUNTS), StorePack.CN)) {
      FreshJvm.tell(out, "readyMs", FreshJvm.sinceLaunchMs());
      MixedTransfers transfers = new MixedTransfers(living, 0);
      calls(i -> living.scoreAndEnd(transfers.next()), out);
    }
  }

  /** The rules of {@code cn} alone. That they are right is proven when the time has been taken. */
  static void rules(Variant variant, PrintStream out) {
    Workload workload = new Workload(RuleBook.CN);
    try (Contender contender = variant.make(workload)) {
      calls(contender::evaluate, out);
      workload.prove(contender);
    }
  }

  private static void calls(IntConsumer call, PrintStream out) {
    long startNs = System.nanoTime();
    call.accept(0);
    long firstNs = System.nanoTime() - startNs;
    for (int i = 1; i < CALLS; i++) {
      call.accept(i);
    }
    FreshJvm.tell(out, "firstUs", firstNs / 1e3);
    FreshJvm.tell(out, "thousandUs", (System.nanoTime() - startNs) / 1e3);
  }
}
