package io.riskgate.core.memory;

import io.riskgate.core.internal.ZoneHours;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A filter of events, with its sets turned into bit masks. Immutable. */
final class EventFilter {
  private static final long ALL = -1L;

  private final long kinds;
  private final long assetClasses;
  private final long channels;
  private final long states;
  private final long valueMin;
  private final long valueMax;
  private final long hours;
  private final ZoneHours zone;

  /**
   * Prepares a filter.
   *
   * @param zone tells the hour of an event
   */
  EventFilter(Filter filter, ZoneHours zone) {
    kinds = mask(filter.kinds());
    assetClasses = mask(filter.assetClasses());
    channels = mask(filter.channels());
    states = mask(filter.states());
    valueMin = filter.valueMin();
    valueMax = filter.valueMax();
    hours = mask(filter.hours());
    this.zone = zone;
  }

  private static long mask(Aggregate.@Nullable Hours allowed) {
    if (allowed == null) {
      return ALL;
    }
    long mask = 0;
    for (int hour = 0; hour < 24; hour++) {
      mask |= allowed.contains(hour) ? 1L << hour : 0;
    }
    return mask;
  }

  private static <E extends Enum<E>> long mask(Set<E> allowed) {
    long mask = 0;
    for (E e : allowed) {
      mask |= 1L << e.ordinal();
    }
    return allowed.isEmpty() ? ALL : mask;
  }

  /**
   * Whether an event counts, but for its state.
   *
   * @param event as {@link EventBits} writes it
   */
  boolean accepts(long event, long value) {
    return acceptsSort(event) && acceptsMore(event, value);
  }

  /** Whether an event counts by its kind, class and channel. */
  boolean acceptsSort(long event) {
    return (kinds & 1L << EventBits.kindOf(event)) != 0
        && (assetClasses & 1L << EventBits.assetsOf(event)) != 0
        && (channels & 1L << EventBits.channelOf(event)) != 0;
  }

  /** Whether an event counts by its value and its hour. */
  boolean acceptsMore(long event, long value) {
    return value >= valueMin
        && value <= valueMax
        && (hours == ALL || (hours & 1L << zone.hour(EventBits.timeOf(event))) != 0);
  }

  /** Whether it may turn down an event by its value or its hour; values are never negative. */
  boolean asksForMore() {
    return valueMin > 0 || valueMax < Filter.NO_MAX || hours != ALL;
  }

  /** Whether events count in every state. */
  boolean acceptsAllStates() {
    return states == ALL;
  }

  /** Whether an event counts in the state with a code. */
  boolean acceptsState(int code) {
    return (states & 1L << code) != 0;
  }
}
