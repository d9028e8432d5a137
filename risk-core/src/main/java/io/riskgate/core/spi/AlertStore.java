package io.riskgate.core.spi;

import io.riskgate.core.AlertQuery;
import io.riskgate.core.Reference;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps alerts and what was done about them. Safe for use by any number of threads. Any method may
 * throw {@link StoreException}.
 */
public interface AlertStore extends AutoCloseable {
  /**
   * Keeps nothing: for replays of the past, in which nobody responds, and for banks whose listener
   * hands every alert to a system of their own.
   */
  static AlertStore none() {
    return new NoAlerts();
  }

  /**
   * Keeps an alert: a new one where its revision is 0, otherwise the next revision of one that is
   * kept. In one atomic step.
   *
   * @return false, and nothing is changed, where an alert is kept under the reference already, or
   *     the one that is kept has another revision than the one before
   * @throws StoreException if there is no room for a new one
   */
  boolean put(AlertRecord alert);

  /** The alert of a transfer, or null where none is kept. */
  @Nullable AlertRecord find(Reference reference);

  /**
   * The alerts that a query asks for, the one raised first comes first, at most {@link
   * AlertQuery#limit()}.
   *
   * @param now the clock, which says what is overdue
   */
  List<AlertRecord> query(AlertQuery query, Instant now);

  /**
   * The overdue alerts of which that was not told yet, the longest overdue first.
   *
   * @param now the clock
   * @param max how many at most
   */
  List<AlertRecord> untoldOverdue(Instant now, int max);

  /**
   * Shows every alert of a tenant raised at or after {@code from} and before {@code to}, one by
   * one.
   */
  void each(String tenant, Instant from, Instant to, Consumer<AlertRecord> consumer);

  /** Forgets the closed alerts of a payer account; open ones stay until they are closed. */
  void forget(String tenant, String account);

  /**
   * Lets go of closed alerts that were raised before a time, the earliest first. A store that keeps
   * them by rules of its own lets go of none.
   *
   * @param max how many at most
   * @return how many there were
   */
  default int dropClosed(Instant raisedBefore, int max) {
    return 0;
  }

  /** Frees what the store holds. */
  @Override
  default void close() {}
}
