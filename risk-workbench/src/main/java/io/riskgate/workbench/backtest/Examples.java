package io.riskgate.workbench.backtest;

import io.riskgate.core.Decision;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The transfers of some sort that are worth most, the first of those that are worth the same. */
final class Examples {
  /** How many are kept. */
  static final int MAX = 10;

  private static final Comparator<Example> WORTH_LEAST =
      Comparator.comparingLong(Example::value)
          .thenComparing(Comparator.comparingLong(Example::number).reversed());

  private final PriorityQueue<Example> kept = new PriorityQueue<>(MAX + 1, WORTH_LEAST);
  private long count;

  /** Counts a transfer, and keeps it if it is worth more than another. */
  void add(Replayed replayed, Decision decision, @Nullable Decision baseline) {
    count++;
    Example least = kept.peek();
    if (least == null || kept.size() < MAX || decision.value() > least.value()) {
      kept.add(Example.of(replayed, decision, baseline));
      if (kept.size() > MAX) {
        kept.remove();
      }
    }
  }

  /** How many there were. */
  long count() {
    return count;
  }

  /** Those that were kept, what is worth most first. */
  List<Example> kept() {
    return kept.stream().sorted(WORTH_LEAST.reversed()).toList();
  }
}
