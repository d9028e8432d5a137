package io.riskgate.concurrency;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.util.LoggingLevel;

/** How long each check takes. */
final class LincheckRun {
  private static final int SCENARIOS = Integer.getInteger("riskgate.scenarios", 30);
  private static final int INVOCATIONS = Integer.getInteger("riskgate.invocations", 300);

  /** Threads as they come run that much faster than threads that are switched. */
  private static final int FASTER = 10;

  /** Longer than any loop that ends: over an entry's bytes, or all stripes of a table. */
  private static final int LOOP_MAX = 10_000;

  private LincheckRun() {}

  /** Threads as they come: finds what reordering and chance bring about. */
  static StressOptions stress() {
    return new StressOptions()
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(2)
        .iterations(SCENARIOS)
        .invocationsPerIteration(FASTER * INVOCATIONS)
        .logLevel(LoggingLevel.ERROR);
  }

  /** Switches between threads at every shared access and lock, one schedule after the other. */
  static ModelCheckingOptions modelChecking() {
    return new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(2)
        .iterations(SCENARIOS)
        .invocationsPerIteration(INVOCATIONS)
        .loopBound(LOOP_MAX)
        .logLevel(LoggingLevel.ERROR);
  }
}
