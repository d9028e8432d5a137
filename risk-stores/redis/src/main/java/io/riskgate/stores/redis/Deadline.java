package io.riskgate.stores.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Until when a caller waits. */
final class Deadline {
  private static final long LONGEST_NS = TimeUnit.DAYS.toNanos(1);

  private final long startNs = System.nanoTime();
  private final long budgetNs;

  private Deadline(long budgetNs) {
    this.budgetNs = budgetNs;
  }

  static Deadline in(Duration budget) {
    return new Deadline(
        budget.compareTo(Duration.ofNanos(LONGEST_NS)) > 0 ? LONGEST_NS : budget.toNanos());
  }

  /** What is left, 0 where it is over. */
  long leftNs() {
    return Math.max(0, budgetNs - (System.nanoTime() - startNs));
  }

  long budgetMs() {
    return TimeUnit.NANOSECONDS.toMillis(budgetNs);
  }
}
