package io.riskgate.stores.remote;

import io.riskgate.core.Signal;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The signals about one account or customer, by time and, where times are equal, by arrival. */
final class KnownOf {
  static final long KEPT_MS = TransferFacts.SIGNALS_KEPT.toMillis();

  /** An event time may lie behind the clock; signals are kept that much longer. */
  static final long LAG_MS = Duration.ofDays(2).toMillis();

  private final List<Signal> signals = new ArrayList<>(0);
  private long droppedUpToMs = History.NEVER;

  private static long atMs(Signal signal) {
    return signal.at().toEpochMilli();
  }

  Outcome add(Signal signal, long nowMs) {
    while (!signals.isEmpty() && atMs(signals.get(0)) < nowMs - KEPT_MS - LAG_MS) {
      drop();
    }
    for (Signal known : signals) {
      if (known.id().equals(signal.id())) {
        return Outcome.KNOWN;
      }
    }
    int at = signals.size();
    while (at > 0 && atMs(signals.get(at - 1)) > atMs(signal)) {
      at--;
    }
    signals.add(at, signal);
    if (signals.size() <= TransferFacts.SIGNALS_MAX) {
      return Outcome.DONE;
    }
    drop();
    return at > 0 ? Outcome.DONE : Outcome.FULL;
  }

  private void drop() {
    droppedUpToMs = Math.max(droppedUpToMs, atMs(signals.remove(0)));
  }

  /** Adds what is known up to a time; whether some in or after that time were dropped. */
  boolean addTo(List<Signal> found, long atMs) {
    for (int i = signals.size() - 1; i >= 0; i--) {
      Signal s = signals.get(i);
      if (atMs(s) >= atMs - KEPT_MS && atMs(s) <= atMs) {
        found.add(s);
      }
    }
    return droppedUpToMs >= atMs - KEPT_MS;
  }

  void clear() {
    signals.clear();
    droppedUpToMs = History.NEVER;
  }

  boolean isEmpty() {
    return signals.isEmpty();
  }

  void write(RecordOut to) {
    to.value(signals);
    to.time(droppedUpToMs, 0);
  }

  void read(RecordIn from) {
    signals.addAll(from.values(Signal.class));
    droppedUpToMs = from.time(0);
  }
}
