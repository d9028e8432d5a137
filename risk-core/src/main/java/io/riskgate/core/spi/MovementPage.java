package io.riskgate.core.spi;

import java.util.List;

/**
 * Some movements of an account in event order.
 *
 * @param movements what moved; of equal times what leaves first, each in order of arrival
 * @param wholeSinceMs from which event time on the store has everything of the account that was
 *     ever recorded, {@link RiskStore#SINCE_EVER_MS} where it always has
 * @param nextMs the event time at which the next page begins, or {@link History#NEVER}
 */
public record MovementPage(List<StoredMovement> movements, long wholeSinceMs, long nextMs) {
  /** Copies the list. */
  public MovementPage {
    movements = List.copyOf(movements);
  }
}
