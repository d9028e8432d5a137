package io.riskgate.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a read of a cache line takes on this machine, by how much memory the lines are spread over:
 * one after the other, where each says where the next is, and eight side by side. It tells how much
 * of what many accounts cost more than few is memory, and not computing: a store's records are as
 * far apart.
 *
 * <p>Arguments: the sizes in megabytes, by default {@code 16 160 1600}; the heap must have room for
 * the largest. With {@code -XX:+UseTransparentHugePages} it shows what large pages are worth.
 */
public final class MemoryLadder {
  private static final int LINE_LONGS = 8;
  private static final int ARRAY_LONGS = 1 << 24;
  private static final int READS = 4_000_000;
  private static final int ROUNDS = 5;
  private static final int SIDE_BY_SIDE = 8;
  private static final long MEGABYTE = 1 << 20;

  private final long[][] memory;
  private final long lines;

  private MemoryLadder(long megabytes) {
    lines = megabytes * MEGABYTE / (LINE_LONGS * Long.BYTES);
    memory = new long[Math.toIntExact((lines * LINE_LONGS - 1) / ARRAY_LONGS + 1)][ARRAY_LONGS];
    SplittableRandom random = new SplittableRandom(7);
    for (long line = 0; line < lines; line++) {
      long at = line * LINE_LONGS;
      memory[(int) (at / ARRAY_LONGS)][(int) (at % ARRAY_LONGS)] = random.nextLong(lines);
    }
  }

  private long read(long line) {
    long at = line * LINE_LONGS;
    return memory[(int) (at / ARRAY_LONGS)][(int) (at % ARRAY_LONGS)];
  }

  /** Where so many walks side by side end, each of which goes where a random line says. */
  private long walk(long[] walks, int steps) {
    for (int i = 0; i < steps; i++) {
      for (int w = 0; w < walks.length; w++) {
        walks[w] = (read(walks[w]) + i) % lines; // else a walk soon goes in a circle
      }
    }
    return Arrays.stream(walks).sum();
  }

  private double nanosPerRead(int sideBySide) {
    double[] nanos = new double[ROUNDS];
    long[] walks = new SplittableRandom(1).longs(sideBySide, 0, lines).toArray();
    long ends = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long startNs = System.nanoTime();
      ends += walk(walks, READS / sideBySide);
      nanos[round] = (double) (System.nanoTime() - startNs) / READS;
    }
    if (ends == 0) {
      throw new IllegalStateException("A walk cannot end where it began for ever");
    }
    return StoreRatios.middle(nanos);
  }

  /** Prints a line for each size. */
  public static void main(String[] args) {
    run(args.length == 0 ? new String[] {"16", "160", "1600"} : args, System.out);
  }

  static void run(String[] sizes, PrintStream out) {
    for (String size : sizes) {
      MemoryLadder ladder = new MemoryLadder(Long.parseLong(size));
      out.printf(
          Locale.ROOT,
          "%6s MB: %.0f ns a line, one after the other; %.0f ns, %d side by side%n",
          size,
          ladder.nanosPerRead(1),
          ladder.nanosPerRead(SIDE_BY_SIDE),
          SIDE_BY_SIDE);
    }
  }
}
