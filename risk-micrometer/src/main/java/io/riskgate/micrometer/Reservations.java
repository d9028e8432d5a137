package io.riskgate.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.riskgate.core.Decision;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.TransferState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The reservations that were made through the metered engine and of which no end was seen yet.
 *
 * <p>An end that nobody tells, expiry, is learnt by asking the engine once it is due: another
 * process on the same store may have settled meanwhile, and nothing is counted as expired that the
 * store does not say so of.
 */
final class Reservations {
  /** How many are asked about in one sweep; the rest waits for the next. */
  static final int LOOKS_MAX = 10_000;

  private final ConcurrentHashMap<Reference, Instant> open = new ConcurrentHashMap<>();
  private final int max;
  private final Counter made;
  private final Counter unfollowed;
  private final Family<Counter> ended;
  final Meter gauge;

  Reservations(RiskMetrics metrics) {
    max = metrics.reservationsMax;
    made =
        Counter.builder("riskgate.reservations.made")
            .description("Transfers let go: reservations made by score, verified and release")
            .tags(metrics.tags)
            .register(metrics.registry);
    unfollowed =
        Counter.builder("riskgate.reservations.unfollowed")
            .description("Reservations that were made while as many as can be were followed")
            .tags(metrics.tags)
            .register(metrics.registry);
    ended =
        new Family<>(
            TransferState.values().length + 1,
            how ->
                Counter.builder("riskgate.reservations.ended")
                    .description("Followed reservations that ended, by what became of the transfer")
                    .tags(metrics.tags)
                    .tag("state", how)
                    .register(metrics.registry));
    ended.of(TransferState.EXPIRED.name()); // an alarm needs it before the first one
    gauge =
        Gauge.builder("riskgate.reservations.open", open, ConcurrentHashMap::size)
            .description("Reservations made by this engine of which no end was seen yet")
            .tags(metrics.tags)
            .strongReference(true)
            .register(metrics.registry);
  }

  /**
   * Takes note of a decision that may have made a reservation.
   *
   * @return whether it is a new one, as far as can be told
   */
  boolean maybeMade(Decision decision) {
    if (decision.isRetry()) {
      return false; // it says nothing of where the transfer stands
    }
    Instant until = decision.expiresAt();
    if (decision.state() != TransferState.RESERVED || until == null) {
      ended(decision);
      return false;
    }
    if (open.size() >= max) { // a few more where several threads come at a time
      if (open.containsKey(decision.reference())) {
        return false;
      }
      made.increment();
      unfollowed.increment();
      return true;
    }
    if (open.putIfAbsent(decision.reference(), until) != null) {
      return false;
    }
    made.increment();
    return true;
  }

  /** Takes note of where a transfer stands, which may be the end of a reservation. */
  void ended(Decision decision) {
    if (decision.state() != TransferState.RESERVED) {
      ended(decision.reference(), decision.state().name());
    }
  }

  /** Takes note of reservations that a control has moved to HELD. */
  void held(List<Reference> references) {
    references.forEach(reference -> ended(reference, TransferState.HELD.name()));
  }

  private void ended(Reference reference, String how) {
    if (open.remove(reference) != null) {
      ended.of(how).increment();
    }
  }

  /** Asks what has become of those whose time is over. */
  void lookAtDue(RiskEngine engine, Instant now) {
    for (Reference reference : due(now)) {
      Optional<Decision> found = engine.find(reference);
      if (found.isEmpty()) {
        ended(reference, RiskMetrics.OTHER); // forgotten
      } else {
        ended(found.get()); // one that is open still, by a clock that differs, is asked about again
      }
    }
  }

  private List<Reference> due(Instant now) {
    List<Reference> due = new ArrayList<>();
    for (Map.Entry<Reference, Instant> entry : open.entrySet()) {
      if (due.size() == LOOKS_MAX) {
        break;
      }
      if (!entry.getValue().isAfter(now)) {
        due.add(entry.getKey());
      }
    }
    return due;
  }
}
