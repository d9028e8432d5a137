package io.riskgate.benchmarks;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.Transfer;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * What making a transfer, scoring it and ending it take each: bytes, processor time, and of {@code
 * score()} alone how long calls take. Transfers go in batches of {@value #BATCH}, first made, then
 * scored, then ended, so that the counters of the thread, which take a while to read, are read once
 * for many calls. Processor time is the middle of all batches' and bytes are the mean; both mean
 * something on a busy machine too, the longest calls do not.
 *
 * <p>Arguments, each optional: {@code accounts=10000 pack=CN transfers=everyday|mixed count=1000000
 * warmup=1000000}. Run it with {@code -Xmx6g -Xmn512m -XX:+UseTransparentHugePages} or as is.
 */
public final class ScorePhases {
  private static final int BATCH = 64;
  private static final int FILLING_THREADS = 2;
  private static final String[] PHASES = {"make", "score", "end"};

  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Transfer[] made = new Transfer[BATCH];
  private final Decision[] decided = new Decision[BATCH];
  private final long[] bytes = new long[PHASES.length];
  private final long[][] cpuNs;
  private final long[] callNs;
  private final LivingStore living;
  private final Next next;
  private long allowed;

  /** Where transfers come from. */
  @FunctionalInterface
  private interface Next {
    Transfer next();
  }

  private ScorePhases(LivingStore living, Next next, int batches) {
    this.living = living;
    this.next = next;
    cpuNs = new long[PHASES.length][batches];
    callNs = new long[batches * BATCH];
  }

  private static Next everyday(LivingStore living) {
    int[] drawn = Keys.ZIPF.draw(living.population, 0);
    ReplayClock.Hand hand = living.clock.hand();
    return new Next() {
      private long count;

      @Override
      public Transfer next() {
        long n = count++;
        int payer = drawn[(int) (n & (drawn.length - 1))];
        return living.population.transfer(
            1_000_000_000_000L + n, payer, n, living.clock.advance(hand));
      }
    };
  }

  private void run(int batches) {
    for (int batch = 0; batch < batches; batch++) {
      mark(batch, -1);
      for (int i = 0; i < BATCH; i++) {
        made[i] = next.next();
      }
      mark(batch, 0);
      for (int i = 0; i < BATCH; i++) {
        decided[i] = living.engine.score(made[i]);
      }
      mark(batch, 1);
      for (int i = 0; i < BATCH; i++) {
        end(decided[i]);
      }
      mark(batch, 2);
    }
  }

  private void end(Decision decision) {
    if (decision.outcome() == Outcome.ALLOW) {
      allowed++;
      living.engine.settle(decision.reference());
    } else {
      living.engine.cancel(decision.reference());
    }
  }

  private long bytesBefore;
  private long cpuNsBefore;

  /** Counts what a phase took; what reading the counters takes is in the next one's. */
  private void mark(int batch, int phase) {
    long nowBytes = threads.getCurrentThreadAllocatedBytes();
    long nowNs = threads.getCurrentThreadCpuTime();
    if (phase >= 0) {
      bytes[phase] += nowBytes - bytesBefore;
      cpuNs[phase][batch] = nowNs - cpuNsBefore;
    }
    bytesBefore = nowBytes;
    cpuNsBefore = nowNs;
  }

  /** Times calls one by one, which are ended at once. */
  private void time() {
    for (int i = 0; i < callNs.length; i++) {
      Transfer transfer = next.next();
      long startNs = System.nanoTime();
      Decision decision = living.engine.score(transfer);
      callNs[i] = System.nanoTime() - startNs;
      end(decision);
    }
    Arrays.sort(callNs);
  }

  /** Runs it with the arguments. */
  public static void main(String[] args) {
    run(args, System.out);
  }

  static void run(String[] args, PrintStream out) {
    int accounts = Integer.parseInt(argument(args, "accounts", "10000"));
    StorePack pack = StorePack.valueOf(argument(args, "pack", "CN"));
    boolean mixed = argument(args, "transfers", "everyday").equals("mixed");
    int batches = Integer.parseInt(argument(args, "count", "1000000")) / BATCH;
    int warmup = Integer.parseInt(argument(args, "warmup", "1000000")) / BATCH;
    try (LivingStore living = new LivingStore(Population.of(accounts), pack)) {
      living.fill(FILLING_THREADS);
      Next next = mixed ? new MixedTransfers(living, 0)::next : everyday(living);
      new ScorePhases(living, next, warmup).run(warmup);
      ScorePhases phases = new ScorePhases(living, next, batches);
      phases.run(batches);
      phases.print(out);
    }
  }

  private static String argument(String[] args, String name, String otherwise) {
    for (String arg : args) {
      if (arg.startsWith(name + "=")) {
        return arg.substring(name.length() + 1);
      }
    }
    return otherwise;
  }

  private void print(PrintStream out) {
    int calls = callNs.length;
    out.printf(Locale.ROOT, "%,d of %,d transfers allowed%n", allowed, calls);
    for (int phase = 0; phase < PHASES.length; phase++) {
      Arrays.sort(cpuNs[phase]);
      out.printf(
          Locale.ROOT,
          "%-5s %,7d B  %,7d ns of the processor, the middle; %,d the tenth part%n",
          PHASES[phase],
          bytes[phase] / calls,
          cpuNs[phase][cpuNs[phase].length / 2] / BATCH,
          cpuNs[phase][cpuNs[phase].length / 10] / BATCH);
    }
    time();
    out.printf(
        Locale.ROOT,
        "score() by the clock on the wall: median %,d ns, p99 %,d, p99.9 %,d%n",
        callNs[calls / 2],
        callNs[(int) (calls * 0.99)],
        callNs[(int) (calls * 0.999)]);
  }
}
