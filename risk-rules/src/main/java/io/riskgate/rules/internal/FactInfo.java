package io.riskgate.rules.internal;

import io.riskgate.core.facts.Bound;
import io.riskgate.core.facts.FactUnit;

/**
 * A property that rules may read.
 *
 * @param path how rules name it, such as {@code device.ageHours}
 * @param type its Java type
 * @param unit in what it is counted
 * @param items the data items it is made from, as the union of their bits
 * @param bound how it relates to the truth while history is not complete
 * @param ofSignals whether the history it rests on is that of signals
 * @param aggregate the index of the declared aggregate it reads, or {@link #NO_AGGREGATE}
 * @param about what it says, in one sentence
 */
public record FactInfo(
    String path,
    Class<?> type,
    FactUnit unit,
    long items,
    Bound bound,
    boolean ofSignals,
    int aggregate,
    String about) {
  /** The index of facts that are no declared aggregates. */
  public static final int NO_AGGREGATE = -1;

  /** What kind of value it is. */
  public ValueType valueType() {
    return ValueType.of(type);
  }

  /** The same fact by the name of a pattern that is bound. */
  FactInfo of(String binding) {
    return new FactInfo(
        binding + "." + path, type, unit, items, bound, ofSignals, aggregate, about);
  }

  /** Whether it is read by the name of another pattern, or is counted. */
  boolean isBound() {
    return path.startsWith("$");
  }
}
