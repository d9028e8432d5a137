package io.riskgate.core.memory;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.internal.ZoneHours;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A filter of events, with its sets turned into bit masks. Immutable. */
final class EventFilter {
  private static final long ALL = -1L;

  /** Attempts without a decision have no state; this bit stands for them. */
  private static final long UNDECIDED_BIT = 1L << 62;

  private final long kinds;
  private final long assetClasses;
  private final long channels;
  private final long states;
  private final Set<String> scams;
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
    scams = filter.scams();
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

  /** Whether an event counts, as it stands at a clock. */
  boolean accepts(Event event, long nowMs) {
    Transfer t = event.transfer;
    long value = event.value();
    if (value < valueMin
        || value > valueMax
        || (kinds & 1L << t.kind().ordinal()) == 0
        || (assetClasses & 1L << t.assetClass().ordinal()) == 0
        || (channels & 1L << t.channel().ordinal()) == 0) {
      return false;
    }
    if (hours != ALL && (hours & 1L << zone.hour(event.timeMs)) == 0) {
      return false;
    }
    if (!scams.isEmpty() && !(event instanceof ReportEvent report && report.isOneOf(scams))) {
      return false;
    }
    if (states == ALL) {
      return true;
    }
    TransferState state = event.state(nowMs);
    return (states & (state == null ? UNDECIDED_BIT : 1L << state.ordinal())) != 0;
  }
}
