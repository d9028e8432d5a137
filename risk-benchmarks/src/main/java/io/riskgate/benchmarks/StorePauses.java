package io.riskgate.benchmarks;

import io.riskgate.core.Outcome;
import io.riskgate.core.Transfer;
import io.riskgate.core.memory.InMemoryStore;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a single call may take while tables grow and idle keys leave. Transfers are due at an
 * even pace, whether or not the one before is done; what is told is the time of a call, and the
 * time from when its transfer was due until it had ended, so that nothing that waits is left out.
 * First nothing is called, which shows the machine alone; then each transfer comes from an account
 * that was never seen, and the tables grow; then the clock has gone so far that, for each that
 * comes, idle ones leave.
 *
 * <p>{@code StorePauses [TRANSFERS_A_SECOND [SECONDS [PACK]]]}, each of the three parts taking so
 * many seconds.
 */
public final class StorePauses {
  private static final long PARK_ABOVE_NS = 200_000;

  /** Whoever is due. */
  interface Call {
    /** Does it, and tells how long its longest call took. */
    long make(int number);
  }

  /** What was found, in nanoseconds, sorted. */
  static final class Found {
    final long[] calls;
    final long[] sinceDue;

    private Found(long[] calls, long[] sinceDue) {
      this.calls = calls;
      this.sinceDue = sinceDue;
    }

    static long at(long[] sorted, double quantile) {
      int rank = (int) Math.ceil(quantile * sorted.length);
      return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }

    void print(String part, PrintStream out) {
      out.println(part);
      print("  a call         ", calls, out);
      print("  since it is due", sinceDue, out);
    }

    private static void print(String what, long[] sorted, PrintStream out) {
      out.printf(
          Locale.ROOT,
          "%s  median %,.1f  p99 %,.1f  p99.9 %,.1f  p99.99 %,.1f  longest %,.1f us%n",
          what,
          at(sorted, 0.5) / 1e3,
          at(sorted, 0.99) / 1e3,
          at(sorted, 0.999) / 1e3,
          at(sorted, 0.9999) / 1e3,
          at(sorted, 1) / 1e3);
    }
  }

  private StorePauses() {}

  /** Measures. */
  public static void main(String[] args) {
    int perSecond = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    StorePack pack = args.length > 2 ? StorePack.valueOf(args[2]) : StorePack.HISTORY;
    measure(perSecond, seconds, pack, System.out);
  }

  /** Measures all three parts; the answer is what was found of the last. */
  static Found measure(int perSecond, int seconds, StorePack pack, PrintStream out) {
    int calls = Math.multiplyExact(perSecond, seconds);
    // Rounded up, so that each of two parts has accounts of its own.
    Population population = Population.of(Math.max(8, (2 * calls + 3) / 4 * 4));
    InMemoryStore store = InMemoryStore.builder().idleKept(Duration.ofDays(1)).build();
    try (GcPauses pauses = new GcPauses();
        LivingStore living = new LivingStore(population, pack, store)) {
      // By the replayed clock a part lasts for a little longer than idle keys are kept.
      living.clock.pace(living.windowMs + Duration.ofDays(3).toMillis(), calls);
      warmUp(pack);
      pauses.take();
      paced(perSecond, calls, i -> 0).print("Nothing is called; " + pauses.take(), out);
      ReplayClock.Hand hand = living.clock.hand();
      paced(perSecond, calls, i -> scoreAndEnd(living, hand, i))
          .print("Tables grow; " + pauses.take(), out);
      Found last = paced(perSecond, calls, i -> scoreAndEnd(living, hand, calls + i));
      last.print("Tables grow, and idle keys leave; " + pauses.take(), out);
      return last;
    }
  }

  /** Lets the compilers do their work elsewhere: what is asked for is what the store does. */
  private static void warmUp(StorePack pack) {
    try (LivingStore other = new LivingStore(Population.of(1_000), pack)) {
      ReplayClock.Hand hand = other.clock.hand();
      for (int i = 0; i < 20_000; i++) {
        scoreAndEnd(other, hand, i);
      }
    }
  }

  /** The longer of the two calls. */
  private static long scoreAndEnd(LivingStore living, ReplayClock.Hand hand, int number) {
    Population population = living.population;
    Transfer transfer =
        population.transfer(
            number, number % population.accounts(), number, living.clock.advance(hand));
    long startNs = System.nanoTime();
    var decision = living.engine.score(transfer);
    long scoredNs = System.nanoTime();
    if (decision.outcome() == Outcome.ALLOW) {
      living.engine.settle(decision.reference());
    } else {
      living.engine.cancel(decision.reference());
    }
    return Math.max(scoredNs - startNs, System.nanoTime() - scoredNs);
  }

  /** Makes calls at an even pace. */
  static Found paced(int perSecond, int calls, Call call) {
    long[] took = new long[calls];
    long[] sinceDue = new long[calls];
    long startNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10);
    long stepNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int i = 0; i < calls; i++) {
      long dueNs = startNs + i * stepNs;
      long aheadNs = dueNs - System.nanoTime();
      while (aheadNs > 0) {
        if (aheadNs > PARK_ABOVE_NS) {
          LockSupport.parkNanos(aheadNs - PARK_ABOVE_NS / 2);
        } else {
          Thread.onSpinWait();
        }
        aheadNs = dueNs - System.nanoTime();
      }
      took[i] = call.make(i);
      sinceDue[i] = System.nanoTime() - dueNs;
    }
    Arrays.sort(took);
    Arrays.sort(sinceDue);
    return new Found(took, sinceDue);
  }
}
