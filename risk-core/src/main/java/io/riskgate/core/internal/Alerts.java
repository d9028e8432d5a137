package io.riskgate.core.internal;

import io.riskgate.core.Alert;
import io.riskgate.core.AlertClosedException;
import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertState;
import io.riskgate.core.AlertStatistics;
import io.riskgate.core.Reference;
import io.riskgate.core.UnknownAlertException;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.AlertListener;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alerts that are kept: raised, responded to, overdue, counted. */
final class Alerts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  /**
   * An alert changed by others more often than this within one call is not changed in that call.
   */
  private static final int ROUNDS_MAX = 16;

  private static final int SWEPT_AT_ONCE_MAX = 1_000;

  private final AlertStore store;
  private final List<AlertListener> listeners;
  private final Function<PackIdentity, Messages> texts;
  private final InstantSource clock;
  private final Duration clocksDiffer;
  private final @Nullable Duration kept;

  /**
   * Alerts in a store.
   *
   * @param texts the texts of a pack
   * @param clocksDiffer how far the clock of whoever responds may be from this one
   * @param kept how long closed alerts are kept after they were raised; null for as long as there
   *     is room
   */
  Alerts(
      AlertStore store,
      List<AlertListener> listeners,
      Function<PackIdentity, Messages> texts,
      InstantSource clock,
      Duration clocksDiffer,
      @Nullable Duration kept) {
    this.kept = kept;
    this.store = store;
    this.listeners = List.copyOf(listeners);
    this.texts = texts;
    this.clock = clock;
    this.clocksDiffer = clocksDiffer;
  }

  /**
   * Keeps an alert that a recorded decision has raised, and tells of it. Where it cannot be kept it
   * is told all the same; one of mode MONITOR is neither.
   */
  void raised(AlertRecord alert) {
    if (alert.monitored()) {
      return;
    }
    try {
      if (!store.put(alert)) {
        // An id that was used again after its transfer was forgotten: this is about new money.
        LOG.warn("{} is not kept, as an earlier one is; listeners hear of it", alert);
      }
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.error("{} could not be kept; listeners hear of it", alert, Redacted.of(e));
    }
    tell(alert, alert.raisedAt());
  }

  private void tell(AlertRecord record, Instant now) {
    if (listeners.isEmpty()) {
      return;
    }
    Alert alert = alert(record, now);
    for (AlertListener listener : listeners) {
      try {
        listener.onAlert(alert);
      } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
        LOG.error("A listener failed on {}; the alert stands", alert, Redacted.of(e));
      }
    }
  }

  private Alert alert(AlertRecord record, Instant now) {
    return new Alert(record, now, texts.apply(record.pack()));
  }

  /** The alert of a transfer. */
  Optional<Alert> find(Reference reference) {
    Instant now = clock.instant();
    return Optional.ofNullable(store.find(reference)).map(record -> alert(record, now));
  }

  /** The alerts that a query asks for. */
  List<Alert> query(AlertQuery query) {
    Instant now = clock.instant();
    return store.query(query, now).stream().map(record -> alert(record, now)).toList();
  }

  /** As {@link io.riskgate.core.RiskEngine#respond} says. */
  Alert respond(Reference reference, AlertResponse response) {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      Instant now = clock.instant();
      AlertRecord alert = store.find(reference);
      if (alert == null) {
        throw new UnknownAlertException(reference);
      }
      if (alert.responses().contains(response)) {
        return alert(alert, now); // told again, perhaps because the answer was lost
      }
      check(alert, response, now);
      AlertRecord next = alert.with(response);
      if (store.put(next)) {
        tell(next, now);
        return alert(next, now);
      }
    }
    throw new StoreException(
        "The alert for " + reference + " was changed " + ROUNDS_MAX + " times; try again");
  }

  private void check(AlertRecord alert, AlertResponse response, Instant now) {
    AlertState state = alert.state();
    if (state.isClosed()) {
      throw new AlertClosedException(alert.reference(), state);
    }
    if (response.at().isAfter(now.plus(clocksDiffer))
        || response.at().isBefore(alert.raisedAt().minus(clocksDiffer))) {
      throw new IllegalArgumentException(
          "A response lies between the raising of its alert, "
              + alert.raisedAt()
              + ", and the clock, "
              + now
              + ", not at "
              + response.at());
    }
    if (response.kind() == AlertResponse.Kind.CONTACTED
        && alert.responses().size() >= AlertRecord.RESPONSES_MAX - 1) {
      throw new IllegalStateException(
          "The alert for "
              + alert.reference()
              + " has "
              + alert.responses().size()
              + " responses: close it");
    }
  }

  /**
   * Tells, once each, of the alerts that have become overdue, and lets go of those closed long ago.
   *
   * @return how many were told
   */
  int sweep() {
    Instant now = clock.instant();
    int all = 0;
    int told;
    do {
      told = 0;
      for (AlertRecord alert : store.untoldOverdue(now, SWEPT_AT_ONCE_MAX)) {
        AlertRecord next = alert.toldOverdue();
        if (store.put(next)) { // otherwise somebody has just responded, or swept
          told++;
          tell(next, now);
        }
      }
      all += told;
    } while (told == SWEPT_AT_ONCE_MAX);
    if (kept != null) {
      while (store.dropClosed(now.minus(kept), SWEPT_AT_ONCE_MAX) == SWEPT_AT_ONCE_MAX) {
        // there are more
      }
    }
    return all;
  }

  /** Counts the alerts of a tenant raised in a span of time. */
  AlertStatistics statistics(String tenant, Instant from, Instant to) {
    AlertCounting counting = new AlertCounting(from, to, clock.instant());
    store.each(tenant, from, to, counting::add);
    return counting.statistics();
  }

  @Override
  public void close() {
    store.close();
  }
}
