package io.riskgate.core.facts;

/**
 * The values of a pack's declared aggregates for one transfer. A pack compiles a subclass with one
 * getter an aggregate, so that a rule reads {@code history.payerOutCount1h} as a plain property.
 */
public abstract class AggregateValues {
  private final long[] values;

  /** Creates values for so many aggregates. */
  protected AggregateValues(int aggregates) {
    values = new long[aggregates];
  }

  /** The value of the aggregate with an index in the pack's order. */
  public final long value(int aggregate) {
    return values[aggregate];
  }

  /** The array behind the values, for the engine to fill. */
  public final long[] array() {
    return values;
  }
}
