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

  /** A signal, and its time as a number. */
  private record Kept(long atMs, Signal signal) {
    Kept(Signal signal) {
      this(signal.at().toEpochMilli(), signal);
    }
  }

  private final List<Kept> signals = new ArrayList<>(0);
  private long droppedUpToMs = History.NEVER;

  Outcome add(Signal signal, long nowMs) {
    Kept next = new Kept(signal);
    while (!signals.isEmpty() && signals.get(0).atMs < nowMs - KEPT_MS - LAG_MS) {
      drop();
    }
    for (Kept known : signals) {
      if (known.signal.id().equals(signal.id())) {
        return Outcome.KNOWN;
      }
    }
    int at = signals.size();
    while (at > 0 && signals.get(at - 1).atMs > next.atMs) {
      at--;
    }
    signals.add(at, next);
    if (signals.size() <= TransferFacts.SIGNALS_MAX) {
      return Outcome.DONE;
    }
    drop();
    return at > 0 ? Outcome.DONE : Outcome.FULL;
  }

  private void drop() {
    droppedUpToMs = Math.max(droppedUpToMs, signals.remove(0).atMs);
  }

  /** Adds what is known up to a time; whether some in or after that time were dropped. */
  boolean addTo(List<Signal> found, long atMs) {
    for (int i = signals.size() - 1; i >= 0; i--) {
      Kept kept = signals.get(i);
      if (kept.atMs >= atMs - KEPT_MS && kept.atMs <= atMs) {
        found.add(kept.signal);
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
    to.value(signals.stream().map(Kept::signal).toList());
    to.time(droppedUpToMs, 0);
  }

  void read(RecordIn from) {
    from.values(Signal.class).forEach(signal -> signals.add(new Kept(signal)));
    droppedUpToMs = from.time(0);
  }
}
